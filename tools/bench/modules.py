"""npm packages of the bench: the script of the peer, and the files that Folium loads from other hosts."""

import shutil
from pathlib import Path

from geo.build.npm import MODULES, install_modules

# As in Folium's defaults, under the names that the usual app asks for; two style sheets of a few hundred bytes
# (glyphicons, rotated markers) are left out, to its advantage.
FOLIUM_FILES = {
    "jquery.js": "jquery/dist/jquery.min.js",
    "bootstrap.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.min.js",
    "bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "css/fontawesome.css": "@fortawesome/fontawesome-free/css/all.min.css",
    "awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
}


def copy_folium_files(folder: Path) -> None:
    """Copy what Folium's maps load into `folder`, with the fonts that its style sheets name."""
    install_modules()
    for name, source in FOLIUM_FILES.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(MODULES / source, target)
    shutil.copytree(MODULES / "@fortawesome" / "fontawesome-free" / "webfonts", folder / "webfonts")
