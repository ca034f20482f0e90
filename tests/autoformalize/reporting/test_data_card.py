"""The data card in a real browser: it says everything, runs nothing, loads nothing, and fits a narrow screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from autoformalize.data import load_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.resume import Output
from autoformalize.data.stats import collect
from autoformalize.problem import Pair, Problem
from autoformalize.reporting.data_card import Stage, data_card, write_data_card
from autoformalize.reporting.svg import bars, histogram, short_number
from tests.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "</pre><script>alert(1)</script>"


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pairs = load_pairs("builtin", None)
    hostile = Problem("h", HOSTILE, f"theorem h : true -- {HOSTILE}", topic=HOSTILE, source="<b>me</b>", split="train")
    labelled = replace(pairs[0], problem=replace(pairs[0].problem, labels=("closed by simp",)))
    stages = [
        Stage("dedupe", 700, 650, {"near duplicate": 30, "exact duplicate": 20}, ["threshold: 0.8"]),
        Stage("decontaminate", 650, 645, {"<i>leak</i> of proofnet": 5}),
    ]
    path = tmp_path_factory.mktemp("card") / "card.html"
    write_data_card(path, collect([*pairs[:12], Pair(hostile, ":= trivial"), labelled], seed=1), stages, "Mine & yours")
    return path


@pytest.mark.browser
def test_the_card_says_everything(browser: Browser, card: Path) -> None:
    """Numbers, plots, what was left out and why, licences, verifiers, samples; nothing fails, nothing is fetched."""
    page, faults = opened(browser, card)
    text = page.locator("main").inner_text()
    for words in (
        "Mine & yours",
        "near duplicate: 30",
        "threshold: 0.8",
        "<i>leak</i> of proofnet: 5",
        "<b>me</b>",
        "Apache-2.0",
        "lean3, Lean 3.51.1",
        "nobody",
        "closed by simp",
        HOSTILE,
    ):
        assert words in text, words
    assert page.locator("svg").count() >= 8 and page.locator("svg rect").count() > 20
    assert page.locator("script").count() == 0 and page.locator("article").count() == 12
    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_can_be_read_by_day_and_by_night(browser: Browser, card: Path, scheme: str) -> None:
    """Text and paper are far apart in brightness, in both schemes, and nothing sticks out on a telephone."""
    page, _ = opened(browser, card, color_scheme=scheme, viewport={"width": 380, "height": 800})
    ink, paper = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor].map("
        "c => c.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3); }"
    )
    assert abs(ink - paper) > 150 and (paper > ink) == (scheme == "light")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_command_tells_what_each_step_left_out(tmp_path: Path) -> None:
    """The card of a file made from a file made from a file shows both steps with their reasons."""
    middle, last = tmp_path / "middle.jsonl", tmp_path / "last.parquet"
    pairs = load_pairs("builtin", "validation")[:6]
    with Output(middle, {"command": "dedupe"}) as output:
        for pair in pairs[:4]:
            output.write(pair)
        output.advance(6)
        output.rejects.add("mine.jsonl:7", "not valid JSON: here")
        output.report |= {"dropped": {"near duplicate": 2}, "threshold": 0.8, "outcomes": {"accepted": 5}}
    assert main(["convert", str(middle), "-o", str(last)]) == 0
    assert main(["card", str(last), "--title", "Two steps"]) == 0
    page = (tmp_path / "card.html").read_text("utf-8")
    assert page.index("<td>dedupe</td>") < page.index("<td>convert</td>") and "<h1>Two steps</h1>" in page
    for words in ("near duplicate: 2", "not valid JSON: 1", "threshold: 0.8", "outcomes: accepted 5"):
        assert words in page


def test_a_card_of_nothing_is_a_page() -> None:
    """An empty corpus has its card."""
    assert "<b>0</b>" in data_card(collect([]))


def test_families_in_several_splits_are_told() -> None:
    """A leak between splits is said on the page."""
    problems = [
        Problem(str(n), "x", f"theorem t{n} : true", family="f", split=s) for n, s in enumerate(("train", "test"))
    ]
    assert "1 families are in more than one split" in data_card(collect(Pair(each, ":= trivial") for each in problems))


@pytest.mark.parametrize(
    "counts", [{}, {0: 3}, {5: 1, 6: 2}, {1: 1000, 2: 3, 90_000: 1}, {n: n for n in range(1, 300)}]
)
def test_histograms_hold_every_count(counts: dict[int, int]) -> None:
    """Whatever the lengths, the bars' numbers add up to the whole."""
    root = ElementTree.fromstring(histogram(counts, "lengths"))
    titles = [title.text or "" for title in root.findall(".//rect/title")]
    assert sum(int(text.rpartition(": ")[2].replace(",", "")) for text in titles) == sum(counts.values())
    assert len(titles) <= 26


def test_bars_add_up_and_escape() -> None:
    """A row's parts stand side by side, with their sum, under names that need escaping."""
    root = ElementTree.fromstring(bars([("a<b & a very long name indeed", {"x": 1, "y": 2})], ["x", "y"], "bars"))
    assert len(root.findall("rect")) == 2 and "3" in [text.text for text in root.findall("text")]
    assert short_number(1_234_567) == "1.23M" and short_number(950) == "950" and short_number(23_400) == "23.4k"
