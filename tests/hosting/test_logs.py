"""An error is logged as one line of JSON with its link, without what the visitor typed."""

import json
import logging
import sys

import pytest

from pages.shared.view.link import View
from server import logs
from server.logs import JsonLines, error_record, log_once, report_error


def raised(words: str) -> Exception:
    """Return an error that has come through two functions."""

    def inner() -> None:
        raise KeyError(words)

    try:
        inner()
    except KeyError as error:
        return error
    raise AssertionError


def test_a_fault_names_its_kind_and_its_way_but_not_its_words() -> None:
    record = error_record(raised("a name that was typed"))
    assert record["error"] == "KeyError"
    assert [place.split(":")[0] for place in record["at"]] == ["inner", "raised"]
    assert "typed" not in json.dumps(record)


def test_a_record_is_one_line_of_json() -> None:
    record = logging.LogRecord("atlas", logging.ERROR, __file__, 1, "a “page”\nfailed", None, None)
    record.atlas = {"link": "?date=1925"}
    line = JsonLines().format(record)
    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["level"], entry["message"], entry["link"]) == ("error", "a “page”\nfailed", "?date=1925")


def test_a_visitor_reads_a_sentence_and_streamlit_says_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[str] = []
    monkeypatch.setattr(logs.st, "error", lambda words, **_: errors.append(words))
    monkeypatch.setattr(logs.st, "session_state", {"view": View("1925", "lakes", query="secret")})
    monkeypatch.setattr(logs.log, "propagate", True)
    assert report_error(raised("secret")) is True
    assert len(errors) == 1
    assert "error has been logged" in errors[0]
    assert len(caplog.records) == 1
    assert "secret" not in caplog.text
    assert caplog.records[0].atlas["link"] == "?date=1925&lang=en&at=lakes"  # type: ignore[attr-defined]


def test_what_the_atlas_goes_on_without_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    for _ in range(3):
        log_once("a page goes without", raised("secret"))
    log_once("a sheet goes without", raised("secret"))
    assert [record.getMessage() for record in caplog.records] == ["a page goes without", "a sheet goes without"]
    assert "secret" not in caplog.text


def test_the_log_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)  # restored after the test
    logs.open_log()
    logs.open_log()
    handlers = logs.log.handlers
    assert [type(handler.formatter) for handler in handlers] == [JsonLines]
    assert handlers[0].stream is sys.stderr or handlers[0].stream.name == "<stderr>"
    handlers.clear()
