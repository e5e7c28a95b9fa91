"""The files of `deploy/` are valid for the tools that will read them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.server import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS = [
    pytest.param(manifest, id=f"{path.stem}-{manifest['kind']}-{manifest['metadata']['name']}")
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]


def manifest_of(kind: str) -> dict[str, Any]:
    """Return the first manifest of a kind."""
    manifest: dict[str, Any] = next(param.values[0] for param in MANIFESTS if param.values[0]["kind"] == kind)
    return manifest


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert linter, "hadolint comes with requirements-dev.txt"
    command = [linter, "--failure-threshold", "style", "deploy/Dockerfile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_runs_without_root_and_copies_only_what_is_let_in() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^FROM python:\d+\.\d+\.\d+-slim-\w+$", text, re.MULTILINE)
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE)[-1] == "10001"
    assert "requirements-dev" not in text
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for name in line.split()}
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied == {line[1:] for line in ignore if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_kubernetes_knows_every_word_of_a_manifest(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, "1.37.0", strict=True)


def test_a_word_that_kubernetes_does_not_know_is_found() -> None:
    wrong = {**manifest_of("Service"), "spec": {"sessionAffinty": "ClientIP"}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.37.0", strict=True)


def test_the_manifests_fit_one_another() -> None:
    deployment, service = manifest_of("Deployment"), manifest_of("Service")
    pod = deployment["spec"]["template"]
    labels = pod["metadata"]["labels"]
    assert service["spec"]["selector"] == labels == deployment["spec"]["selector"]["matchLabels"]
    assert service["spec"]["sessionAffinity"] == "ClientIP"
    assert manifest_of("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert manifest_of("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    (container,) = pod["spec"]["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True


def test_compose_starts_the_replicas_that_nginx_knows() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    known = set(re.findall(r"server (\S+):8501", (DEPLOY / "nginx.conf").read_text(encoding="utf-8")))
    replicas = {name for name in compose["services"] if name != "proxy"}
    assert replicas == known == set(compose["services"]["proxy"]["depends_on"])
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in compose["services"].values())
