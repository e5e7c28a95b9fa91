"""Plans of cities and of the land: where missions stand on a day, with the circle within which each lies."""

from typing import Any

import geopandas as gpd
import shapely
import streamlit as st
from markupsafe import Markup
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

from geo import Dataset
from geo.plans import Plan, plans_at
from pages.shared.language.words import for_markdown, say_number, say_series, text
from pages.shared.layout.charts import Rows, Spec, layer, palette, quantity, show_chart, words
from pages.shared.layout.html_block import html_block
from pages.shared.record.html import tag
from pages.shared.view.link import encode_link
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view

HEIGHT = 290  # px
_CITY_ZOOM = 11  # the nearest the live map goes


def show_plans(dataset: Dataset, day: str) -> None:
    """Show the plans of an ISO day, each with its list and a link to the live map; then the missions elsewhere."""
    plans, elsewhere = plans_at(dataset, day)
    if not plans:
        st.markdown(text("plan_none"))
    for start in range(0, len(plans), 2):
        pair = plans[start : start + 2]
        for plan, column in zip(pair, st.columns(len(pair), gap="medium"), strict=True):
            with column:
                _show(dataset, plan)
    if not elsewhere.empty:
        st.markdown(f"#### {text('plan_elsewhere')}")
        lines = (tag("li", _with_city(row)) for row in elsewhere.to_dict("records"))
        html_block(tag("ul", *lines, class_="elsewhere"))
    if plans:
        st.caption(text("plan_hint"))


def _with_city(row: dict[str, str]) -> str:
    """Return the name of a mission with its city, if the name does not have it."""
    return (
        row["name"] if row["city"] in row["name"] else text("plan_elsewhere_place", name=row["name"], city=row["city"])
    )


def length_words(metres: float) -> str:
    """Return a length in words: metres to a kilometre, kilometres beyond."""
    if metres < 1000:
        return text("plan_scale_m", length=say_number(metres))
    return text("plan_scale_km", length=say_number(metres / 1000, 0 if metres % 1000 == 0 else 1))


def key_of(plan: Plan) -> Markup:
    """Return the numbered list of a plan: name, state, address, accuracy, distance."""
    items = []
    for row in plan.points.to_dict("records"):
        accuracy = length_words(row["accuracy_m"])
        key = "plan_place" if row["address"] else "plan_place_bare"
        facts = [row["state_label"], text(key, address=row["address"], accuracy=accuracy)]
        if row["nearest_m"]:
            facts.append(text("plan_distance", length=length_words(row["nearest_m"]), number=row["nearest"]))
        items.append(tag("li", tag("b", row["name"]), tag("small", " · ".join(facts))))
    return tag("ol", *items, class_="plan-key")


def chart(dataset: Dataset, plan: Plan) -> Spec:
    """Return the chart of a plan: waters (not in a city), circles, dots, numbers, scale bar, north."""
    inks = palette()
    layers = [_shape([_feature(plan.frame)], fill=None, stroke=inks.rule)]
    if not plan.city:
        layers += _waters(dataset, plan.frame)
    names = [{"name": row["name"], "state": row["state_label"]} for row in plan.points.to_dict("records")]
    circles = [_feature(circle, **facts) for circle, facts in zip(plan.circles, names, strict=True)]
    leaders = [_feature(shapely.LineString(pair)) for pair in zip(plan.points.geometry, plan.labels, strict=True)]
    tips = {"tooltip": [words("properties.name", title=" "), words("properties.state", title="  ")]}
    layers += [
        _shape(circles, tips, fill=inks.series[0], fillOpacity=0.12, stroke=inks.series[0], strokeDash=[4, 3]),
        _shape(leaders, fill=None, stroke=inks.faint),
        _dots(plan, names, tips),
        _shape([_feature(plan.scale)], fill=None, stroke=inks.ink, strokeWidth=3),
        *_writing(plan),
    ]
    return {"layer": layers, "projection": {"type": "mercator"}, "height": HEIGHT}


def _show(dataset: Dataset, plan: Plan) -> None:
    city = plan.city or text("plan_land")
    st.markdown(f"#### {for_markdown(city)}")
    names = say_series(f"{row['number']} {row['name']}" for row in plan.points.to_dict("records"))
    alt_text = text("plan_alt", city=city, width=length_words(plan.width_m), names=names)
    show_chart(chart(dataset, plan), key=f"plan_{plan.points.iloc[0]['mission_id']}", alt_text=alt_text)
    html_block(key_of(plan))
    middle = plan.frame.centroid
    query = encode_link(current_view())
    if plan.city:
        query["at"] = f"{middle.y:.4f}_{middle.x:.4f}_{_CITY_ZOOM}"
    page_link(
        "pages/map/page.py", label=text("plan_open", city=for_markdown(city)), icon=":material/map:", query_params=query
    )


def _waters(dataset: Dataset, frame: shapely.Polygon) -> list[Spec]:
    """Return lakes and rivers of the land shown."""
    inks, layers = palette(), []
    near = gpd.clip(dataset.physical[dataset.physical["kind"] != "land"], frame.bounds)
    for kind, look in (("river", {"fill": None}), ("lake", {"fill": inks.series[0], "fillOpacity": 0.22})):
        shapes = [_feature(shape) for shape in near[near["kind"] == kind].explode().geometry]
        if shapes:
            layers.append(_shape(shapes, stroke=inks.series[0], strokeWidth=0.8, strokeOpacity=0.6, **look))
    return layers


def _writing(plan: Plan) -> list[Spec]:
    """Return the numbers beside the dots, the length of the scale bar, and north."""
    inks = palette()
    left, _, right, top = plan.frame.bounds
    numbers = [
        {"lon": label.x, "lat": label.y, "words": str(number)}
        for label, number in zip(plan.labels, plan.points["number"], strict=True)
    ]
    end = plan.scale.coords[-1]
    return [
        _text(numbers, fontWeight=700, fontSize=16, color=inks.ink, stroke=inks.paper, strokeWidth=4),
        _text(numbers, fontWeight=700, fontSize=16, color=inks.ink),
        _text(
            [{"lon": end[0], "lat": end[1], "words": length_words(plan.scale_m)}], align="left", dx=6, color=inks.ink
        ),
        _text(
            [{"lon": right - (right - left) * 0.03, "lat": top, "words": text("plan_north")}],
            align="right",
            dy=14,
            color=inks.ink,
        ),
    ]


def _text(rows: Rows, **look: Any) -> Spec:
    return layer(rows, "text", look, longitude=quantity("lon"), latitude=quantity("lat"), text=words("words"))


def _dots(plan: Plan, names: Rows, tips: Spec) -> Spec:
    """Return the places as dots; one row holds as `properties` what a shape holds."""
    rows = [
        {"lon": point.x, "lat": point.y, "properties": facts}
        for point, facts in zip(plan.points.geometry, names, strict=True)
    ]
    inks = palette()
    look = {"size": 64.8, "opacity": 1, "fill": inks.accent, "stroke": inks.paper, "strokeWidth": 1}
    return layer(rows, "circle", look, longitude=quantity("lon"), latitude=quantity("lat"), **tips)


def _shape(features: Rows, channels: Spec | None = None, /, **look: Any) -> Spec:
    return layer(features, "geoshape", look, **(channels or {}))


def _feature(shape: Any, **facts: str) -> Spec:
    """Return a shape as a GeoJSON feature, its rings turned as d3 wants them (clockwise)."""
    oriented = orient(shape, -1.0) if shape.geom_type == "Polygon" else shape
    return {"type": "Feature", "geometry": mapping(oriented), "properties": facts}
