"""What the live map draws beside lands: borders by their certainty, places, and rival positions."""

from collections.abc import Iterator
from typing import Any

from geo.borders import Period, border_periods, neighbours
from geo.dataset import Dataset
from geo.errors import BuildError


def rival_positions(dataset: Dataset) -> list[str]:
    """Return the positions that the map can show instead of the version it shows first."""
    positions = set(dataset.rivals["position"])
    for unless in dataset.features["unless"]:
        positions |= set(unless)
    return sorted(positions)


def positions(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return the words of each rival position: its label, who holds it, and the title of its dispute."""
    words = {}
    for position in rival_positions(dataset):
        row = dataset.row("positions", position)
        title = dataset.row("disputes", row["dispute_id"])["title"]
        words[position] = {"label": row["label"], "held_by": row["held_by"], "title": title}
    return words


def certainties(dataset: Dataset) -> dict[str, str]:
    """Return what each certainty means in a few words, by its label."""
    return dataset.lookup("certainties", "label", "gist")


def borders(dataset: Dataset, topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every pair of neighbouring atoms with the arcs of its line and its periods as a border.

    Parameters
    ----------
    dataset
        A loaded dataset.
    topology
        The topology of its atoms; every common line is made of whole arcs.

    Returns
    -------
    For each pair ``parts``, ``arcs``, ``periods`` and, for the positions under which they differ,
    ``rivals`` by position. A pair that is never a border is left out.
    """
    arcs = _arcs_by_atoms(dataset, topology)
    main = border_periods(dataset)
    others = {position: border_periods(dataset, position) for position in rival_positions(dataset)}
    entries = []
    for pair in neighbours(dataset):
        rivals = {name: periods[pair] for name, periods in others.items() if periods[pair] != main[pair]}
        if not main[pair] and not rivals:
            continue
        entry: dict[str, Any] = {"parts": list(pair), "arcs": arcs[pair]}
        entry["periods"] = [_period(dataset, period) for period in main[pair]]
        if rivals:
            entry["rivals"] = {name: [_period(dataset, period) for period in rival] for name, rival in rivals.items()}
        entries.append(entry)
    return entries


def outer_arcs(dataset: Dataset, topology: dict[str, Any]) -> list[int]:
    """Return the arcs that one atom alone has: coasts, and the outer edge of the coverage."""
    return [arc for atoms, arcs in _arcs_by_atoms(dataset, topology).items() if len(atoms) == 1 for arc in arcs]


def _period(dataset: Dataset, period: Period) -> dict[str, str]:
    certainty = dataset.row("certainties", period.answer.certainty)
    words = {
        "start": period.start,
        "end": period.end,
        "line": certainty["line"],
        "certainty": certainty["label"],
        "name": period.answer.name,
    }
    words |= {"basis": period.answer.basis} if period.answer.basis else {}
    return words | _mark(dataset.row("borders", period.answer.border_id).get("verified", ""))


def _mark(verified: str) -> dict[str, str]:
    """Return the mark that a row bears on the map if it is not, or only partly, verified."""
    return {"verified": verified} if verified in ("no", "partly") else {}


def _arcs_by_atoms(dataset: Dataset, topology: dict[str, Any]) -> dict[tuple[str, ...], list[int]]:
    """Return the arcs of the topology by the atoms whose outlines have them."""
    users: dict[int, set[str]] = {}
    for geometry in topology["objects"]["parts"]["geometries"]:
        if geometry["id"] in dataset.atoms.index:
            for index in _flat(geometry["arcs"]):
                users.setdefault(index if index >= 0 else ~index, set()).add(geometry["id"])
    arcs: dict[tuple[str, ...], list[int]] = {}
    for arc, atoms in sorted(users.items()):
        arcs.setdefault(tuple(sorted(atoms)), []).append(arc)
    return arcs


def _flat(value: Any) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    else:
        for item in value:
            yield from _flat(item)


def places(dataset: Dataset) -> list[dict[str, Any]]:
    """Return every place with the names it has borne, in the order of `places.csv`."""
    names = dataset.tables["place_names"].sort_values("start_day")
    entries = []
    for row in dataset.tables["places"].itertuples():
        of_place = names[names["place_id"] == row.place_id]
        if of_place.empty:
            continue
        entries.append(
            {
                "place_id": row.place_id,
                "kind": row.kind,
                "rank": int(row.rank),
                "lat": float(row.lat),
                "lon": float(row.lon),
                "names": [_name(name) for name in of_place.itertuples()],
            }
        )
    return entries


def _name(row: Any) -> dict[str, str]:
    words = {"start": row.start_day, "end": row.end_day, "name": row.name}
    words |= {key: getattr(row, key) for key in ("used_by", "also") if getattr(row, key)}
    return words | _mark(row.verified)


def words(layer: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the words by which a layer in one language differs from the same layer in another.

    Returns
    -------
    ``sections``, by section, property and text the text in the other language, and ``certainties``, whose
    keys are words, as they are.

    Raises
    ------
    BuildError
        If one text of a section and property has two translations.
    """
    sections: dict[str, dict[str, dict[str, str]]] = {}
    for section, content in layer.items():
        if section not in ("topology", "certainties"):
            pairs: dict[str, dict[str, str]] = {}
            for key, text, translation in _differing(content, other[section], section):
                if pairs.setdefault(key, {}).setdefault(text, translation) != translation:
                    raise BuildError(f"{section}.{key}: “{text}” has two translations")
            sections |= {section: pairs} if pairs else {}
    return {"sections": sections, "certainties": other["certainties"]}


def _differing(a: Any, b: Any, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield property, text and other text where two structures of one shape differ."""
    if isinstance(a, str):
        if a != b and key != "colour":  # a name of a power is found by words, its colour is not one
            yield key, a, b
    elif isinstance(a, dict):
        for name, value in a.items():
            yield from _differing(value, b[name], name)
    elif isinstance(a, list):
        for one, other in zip(a, b, strict=True):
            yield from _differing(one, other, key)
