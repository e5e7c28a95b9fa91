"""The first link of every page: past the head to the map or, on a page without one, to the text."""

import json

from pages.shared.language.words import text
from pages.shared.view.routes import WITH_MAP

# Streamlit has such a link, in English, and it leads to the head of the page.
_SCRIPT = """
<script>
{{
  const skip = document.querySelector("a[href='#stMain']");
  const go = (event) => {{
    event.preventDefault();
    event.stopPropagation(); // Streamlit would lead to the head
    const frame = document.querySelector("[class*='st-key-atlas_map'] iframe");
    const heading = document.querySelector(".stMain h2");
    if (frame) {{
      frame.focus();
      frame.contentWindow.atlas?.mapList?.focus();
    }} else if (heading) {{
      heading.tabIndex = -1;
      heading.focus();
    }}
  }};
  if (skip) Object.assign(skip, {{ textContent: {words}, onclick: go }});
}}
</script>"""


def skip_script(url: str) -> str:
    """Return HTML that gives the link its words and its aim on the page at `url`."""
    return _SCRIPT.format(words=json.dumps(text("skip_map" if url in WITH_MAP else "skip_text")))
