"""The security headers of an answer: what a browser may run, load and ask for, and who may show it.

``ATLAS_FRAME_ANCESTORS`` names the sites that may show the atlas in a frame.
"""

import base64
import hashlib
import os
from functools import cache

from pages.shared.data.assets import base_path
from pages.shared.layout.skip_link import PAGE_SCRIPT
from server.first_paint import first_scripts
from server.upstream import COMPONENT, INTERNAL, MEDIA, inline_scripts

Header = tuple[bytes, bytes]

# blob: – Streamlit imports the atlas's own components (time bar, tour bar) from blobs. 'wasm-unsafe-eval' – its
# protobuf multiplies with WebAssembly, which is no text and reaches nothing of the page.
_SCRIPTS = "'self' blob: 'wasm-unsafe-eval'"
# streamlit-folium evaluates the map's script as text: only its frame may, which shows no other text.
_SCRIPTS_OF_FRAME = "'self' 'unsafe-inline' 'unsafe-eval'"
_POLICY = {
    "default-src": "'self'",
    "script-src-attr": "'none'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit's emotion writes style elements as it goes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
ALWAYS: list[Header] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


def security_headers(path: str, content_type: bytes) -> list[Header]:
    """Return the security headers of an answer.

    Parameters
    ----------
    path
        That was asked for.
    content_type
        Of the answer: the hashes of scripts are only for pages.
    """
    inside = path.removeprefix(base_path())
    if inside.startswith(COMPONENT):
        scripts = _SCRIPTS_OF_FRAME
    else:
        scripts = page_scripts() if content_type.startswith(b"text/html") else _SCRIPTS
    headers = [*ALWAYS, (b"content-security-policy", policy(scripts, os.environ.get("ATLAS_FRAME_ANCESTORS", "*")))]
    if inside.startswith((INTERNAL, MEDIA)):
        # What belongs to a session. Files of static/ are for other sites as well, and the page may stand in a frame.
        headers.append((b"cross-origin-resource-policy", b"same-origin"))
    return headers


@cache
def policy(scripts: str, ancestors: str) -> bytes:
    """Return a Content-Security-Policy for sources of scripts and for the sites that may show the answer in a frame."""
    directives = {**_POLICY, "script-src": scripts, "frame-ancestors": ancestors}
    return "; ".join(f"{name} {value}" for name, value in directives.items()).encode("latin-1")


@cache
def page_scripts() -> str:
    """Return the sources of a page's scripts: the atlas's own files, and by their hash those that stand in the page."""
    inline = [*inline_scripts(), *first_scripts(), PAGE_SCRIPT]
    return " ".join([_SCRIPTS, *(f"'{script_hash(script)}'" for script in inline)])


def script_hash(script: str) -> str:
    """Return the hash of a script as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
