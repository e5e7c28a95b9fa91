"""What makes an app of a light edition that is served: its name, its manifest, and the worker that keeps it."""

import json

from geo import Dataset
from geo.render.symbology import PALETTE
from pages.shared.data.assets import STATIC
from pages.shared.light.identity import edition_id
from pages.shared.light.map import FILES


def app_files(dataset: Dataset) -> dict[str, bytes]:
    """Return manifest and worker of an edition by their names in its folder."""
    about = dataset.about
    manifest = {
        "name": about["title"],
        "short_name": str(about["title"]).partition(":")[0],
        "description": about["subtitle"],
        "lang": dataset.language,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PALETTE["page"]["light"],
        "theme_color": PALETTE["page"]["light"],
        "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    worker = (STATIC / "light-worker.js").read_text(encoding="utf-8")
    worker = worker.replace("{edition}", edition_id()).replace("{files}", " ".join(FILES))
    return {
        "manifest.webmanifest": json.dumps(manifest, ensure_ascii=False).encode(),
        "worker.js": worker.encode(),
    }
