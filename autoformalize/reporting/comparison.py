"""Several finished runs on one benchmark side by side: a table, the last against the first, a page.

Figures are comparable only where the problems, the task and the number of samples are the same; other runs are refused
with what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autoformalize.errors import UserError
from autoformalize.evaluation.finished import RunSummary, attempts_of, read_summary
from autoformalize.evaluation.metrics import Tally, tally
from autoformalize.evaluation.paired import EXACT, PairedComparison, compare_paired
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.reporting.html import distinct_names, write_report
from autoformalize.reporting.table import FORMATS, comparison_table, format_interval, group_table


def compare_folders(
    folders: Sequence[Path], output: Path | None = None, form: str = "markdown", by: Sequence[str] = ()
) -> str:
    """The text that `compare` prints; writes the page. Raises UserError for runs that cannot be compared."""
    runs = dict(zip(distinct_names(folders), map(read_summary, folders), strict=True))
    _refuse_differences(runs)
    metrics = {name: run.metrics for name, run in runs.items()}
    tables = [comparison_table(metrics), *(group_table(metrics, field) for field in by)]
    shown = "\n\n".join(FORMATS[form](table) for table in tables)
    page = output or folders[0].parent / "report.html"
    if len(runs) == 1:
        write_report(page, folders)
        said = []
    else:
        (first, before), *_, (last, after) = runs.items()
        compared = compare_runs(first, before, last, after)
        write_report(page, folders, {"before": first, "after": last, **compared.to_json()})
        said = [describe(compared, first, last), ""]
    if form == "csv":  # to be read by programs: nothing but the tables
        return shown
    return "\n".join(["", shown, "", *said, f"benchmark: {_benchmark(runs)}", f"report: {page}"])


def compare_runs(first: str, before: RunSummary, last: str, after: RunSummary) -> PairedComparison:
    """The paired comparison at the largest k that both runs have. Raises UserError where samples are not as many."""
    old, new = (
        tally(attempts_of(run.folder), SamplingPlan.from_json(run.metrics.get("sampling"))) for run in (before, after)
    )
    _refuse_other_samples({first: _samples(before, old), last: _samples(after, new)})
    shared = {int(k) for k in before.metrics["pass@k"]} & {int(k) for k in after.metrics["pass@k"]}
    if not shared:
        raise UserError(f"{first} and {last} have no k of pass@k in common: evaluate both with the same ks")
    try:
        return compare_paired(old, new, max(shared))
    except ValueError as error:
        raise UserError(f"{first} and {last} cannot be compared: {error}") from None


def describe(compared: PairedComparison, first: str, last: str) -> str:
    """The comparison in a few lines."""
    method = "exact" if compared.p_method == EXACT else compared.p_method
    lines = [
        f"{last} minus {first}, pass@{compared.k} on the same problems: "
        f"{format_interval(compared.difference.to_json())}; "
        f"{len(compared.won)} problems won, {len(compared.lost)} lost",
        f"p = {compared.p_value:.2g} (two-sided sign flip test over problems, {method}); "
        f"won against lost alone: p = {compared.sign_p_value:.2g} (exact sign test)",
    ]
    if compared.lowest < compared.difference.mean or compared.highest > compared.difference.mean:
        lines.append(
            f"attempts without a verdict: the difference is between {compared.lowest:.2f} and {compared.highest:.2f}"
        )
    for word, problems in (("won", compared.won), ("lost", compared.lost)):
        if problems:
            lines.append(f"{word}: {', '.join(problems)}")
    return "\n".join(lines)


def _refuse_differences(runs: Mapping[str, RunSummary]) -> None:
    """Other problems or another task. Samples are counted later, where attempts are read."""
    _refuse(
        runs,
        lambda run: str(run.metrics["benchmark_hash"]),
        lambda values: f"on {len(values)} different sets of problems",
        lambda value: f"benchmark {value[:12]}",
    )
    _refuse(
        runs,
        lambda run: str(run.metrics.get("task", "proof")),
        lambda values: f"at {len(values)} different tasks",
        lambda value: f"task {value}",
    )
    configured = {
        name: count for name, run in runs.items() if isinstance(count := run.setting("generation", "samples"), int)
    }
    _refuse_other_samples(configured)


def _refuse(
    runs: Mapping[str, RunSummary],
    value_of: Callable[[RunSummary], str],
    what: Callable[[Sequence[str]], str],
    named: Callable[[str], str],
) -> None:
    """One line that names a run for each of the values, if there are several."""
    first_with: dict[str, str] = {}
    for name, run in runs.items():
        first_with.setdefault(value_of(run), name)
    if len(first_with) > 1:
        each = ", ".join(f"{name} has {named(value)}" for value, name in first_with.items())
        raise UserError(f"these runs were measured {what(list(first_with))} and cannot be compared: {each}")


def _refuse_other_samples(samples: Mapping[str, int]) -> None:
    if len(set(samples.values())) > 1:
        each = ", ".join(f"{name} has {count}" for name, count in samples.items())
        raise UserError(
            f"these runs have different numbers of samples a problem and cannot be compared: {each}; "
            "evaluate them with the same generation.samples"
        )


def _samples(run: RunSummary, tallies: Mapping[str, Tally]) -> int:
    """How many samples each problem was to have."""
    configured = run.setting("generation", "samples")
    return configured if isinstance(configured, int) else max((t.samples for t in tallies.values()), default=0)


def _benchmark(runs: Mapping[str, RunSummary]) -> str:
    """Name, version, pins and content hash of what the runs were measured on."""
    metrics = next(iter(runs.values())).metrics
    known = metrics.get("benchmark") or {}
    pins = " ".join(known[key] for key in ("lean", "mathlib") if known.get(key))
    parts = (known.get("name"), known.get("version"), pins and f"(Lean {pins})", f"sha256 {metrics['benchmark_hash']}")
    return " ".join(part for part in parts if part)
