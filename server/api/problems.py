"""Problems: what is wrong with a request, for a program and for whoever reads it (RFC 9457)."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass
class ProblemError(ValueError):
    """A request that cannot be answered.

    Attributes
    ----------
    detail
        What is wrong and what would be right, in one sentence.
    parameter
        The parameter at fault; empty if it is the address.
    example
        An address that works, below that of the atlas.
    status
        Of HTTP.
    """

    detail: str
    parameter: str = ""
    example: str = ""
    status: int = 400


def problem_response(problem: ProblemError, headers: dict[str, str]) -> JSONResponse:
    """Return a problem as a response."""
    fields = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "parameter": problem.parameter,
        "example": problem.example,
    }
    return JSONResponse(
        {name: value for name, value in fields.items() if value}, problem.status, headers, media_type=MEDIA_TYPE
    )
