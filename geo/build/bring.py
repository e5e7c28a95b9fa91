"""Bring: the dated borders that `borders.toml` names, written into a data package as its territories and atoms."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.build.dated import FILE, read_dated, read_mappings
from geo.build.layerfiles import encode_layer
from geo.build.newfiles import OTHERS, TERRITORY, identifier, table
from geo.build.overlay import Overlay, overlay
from geo.build.simplify import DECIMALS, coverage_faults
from geo.checksums import checksum_table
from geo.dates import OPEN_END, first_day
from geo.defaults import palette
from geo.descriptor import FILE as DESCRIPTOR
from geo.descriptor import load_descriptor
from geo.errors import AtlasError, BuildError
from geo.reading import read_cells

UNHELD = ("not_recorded", "Not recorded")  # identifier and name of land and time that no area answers for


def bring_borders(folder: Path) -> list[str]:
    """Write the dated borders of a package into its tables and layers; return a sentence for each gap and overlap.

    `territories.csv`, `extents.csv`, `powers.csv`, `polities.csv`, `colours.csv`, `atoms.geojson` and, with no
    shape, `shapes.geojson` are written anew; the rules of `atoms.csv` and the drawings of `cuts.geojson` are not
    used any more.

    Raises
    ------
    BuildError
        If the mapping or a file is at fault; nothing is written then.
    """
    descriptor = load_descriptor(folder)
    first = first_day(str(descriptor.get("atlas", {}).get("first", "")))
    mappings = read_mappings(folder / FILE)
    areas = pd.concat([read_dated(mapping, folder) for mapping in mappings], ignore_index=True)
    whole = overlay(gpd.GeoDataFrame(areas, crs="EPSG:4326"), first, max(mapping.sliver_km for mapping in mappings))
    if faults := coverage_faults(whole.atoms):
        raise BuildError("\n".join(faults))
    near = _protagonists(folder)
    texts = tables_of(areas, whole, near, ", ".join(dict.fromkeys(mapping.file for mapping in mappings)))
    layers = {
        "atoms.geojson": _layer(whole.atoms),
        "shapes.geojson": encode_layer([], "shapes", DECIMALS),
        "physical.geojson": (folder / "physical.geojson").read_text(encoding="utf-8"),
    }
    texts |= layers | {"layers.csv": checksum_table(layers)}
    content = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    names = [name.removesuffix(".csv") for name in texts if name.endswith(".csv")]
    kept = [row for row in content["resources"] if row["name"] not in {"atoms", "inputs", *names}]
    content["resources"] = [*kept, *({"name": name, "path": f"{name}.csv"} for name in names)]
    texts[DESCRIPTOR] = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return whole.notes


def _layer(atoms: gpd.GeoDataFrame) -> str:
    rows = [{"atom_id": atom_id} for atom_id in atoms["atom_id"]]
    return encode_layer(zip(rows, atoms.geometry, strict=True), "atoms", DECIMALS)


def _protagonists(folder: Path) -> list[str]:
    """Return the polities of rank 1 that the package has so far."""
    try:
        cells = read_cells(folder / "polities.csv", ("polity_id", "rank"))
        rows = [dict(zip(cells.heads, row, strict=True)) for row in cells.rows]
        return [row["polity_id"] for row in rows if row["rank"] == "1"]
    except (AtlasError, KeyError, ValueError):  # there are none, and the first two of the new ones are taken
        return []


def tables_of(areas: pd.DataFrame, whole: Overlay, near: list[str], file: str) -> dict[str, str]:
    """Return the text of the tables that tell who held what.

    Parameters
    ----------
    areas
        Columns name and power.
    whole
        Their overlay.
    near
        Identifiers of the polities that the atlas is about; where none has land, the first two that have.
    file
        The name of the file or files that the borders come from.
    """
    note = f"As drawn in {file}."
    territories, extents = [list(TERRITORY)], [["territory_id", "start", "end", "atoms"]]
    used, names = set[str](), dict[str, str]()
    for area, rows in whole.extents.groupby("area", sort=True):
        is_held = int(area) >= 0
        name = str(areas["name"][area]) if is_held else UNHELD[1]
        ruler = str(areas["power"][area]) if is_held else UNHELD[1]
        power, polity = identifier(ruler, "power"), identifier(name, "land") if is_held else UNHELD[0]
        names |= {power: ruler} | {polity: names.get(polity, name)}
        starts, end = list(rows["start"]), max(rows["end"])
        number = _fresh(f"{polity}_{starts[0][:4]}" if is_held else UNHELD[0], used)
        status = "not_recorded" if is_held else "not_followed"
        territories.append(
            [number, polity, name, _short(starts[0]), _short(end), status, power, power, "approximate", "", note]
        )
        extents += [[number, _short(row.start), _short(row.end), " ".join(row.atoms)] for row in rows.itertuples()]
    powers = list(dict.fromkeys(row[6] for row in territories[1:]))
    polities = list(dict.fromkeys(row[1] for row in territories[1:]))
    near = [name for name in polities if name in near] or [name for name in polities if name != UNHELD[0]][:2]
    hues = palette()
    # The longest-lived powers have hues of their own; the last hue, pale, is that of all others.
    colours = [name for name in powers if name != UNHELD[0]][: len(hues) - 1]
    return {
        "territories.csv": table(territories),
        "extents.csv": table(extents),
        "polities.csv": table(
            [["polity_id", "name", "rank"], *([name, names[name], 1 if name in near else 3] for name in polities)]
        ),
        "powers.csv": table(
            [["power_id", "name", "colour"]]
            + [[name, names[name], name if name in colours else OTHERS] for name in powers]
        ),
        "colours.csv": table(
            [["colour_id", "label", "light", "dark"]]
            + [[name, names[name], *hue.values()] for name, hue in zip(colours, hues, strict=False)]
            + [[OTHERS, "Other states", *hues[-1].values()]]
        ),
    }


def _fresh(name: str, used: set[str]) -> str:
    """Return a name that none has yet, and note it."""
    number, fresh = 1, name
    while fresh in used:
        number += 1
        fresh = f"{name}_{number}"
    used.add(fresh)
    return fresh


def _short(day: str) -> Any:
    """Return a day as a table has it: nothing for an open end."""
    return "" if day == OPEN_END else day
