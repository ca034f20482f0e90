"""A corpus on one self-contained HTML page: what it holds, where it comes from, who verified it, what was left out.

The numbers are `autoformalize.data.stats`'s, the stages those that the commands of `autoformalize.data` report. The
page has no script and loads nothing.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from autoformalize.data.stats import TEXTS, CorpusStats
from autoformalize.problem import SPLITS, Pair
from autoformalize.reporting.html import html_table, page_style, write_page
from autoformalize.reporting.svg import bars, colour, histogram, short_number

_ROWS: Final = 14
_MAX_TEXT: Final = 1_500
_STYLE: Final = """
  .tiles { display:grid; grid-template-columns:repeat(auto-fit, minmax(130px, 1fr)); gap:12px; margin:18px 0 6px; }
  .tiles div { background:var(--wash); border-radius:8px; padding:10px 14px; }
  .tiles b { display:block; font-size:21px; font-variant-numeric:tabular-nums; }
  .tiles span { color:var(--soft); font-size:13px; }
  article { border:1px solid var(--line); border-radius:8px; padding:10px 14px; margin-bottom:10px; }
  article p { margin:0 0 4px; overflow-wrap:anywhere; } code, .tag, h1 { overflow-wrap:anywhere; }
  .tag { font-size:12.5px; color:var(--soft); } .warn { color:var(--bad); }
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step that made the corpus: how many pairs it read and wrote, and how many it left out for which reason.

    `notes` are further lines about it, such as the checker or a threshold.
    """

    name: str
    read: int
    written: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()


def write_data_card(path: Path, stats: CorpusStats, stages: Sequence[Stage] = (), title: str = "The corpus") -> None:
    """Write the page; it appears whole or not at all."""
    write_page(path, data_card(stats, stages, title))


def data_card(stats: CorpusStats, stages: Sequence[Stage] = (), title: str = "The corpus") -> str:
    """The page as text."""
    body = "\n".join(_body(stats, stages, title))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>\n{page_style()}{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(stats: CorpusStats, stages: Sequence[Stage], title: str) -> Iterator[str]:
    yield f"<h1>{_escape(title)}</h1>"
    yield '<p class="note">Pairs of mathematics in English and a Lean 3 statement with its proof.</p>'
    yield _tiles(stats)
    splits = [split for split in (*SPLITS, *sorted(stats.by_split.keys() - set(SPLITS))) if split in stats.by_split]
    yield _legend(splits)
    yield '<div class="charts">'
    yield from _charts(stats, splits)
    yield "</div>"
    if stages:
        yield "<h2>What was left out, and why</h2>"
        yield _stage_table(stages)
    yield "<h2>Sources and licences</h2>"
    yield _source_table(stats)
    yield "<h2>Who verified the proofs</h2>"
    yield _verification_table(stats)
    if stats.straddling:
        yield (
            f'<p class="warn">{stats.straddling:,} families are in more than one split: '
            "near-relatives of what is measured are trained on.</p>"
        )
    yield "<h2>Lengths</h2>"
    yield _length_table(stats)
    yield "<h2>Samples, drawn at random</h2>"
    yield from map(_sample, stats.samples)
    yield f"<footer>SHA-256 of the pairs in their order: <code>{stats.digest or 'none'}</code></footer>"


def _tiles(stats: CorpusStats) -> str:
    tokens = sum(lengths.total for lengths in stats.tokens.values())
    verified = (stats.pairs - stats.unverified) / stats.pairs if stats.pairs else 0.0
    tiles = {
        "pairs": f"{stats.pairs:,}",
        "families": f"{stats.family_sizes.counts.total():,}",
        "sources": f"{len(stats.counts.get('source', ())):,}",
        "verified": _share(verified),
        "tokens": short_number(tokens),
    }
    drawn = (f"<div><b>{value}</b><span>{name}</span></div>" for name, value in tiles.items())
    return f'<div class="tiles">{"".join(drawn)}</div>'


def _share(value: float) -> str:
    """A share in per cent that says 100% only of all, and 0% only of none."""
    if 0 < value < 0.001 or 0.999 < value < 1:
        return f"{100 * value:.3f}".rstrip("0") + "%"
    return f"{value:.1%}".replace(".0%", "%")


def _legend(splits: Sequence[str]) -> str:
    items = (f'<span><i style="background:{colour(n)}"></i>{_escape(name)}</span>' for n, name in enumerate(splits))
    return f'<div class="legend">{"".join(items)}</div>'


def _charts(stats: CorpusStats, splits: Sequence[str]) -> Iterator[str]:
    sources: dict[str, dict[str, int]] = {}
    for split, counter in stats.by_split.items():
        for source, count in counter.items():
            sources.setdefault(source, {})[split] = count
    rows = sorted(sources.items(), key=lambda item: -sum(item[1].values()))
    yield _chart("Pairs by source and split", bars(_with_rest(rows), splits, "pairs by source and split"))
    titles = {"topic": "Topics", "difficulty": "Difficulty", "kind": "Kinds of declaration", "proof": "Style of proof"}
    for key, title in (titles | {"label": "Labels of the probes", "axiom": "Axioms that proofs reach"}).items():
        found = stats.counts.get(key)
        if found:
            rows = [(name, {"": count}) for name, count in found.most_common()]
            yield _chart(title, bars(_with_rest(rows), [""], f"pairs: {title.lower()}"))
    for text in TEXTS:
        title = f"{text[0].upper()}{text[1:]}: length in tokens"
        yield _chart(title, histogram(stats.tokens[text].counts, title))
    if stats.family_sizes.counts:
        yield _chart("Families by size", histogram(stats.family_sizes.counts, "families by number of pairs"))


def _with_rest(rows: list[tuple[str, dict[str, int]]]) -> list[tuple[str, dict[str, int]]]:
    """The first rows, and the others as one."""
    if len(rows) <= _ROWS:
        return rows
    rest: Counter[str] = Counter()
    for _, parts in rows[_ROWS - 1 :]:
        rest.update(parts)
    return [*rows[: _ROWS - 1], (f"{len(rows) - _ROWS + 1:,} others", dict(rest))]


def _chart(title: str, drawing: str) -> str:
    return f"<section><h2>{_escape(title)}</h2>{drawing}</section>"


def _stage_table(stages: Sequence[Stage]) -> str:
    rows = []
    for stage in stages:
        reasons = sorted(stage.dropped.items(), key=lambda item: -item[1])
        shown = "<br>".join(f"{_escape(reason)}: {count:,}" for reason, count in reasons[:_ROWS])
        more = f"<br>{len(reasons) - _ROWS:,} more reasons" if len(reasons) > _ROWS else ""
        notes = "".join(f'<div class="tag">{_escape(note)}</div>' for note in stage.notes)
        numbers = (f"{number:,}" for number in (stage.read, stage.written, sum(stage.dropped.values())))
        rows.append([_escape(stage.name), *numbers, f"{shown or 'nothing'}{more}{notes}"])
    return html_table(["step", "read", "kept", "left out", "why"], rows, numbers={1, 2, 3})


def _source_table(stats: CorpusStats) -> str:
    sources = stats.counts.get("source", Counter())
    rows = [
        [_escape(source), f"{count:,}", _share(count / stats.pairs), _escape(", ".join(stats.licences.get(source, ())))]
        for source, count in sources.most_common(_ROWS * 4)
    ]
    return html_table(["source", "pairs", "share", "licence"], rows, numbers={1, 2})


def _verification_table(stats: CorpusStats) -> str:
    rows = [
        [_escape(name), f"{count:,}", _share(count / stats.pairs)]
        for name, count in stats.counts.get("verified", Counter()).most_common()
    ]
    if stats.unverified:
        rows.append(["nobody", f"{stats.unverified:,}", _share(stats.unverified / stats.pairs)])
    return html_table(["accepted by", "pairs", "share"], rows, numbers={1, 2})


def _length_table(stats: CorpusStats) -> str:
    names = ("mean", "median", "p90", "p99", "max", "total")
    rows = [
        [f"{text}, {unit}", *(f"{lengths.to_json()[name]:,}" for name in names)]
        for unit, table in (("characters", stats.characters), ("tokens", stats.tokens))
        for text, lengths in table.items()
    ]
    table = html_table(["text", *names], rows, numbers=set(range(1, 7)))
    return f'{table}<p class="note">Tokens: {_escape(stats.tokenizer)}.</p>'


def _sample(pair: Pair) -> str:
    problem = pair.problem
    tags = (problem.source, problem.split, problem.topic, problem.difficulty, *problem.labels)
    verifiers = ", ".join(f"{entry.backend} {entry.lean}" for entry in pair.verified) or "nobody"
    shown = " · ".join(tag for tag in (problem.id, *tags, f"verified by {verifiers}") if tag)
    lean = pair.lean.strip()
    lean = lean if len(lean) <= _MAX_TEXT else f"{lean[:_MAX_TEXT]}\n… ({len(lean):,} characters in all)"
    words = problem.informal_statement or "(no English)"
    return (
        f'<article><p>{_escape(words)}</p><pre>{_escape(lean)}</pre><div class="tag">{_escape(shown)}</div></article>'
    )


def _escape(text: str) -> str:
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"))
