"""Files to take along: made when they are asked for, and what is said when one cannot be made."""

from collections.abc import Callable
from typing import Any

from geo import Dataset
from geo.errors import DrawingBusyError, DrawingError, DrawingLateError
from pages.shared.language.languages import speak
from pages.shared.language.words import text

_SAID: dict[type[BaseException], str] = {
    DrawingBusyError: "drawing_busy",
    DrawingLateError: "drawing_late",
    DrawingError: "drawing_fault",
}


class DownloadError(RuntimeError):
    """A file cannot be made; the message is a sentence for the visitor, the cause the error."""


def made(dataset: Dataset, make: Callable[..., bytes], *asked: Any) -> bytes:
    """Return the file that ``make(dataset, *asked)`` makes.

    Streamlit calls this when a button is clicked, in no visitor's run; what it says then, `server.downloads` says
    instead.

    Raises
    ------
    DownloadError
        In the language of the dataset, whatever goes wrong.
    """
    try:
        return make(dataset, *asked)
    except Exception as error:
        speak(dataset.language)
        raise DownloadError(say_fault(error)) from error


def say_fault(error: BaseException) -> str:
    """Return what a visitor is told of a file that cannot be made, drawn or not."""
    return text(_SAID.get(type(error), "download_fault"))
