"""The tour: its steps, in order."""

from geo import Dataset


def steps_of(dataset: Dataset) -> list[dict[str, str]]:
    """Return the steps of the tour, first to last; none if the package has no tour."""
    return list(dataset.rows.get("story_steps", {}).values())
