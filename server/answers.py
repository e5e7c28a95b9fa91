"""Answers that are made whole: compressed, and told anew only to those who do not have them."""

import hashlib

from starlette.responses import Response

from server.asgi import Message


def answer(  # noqa: PLR0913
    scope: Message,
    body: bytes,
    kind: str,
    *,
    status: int = 200,
    cache: str = "no-cache",
    encoding: str = "",
    vary: str = "",
    etag: str = "",
) -> Response:
    """Return an answer with an ETag; 304 if the client has it, and no body if it asks for none.

    Parameters
    ----------
    scope
        Of the request.
    body
        Compressed by `encoding`, if that is not empty.
    kind
        Media type.
    status, cache, vary
        Of the answer; a fault is never kept.
    etag
        If it is not made of the body.
    """
    headers = {"Cache-Control": cache if status == 200 else "no-store"}
    headers |= {"Vary": vary} if vary else {}
    if status == 200:
        headers["ETag"] = etag or etag_of(body)
        if has_current(scope, headers["ETag"]):
            # With its kind: the policy of a page goes by it, and a browser puts these headers in place of the old.
            return Response(status_code=304, headers=headers, media_type=kind)
    headers |= {"Content-Encoding": encoding} if encoding else {}
    headers["Content-Length"] = str(len(body))
    return Response(b"" if scope["method"] == "HEAD" else body, status, headers, kind)


def etag_of(content: bytes) -> str:
    """Return the ETag of a content, or of what it is made of."""
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def has_current(scope: Message, etag: str) -> bool:
    """Return whether a client says that it has the answer with an ETag."""
    known = dict(scope["headers"]).get(b"if-none-match", b"").decode("latin-1")
    return any(part.strip().removeprefix("W/") in {etag, "*"} for part in known.split(","))
