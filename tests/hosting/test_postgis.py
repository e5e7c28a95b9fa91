"""A data package goes into PostGIS and comes back unchanged, or with the edits made there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from geo import load_dataset
from geo.build.__main__ import main
from geo.build.database import read_database, write_database
from geo.errors import BuildError
from tests.installation import install
from tests.server import ROOT

EXAMPLE = ROOT / "examples" / "germany-namibia"


def run(command: list[str]) -> None:
    """Run a program of PostgreSQL, which refuses to run as root, as its own user there."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # The server would keep a pipe open, so its words go to a file.
    subprocess.run([*as_user, *command], cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve a fresh PostgreSQL on a socket of its own; return the address of its database."""
    install("postgis")
    (programs,) = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    control = [str(programs / "pg_ctl"), "-D", str(folder / "db"), "-w", "-l", str(folder / "log")]
    run([str(programs / "initdb"), "-D", str(folder / "db"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"])
    run([*control, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start"])
    yield f"postgresql://postgres@/postgres?host={folder}"
    run([*control, "-m", "immediate", "stop"])
    shutil.rmtree(folder)


def test_a_package_comes_back_from_the_database_as_it_went_in(url: str) -> None:
    write_database(EXAMPLE, url)
    texts = read_database(url, EXAMPLE)
    assert {"territories.csv", "atoms.geojson", "layers.csv"} <= set(texts)
    assert [name for name, text in texts.items() if (EXAMPLE / name).read_text(encoding="utf-8") != text] == []


def test_what_is_edited_in_the_database_is_in_the_files_after(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "package"
    shutil.copytree(EXAMPLE, folder)
    assert main(["to-postgis", url, "--data", str(folder)]) == 0
    with psycopg.connect(url) as database:
        database.execute("UPDATE atlas.territories SET ruler = 'Nobody' WHERE territory_id = 'gswa'")
        database.execute("UPDATE atlas.atoms_layer SET geom = ST_Translate(geom, 0.001, 0)")
    capsys.readouterr()
    assert main(["from-postgis", url, "--data", str(folder)]) == 0
    output = capsys.readouterr().out
    assert "package/territories.csv: changed" in output
    assert "package/events.csv: unchanged" in output
    edited = load_dataset(folder)
    assert edited.row("territories", "gswa")["ruler"] == "Nobody"
    moved = edited.atoms.total_bounds - load_dataset(EXAMPLE).atoms.total_bounds
    assert moved == pytest.approx([0.001, 0, 0.001, 0])


def test_a_fault_of_the_database_is_a_sentence_without_its_password() -> None:
    with pytest.raises(BuildError, match="The database cannot be used") as raised:
        read_database("postgresql://me:secret@127.0.0.1:1/none", EXAMPLE)
    assert "secret" not in str(raised.value)


def test_a_database_without_address_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["from-postgis"]) == 1
    assert "needs the address of a database" in capsys.readouterr().err
