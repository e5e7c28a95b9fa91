"""The two apps under measurement, each on its own server."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo import load_dataset, territories_at
from tests.server import ROOT, running_app
from tools.bench.modules import copy_folium_files

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class App:
    """A running app: its name, its address, the parameter of its link that sets the year."""

    name: str
    address: str
    parameter: str

    def link(self, year: int) -> str:
        """Return the address that opens the app at `year`."""
        return f"{self.address}/?{self.parameter}={year}"


@contextmanager
def both_apps() -> Iterator[tuple[App, App]]:
    """Serve the atlas and the usual app; yield them in this order. If measuring fails, show what the servers said."""
    with ExitStack() as stack:
        logs = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = stack.enter_context(usual_folder())
        atlas = stack.enter_context(running_app(log=logs / "atlas.log"))
        usual = stack.enter_context(running_app(folder, "usual_app.py", logs / "usual.log"))
        try:
            yield App("atlas", atlas, "date"), App("usual app", usual, "year")
        except Exception:
            for log in sorted(logs.iterdir()):
                print(f"{log.stem}:\n{log.read_text(encoding='utf-8')}")
            raise


@contextmanager
def usual_folder(*, with_files: bool = True) -> Iterator[Path]:
    """Yield a temporary folder with the usual app, from which `geo` can be imported.

    Parameters
    ----------
    with_files
        Whether it has what Folium's maps load, too; a client without a browser asks for none of it.
    """
    before = os.environ.get("PYTHONPATH")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "usual_app.py", folder)
        shutil.copytree(ROOT / "static" / "vendor", folder / "static" / "vendor")
        if with_files:
            copy_folium_files(folder / "static" / "folium")
        (folder / ".streamlit").mkdir()
        settings = (
            '[server]\nenableStaticServing = true\nfileWatcherType = "none"\n\n[client]\ntoolbarMode = "minimal"\n'
        )
        (folder / ".streamlit" / "config.toml").write_text(settings, encoding="utf-8")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [before])])
        try:
            yield folder
        finally:
            os.environ.pop("PYTHONPATH")
            if before is not None:
                os.environ["PYTHONPATH"] = before


def changed_years(first: int, last: int) -> set[int]:
    """Return the years from `first` to `last` at whose end other territories are in force than a year before."""
    dataset = load_dataset()
    known = {year: frozenset(territories_at(dataset, str(year)).index) for year in range(first - 1, last + 1)}
    return {year for year in range(first, last + 1) if known[year] != known[year - 1]}
