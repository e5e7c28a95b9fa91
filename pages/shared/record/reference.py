"""How the atlas itself is cited: in one sentence, and what stands for it where the browser fills in the view."""

from geo import Dataset
from pages.shared.language.words import say_date, text
from pages.shared.record.plate import package_of


def reference(dataset: Dataset, what: str, link: str, seen: str) -> str:
    """Return the citation of a view.

    Parameters
    ----------
    what
        The sentence that names the view: the phrase ``cite_map``, ``cite_days`` or ``cite_page``.
    link
        Its address.
    seen
        The day on which it was seen, in words.
    """
    package, as_of = package_of(dataset), say_date(str(dataset.about["as_of"]))
    key = "cite_record" if package.version and package.licence else "cite_record_plain"
    record = text(key, version=package.version, as_of=as_of, licence=package.licence)
    return f"{what} {record} {text('cite_link', link=link, seen=seen)}"
