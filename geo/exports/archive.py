"""Archives: several files as one ZIP, the same bytes for the same input; and how a download is called."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

from geo.dataset import Dataset

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP, in the order of their names and without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def file_name(dataset: Dataset, *parts: str, ending: str) -> str:
    """Return the name of a download: the title of the atlas up to its colon, then `parts`, in plain letters."""
    words = " ".join([str(dataset.about["title"]).split(":")[0], *parts])
    plain = unicodedata.normalize("NFKD", words.replace("–", "-")).encode("ascii", "ignore").decode("ascii").lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}.{ending}"
