"""The files of a new data package: tables, drawings, descriptor and README, as text."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

import shapely

from geo.defaults import palette

OTHERS = "around"  # the colour of all lands around
FINE, COARSE = (0.012, 30, 100, 6), (0.25, 5_000, 20_000, 0)  # of the zones of the base map, as `_zone` takes them
TERRITORY = (
    *("territory_id", "polity", "name", "start", "end", "status", "sovereign", "administering_power"),
    *("certainty", "source_ids", "note"),
)
NATURAL_EARTH = (
    "natural_earth",
    "Natural Earth, 1:10m Cultural Vectors, countries",
    "https://www.naturalearthdata.com/",
)
# Names that take an article.
_BEGIN = ("United ", "Democratic Republic", "Republic of", "Federated States", "People's Republic")
_END = (" Islands", " Republic")
_PLURAL = {"Netherlands", "Philippines", "Maldives", "Comoros", "Seychelles", "Gambia", "The Gambia", "Bahamas"}
_ZONE = ("tolerance_degrees", "islands_min_km2", "lakes_min_km2", "rivers_max_scalerank")
Box = tuple[float, float, float, float]


class Land(Protocol):
    """A country as the files tell it; see `geo.build.new.Country`."""

    @property
    def country_id(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def box(self) -> Box: ...  # noqa: D102


def texts_of(pair: tuple[Land, Land], around: Sequence[Land], first: int, today: str) -> dict[str, str]:
    """Return the text of every file by its name.

    Parameters
    ----------
    pair
        The two countries of the atlas.
    around
        Those with a border to one of them.
    first
        The first year.
    today
        ISO day.
    """
    both = (*pair, *around)
    year = f"{first:04d}"
    hues = palette()
    views = [
        *([land.country_id, land.name, land.name, *land.box] for land in pair),
        ["both", "Both countries", "Both", *_around(pair)],
    ]
    tables: dict[str, list[list[Any]]] = {
        "territories.csv": [
            [*TERRITORY],
            *(_territory(land, year, "not_recorded" if land in pair else "not_followed") for land in both),
        ],
        "extents.csv": [
            ["territory_id", "start", "end", "atoms"],
            *([land.country_id, year, "", _atom(land)] for land in both),
        ],
        "polities.csv": [
            ["polity_id", "name", "rank"],
            *([land.country_id, land.name, 1 if land in pair else 3] for land in both),
        ],
        "powers.csv": [
            ["power_id", "name", "name_in_text", "colour"],
            *(
                [land.country_id, land.name, name_in_text(land.name), land.country_id if land in pair else OTHERS]
                for land in both
            ),
        ],
        "colours.csv": [
            ["colour_id", "label", "light", "dark"],
            *([land.country_id, land.name, *hue.values()] for land, hue in zip(pair, hues, strict=False)),
            [OTHERS, "Other states", *hues[-1].values()],
        ],
        "sources.csv": [
            ["source_id", "citation", "url", "consulted", "consulted_on", "licence"],
            [*NATURAL_EARTH, "yes", today, "public domain"],
        ],
        "views.csv": [["view_id", "label", "short_label", "left", "bottom", "right", "top"], *views],
        "atoms.csv": [
            ["atom_id", "country", "rule", "certainty", "name", "note"],
            *([_atom(land), land.code, "rest", "fixed", land.name, ""] for land in both),
        ],
    }
    title = f"{pair[0].name}–{pair[1].name}"
    return {
        **{name: table(rows) for name, rows in tables.items()},
        "cuts.geojson": _cuts(pair),
        "datapackage.json": _descriptor(title, f"{pair[0].country_id}-{pair[1].country_id}", year, today, tables),
        "README.md": README.format(title=title, first=first, around=", ".join(land.name for land in around) or "none"),
    }


def table(rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as the text of a CSV file."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def identifier(name: str, code: str) -> str:
    """Return an identifier made of a name: Côte d’Ivoire is cote_divoire; of the code if no letter is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or code.lower()


def name_in_text(name: str) -> str:
    """Return the name of a country as it stands inside an English sentence: the Netherlands, but Suriname."""
    has_article = name.startswith(_BEGIN) or name.endswith(_END) or name in _PLURAL
    return f"the {name}" if has_article else name


def _atom(land: Land) -> str:
    return land.code.lower()


def _territory(land: Land, year: str, status: str) -> list[str]:
    note = f"The outline of today, drawn since {int(year)} until its borders and names of the time are entered."
    ids = [land.country_id, land.country_id, land.name, year, "", status, land.country_id, land.country_id]
    return [*ids, "schematic", "natural_earth", note]


def _around(pair: tuple[Land, Land]) -> Box:
    """Return the view of both, with room for the legend at the left and for the buttons of the views above."""
    (left, bottom, right, top), (west, south, east, north) = (land.box for land in pair)
    left, bottom, right, top = min(left, west), min(bottom, south), max(right, east), max(top, north)
    wide, high = right - left, top - bottom
    sides = left - 0.3 * wide, bottom - 0.1 * high, right + 0.05 * wide, top + 0.2 * high
    left, bottom, right, top = (round(side, 1) for side in sides)
    return max(left, -180.0), max(bottom, -85.0), min(right, 180.0), min(top, 85.0)


def _cuts(pair: tuple[Land, Land]) -> str:
    """Return the drawings of the package: none but the zones of the base map, the later finer than the first."""
    zones = [
        _zone("zone_world", "The world", (-180.0, -85.0, 180.0, 85.0), COARSE),
        *(_zone(f"zone_{land.code.lower()}", land.name, _wider(land.box), FINE) for land in pair),
    ]
    lines = ",\n".join(json.dumps(zone, ensure_ascii=False) for zone in zones)
    return f'{{"type": "FeatureCollection", "name": "cuts", "checks": [], "features": [\n{lines}\n]}}\n'


def _wider(box: Box) -> Box:
    left, bottom, right, top = box
    return max(left - 2, -180), max(bottom - 2, -85), min(right + 2, 180), min(top + 2, 85)


def _zone(cut_id: str, title: str, box: Box, detail: tuple[float, ...]) -> dict[str, Any]:
    words = {"source": "None: a setting of the build", "source_url": "", "certainty": "schematic"}
    note = "Not a border: how finely the base map is drawn here."
    settings: dict[str, Any] = dict(zip(_ZONE, detail, strict=True)) | {"river_names": [], "rename": {}}
    return {
        "type": "Feature",
        "properties": {"cut_id": cut_id, "use": "zone", "title": title, **words, "note": note, **settings},
        "geometry": shapely.geometry.mapping(shapely.box(*box)),
    }


def _descriptor(title: str, name: str, year: str, today: str, tables: dict[str, list[list[Any]]]) -> str:
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    names = [*(name.removesuffix(".csv") for name in tables), "inputs", "layers"]
    return (
        json.dumps(
            {
                "profile": "data-package",
                "name": name.replace("_", "-"),
                "title": f"{title}, a historical atlas: the dataset",
                "version": "0.1.0",
                "licenses": [{**licence, "title": "Creative Commons Attribution 4.0 International"}],
                "atlas": {
                    "title": title,
                    "subtitle": f"A first outline since {int(year)}, in the borders of today",
                    "first": year,
                    "default_date": today[:4],
                    "as_of": today,
                    "default_view": "both",
                    "languages": ["en"],
                },
                "resources": [{"name": name, "path": f"{name}.csv"} for name in names],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


README = """# {title}

A historical atlas since {first}, begun from the borders of today. Nothing in it is history yet: every land has the \
outline and the name that it has today, and says that its status is not recorded.

- `territories.csv` and `extents.csv` say what each land was called, whose it was and what it held, from when to when.
- `sources.csv` lists the works; every row of the other tables names those it rests on.
- Lands around, drawn pale and not followed: {around}.

Borders, coast, lakes and rivers: Natural Earth 1:10m, public domain. Tables: CC BY 4.0.
"""
