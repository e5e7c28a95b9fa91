"""The server of the atlas without a socket, as it is once it has its data."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from pages.shared.data.dataset import source_dataset
from server import oembed, previews, site_files
from server.first_paint import FIRST_PAINT
from tests.asgi import served


@pytest.fixture(scope="module")
def atlas() -> Iterator[Starlette]:
    """Return the server, ready; afterwards it has no data again."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("dataset", "map"):
            patch.setattr(FIRST_PAINT, name, None)
        FIRST_PAINT.prepare(source_dataset())
        yield served([*oembed.ROUTES, *previews.ROUTES, *site_files.ROUTES])
        previews.PREVIEWS.recent.clear()
