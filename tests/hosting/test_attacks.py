"""Attacks on a running server: what one visitor sends costs nobody else anything."""

import asyncio
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosedError

from tests.server import END_SECONDS, running_process
from tools.bench.protocol import connected

EMPTIES_CACHES = bytes.fromhex("2801")


class Attacked:
    """A server and what is known of it from outside.

    Parameters
    ----------
    address
        Where it answers.
    process
        The id of its process.
    log
        The file that it writes to.
    """

    def __init__(self, address: str, process: int, log: Path) -> None:
        self.address, self.process, self.log = address, process, log

    def memory(self) -> int:
        """Return the most memory that it has ever had, in kB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))

    def answer(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Return status and text of the answer to a request."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=END_SECONDS)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def misses(self) -> list[str]:
        """Return how often each of Streamlit's caches has had to load."""
        lines = self.answer("GET", "/_stcore/metrics")[1].splitlines()
        return sorted(line for line in lines if line.startswith("cache_lookups_total") and 'result="miss"' in line)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """Return a running server."""
    log = tmp_path_factory.mktemp("attacked") / "server.log"
    with running_process(log=log) as (address, process):
        yield Attacked(address, process, log)


def test_a_visitor_does_not_empty_the_caches_of_everybody(attacked: Attacked) -> None:
    async def attack() -> None:
        visitor, attacker = await connected(attacked.address), await connected(attacked.address)
        assert (await visitor.open()).fault == ""
        before = attacked.misses()
        assert before
        for _ in range(20):
            await attacker.socket.send(EMPTIES_CACHES)
        assert (await attacker.open()).fault == ""  # so all before has been heard
        assert (await visitor.open()).fault == ""
        assert attacked.misses() == before
        await visitor.leave()
        await attacker.leave()

    asyncio.run(attack())


def test_a_frame_of_150_mb_is_refused_and_takes_no_memory(attacked: Attacked) -> None:
    async def attack() -> int:
        attacker = await connected(attacked.address)
        with pytest.raises(ConnectionClosedError) as closed:
            await attacker.socket.send(b"\0" * 150_000_000)
            await attacker.socket.recv()
        assert closed.value.rcvd is not None
        return int(closed.value.rcvd.code)

    before = attacked.memory()
    assert asyncio.run(attack()) == 1009
    assert attacked.memory() - before < 20_000


@pytest.mark.parametrize("frame", [b"\xff" * 20, "words"])
def test_rubbish_ends_its_own_connection_without_a_trace_in_the_log(attacked: Attacked, frame: bytes | str) -> None:
    async def attack() -> None:
        attacker = await connected(attacked.address)
        await attacker.socket.send(frame)
        with pytest.raises(ConnectionClosedError):
            while True:
                await attacker.socket.recv()

    asyncio.run(attack())
    assert "Traceback" not in attacked.log.read_text(encoding="utf-8")


def test_nothing_is_uploaded_and_invented_names_leave_nothing(attacked: Attacked) -> None:
    before = attacked.memory()
    for number in range(3):
        assert attacked.answer("PUT", f"/_stcore/upload_file/a/{number}", b"x" * 20_000_000)[0] == 404
    for number in range(100):
        path = f"/static/js/{'p' * 200}{number}.js"
        assert attacked.answer("GET", path, **{"Accept-Encoding": "br"}) == (404, "404 Not Found\n")
    assert attacked.memory() - before < 20_000


@pytest.mark.parametrize("path", ["/_stcore/metrics%0a", "/ready%0a", "/_stcore/health%0d", "/%00"])
def test_a_control_character_is_refused(attacked: Attacked, path: str) -> None:
    assert attacked.answer("GET", path) == (400, "400 Bad Request\n")


def test_names_that_no_file_can_have_are_not_logged(attacked: Attacked) -> None:
    before = attacked.log.read_text(encoding="utf-8")
    assert attacked.answer("GET", f"/app/static/{'a' * 300}")[0] == 404
    assert attacked.answer("GET", "/app/static" + "/a" * 3000)[0] == 404
    assert attacked.log.read_text(encoding="utf-8") == before


def test_the_record_by_address_is_bounded_too(attacked: Attacked) -> None:
    assert attacked.answer("GET", "/api/v1/territories.geojson?date=1925")[0] == 200
    assert attacked.answer("GET", "/api")[0] == 200
    before, written = attacked.memory(), attacked.log.read_text(encoding="utf-8")
    assert attacked.answer("GET", f"/api/territories.json?date={'9' * 50_000}")[0] == 414
    assert attacked.answer("GET", f"/map.png?{'&'.join(f'a{number}=1' for number in range(300))}")[0] == 400
    for year in range(1884, 1934):
        assert attacked.answer("GET", f"/api/v1/places.json?date={year}")[0] == 200
    assert attacked.memory() - before < 30_000
    assert attacked.log.read_text(encoding="utf-8") == written
