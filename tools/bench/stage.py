"""Pages with the map of the atlas and with its browser-native peer, and a server for them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import folium
from branca.element import MacroElement
from folium.plugins import Timeline
from folium.template import Template

from geo.build.npm import MODULES
from geo.maps import DateState, base_map
from pages.shared.language.phrases import PHRASES
from pages.shared.view.link import LAYERS
from tests.server import ROOT
from tools.bench.sizes import Size, compact, size_of
from tools.bench.synthetic import Atlas, Bounds, extent, multiplied, timeline_geojson

ATLAS, TIMELINE = "atlas", "Timeline"
FIRST_DAY = "1884-12-31"
CHANNEL = "bench"


@dataclass(frozen=True)
class Stage:
    """Both pages at one size: how many times the real atlas, territories that both draw, sizes of the data, paths."""

    times: int
    territories: int
    sizes: dict[str, Size]
    paths: dict[str, str]


class _Handler(SimpleHTTPRequestHandler):
    """Serves files silently, to pages that are isolated: to others Chromium tells the time in tenths of a ms."""

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Begin(MacroElement):
    """Shows a timeline's first day, as a slider would, and lets the dragger find it."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    {{ this.timeline }}.setTime(Date.parse("{{ this.day }}"));
    window.benchTimeline = {{ this.timeline }};
    {% endmacro %}""")

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self.timeline = timeline.get_name()
        self.day = FIRST_DAY


@contextmanager
def served() -> Iterator[tuple[str, Path]]:
    """Serve a temporary folder that has `static` and `node_modules`; yield its address and the folder."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "static").symlink_to(ROOT / "static")
        (folder / "node_modules").symlink_to(MODULES)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=name)) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}", folder
            finally:
                server.shutdown()
                thread.join()


def set_stage(folder: Path, times: int) -> Stage:
    """Write the pages of both maps, and the atlas's data, for `times` the territories into `folder`."""
    atlas = multiplied(json.loads((ROOT / "static" / "atlas.json").read_text(encoding="utf-8")), times)
    geojson = timeline_geojson(atlas)
    bounds = extent(atlas)
    texts = {ATLAS: compact(atlas), TIMELINE: compact(geojson)}
    (folder / f"atlas-{times}.json").write_bytes(texts[ATLAS])
    maps = {ATLAS: atlas_map(f"/atlas-{times}.json", bounds), TIMELINE: timeline_map(geojson, bounds)}
    paths = {}
    for app, page_map in maps.items():
        paths[app] = f"/{app.lower()}-{times}.html"
        (folder / paths[app][1:]).write_text(page_map.get_root().render(), encoding="utf-8")
    sizes = {app: size_of(text) for app, text in texts.items()}
    return Stage(times, len(geojson["features"]), sizes, paths)


def atlas_map(data: str, bounds: Bounds) -> folium.Map:
    """Return the atlas's map with the first state in it, all layers on, looking at `bounds`."""
    version = (ROOT / "static" / "version.txt").read_text(encoding="utf-8").strip()
    view = {"id": "all", "label": "All", "short": "All", "bounds": list(bounds)}
    phrases = {**PHRASES, "failed": PHRASES["map_failed"]}
    layers = [data, f"/static/physical.json?v={version}"]
    base = base_map({"layers": layers, "views": [view], "phrases": phrases}, "/static", version)
    DateState(
        {
            "channel": CHANNEL,
            "day": FIRST_DAY,
            "at": "all",
            "territory": "",
            "mission": "",
            "event": None,
            "layers": list(LAYERS),
            "position": "",
            "theme": "light",
            "nav": 1,
        }
    ).add_to(base)
    return base


def timeline_map(geojson: Atlas, bounds: Bounds) -> folium.Map:
    """Return a Folium map with nothing but a `Timeline` of `geojson`, looking at `bounds`, on the first day.

    Left out, all in its favour: the slider and its labels, borders of their own, names, missions, lakes and
    rivers. Every shape has the same style, and Leaflet's own smoothing, coarser than the atlas's.
    """
    left, bottom, right, top = bounds
    base = folium.Map(tiles=None, min_zoom=2, max_zoom=11, zoom_snap=0.25, zoom_delta=0.75)
    script = "/node_modules/leaflet.timeline/dist/leaflet.timeline.js"  # brought by the slider otherwise
    base.default_js = [("leaflet", "/static/vendor/leaflet.js"), ("timeline", script)]
    base.default_css = [("leaflet_css", "/static/vendor/leaflet.css")]
    timeline = Timeline(geojson, weight=1, fill_opacity=0.66)
    timeline.add_to(base)
    base.fit_bounds([(bottom, left), (top, right)])
    _Begin(timeline).add_to(base)
    return base
