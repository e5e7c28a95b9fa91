"""Orders: what can be asked for as a drawing, in plain data that another process can be sent."""

from dataclasses import dataclass

FORMATS = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}  # to take along
PREVIEW = {"webp": "image/webp"}  # for a page
PAGE = (297.0, 210.0)  # mm of a plate
DPI = 300
PREVIEW_DPI = 110
LONGEST_LINK = 2_000  # letters


@dataclass(frozen=True)
class PlateWords:
    """What is written on a plate beside the names that the data has, in the language of whoever asks for it.

    Attributes
    ----------
    title, subtitle
        Of the atlas; what the plate shows.
    date
        The day in words: the heading of the plate.
    powers, statuses, lines, marks, claim
        Headings of the legend, and what a claim is called in it.
    embassy, seat, place
        Kinds of marks.
    unnamed
        Sentence with ``{names}``: lands that are too small for a name.
    scale, projection
        Sentences below the scale bar.
    sources, more
        Heading of the sources; sentence with ``{count}``: how many are not named.
    foot
        Licence, and to which day the record was checked.
    alt, licence
        The plate in a sentence, and its licence, for the metadata of the file.
    """

    title: str
    subtitle: str
    date: str
    powers: str
    statuses: str
    lines: str
    marks: str
    claim: str
    embassy: str
    seat: str
    place: str
    unnamed: str
    scale: str
    projection: str
    sources: str
    more: str
    foot: str
    alt: str
    licence: str


@dataclass(frozen=True)
class Order:
    """A drawing of one day: the same order of the same dataset gives the same bytes.

    Attributes
    ----------
    day
        ISO day.
    view
        A view of `views.csv`.
    words
        What is written on it.
    position
        Identifier of a rival position; empty for the map as it is shown first.
    link
        Address of what is shown, at most `LONGEST_LINK` letters; empty for none.
    fmt
        One of `FORMATS` or `PREVIEW`.
    dpi
        Dots per inch of a PNG or WebP.
    kind
        What is drawn; `geo.render.worker` has a function for each.
    """

    day: str
    view: str
    words: PlateWords
    position: str = ""
    link: str = ""
    fmt: str = "png"
    dpi: int = DPI
    kind: str = "plate"
