"""The link of each event opens."""

from urllib.parse import urlencode

from playwright.sync_api import expect

from geo import Dataset
from geo.dates import shown_day
from pages.shared.view.session import today
from tests.browser.conftest import Visit

FOLLOW = "query => { history.pushState({}, '', `/?${query}`); dispatchEvent(new PopStateEvent('popstate', {})); }"
THERE = """([title, day]) => {
  const { document: framed, atlas } = document.querySelector('iframe').contentWindow;
  return document.querySelector('.st-key-details_head h2')?.textContent === title
    && framed.body.dataset.date === day && atlas.state.event?.title === title;
}"""
MARKED = """() => {
  const mark = atlas.layers.event.mark, pointer = document.querySelector('.pointer');
  const { lat, lng } = mark.getLatLng();
  return { lat, lon: lng, onMap: atlas.map.hasLayer(mark), inView: atlas.map.getBounds().contains([lat, lng]),
    pointed: !pointer.hidden, title: atlas.state.event.title };
}"""


def test_every_event_opens_the_map_on_its_day_and_is_marked(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1925")
    outside = 0
    for event in dataset.tables["events"].to_dict("records"):
        query = urlencode({"event": event["event_id"]})
        atlas.page.evaluate(FOLLOW, query)
        atlas.page.wait_for_function(THERE, arg=[event["title"], shown_day(event["start"], today())])
        atlas.address_has(event=event["event_id"])
        marked = atlas.frame.evaluate(MARKED)
        assert (marked["lat"], marked["lon"]) == (float(event["lat"]), float(event["lon"]))
        assert marked["onMap"]
        assert marked["inView"] != marked["pointed"]
        outside += marked["pointed"]
    assert 0 < outside < 10


def test_a_press_on_the_pointer_goes_to_the_event(walk: Visit, dataset: Dataset) -> None:
    event = dataset.row("events", "E052")
    atlas = walk(event=event["event_id"])
    pointer = atlas.map.locator(".pointer")
    expect(pointer).to_contain_text(event["place"])
    pointer.click()
    expect(pointer).to_be_hidden()
    lat, lon, _ = atlas.view()
    assert (round(lat, 2), round(lon, 2)) == (round(float(event["lat"]), 2), round(float(event["lon"]), 2))
