"""Hostile link parameters, and texts that try to run as code."""

from geo.dates import OPEN_END

LONG = "9" * 40_000  # a dozen parameters of it stay below what the server reads of a link
BAD_VALUES = {
    "word": "abc",
    "number": "99999",
    "negative": "-5",
    "no day": "1962-13-40",
    "long": LONG,
    "script": "<script>alert(1)</script>",
    "nul": "1925\x00",
    "emoji": "🗺️" * 3,
    "template": "${alert(1)}",
    "arabic digits": "١٩٢٥",
    "line break": "1925\n1926",
    "path": "../../etc/passwd",
    "far future": OPEN_END,
}
PARAMETERS = (
    "date",
    "at",
    "territory",
    "mission",
    "event",
    "layers",
    "lang",
    "with",
    "step",
    "kinds",
    "edition",
    "play",
)
# Whatever a page of the atlas or Streamlit reads from an address, and some that neither knows.
ALL_PARAMETERS = (*PARAMETERS, "q", "source", "embed", "embed_options", "channel", "nav", "__proto__", "utm_source")

RAN = "ran_hostile_text"  # the global that every text here sets if it runs
_RUN = f"window.{RAN}=1"
HOSTILE_TEXTS = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<img src=hostile.png onerror={_RUN}>",
    f'"><svg onload="{_RUN}">',
    f"' onmouseover='{_RUN}' x='",
    f'<a href="javascript:{_RUN}">link</a>',
    f'<iframe srcdoc="<script>parent.{RAN}=1</script>"></iframe>',
    f"<style>@import 'https://example.com/hostile.css';</style><body onload={_RUN}>",
    f"<!-- --!><details open ontoggle={_RUN}>",
    f"</textarea></title></style><math><mtext><script>{_RUN}</script>",
    f"${{{_RUN}}}",
    f"`${{{_RUN}}}`",
    f"\\`${{{_RUN}}}",
    f"';{_RUN};//",
    f'";{_RUN};//',
    f"\\u003cscript>{_RUN}\\u003c/script>",
    "{{ 7*7 }}",
    f"{{% macro script(this, kwargs) %}}{_RUN}{{% endmacro %}}",
    "{{ this.__class__.__mro__ }} {# gone #}",
    "{0.__class__}",
    "{name.__class__.__init__.__globals__}",
    "{administering_power!r:>99}",
    "%s %(name)s %n %x",
    f"[words](javascript:{_RUN})",
    f"![words](https://example.com/hostile.png) <https://example.com/hostile> [r]: javascript:{_RUN}",
    "# no heading **not bold** _nor this_ ~~nor that~~ `code` | a | b |",
    "- no list 1. none > no quote --- === ***",
    "www.example.com https://example.com/hostile nobody@example.com",
    ":material/home: :material/delete:",
    ":red[red] :blue-background[blue] :streamlit: :smile: :small[x]",
    "$latex^2$ $$\\frac{1}{2}$$ \\(x\\)",
    "-> <- -- >= <= ~= a -> b",
    "&lt;b&gt; &amp;nbsp; &#60;script&#62; &quot;",
    '=HYPERLINK("https://example.com/hostile";"words")',
    "=cmd|'/C calc'!A0",
    "+1+cmd()",
    "@SUM(1+1)*cmd()",
    "-2+3+cmd()",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "العربية עברית",
    "zero\u200bwidth\u200d\u2060\ufeff\u00ad",
    "line\u2028separator\u2029paragraph",
    "two\nlines\r\nthree\n\n    code\n===\n# heading",
    "tab\there\t",
    "W" * 300,
    "e" + "\u0301" * 60,
    "🗺️👩\u200d👩\u200d👧\u200d👦🇷🇼🇧🇪",
    "\ufffd\U000e0001",
    "null",
    "__proto__",
    "constructor",
    "../../etc/passwd",
    "NaN",
    "'; DROP TABLE events; --",
)

# A data package may not hold them, a link may.
CONTROLS = ("nul\x00byte", "bell\x07", "escape\x1b[31mred", "form\x0cfeed", "delete\x7f", "next\x85line", "none\uffff")
