"""The furniture of every page."""
