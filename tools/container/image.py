"""The image: a base of Debian's packages in place of the one that a registry would send, and on it the Dockerfile."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.server import ROOT

FOLDER = ROOT / ".cache" / "container"
BASE = "localhost/atlas-base"
PRODUCT = "localhost/atlas"
# What each of them needs of Debian; the base has the Python that the Dockerfile asks for as `python` and `pip`.
TOOLS = ("debootstrap", "buildah")
IN_BASE = "python3,python3-pip,python-is-python3,ca-certificates"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_PIP = "/etc/pip.conf"


@dataclass(frozen=True)
class Image:
    """What an image says of itself: its environment, its command, the folder it starts in and its user."""

    environment: dict[str, str]
    command: list[str]
    folder: str
    user: str


def install_tools() -> None:
    """Install what is missing of `TOOLS` from Debian's packages."""
    if all(shutil.which(tool) for tool in TOOLS):
        return
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *TOOLS]
    subprocess.run(install, check=True, **quiet)


def buildah(*words: str) -> str:
    """Run buildah on a store of its own; return what it prints. Its log goes to the standard error."""
    place = ("--root", str(FOLDER / "store"), "--runroot", str(FOLDER / "run"))
    scratch = FOLDER / "tmp"
    scratch.mkdir(exist_ok=True)
    own = {**os.environ, "TMPDIR": str(scratch)}
    done = subprocess.run(["buildah", *place, *words], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=own)
    return done.stdout.strip()


def build_base() -> None:
    """Build `BASE`: the release of Debian that the Dockerfile's image stands on, with that release's Python."""
    release = release_of((ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8"))
    name = buildah("from", "scratch")
    root = Path(buildah("mount", name))
    command = ["debootstrap", "--variant=minbase", f"--include={IN_BASE}", release, str(root), mirror()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    # Debian asks for an environment of its own for what pip installs; this image is one. Where the packages came from
    # is a matter of this machine.
    for note in root.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
        note.unlink()
    for place in ("var/cache/apt", "var/lib/apt/lists", "var/log"):
        shutil.rmtree(root / place)
    for file in ("etc/apt/sources.list", "etc/resolv.conf", "etc/hostname", _PIP[1:]):
        (root / file).write_text("", encoding="utf-8")
    buildah("umount", name)
    buildah("commit", "--quiet", "--rm", name, BASE)


def build_product() -> None:
    """Build `PRODUCT` from `deploy/Dockerfile`, on `BASE` in place of what it names."""
    with pip_files() as volumes:
        mounts = [f"--volume={here}:{there}:ro" for here, there in volumes.items()]
        here = ("--isolation", "chroot", "--pull=never", "--from", BASE, "--format", "docker", "--layers=false")
        print(buildah("build", *here, *mounts, "--tag", PRODUCT, "-f", "deploy/Dockerfile", "."), file=sys.stderr)


def read_image() -> Image:
    """Return what `PRODUCT` says of itself."""
    said = json.loads(buildah("inspect", "--type", "image", PRODUCT))["OCIv1"]["config"]
    environment = dict(line.split("=", 1) for line in said["Env"])
    return Image(environment, said["Cmd"], said["WorkingDir"], said["User"])


@contextmanager
def mounted() -> Iterator[Path]:
    """Mount the files of `PRODUCT`; yield the folder where they lie. The image itself stays as it is."""
    name = buildah("from", "--pull=never", PRODUCT)
    try:
        yield Path(buildah("mount", name))
    finally:
        buildah("umount", name)
        buildah("rm", name)


def forget(files: Path) -> None:
    """Let the system forget what it has read of files, so that who reads them next pays for them: as on a new node."""
    os.sync()
    for file in files.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def release_of(dockerfile: str) -> str:
    """Return the name of the release of Debian in the first line `FROM` of a Dockerfile.

    Raises
    ------
    ValueError
        If it names none as the tags of Python's images do: ``python:VERSION-slim-RELEASE``.
    """
    for line in dockerfile.splitlines():
        if line.startswith("FROM python:") and "-slim-" in line:
            return line.split("-slim-")[1].split("@")[0].split()[0]
    raise ValueError("The Dockerfile names no release of Debian: FROM python:VERSION-slim-RELEASE is expected.")


def mirror() -> str:
    """Return where this machine takes Debian's packages from."""
    places = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Label: Debian"]
    done = subprocess.run(places, capture_output=True, text=True, check=True)
    return next(iter(done.stdout.split()), "http://deb.debian.org/debian")


@contextmanager
def pip_files() -> Iterator[dict[str, str]]:
    """Write how this machine's pip reaches its index; yield the files to mount while building, by where they lie here.

    They are mounted, not copied: the image knows nothing of them.
    """
    said = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    own = FOLDER / "pip.conf"
    with own.open("w", encoding="utf-8") as file:
        pip_configuration(said.stdout).write(file)
    certificates = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE") or CERTIFICATES
    volumes = {str(own): _PIP}
    if Path(certificates).is_file():
        volumes[str(Path(certificates).resolve())] = CERTIFICATES
    try:
        yield volumes
    finally:
        own.unlink()


def pip_configuration(said: str) -> ConfigParser:
    """Return what ``pip config list`` has said, without what names files of this machine, for use in the image."""
    configuration = ConfigParser(interpolation=None)
    configuration["global"] = {"cert": CERTIFICATES}
    for line in said.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        value = value.strip("'")
        if section == "global" and name in {"index-url", "extra-index-url", "trusted-host", "proxy", "timeout"}:
            reachable = [part for part in value.split() if not part.startswith(("/", "file:"))]
            if reachable:
                configuration["global"][name] = " ".join(reachable)
    return configuration
