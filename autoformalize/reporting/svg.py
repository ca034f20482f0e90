"""Small charts as SVG text for pages without scripts; the colours and fonts are those of look.css."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Final

_WIDTH: Final = 420
_COLOURS: Final = 5
_ROW: Final = 21
_LEFT: Final = 150
_RIGHT: Final = 62
_LONGEST_LABEL: Final = 24
_HEIGHT: Final = 190


def colour(index: int) -> str:
    """The CSS value of the colour with this number; they repeat after five."""
    return f"var(--r{(index + 1) % _COLOURS})"


def bars(rows: Sequence[tuple[str, Mapping[str, int]]], series: Sequence[str], label: str) -> str:
    """Horizontal bars, one for each row, made of the parts that `series` names, with the sum at the end.

    `label` says what is drawn, to whoever cannot see it.
    """
    largest = max((sum(parts.values()) for _, parts in rows), default=0) or 1
    scale = (_WIDTH - _LEFT - _RIGHT) / largest
    drawn = []
    for number, (name, parts) in enumerate(rows):
        y, x = number * _ROW + 4, float(_LEFT)
        drawn.append(_text(_LEFT - 8, y + 11, _short(name), "end", title=name))
        for index, part in enumerate(series):
            width = parts.get(part, 0) * scale
            if width:
                said = f"{name}: {parts[part]:,}" if len(series) == 1 else f"{name}, {part}: {parts[part]:,}"
                drawn.append(_rectangle(x, y, width, 14, colour(index), said))
                x += width
        drawn.append(_text(x + 6, y + 11, f"{sum(parts.values()):,}"))
    return _svg(len(rows) * _ROW + 6, drawn, label)


def histogram(counts: Mapping[int, int], label: str, bins: int = 24, shown: float = 0.99) -> str:
    """How often which length occurs, in bars of equal width; what lies beyond the share `shown` is one last bar."""
    edges = _edges(counts, bins, shown)
    heights = [0] * len(edges)
    for value, count in counts.items():
        place = max(0, min((value - edges[0]) // (edges[1] - edges[0] if len(edges) > 1 else 1), len(edges) - 1))
        heights[place] += count
    left, top, bottom = 44, 10, 24
    highest = max(heights, default=0) or 1
    width = (_WIDTH - left - 12) / max(1, len(heights))
    rise = (_HEIGHT - top - bottom) / highest
    drawn = []
    for share in (0, 0.5, 1):
        y = _HEIGHT - bottom - share * highest * rise
        drawn.append(f'<line class="grid" x1="{left}" x2="{_WIDTH - 12}" y1="{y:.1f}" y2="{y:.1f}"/>')
        drawn.append(_text(left - 6, y + 4, short_number(share * highest), "end"))
    for number, (edge, height) in enumerate(zip(edges, heights, strict=True)):
        last = number == len(edges) - 1
        span = f"{edge:,} and more" if last else _span(edge, edges[number + 1] - 1)
        x, tall = left + number * width, height * rise
        fill = "var(--r0)" if last and len(edges) > 1 else colour(0)
        drawn.append(
            _rectangle(x + 0.5, _HEIGHT - bottom - tall, max(1.0, width - 1), tall, fill, f"{span}: {height:,}")
        )
        if number % max(1, len(edges) // 6) == 0:
            drawn.append(_text(x, _HEIGHT - 8, f"{edge:,}"))
    return _svg(_HEIGHT, drawn, label)


def short_number(value: float) -> str:
    """1,234,567 as 1.2M: for axes and tiles."""
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= limit:
            return f"{value / (limit if unit != 'k' else 1e3):.3g}{unit}"
    return f"{value:,.0f}"


def _edges(counts: Mapping[int, int], bins: int, shown: float) -> list[int]:
    """The lower ends of the bars; the last one is for all that is longer."""
    total, seen, last = sum(counts.values()), 0, 0
    for last in sorted(counts):
        seen += counts[last]
        if seen >= shown * total:
            break
    first = min(counts, default=0)
    step = max(1, -(-(last - first + 1) // bins))
    return list(range(first, last + 1, step)) + ([first + step * -(-(last - first + 1) // step)] if total else [])


def _span(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


def _text(x: float, y: float, text: str, anchor: str = "start", title: str = "") -> str:
    said = f"<title>{html.escape(title)}</title>" if title and title != text else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{said}{html.escape(text)}</text>'


def _rectangle(x: float, y: float, width: float, height: float, fill: str, title: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} rx="2" fill="{fill}"><title>{html.escape(title)}</title></rect>'


def _svg(height: float, drawn: Sequence[str], label: str) -> str:
    head = f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{html.escape(label, quote=True)}">'
    return head + "".join(drawn) + "</svg>"
