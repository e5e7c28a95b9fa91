"""The files of `deploy/` are valid for the tools that will read them."""

import ipaddress
import json
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
from tools.container import cage, stage

DEPLOY = ROOT / "deploy"
KUBERNETES = "1.37.0"  # the newest whose schemas kubernetes-validate brings
GATEWAY_API = "gateway.networking.k8s.io/v1"
# Of the Gateway API no package brings schemas that refuse unknown words. These are the words of its standard channel
# that a route of the atlas may have; what stands in a list stands for each of its items.
Words = dict[str, "Words | None"]
PATH: Words = {"type": None, "value": None}
GATEWAY_WORDS: dict[str, Words] = {
    "Gateway": {
        "gatewayClassName": None,
        "listeners": {
            **dict.fromkeys(("name", "hostname", "port", "protocol")),
            "tls": {"mode": None, "certificateRefs": {"name": None}},
        },
    },
    "HTTPRoute": {
        "parentRefs": {"name": None, "sectionName": None},
        "rules": {
            "matches": {"path": PATH},
            "filters": {
                "type": None,
                "requestRedirect": {"scheme": None, "statusCode": None},
                "requestHeaderModifier": {"remove": None},
            },
            "timeouts": {"request": None},
            "backendRefs": {"name": None, "port": None},
        },
    },
}
# Of the experimental channel: what docs/hosting.md adds to a route.
PERSISTENCE: Words = {"sessionName": None, "type": None}
MANIFESTS = [
    pytest.param(manifest, id=f"{path.stem}-{manifest['kind']}-{manifest['metadata']['name']}")
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]


def manifest_of(kind: str, name: str = "atlas") -> dict[str, Any]:
    """Return the manifest of a kind and a name."""
    manifests: list[dict[str, Any]] = [param.values[0] for param in MANIFESTS]
    return next(one for one in manifests if (one["kind"], one["metadata"]["name"]) == (kind, name))


def pods_words() -> dict[str, Any]:
    """Return what the Deployment says of its pods."""
    pod: dict[str, Any] = manifest_of("Deployment")["spec"]["template"]
    return pod


def unknown_words(value: object, known: Words | None, place: str = "spec") -> list[str]:
    """Return where `value` has words that are not `known`."""
    if isinstance(value, list):
        return [word for number, item in enumerate(value) for word in unknown_words(item, known, f"{place}[{number}]")]
    if not isinstance(value, dict):
        return [] if known is None else [f"{place}: {value}"]
    known = known or {}
    found: list[str] = []
    for word, inside in value.items():
        here = f"{place}.{word}"
        found += unknown_words(inside, known[word], here) if word in known else [here]
    return found


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert linter, "hadolint comes with requirements-dev.txt"
    command = [linter, "--failure-threshold", "style", "deploy/Dockerfile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_runs_without_root_and_copies_only_what_is_let_in() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE)[-1] == "10001"
    assert "requirements-dev" not in text
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for name in line.split()}
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied == {line[1:] for line in ignore if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


def test_an_image_from_elsewhere_is_a_full_version_and_a_digest() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    images = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    images += [service["image"] for service in compose["services"].values() if "build" not in service]
    assert [image.split(":")[0] for image in images] == ["python", "nginx"]
    for image in images:
        assert re.fullmatch(r"[a-z/-]+:\d+\.\d+\.\d+-[a-z-]+@sha256:[0-9a-f]{64}", image), image


def test_what_is_installed_is_pinned_by_hashes_and_runs_nothing_while_it_is_installed() -> None:
    (install,) = re.findall(
        r"^RUN (pip install .*)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert "--require-hashes" in install
    assert "--only-binary :all:" in install


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_every_word_of_a_manifest_is_known(manifest: dict[str, Any]) -> None:
    if manifest["apiVersion"] == GATEWAY_API:
        assert unknown_words(manifest["spec"], GATEWAY_WORDS[manifest["kind"]]) == []
    else:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_a_word_that_kubernetes_does_not_know_is_found() -> None:
    wrong = {**manifest_of("Service"), "spec": {"sessionAffinty": "ClientIP"}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES, strict=True)
    route = {"rules": [{"matches": [{"path": {"type": "PathPrefix", "valeu": "/"}}], "timeouts": "0s"}]}
    assert unknown_words(route, GATEWAY_WORDS["HTTPRoute"]) == [
        "spec.rules[0].matches[0].path.valeu",
        "spec.rules[0].timeouts: 0s",
    ]


def test_the_manifests_fit_one_another() -> None:
    deployment, service = manifest_of("Deployment"), manifest_of("Service")
    pod = pods_words()
    labels = pod["metadata"]["labels"]
    assert service["spec"]["selector"] == labels == deployment["spec"]["selector"]["matchLabels"]
    assert service["spec"]["sessionAffinity"] == "ClientIP"
    assert manifest_of("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert manifest_of("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    (container,) = pod["spec"]["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True


def test_the_gateway_sends_visitors_to_the_service_over_tls_and_nobody_to_the_counts() -> None:
    listeners = {one["name"]: one for one in manifest_of("Gateway")["spec"]["listeners"]}
    assert {name: one["protocol"] for name, one in listeners.items()} == {"http": "HTTP", "https": "HTTPS"}
    for route, section in (("atlas-to-https", "http"), ("atlas", "https")):
        (parent,) = manifest_of("HTTPRoute", route)["spec"]["parentRefs"]
        assert parent == {"name": manifest_of("Gateway")["metadata"]["name"], "sectionName": section}
    (redirect,) = manifest_of("HTTPRoute", "atlas-to-https")["spec"]["rules"]
    assert set(redirect) == {"filters"}
    closed, open_to_all = manifest_of("HTTPRoute")["spec"]["rules"]
    assert {"type": "PathPrefix", "value": "/_stcore/metrics"} in [match["path"] for match in closed["matches"]]
    assert set(closed) == {"matches"}
    service = manifest_of("Service")
    assert open_to_all["backendRefs"] == [
        {"name": service["metadata"]["name"], "port": service["spec"]["ports"][0]["port"]}
    ]
    assert open_to_all["timeouts"] == {"request": "0s"}


def test_the_gateway_is_believed_and_passes_on_no_visitor_s_word_for_the_host() -> None:
    (container,) = pods_words()["spec"]["containers"]
    (named,) = (variable["value"] for variable in container["env"] if variable["name"] == "ATLAS_PROXIES")
    assert all(ipaddress.ip_network(network).is_private for network in named.split())
    (change,) = manifest_of("HTTPRoute")["spec"]["rules"][-1]["filters"]
    assert change["requestHeaderModifier"] == {"remove": ["X-Forwarded-Host"]}


def test_the_affinity_that_hosting_md_adds_goes_to_the_route_for_visitors() -> None:
    text = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    (patch,) = re.findall(r"kubectl patch httproute (\S+) --type json -p '(.*)'", text)
    (change,) = json.loads(patch[1])
    rules = manifest_of("HTTPRoute", patch[0])["spec"]["rules"]
    assert (change["op"], change["path"]) == ("add", f"/spec/rules/{len(rules) - 1}/sessionPersistence")
    assert unknown_words(change["value"], PERSISTENCE) == []


def test_the_atlas_talks_to_nobody_and_only_the_gateway_talks_to_it() -> None:
    policy = manifest_of("NetworkPolicy")["spec"]
    assert policy["podSelector"]["matchLabels"] == pods_words()["metadata"]["labels"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert policy["egress"] == []
    (entrance,) = policy["ingress"]
    assert list(entrance["from"][0]) == ["namespaceSelector"]
    ports = {port["name"] for port in pods_words()["spec"]["containers"][0]["ports"]}
    assert {port["port"] for port in entrance["ports"]} == ports


def test_short_peaks_start_no_replica() -> None:
    behavior = manifest_of("HorizontalPodAutoscaler")["spec"]["behavior"]
    assert behavior["scaleUp"]["stabilizationWindowSeconds"] == 60


def test_the_container_is_tried_with_the_limits_that_deploy_sets() -> None:
    (container,) = pods_words()["spec"]["containers"]
    (volume,) = pods_words()["spec"]["volumes"]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["atlas-1"]
    assert container["resources"]["limits"]["memory"] == f"{cage.LIMIT >> 20}Mi"
    assert compose["mem_limit"] == f"{cage.LIMIT >> 20}m"
    assert volume["emptyDir"] == {"medium": "Memory", "sizeLimit": f"{cage.TMP >> 20}Mi"}
    (tmpfs,) = compose["tmpfs"]
    assert tmpfs.endswith(f":size={cage.TMP >> 20}m,mode=1777")
    assert pods_words()["spec"]["securityContext"]["runAsUser"] == cage.USER
    assert compose["stop_grace_period"] == f"{stage.GRACE_SECONDS}s"
    assert container["readinessProbe"]["timeoutSeconds"] == stage.PROBE_SECONDS
    startup = container["startupProbe"]
    assert startup["periodSeconds"] * startup["failureThreshold"] == stage.READY_SECONDS


def test_compose_starts_the_replicas_that_nginx_knows() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    known = set(re.findall(r"server (\S+):8501", (DEPLOY / "nginx.conf").read_text(encoding="utf-8")))
    replicas = {name for name in compose["services"] if name != "proxy"}
    assert replicas == known == set(compose["services"]["proxy"]["depends_on"])
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in compose["services"].values())
