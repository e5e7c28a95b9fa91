"""The picture of a link: that of its day, within bounds, and never at the cost of an answer."""

import asyncio
import io

import pytest
from PIL import Image, ImageChops
from starlette.applications import Starlette

from geo.render.preview import SHAPES
from server import previews
from server.first_paint import FIRST_PAINT
from server.previews import Order, Previews
from tests.asgi import Answer, ask, served
from tests.hostile import ALL_PARAMETERS, HOSTILE_TEXTS

Drawn = list[Order]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Let nothing be drawn, and return what is ordered."""
    orders: Drawn = []
    monkeypatch.setattr(previews, "draw", lambda _, order: orders.append(order) or b"picture")
    monkeypatch.setattr(previews.PREVIEWS, "recent", previews.Recent(1000, len))
    return orders


def picture(answer: Answer) -> Image.Image:
    return Image.open(io.BytesIO(answer.body)).convert("RGB")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_preview_has_its_shape(atlas: Starlette, shape: str) -> None:
    answer = ask(atlas, f"/preview.png?date=1925&shape={shape}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert picture(answer).size == SHAPES[shape].size
    assert answer.headers["cache-control"] == "public, max-age=3600"


def test_previews_of_two_days_differ_and_so_do_those_of_two_languages(atlas: Starlette) -> None:
    first = picture(ask(atlas, "/preview.png?date=1925"))
    for other in ("date=1913-06-01", "date=1925&lang=rw", "date=1925&at=belgium"):
        assert ImageChops.difference(first, picture(ask(atlas, f"/preview.png?{other}"))).getbbox()


def test_links_that_show_the_same_have_one_picture(atlas: Starlette, drawn: Drawn) -> None:
    for link in ("date=1925", "date=1925-12-31&q=x&step=3&with=1913&embed=true", "date=1925&layers=names+claims"):
        assert ask(atlas, f"/preview.png?{link}&at=-1.950_30.060_8.1").body == b"picture"
    assert len(drawn) == 1
    assert drawn[0].at == "-1.95_30.06_8"
    assert ask(atlas, "/preview.png?date=1926").status == 200
    assert len(drawn) == 2


def test_what_is_chosen_is_named(atlas: Starlette, drawn: Drawn) -> None:
    ask(atlas, "/preview.png?date=2000&mission=M01&lang=en")
    ask(atlas, "/preview.png?date=1925&layers=gisaka_1921+missions")
    assert drawn[0].line == "Embassy of Belgium in Kigali"
    assert (drawn[1].position, drawn[1].without) == ("gisaka_1921", ("claims", "names"))


@pytest.mark.parametrize("name", [*ALL_PARAMETERS, "shape"])
def test_no_text_of_a_link_reaches_a_picture(atlas: Starlette, drawn: Drawn, name: str) -> None:
    for words in HOSTILE_TEXTS[:10]:
        if not set(words) & set("&#+;"):
            assert ask(atlas, f"/preview.png?date=1925&{name}={words}").status == 200
    assert len(drawn) <= 2
    assert {order.shape for order in drawn} <= {"wide"}


def test_who_has_a_picture_is_told_so_and_nothing_is_drawn(atlas: Starlette, drawn: Drawn) -> None:
    etag = ask(atlas, "/preview.png?date=1925").headers["etag"]
    previews.PREVIEWS.recent.clear()
    again = ask(atlas, "/preview.png?date=1925-12-31", if_none_match=etag)
    assert (again.status, again.body, len(drawn)) == (304, b"", 1)
    assert ask(atlas, "/preview.png?date=1913", if_none_match=etag).status == 200


def test_head_has_the_size_and_no_picture(atlas: Starlette, drawn: Drawn) -> None:
    answer = ask(atlas, "/preview.png?date=1925", "HEAD")
    assert (answer.status, answer.headers["content-length"], answer.body) == (200, "7", b"")
    assert len(drawn) == 1


def test_what_fails_is_said_plainly_and_logged(
    atlas: Starlette, drawn: Drawn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> bytes:
        raise ValueError("what was asked")

    monkeypatch.setattr(previews, "draw", fail)
    monkeypatch.setattr(previews.log, "propagate", True)
    answer = ask(atlas, "/preview.png?date=1925")
    assert (answer.status, answer.headers["cache-control"]) == (500, "no-store")
    assert "could not be drawn" in answer.text
    (record,) = caplog.records
    assert record.atlas["error"] == "ValueError"  # type: ignore[attr-defined]
    assert "what was asked" not in caplog.text + answer.text
    assert not drawn


def test_before_the_server_has_its_data_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FIRST_PAINT, "map", None)
    answer = ask(served(previews.ROUTES), "/preview.png")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")


class Asked:
    """A request, as far as previews read one."""

    def __init__(self, number: int) -> None:
        self.scope = {"query_string": f"date=19{number:02}".encode(), "headers": [], "method": "GET"}
        self.query_params: dict[str, str] = {}


class Line(dict[Order, "asyncio.Future[bytes]"]):
    """The line before the drawing, which tells when three stand in it."""

    def __init__(self, full: asyncio.Event) -> None:
        super().__init__()
        self.full = full

    def __setitem__(self, order: Order, drawing: "asyncio.Future[bytes]") -> None:
        """Take one in."""
        super().__setitem__(order, drawing)
        if len(self) == 3:
            self.full.set()


def test_one_is_drawn_at_a_time_the_same_once_and_a_long_line_is_cut(
    atlas: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    del atlas
    drawing: list[str] = []
    busiest = 0

    def draw(_: object, order: Order) -> bytes:
        nonlocal busiest
        drawing.append(order.day)
        busiest = max(busiest, drawing.count(order.day))
        return order.day.encode()

    monkeypatch.setattr(previews, "draw", draw)
    monkeypatch.setattr(previews, "WAITING", 3)
    shop = Previews()

    async def serve() -> list[int]:
        gate, full = asyncio.Event(), asyncio.Event()
        shop.drawings = Line(full)
        loop = asyncio.get_running_loop()
        shop.drawer.submit(lambda: asyncio.run_coroutine_threadsafe(gate.wait(), loop).result())
        tasks = [asyncio.create_task(shop.serve(Asked(number))) for number in (1, 1, 2, 3)]  # type: ignore[arg-type]
        await full.wait()
        late = await shop.serve(Asked(4))  # type: ignore[arg-type]
        gate.set()
        return [late.status_code, *(answer.status_code for answer in await asyncio.gather(*tasks))]

    assert asyncio.run(serve()) == [429, 200, 200, 200, 200]
    assert (sorted(drawing), busiest) == (["1901-12-31", "1902-12-31", "1903-12-31"], 1)
    assert not shop.drawings
