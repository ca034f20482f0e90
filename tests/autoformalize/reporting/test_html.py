"""The report in a real browser: it draws itself without errors or network, and what it shows can be filtered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autoformalize.errors import UserError
from autoformalize.reporting.html import write_report
from tests.autoformalize.made_runs import HOSTILE, PROBLEMS, make_run
from tests.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    runs = [make_run(folder / "base", right=0), make_run(folder / "tuned", right=3)]
    write_report(folder / "report.html", runs)
    return folder / "report.html"


@pytest.mark.browser
def test_the_page_shows_the_numbers(browser: Browser, report: Path) -> None:
    """The table has a row for each run with pass@k and its interval; nothing fails, nothing is fetched."""
    page, faults = opened(browser, report)
    rows = page.locator("#table tbody tr")
    assert rows.count() == 2
    base, tuned = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    assert base.startswith("base") and "0.00" in base
    assert tuned.startswith("tuned") and "0.50" in tuned and "12" in tuned  # 3 of 6 problems, 12.3 seconds
    assert page.locator("#curve circle").count() == 4  # two runs, two k
    assert page.locator("#topics rect").count() == 6  # three topics, two runs
    assert "natural numbers (2)" in page.locator("#topics").inner_text()
    assert faults == []


@pytest.mark.browser
def test_the_page_shows_when_a_run_was_at_what(browser: Browser, tmp_path: Path) -> None:
    """One band each for generating, checking and writing, the seconds below, and how they overlapped; a run of before
    there were traces has none."""
    trace = {"bin_seconds": 0.5, "generation": [1.0, 1.0, 0.4], "checking": [0.0, 2.5, 1.0], "writing": [0.0, 0.1, 0.0]}
    traced = make_run(tmp_path / "traced", time={"trace": trace, "overlap": 1.04})
    write_report(tmp_path / "report.html", [make_run(tmp_path / "old"), traced])
    page, faults = opened(browser, tmp_path / "report.html")
    flow = page.locator("#flow")
    assert flow.locator("svg polygon").count() == 3
    assert "traced: wall clock 1.04 of the larger of generating and checking" in flow.inner_text()
    assert "1.5 s" in flow.locator("svg").text_content() and "old" not in flow.inner_text()
    assert faults == []


@pytest.mark.browser
def test_problems_can_be_filtered_and_searched(browser: Browser, report: Path) -> None:
    """Run, topic, outcome and words each narrow the list; opening a problem shows its candidates and messages."""
    page, faults = opened(browser, report)
    problems = page.locator("details.problem")
    assert problems.count() == len(PROBLEMS)
    page.select_option("#topic", "lists")
    assert problems.count() == 2
    page.select_option("#outcome", "yes")
    assert problems.count() == 1
    page.select_option("#run", "0")
    assert problems.count() == 0
    page.select_option("#outcome", "")
    page.select_option("#topic", "")
    page.fill("#search", "statement NUMBER 3")
    assert problems.count() == 1
    assert "1 of 6 problems" in page.locator("#count").inner_text()
    problems.first.locator("summary").click()
    body = problems.first.locator(".body")
    assert "theorem p3" in body.inner_text() and "no answer within the budget" in body.inner_text()
    page.fill("#search", "no such words")
    assert problems.count() == 0
    assert faults == []


@pytest.mark.browser
def test_a_candidate_cannot_break_out(browser: Browser, report: Path) -> None:
    """A candidate with a closing script tag and markup is shown as the text it is."""
    page, faults = opened(browser, report)
    page.fill("#search", "evil")
    page.locator("details.problem summary").click()
    assert HOSTILE in page.locator("details.problem .body").inner_text()  # waits until it has opened
    assert page.evaluate("window.hacked") is None
    assert page.locator("details.problem b").count() == 0
    assert faults == []


@pytest.mark.browser
def test_the_page_is_dark_where_the_reader_is(browser: Browser, report: Path) -> None:
    """With a dark colour scheme the paper is dark and the ink light, and nothing overflows on a phone."""
    page, faults = opened(browser, report, color_scheme="dark", viewport={"width": 390, "height": 800})
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    paper, ink = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
    assert paper < 150 < 500 < ink
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults == []


def test_a_page_needs_finished_runs(tmp_path: Path) -> None:
    """A folder without metrics is named."""
    with pytest.raises(UserError, match="is not a finished evaluation run"):
        write_report(tmp_path / "report.html", [tmp_path])


def test_a_title_is_text(tmp_path: Path) -> None:
    """Names of runs with markup or dollars in them do no harm."""
    run = make_run(tmp_path / "a<b>&$c")
    write_report(tmp_path / "report.html", [run])
    assert "<title>Evaluation: a&lt;b&gt;&amp;$c</title>" in (tmp_path / "report.html").read_text(encoding="utf-8")
