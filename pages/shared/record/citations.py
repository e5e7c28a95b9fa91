"""Citations as Markdown: the source of a statement, and whether it was read."""

from geo import Dataset
from pages.shared.language.words import for_markdown, say_date, text

_UNSAFE = set(' <>()"`')


_MARKS = {"no": ":orange-badge[:material/help: {}]", "partly": ":gray-badge[:material/indeterminate_question_box: {}]"}


def badge(verified: str) -> str:
    """Return the Markdown mark of a row that is not, or only partly, verified; empty if it is."""
    mark = _MARKS.get(verified, "")
    return mark.format(text(f"badge_{verified}")) if mark else ""


def source_line(row: dict[str, str]) -> str:
    """Return one source in Markdown: citation, address, and when its passage was read."""
    citation = for_markdown(row["citation"])
    is_safe = row["url"].startswith(("https://", "http://")) and not set(row["url"]) & _UNSAFE
    linked = f"[{citation}]({row['url']})" if is_safe else citation
    return f"{linked} — *{read_on(row)}*"


def read_on(source: dict[str, str]) -> str:
    """Return in words whether, and when, a source was read."""
    if source["consulted"] != "no" and source["consulted_on"]:
        return text(f"read_{source['consulted']}_on", day=say_date(source["consulted_on"]))
    return text(f"read_{source['consulted']}")


def source_lines(dataset: Dataset, source_ids: str) -> list[str]:
    """Return the sources of a row as items of a Markdown list."""
    return [f"- {source_line(dataset.row('sources', source_id))}" for source_id in source_ids.split()]
