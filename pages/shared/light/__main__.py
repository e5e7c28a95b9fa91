"""Writes the light edition: `python -m pages.shared.light [LANGUAGE [FOLDER]]`, by default every language.

``--served HOME`` is for a web server: beside the full edition, whose address is HOME, every file compressed as well.
"""

import argparse
import importlib
import logging
import sys
from pathlib import Path

from geo import load_dataset
from geo.errors import AtlasError
from geo.translations import in_language
from pages.shared.data.editions import edition_folder
from pages.shared.language.languages import NAMES
from pages.shared.view.link import languages_of


def main(arguments: list[str] | None = None) -> int:
    """Write a folder a language, say how large each is, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pages.shared.light", description=__doc__)
    parser.add_argument("language", nargs="?", help=f"{', '.join(NAMES)}; every language if none is given")
    parser.add_argument("folder", nargs="?", type=Path, help="where to; site/VERSION/LANGUAGE if none is given")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every language, each in a folder of its own there")
    parser.add_argument("--served", metavar="HOME", default="", help="beside the full edition at this address")
    options = parser.parse_args(arguments)
    # Imported late: it declares components, and Streamlit warns where there is no server for them.
    folders = importlib.import_module("pages.shared.light.folder")
    try:
        dataset = load_dataset()
        known = languages_of(dataset)
        if options.language not in {None, *known}:
            parser.error(f"the atlas does not speak “{options.language}”, but {', '.join(known)}")
        beside = tuple(known) if options.served or not options.language else ()
        # An operator keeps older editions side by side.
        place = options.all or Path("site") / edition_folder(dataset)
        for code in [options.language] if options.language else known:
            folder = options.folder or place / code
            edition = folders.Edition(in_language(dataset, code), home=options.served, beside=beside)
            size = folders.write_site(edition, folder, packed=bool(options.served))
            sys.stdout.write(f"{folder}/index.html: open it by double click ({size / 1e6:.1f} MB in all)\n")
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    sys.exit(main())
