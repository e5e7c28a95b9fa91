"""Errors of the atlas, each with a sentence that a person can act on."""


class AtlasError(ValueError):
    """Any fault that the atlas names itself."""


class DateError(AtlasError):
    """A text is not a date that the atlas understands."""


class BuildError(AtlasError):
    """A boundary layer cannot be built: an input or a cut is not what it should be."""


class DatasetError(AtlasError):
    """A dataset is wrong; the message names file, row and column of every fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The dataset has {count}:\n" + "\n".join(f"- {fault}" for fault in faults))


class DrawingError(AtlasError):
    """A drawing cannot be made: what was asked for cannot be drawn, or the process that drew it ended."""


class DrawingBusyError(DrawingError):
    """Too many drawings wait already."""


class DrawingLateError(DrawingError):
    """A drawing took longer than any may."""
