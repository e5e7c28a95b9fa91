"""What `make container` finds out about its machine; building and running needs root and minutes, and is no test."""

from pathlib import Path

import pytest

from tools.container.cage import group_at, new_folder
from tools.container.image import pip_configuration, release_of


def test_the_base_is_of_the_release_that_the_dockerfile_names() -> None:
    assert release_of("# a comment\nFROM python:3.11.16-slim-bookworm@sha256:0\nRUN true\n") == "bookworm"
    with pytest.raises(ValueError, match="no release"):
        release_of("FROM python:3.11.16\n")


def test_pip_in_the_build_asks_where_this_machine_asks_and_is_told_of_none_of_its_files() -> None:
    said = [
        "global.cert='/here/certificates.crt'",
        "global.constraint='/here/constraints.txt'",
        "global.extra-index-url='file:///here/simple https://packages.example.org/simple'",
        "global.find-links='/here/wheels'",
        "global.index-url='https://packages.example.org/100%25/simple'",
        ":env:.find-links='/here/wheels'",
    ]
    configuration = pip_configuration("\n".join(said))
    assert dict(configuration["global"]) == {
        "cert": "/etc/ssl/certs/ca-certificates.crt",
        "extra-index-url": "https://packages.example.org/simple",
        "index-url": "https://packages.example.org/100%25/simple",
    }


FILES = {
    1: {
        "memory/memory.limit_in_bytes": "9",
        "memory/a/memory.limit_in_bytes": "9",
        "memory/a/memory.usage_in_bytes": "700",
        "memory/a/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
        "memory/a/memory.stat": "inactive_file 1\ntotal_inactive_file 100\n",
    },
    2: {
        "a/memory.current": "700",
        "a/memory.events": "low 0\nmax 7\noom 0\noom_kill 1\n",
        "a/memory.stat": "anon 3\ninactive_file 100\n",
    },
}


@pytest.mark.parametrize("version", FILES)
def test_both_versions_of_control_groups_tell_the_same(tmp_path: Path, version: int) -> None:
    for name, text in FILES[version].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="ascii")
    group = group_at(new_folder(tmp_path, "a"))
    assert (group.working_set(), group.killings()) == (600, 1)
