"""The day in the head of every page without a time bar."""

import pytest

from geo.dates import today
from pages.shared.language.words import say_date
from pages.shared.layout.day_control import FIELD
from pages.shared.view.routes import PAGES
from tests.app.atlas import link_of, page, sound

NAMES = [route.url_path for route in PAGES.values() if route.url_path not in {"", "comparison", "story"}]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_leads_to_today_and_to_another_day(name: str) -> None:
    app = page(name, date="1925")
    sound(app.text_input(key=FIELD).input("20/7/1922").run())
    assert link_of(app)["date"] == "1922-07-20"
    sound(app.button(key="day_today").click().run())
    assert link_of(app)["date"] == today()


def test_what_may_be_two_days_is_chosen_and_what_is_no_day_is_refused() -> None:
    app = page("missions", date="1925")
    sound(app.text_input(key=FIELD).input("7/8/1922").run())
    assert link_of(app)["date"] == "1925"
    choices = [app.button(key=f"day_{day}") for day in ("1922-08-07", "1922-07-08")]
    assert [choice.label for choice in choices] == [say_date("1922-08-07"), say_date("1922-07-08")]
    sound(choices[1].click().run())
    assert link_of(app)["date"] == "1922-07-08"
    for words, said in (("<b>soon</b>", "cannot be read"), ("1700", "The atlas covers 1884 to today")):
        sound(app.text_input(key=FIELD).input(words).run())
        assert any(said in item.value for item in app.markdown), words
        assert link_of(app)["date"] == "1922-07-08"
