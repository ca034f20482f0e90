"""Counters of the service in the text format that Prometheus reads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from lean_env.verdict import Status, Verdict

_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_MEMORY: Final = 0.05


class Metrics:
    """What the service counts. Not for several threads at once."""

    def __init__(self) -> None:
        self._verdicts: Counter[str] = Counter({status.value: 0 for status in Status})
        self._responses: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0
        self.typical_seconds = 0.1

    def count_verdict(self, verdict: Verdict, seconds: float) -> None:
        """A verdict, `seconds` after its request came."""
        self._verdicts[verdict.status.value] += 1
        self._buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds
        self.typical_seconds += _MEMORY * (verdict.seconds - self.typical_seconds)

    def count_response(self, path: str, code: int) -> None:
        """An HTTP response."""
        self._responses[path, code] += 1

    def text(self, gauges: Mapping[str, float], counters: Mapping[str, float]) -> str:
        """The page, with what others count: by name, without the prefix."""
        total = sum(self._buckets)
        running, lines = 0, []
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), self._buckets, strict=True):
            running += count
            lines.append(f'lean_env_check_seconds_bucket{{le="{bound}"}} {running}')
        lines += [f"lean_env_check_seconds_sum {self._seconds:.6f}", f"lean_env_check_seconds_count {total}"]
        parts = [
            _family("verdicts_total", "counter", _labelled("verdicts_total", "status", self._verdicts)),
            _family("check_seconds", "histogram", lines),
            _family(
                "http_responses_total",
                "counter",
                (
                    f'lean_env_http_responses_total{{path="{path}",code="{code}"}} {count}'
                    for (path, code), count in sorted(self._responses.items())
                ),
            ),
            *(_family(name, "gauge", [f"lean_env_{name} {value:g}"]) for name, value in gauges.items()),
            *(_family(name, "counter", [f"lean_env_{name} {value:g}"]) for name, value in counters.items()),
        ]
        return "".join(parts)


def _labelled(name: str, label: str, counts: Mapping[str, int]) -> Iterable[str]:
    return (f'lean_env_{name}{{{label}="{key}"}} {count}' for key, count in sorted(counts.items()))


def _family(name: str, kind: str, lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (f"# TYPE lean_env_{name} {kind}", *lines))
