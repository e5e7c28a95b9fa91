"""Each event on the map; what its link says is asked in tests/app/test_event_links.py."""

from playwright.sync_api import expect

from geo import Dataset
from geo.dates import shown_day
from pages.shared.components.map import event_place
from pages.shared.view.link import decode_link
from pages.shared.view.session import today
from tests.browser.conftest import Visit

SHOWN = """(states) => { const { nav } = atlas.state, shown = states.map((state, index) => {
  atlas.receive({ ...atlas.state, ...state, nav: nav + 1 + index });
  const mark = atlas.layers.event.mark, { lat, lng } = mark.getLatLng();
  return { day: document.body.dataset.date, lat, lon: lng, onMap: atlas.map.hasLayer(mark),
    inView: atlas.map.getBounds().contains([lat, lng]), pointed: !document.querySelector(".pointer").hidden };
}); atlas.state.nav = nav; return shown; }"""


def test_every_event_is_marked_on_its_day_or_pointed_to(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1925")
    events = dataset.tables["events"].to_dict("records")
    states = []
    for event in events:
        view, _ = decode_link({"event": [event["event_id"]]}, dataset, today())
        states.append({"day": shown_day(view.date, today()), "at": view.at, "event": event_place(dataset, view.event)})
    outside = 0
    for event, shown in zip(events, atlas.frame.evaluate(SHOWN, states), strict=True):
        assert shown["day"] == shown_day(event["start"], today())
        assert (shown["lat"], shown["lon"]) == (float(event["lat"]), float(event["lon"]))
        assert shown["onMap"]
        assert shown["inView"] != shown["pointed"]
        outside += shown["pointed"]
    assert 0 < outside < 10


def test_the_link_of_an_event_opens_the_map_on_its_day_and_its_details(walk: Visit, dataset: Dataset) -> None:
    event = dataset.row("events", "E052")
    atlas = walk(event=event["event_id"])
    atlas.shows(shown_day(event["start"], today()))
    expect(atlas.details).to_have_text(event["title"])
    atlas.address_has(event=event["event_id"])
    assert atlas.frame.evaluate("atlas.state.event.title") == event["title"]


def test_a_press_on_the_pointer_goes_to_the_event(walk: Visit, dataset: Dataset) -> None:
    event = dataset.row("events", "E052")
    atlas = walk(event=event["event_id"])
    pointer = atlas.map.locator(".pointer")
    expect(pointer).to_contain_text(event["place"])
    pointer.click()
    expect(pointer).to_be_hidden()
    lat, lon, _ = atlas.view()
    assert (round(lat, 2), round(lon, 2)) == (round(float(event["lat"]), 2), round(float(event["lon"]), 2))
