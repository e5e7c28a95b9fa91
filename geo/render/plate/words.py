"""Words of a plate: the interface gives them, in its language, so that none stands in the library."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlateWords:
    """What is written on a plate beside the names that the data has.

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
        Licence, link, and to which day the record was checked.
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
