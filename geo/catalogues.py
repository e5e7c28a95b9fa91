"""Gettext catalogues: read, and brought up to date with the texts that they translate."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from geo.errors import DatasetError

_WIDTH = 110


class Entry(NamedTuple):
    """One text to translate: its context, what it says (two forms if it has a count), and where it stands."""

    context: str
    text: str | tuple[str, ...]
    place: str


def read_catalogue(path: Path) -> Catalog:
    """Read one gettext catalogue; its name is its language.

    Raises
    ------
    DatasetError
        If there is none, or it is not one.
    """
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=path.stem, abort_invalid=True)
    except FileNotFoundError:
        raise DatasetError([f"{path.parent.name}/{path.name}: there is no such file"]) from None
    except (PoFileError, ValueError) as error:
        raise DatasetError([f"{path.parent.name}/{path.name}: not a gettext catalogue ({error})"]) from None


def update_catalogue(path: Path, entries: Iterable[Entry], title: str) -> bool:
    """Bring a catalogue up to date with `entries`, and return whether it changed.

    A text that has changed keeps the translation of the old one, marked as fuzzy: it is not shown until
    somebody has read it again. What is no longer asked for is dropped. The same texts give the same bytes.
    """
    old = read_catalogue(path) if path.exists() else Catalog(locale=path.stem)
    same = {(message.context, message.id): message for message in old if message.id}
    near = {(message.context, " ".join(message.auto_comments)): message for message in old if message.id}
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    new = Catalog(
        path.stem, project=title, version="1", charset="utf-8", fuzzy=False, creation_date=epoch, revision_date=epoch,
        header_comment=f"# {title}: {path.stem}. Texts from the tables of the project; see CONTRIBUTING.md.",
        last_translator="the atlas", language_team=path.stem, msgid_bugs_address="see CONTRIBUTING.md",
    )  # fmt: skip
    for entry in entries:
        known = same.get((entry.context, entry.text))
        kept = known or near.get((entry.context, entry.place))
        flags = {"fuzzy"} if kept and (not known or known.fuzzy) else set()
        text = kept.string if kept and _fits(kept, entry) else ""
        new.add(entry.text, text or _empty(entry), context=entry.context, auto_comments=[entry.place], flags=flags)
    written = io.BytesIO()
    write_po(written, new, width=_WIDTH)
    content = written.getvalue()
    is_new = not path.exists() or path.read_bytes() != content
    if is_new:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return is_new


def _fits(message: Message, entry: Entry) -> bool:
    return isinstance(message.string, str) == isinstance(entry.text, str)


def _empty(entry: Entry) -> str | tuple[str, ...]:
    return "" if isinstance(entry.text, str) else tuple("" for _ in entry.text)
