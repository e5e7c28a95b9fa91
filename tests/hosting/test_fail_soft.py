"""A page still works, slower or plainer, when an optimisation is not available."""

from types import SimpleNamespace

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from pages.shared.components import folium_bridge
from pages.shared.view.routes import PAGES
from tests.app.atlas import TIMEOUT
from tests.server import ROOT


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_runs_without_the_dashboard_reads_its_link_itself(page: str) -> None:
    app = AppTest.from_file(str(ROOT / page), default_timeout=TIMEOUT)
    app.query_params["date"], app.query_params["lang"] = "1925", "nl"
    app.run()
    assert not app.exception, app.exception[0].value
    assert app.session_state["view"].lang == "nl"


def test_the_map_s_page_works_without_a_private_name_of_streamlit_folium(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    names = {name: value for name, value in vars(streamlit_folium).items() if name != "_get_map_string"}
    monkeypatch.setattr(folium_bridge, "streamlit_folium", SimpleNamespace(**names))
    folium_bridge._log_change.cache_clear()
    folium_bridge._base.cache_clear()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT)
    app.query_params["date"] = "1925"
    app.run().run()
    assert not app.exception, app.exception[0].value
    assert any("31 December 1925" in item.value for item in app.markdown)
    assert len([record for record in caplog.records if record.name == "atlas"]) == 1
