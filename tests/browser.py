"""Pages in a real browser, with everything that goes wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def opened(browser: Browser, report: Path, **options: Any) -> tuple[Page, list[str]]:
    """The page, and the list of what went wrong in it, which grows."""
    page = browser.new_page(**options)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
    page.goto(report.as_uri())
    return page, faults
