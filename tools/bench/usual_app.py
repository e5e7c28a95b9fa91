"""The usual way to show a dated map in Streamlit: a slider, then a new Folium map in `st_folium`.

It shows the atlas's own territories, and neither its physical map nor its missions. The dataset is
loaded once, the map returns nothing to the server, and what Folium loads from five other hosts comes
from the same server: all to this app's advantage.
"""

from datetime import UTC, datetime

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo import Dataset, load_dataset, territories_at

STATIC = "/app/static"
SCRIPTS = ("jquery", "bootstrap", "awesome-markers")  # Folium's defaults, in its order
STYLES = ("bootstrap", "css/fontawesome", "awesome-markers")
TOLD = ["name", "status", "administering_power"]


@st.cache_resource
def dataset() -> Dataset:
    """Return the dataset, loaded once."""
    return load_dataset()


def served(kind: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return names and addresses of Folium's own files."""
    return [(name, f"{STATIC}/folium/{name}.{kind}") for name in names]


def map_of(year: int) -> folium.Map:
    """Return a new map of the territories at the end of `year`."""
    usual = folium.Map(location=[-3, 30], zoom_start=5, tiles=None)
    usual.default_js = [("leaflet", f"{STATIC}/vendor/leaflet.js"), *served("js", SCRIPTS)]
    usual.default_css = [("leaflet_css", f"{STATIC}/vendor/leaflet.css"), *served("css", STYLES)]
    gdf = territories_at(dataset(), str(year))[["territory_id", *TOLD, "geometry"]]
    folium.GeoJson(gdf, tooltip=folium.GeoJsonTooltip(TOLD)).add_to(usual)
    return usual


st.set_page_config(layout="wide")
first = int(dataset().about["first"])
year = st.slider("Year", first, datetime.now(UTC).year, int(st.query_params.get("year", "1925")))
st_folium(map_of(year), height=560, use_container_width=True, returned_objects=[])
