"""What a link may carry that it should not."""

from geo.dates import OPEN_END

LONG = "9" * 50_000  # nine parameters of it stay below what the server reads of a link
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
    "line break": "1925\n",
    "path": "../../etc/passwd",
    "far future": OPEN_END,
}
PARAMETERS = ("date", "at", "territory", "mission", "event", "layers", "lang", "with", "step", "kinds")
