"""The atlas beside the usual app, measured in one run."""
