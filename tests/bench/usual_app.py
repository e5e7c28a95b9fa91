"""The usual way to show a dated map in Streamlit: a slider, then a new Folium map in `st_folium`.

It shows the atlas's own data. Leaflet comes from the local server, since no CDN answers here,
which is to this app's advantage.
"""

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo import load_dataset, territories_at

st.set_page_config(layout="wide")


@st.cache_resource
def dataset() -> object:
    """Return the dataset, loaded once."""
    return load_dataset()


year = st.slider("Year", 1884, 2026, 1925)
gdf = territories_at(dataset(), str(year))
usual = folium.Map(location=[-3, 30], zoom_start=5, tiles=None)
usual.default_js = [("leaflet", "/app/static/vendor/leaflet.js")]
usual.default_css = [("leaflet_css", "/app/static/vendor/leaflet.css")]
columns = ["territory_id", "name", "status", "administering_power", "geometry"]
folium.GeoJson(gdf[columns], tooltip=folium.GeoJsonTooltip(columns[1:4])).add_to(usual)
st_folium(usual, height=560, use_container_width=True)
