"""One self-contained HTML page over one or several evaluation runs: no network, no script from elsewhere.

The page is a template beside this module with the runs' data put into it as JSON; its own script draws the charts and
lets a reader browse problems, candidates and messages. The data of very large runs is thinned, and the page says so.
"""

from __future__ import annotations

import heapq
import html
import json
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

from autoformalize.errors import UserError
from autoformalize.problem import Attempt
from autoformalize.prompting.extract import with_hammers
from autoformalize.runs import write_whole

_TEMPLATE: Final = "report_template.html"
_LOOK: Final = "look.css"
# What a browser searches without a pause; beyond it only the first samples of each problem are shown.
_MAX_ATTEMPTS: Final = 20_000
_MAX_TEXT: Final = 4_000


def write_report(path: Path, folders: Sequence[Path], comparison: Mapping[str, Any] | None = None) -> None:
    """Write the page for the evaluation runs in `folders`. Raises UserError if one of them has no metrics.

    `comparison` is a PairedComparison's JSON form with the names of the runs, `before` and `after`.
    """
    names = distinct_names(folders)
    limit = _MAX_ATTEMPTS // max(1, len(folders))
    runs = [_read_run(folder, name, limit) for folder, name in zip(folders, names, strict=True)]
    # "</script" inside the data would end the script element that holds it, and "<!--" would change how it is read.
    data = json.dumps({"runs": runs, "comparison": comparison}, ensure_ascii=False).replace("<", "\\u003c")
    title = html.escape(" and ".join(names))
    write_page(path, string.Template(_resource(_TEMPLATE)).substitute(title=title, style=page_style(), data=data))


def page_style() -> str:
    """The style sheet that every page of this project has inside."""
    return _resource(_LOOK)


def write_page(path: Path, page: str) -> None:
    """Write a page whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [page])


def html_table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: set[int]) -> str:
    """A table as HTML; the cells are HTML already, and the columns in `numbers` stand to the right."""

    def line(tag: str, cells: Sequence[str]) -> str:
        kinds = (' class="n"' if column in numbers else "" for column in range(len(cells)))
        return (
            "<tr>" + "".join(f"<{tag}{kind}>{cell}</{tag}>" for kind, cell in zip(kinds, cells, strict=True)) + "</tr>"
        )

    body = "".join(line("td", row) for row in rows)
    return f'<div class="wide"><table><thead>{line("th", header)}</thead><tbody>{body}</tbody></table></div>'


def distinct_names(folders: Sequence[Path]) -> list[str]:
    """What to call each run: its folder's name, with as many folders above it as tell all of them apart."""
    parts = [folder.resolve().parts for folder in folders]
    for depth in range(1, max((len(part) for part in parts), default=0) + 1):
        names = ["/".join(part[-depth:]) for part in parts]
        if len(set(names)) == len(names):
            return names
    return [str(folder) for folder in folders]


def _resource(name: str) -> str:
    return resources.files("autoformalize.reporting").joinpath(name).read_text(encoding="utf-8")


def _read_run(folder: Path, name: str, max_attempts: int) -> dict[str, Any]:
    try:
        metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
        problems = list(_records(folder / "problems.jsonl"))
        headers = {problem["id"]: problem.get("header", "") for problem in problems}
        attempts = _thinned(_records(folder / "attempts.jsonl"), headers, max_attempts)
    except FileNotFoundError as error:
        raise UserError(f"{folder} is not a finished evaluation run: {error.filename} is missing") from None
    return {
        "name": name,
        "metrics": metrics,
        "problems": [
            {
                "id": problem["id"],
                "words": problem["informal_statement"],
                "lean": problem["formal_statement"],
                "topic": problem.get("topic", ""),
                "difficulty": problem.get("difficulty", ""),
            }
            for problem in problems
        ],
        "attempts": attempts,
    }


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _thinned(attempts: Iterable[dict[str, Any]], headers: Mapping[str, str], limit: int) -> list[dict[str, Any]]:
    """The first samples of every problem; a run's attempts may be many more than fit into memory."""
    first = heapq.nsmallest(limit, attempts, key=lambda attempt: (attempt["index"], attempt["problem_id"]))
    return [
        {
            "problem": attempt["problem_id"],
            "index": attempt["index"],
            "lean": with_hammers(attempt["lean"], headers.get(attempt["problem_id"], ""))[:_MAX_TEXT],
            "status": attempt["status"],
            "kind": attempt["error_kind"],
            "message": attempt["message"][:_MAX_TEXT],
            "seconds": attempt["seconds"],
            "succeeded": Attempt.from_json(attempt).succeeded,
            "equivalence": attempt.get("equivalence", ""),
            "back": attempt.get("back", "")[:_MAX_TEXT],
        }
        for attempt in first
    ]
