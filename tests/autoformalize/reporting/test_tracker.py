"""Curves and tables: always in a file, in W&B where it is asked for, and never a reason for a run to stop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autoformalize.errors import UserError
from autoformalize.reporting.tracker import FileTracker, open_tracker
from autoformalize.settings import TrackerSettings


@pytest.fixture(autouse=True)
def without_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key in the environment or at home."""
    monkeypatch.delenv("WANDB_API_KEY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def curves(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "curves.jsonl").read_text(encoding="utf-8").splitlines()]


def test_numbers_go_to_a_file(tmp_path: Path) -> None:
    """Disabled, the tracker still writes one record a line; what is no number is left out."""
    tracker = open_tracker(tmp_path, TrackerSettings(mode="disabled"), {})
    assert isinstance(tracker, FileTracker)
    tracker.log({"loss": 0.5, "note": "text"}, step=1)
    tracker.log({"loss": float("nan")}, step=2)
    tracker.finish()
    assert curves(tmp_path)[0] == {"step": 1, "loss": 0.5}
    assert len(curves(tmp_path)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["offline", "online"])
def test_wandb_needs_no_key(mode: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Offline writes a W&B run into the folder; online without a key says so once and does the same."""
    tracker = open_tracker(tmp_path, TrackerSettings(mode=mode), {"seed": 1})
    tracker.log({"loss": 0.5}, step=1)
    tracker.table("samples", ("problem", "status"), [("p1", "accepted")])
    tracker.summary({"pass@1": 0.25})
    tracker.finish()
    assert list((tmp_path / "wandb").glob("offline-run-*/*.wandb"))
    assert curves(tmp_path) == [{"step": 1, "loss": 0.5}]
    assert ("no key found, going on offline" in capsys.readouterr().out) == (mode == "online")


def test_a_tracker_that_breaks_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When W&B itself fails, the file goes on and one line says so."""
    import wandb

    def fail(**options: object) -> None:
        raise wandb.errors.CommError("no route to host")

    monkeypatch.setattr(wandb, "init", fail)
    tracker = open_tracker(tmp_path, TrackerSettings(mode="offline"), {})
    tracker.log({"loss": 0.5}, step=1)
    tracker.finish()
    assert curves(tmp_path) == [{"step": 1, "loss": 0.5}]
    assert "W&B: no route to host" in capsys.readouterr().out


def test_an_unknown_mode_is_refused(tmp_path: Path) -> None:
    """The message lists the modes."""
    with pytest.raises(UserError, match="choose offline, online or disabled"):
        open_tracker(tmp_path, TrackerSettings(mode="pigeon"), {})
