"""Links of the atlas: of pages, pictures and files, whole where its host is known."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from pages.shared.data.assets import base_path
from pages.shared.view.link import PAGE_PARAMETERS, View, encode_link

_SEEN = ("date", "lang", "event", "territory", "mission", "layers", "at")  # what a preview shows of a view


@dataclass(frozen=True)
class Links:
    """Links that begin with one origin.

    Attributes
    ----------
    origin
        Scheme and host of the atlas; without it links begin with the path.
    """

    origin: str = ""

    @property
    def home(self) -> str:
        """The address of the atlas, without a slash at its end."""
        return f"{self.origin}{base_path()}"

    def page(self, path: str, view: View, **more: str) -> str:
        """Return the link of a view on a page, given by its path below the atlas's own."""
        return self.to(path, **encode_link(view, PAGE_PARAMETERS), **more)

    def light(self, path: str, view: View) -> str:
        """Return the link of a view on a page of the light edition, whose language is in its path."""
        query = encode_link(view, PAGE_PARAMETERS)
        return self.to(f"light/{query.pop('lang')}/{path}", **query)

    def in_any_language(self, path: str, view: View) -> str:
        """Return the link of a view that names no language: each reader gets his own."""
        query = encode_link(view, PAGE_PARAMETERS)
        del query["lang"]
        return self.to(path, **query)

    def preview(self, view: View, **more: str) -> str:
        """Return the link of the preview of a view."""
        query = encode_link(replace(view, other="", step=""))
        return self.to("preview.png", **{name: query[name] for name in _SEEN if name in query}, **more)

    def to(self, path: str, **query: str) -> str:
        """Return the link of anything of the atlas by its path."""
        return f"{self.home}/{path}" + (f"?{urlencode(query)}" if query else "")
