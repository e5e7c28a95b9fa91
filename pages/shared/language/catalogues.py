"""Brings all catalogues up to date and says how far they are: `python -m pages.shared.language.catalogues`."""

import sys
from pathlib import Path

from geo.dataset import DEFAULT_FOLDER
from geo.tables import load_package
from geo.translations import FOLDER as DATA_FOLDER
from geo.translations import SOURCE, Entry, read_catalogue, update_catalogue
from geo.translations import entries as texts_of
from pages.shared.language.languages import FOLDER
from pages.shared.language.languages import entries as phrases


def main() -> int:
    """Update the catalogues of every language of the data, and print how many texts are translated, fuzzy or open."""
    package = load_package(DEFAULT_FOLDER)
    data = list(texts_of(package.descriptor, package.tables))
    for code in package.descriptor["atlas"]["languages"]:
        if code != SOURCE:
            _update(FOLDER / f"{code}.po", phrases(), "The interface of the atlas")
            _update(DEFAULT_FOLDER / DATA_FOLDER / f"{code}.po", data, "The texts of the atlas")
    return 0


def _update(path: Path, entries: list[Entry], title: str) -> None:
    is_new = update_catalogue(path, entries, title)
    messages = [message for message in read_catalogue(path) if message.id]
    fuzzy = sum(message.fuzzy for message in messages)
    done = sum(bool(message.string and all(message.string)) and not message.fuzzy for message in messages)
    state = "changed" if is_new else "unchanged"
    sys.stdout.write(
        f"{path.parent.parent.name}/{path.parent.name}/{path.name}: {state}; {done} of {len(messages)} translated, "
        f"{fuzzy} fuzzy\n"
    )


if __name__ == "__main__":
    sys.exit(main())
