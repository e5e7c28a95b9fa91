"""The link of every event names its day and a view that shows its place; tests/browser/test_events.py shows each."""

from geo import Dataset
from geo.dates import link_date, shown_day
from pages.shared.view.link import decode_link, place_of
from tests.app.atlas import TODAY
from tests.datasets import atlas_dataset

EVENTS = atlas_dataset().tables["events"].to_dict("records")


def test_the_link_of_an_event_alone_leads_to_its_day_and_place(dataset: Dataset) -> None:
    for event in EVENTS:
        view, notices = decode_link({"event": [event["event_id"]]}, dataset, TODAY)
        assert not notices
        assert (view.event, view.date) == (event["event_id"], link_date(event["start"], TODAY))
        assert view.at == (place_of(event["event_id"], dataset) or dataset.about["default_view"])
        assert shown_day(view.date, TODAY) >= event["start_day"]


def test_the_view_of_an_event_has_its_place_and_the_land_of_the_usual_view(dataset: Dataset) -> None:
    views = {row.view_id: row for row in dataset.tables["views"].itertuples()}
    places = {event["event_id"]: place_of(event["event_id"], dataset) for event in EVENTS}
    for event in EVENTS:
        view = views.get(places[event["event_id"]])
        if view is not None:
            assert float(view.left) <= float(event["lon"]) <= float(view.right)
            assert float(view.bottom) <= float(event["lat"]) <= float(view.top)
    default = views[dataset.about["default_view"]]
    far = [event for event in EVENTS if not places[event["event_id"]]]
    assert all(float(event["lon"]) < float(default.left) for event in far)
    assert 0 < len(far) < 10
    assert place_of("", dataset) == ""
