"""The committed bundles are up to date with their sources."""

from pathlib import Path

from geo.build.scripts import BUNDLES, bundle_scripts

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_the_bundles_are_made_of_the_modules_as_they_are(tmp_path: Path) -> None:
    bundle_scripts(tmp_path)
    for name in BUNDLES:
        committed = (STATIC / name).read_text(encoding="utf-8")
        assert committed == (tmp_path / name).read_text(encoding="utf-8"), (
            f"python -m geo.build scripts makes another {name}"
        )
