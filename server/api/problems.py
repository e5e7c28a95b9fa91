"""Problems: what is wrong with a request, for a program and for whoever reads it (RFC 9457)."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"
# What each member of a problem says, for the description of the interface.
MEMBERS = {
    "type": "Always `about:blank`: the status says what kind of problem it is.",
    "title": "The status in words.",
    "status": "The status.",
    "detail": "What is wrong and what would be right, in a sentence or two.",
    "parameter": "The parameter at fault.",
    "example": "An address that works.",
}


@dataclass
class ProblemError(ValueError):
    """A request that cannot be answered.

    Attributes
    ----------
    detail
        What is wrong and what would be right, in a sentence or two that repeat nothing of the request.
    parameter
        The parameter at fault; empty if it is none, or no name that a parameter could have.
    example
        A query that works, or an address below that of the atlas, beginning with a slash.
    status
        Of HTTP.
    retry
        Seconds after which the same request may be answered; 0 if it never will.
    """

    detail: str
    parameter: str = ""
    example: str = ""
    status: int = 400
    retry: int = 0


def problem_fields(problem: ProblemError, example: str) -> dict[str, Any]:
    """Return a problem as the members of `MEMBERS` that it has; `example` is the whole address."""
    fields = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "parameter": problem.parameter,
        "example": example,
    }
    return {name: value for name, value in fields.items() if value}
