"""The error that the build reports in one sentence."""


class BuildError(RuntimeError):
    """A fault of an input, a rule or a layer; its text is one clear sentence."""
