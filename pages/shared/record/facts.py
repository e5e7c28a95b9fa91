"""Facts: what the details of a territory say."""

from geo import Dataset, holders_now, other_names
from pages.shared.language.words import say_head, say_interval, say_series, text


def territory_facts(dataset: Dataset, territory_id: str) -> dict[str, str]:
    """Return the facts of a territory by the key of their heading; empty where the record has nothing."""
    row, words = dataset.row("territories", territory_id), dataset.territories[territory_id]
    return {
        "details_status": words["status"],
        "details_power": words["administering_power"],
        "details_sovereign": words["sovereign"],
        "details_ruler": row["ruler"],
        "details_time": say_interval(row["start"], row["end"]),
        "details_other_names": _other_names(dataset, territory_id),
        "details_today": ", ".join(holders_now(dataset, territory_id)) if row["end"] else "",
        "details_certainty": _certainty(dataset, row["certainty"]),
        "details_note": row["note"],
    }


def _other_names(dataset: Dataset, territory_id: str) -> str:
    """Return the other names of a territory, each with those who used it."""
    return say_series(text("called_by", name=name, by=by) for name, by in other_names(dataset, territory_id))


def _certainty(dataset: Dataset, certainty_id: str) -> str:
    row = dataset.row("certainties", certainty_id)
    return f"{say_head(row['label'])} {row['definition']}" if row else ""
