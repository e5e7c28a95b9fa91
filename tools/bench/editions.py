"""Both editions by the same links: what the map and its texts show must be the same.

`python -m tools.bench.editions [COUNT]` opens that many views, 200 by default, and says where they differ.
"""

import re
import sys
from random import Random
from typing import Any

from playwright.sync_api import Page, sync_playwright

from geo import Dataset
from geo.translations import in_language
from pages.shared.data.dataset import source_dataset
from pages.shared.language.languages import NAMES
from pages.shared.view.link import LAYERS, View, encode_link, rival_positions
from tests.browser import Atlas
from tests.server import CHROMIUM_FLAGS, chromium_path, running_app

SEED = 20261201
# What the map of a page shows, and the names in its list.
ON_MAP = """
() => ({ day: document.body.dataset.date, lands: document.body.dataset.territories.split(" ").sort().join(" "),
         names: [...document.querySelectorAll(".map-list button")].map(({ dataset }) => dataset.text).sort() })
"""
# The sentences of the light edition, part by part; folds by their headings, which count them.
IN_LIGHT = """
() => {
  const at = (name) => document.querySelector(`[data-part="${name}"]`);
  const folds = ["missions", "offices", "far", "disputes"].map(at).filter(({ hidden }) => !hidden);
  return [at("day").innerText, at("relation").innerText, ...[...at("near").children].map((line) => line.innerText),
          ...folds.map((fold) => fold.querySelector("summary").innerText)].filter(Boolean);
}
"""


def views(dataset: Dataset, count: int) -> list[View]:
    """Return views of every kind, each time the same."""
    random = Random(SEED)  # noqa: S311
    days, events = dataset.change_days, [row["event_id"] for row in dataset.records["events"] if row["lat"]]
    chosen = []
    for number in range(count):
        day = random.choice([day for day in days if str(dataset.about["first"]) <= day <= str(dataset.about["as_of"])])
        kinds = {
            "territory": random.choice(list(dataset.territories)) if number % 4 == 1 else "",
            "event": random.choice(events) if number % 4 == 2 else "",
            "position": random.choice([*rival_positions(dataset)]) if number % 5 == 3 else "",
        }
        layers = tuple(name for name in LAYERS if random.random() < 0.8)
        at = random.choice([row["view_id"] for row in dataset.records["views"]])
        lang = random.choice([*NAMES])
        chosen.append(View(day if number % 3 else day[:4], at, layers=layers, lang=lang, **kinds))
    return chosen


def in_full(atlas: Atlas, view: View) -> tuple[dict[str, Any], str]:
    """Return what the map of the full edition shows, and the words of its panel."""
    atlas.go("/", **encode_link(view))
    return atlas.frame.evaluate(ON_MAP), _plain(str(atlas.panel.inner_text()))


def in_light(page: Page, address: str, view: View) -> tuple[dict[str, Any], list[str]]:
    """Return what the map of the light edition shows, and its sentences."""
    query = encode_link(view)
    lang = query.pop("lang")
    page.goto(f"{address}/light/{lang}/?{'&'.join(f'{key}={value}' for key, value in query.items())}")
    page.locator("body.ready").wait_for()
    page.wait_for_function("() => !atlas.settling && atlas.mapList && !atlas.mapList.isResting")
    return page.evaluate(ON_MAP), [_plain(words) for words in page.evaluate(IN_LIGHT)]


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def compare(count: int) -> list[str]:
    """Open views in both editions and return where they differ."""
    faults = []
    dataset = source_dataset()
    for code in NAMES:
        in_language(dataset, code)
    with running_app() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        full = Atlas(browser.new_context(bypass_csp=True).new_page(), address).open("/", date="1925")
        light = browser.new_context().new_page()
        for number, view in enumerate(views(dataset, count)):
            light.bring_to_front()
            here, sentences = in_light(light, address, view)
            full.page.bring_to_front()
            there, panel = in_full(full, view)
            wrong = [name for name in here if here[name] != there[name]]
            missing = [words for words in sentences if words not in panel]
            if wrong or missing:
                faults.append(f"{number} {encode_link(view)}: {[(n, here[n], there[n]) for n in wrong]} {missing}")
                sys.stdout.write(f"{faults[-1][:900]}\n")
        browser.close()
    return faults


def main() -> int:
    """Compare both editions, say how many views differ, and return the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    faults = compare(count)
    sys.stdout.write(f"{count - len(faults)} of {count} views are the same in both editions.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
