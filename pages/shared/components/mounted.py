"""Components of Streamlit whose script and style are bundles that the browser fetches once, from static/."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.shared.data.assets import static_url, static_version

# Streamlit sends a component's script and style with every rerun: they only point to static/, where the browser
# keeps them.
_STYLE = '<link rel="stylesheet" href="{address}">'
_SCRIPT = """
const loaded = import(new URL("{address}", window.location.origin).href);
export default function (component) {{
  let clean = null, gone = false;
  loaded.then((module) => {{ if (!gone) clean = module.default(component); }});
  return () => {{ gone = true; if (clean) clean(); }};
}}
"""


def mounted(name: str, bundle: str, html: str = "<span></span>", *, has_style: bool = False) -> Callable[..., Any]:
    """Declare a component; to be called once the first page runs, when the address of static/ is known.

    Parameters
    ----------
    name
        By which Streamlit knows the component.
    bundle
        The bundle of browser/ whose default export is Streamlit's renderer, as `geo.build.scripts` names it,
        without suffix; with `has_style` there is a style sheet of the same name.
    html
        What the renderer finds in place.
    """
    style = _STYLE.format(address=_address(f"{bundle}.css")) if has_style else ""
    script = _SCRIPT.format(address=_address(f"{bundle}.js"))
    return st.components.v2.component(name, html=style + html, js=script)


def _address(file: str) -> str:
    return f"{static_url()}/{file}?v={static_version()}"
