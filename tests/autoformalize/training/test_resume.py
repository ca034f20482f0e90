"""A run that was killed anywhere and continued is, to the last bit, the run that was not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from autoformalize.errors import Preempted, UserError
from autoformalize.training.checkpoints import SEAL, flaw, last_whole, seal
from autoformalize.training.sft import TrainingSettings
from tests.autoformalize.training.tuning import (
    SETTINGS,
    At,
    adapter_of,
    curve_of,
    in_processes,
    interrupt,
    some_pairs,
    tune,
)

BY_TOKENS = replace(
    SETTINGS, batch_tokens=300, accumulation=2, steps=5, log_every=3, lora=replace(SETTINGS.lora, dropout=0.2)
)
PADDED = replace(SETTINGS, packing=False, batch_size=4, epochs=2.0, steps=0, save_every=3, log_every=4)
ALL_WEIGHTS = replace(SETTINGS, method="full", learning_rate=1e-3)


def assert_equal_runs(found: Path, expected: Path) -> None:
    """Bit for bit: weights and curve."""
    weights, wanted = adapter_of(found), adapter_of(expected)
    assert weights.keys() == wanted.keys()
    assert all(torch.equal(weights[name], wanted[name]) for name in wanted)
    assert curve_of(found) == curve_of(expected)


@pytest.mark.parametrize(
    ("settings", "killed_after"), [(BY_TOKENS, 3), (PADDED, 7), (ALL_WEIGHTS, 5)], ids=["tokens", "padded", "full"]
)
def test_a_killed_run_goes_on_to_the_same_bits(
    tiny_model: Path, tmp_path: Path, settings: TrainingSettings, killed_after: int
) -> None:
    """Between two checkpoints, two logs and in a later epoch; with dropout, accumulation, buckets, all weights."""
    whole = tune(tmp_path / "whole", tiny_model, some_pairs(), settings)
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path / "broken", tiny_model, some_pairs(), settings, [At(killed_after, interrupt)])
    resumed = tune(tmp_path / "broken", tiny_model, some_pairs(), settings)
    assert_equal_runs(tmp_path / "broken", tmp_path / "whole")
    assert (resumed.validation_loss, resumed.train_loss) == (whole.validation_loss, whole.train_loss)
    assert (resumed.steps, resumed.examples_seen) == (whole.steps, whole.examples_seen)


def test_a_kill_while_a_checkpoint_is_written_loses_nothing(tiny_model: Path, tmp_path: Path) -> None:
    """SIGKILL the moment the second checkpoint's folder is there: what is not sealed is passed over."""
    tune(tmp_path / "whole", tiny_model, some_pairs())
    [process] = in_processes(1, tmp_path / "broken", tiny_model)
    while process.is_alive() and not (tmp_path / "broken/checkpoints/checkpoint-4").exists():
        time.sleep(0.001)
    process.kill()  # SIGKILL
    process.join()
    tune(tmp_path / "broken", tiny_model, some_pairs())
    assert_equal_runs(tmp_path / "broken", tmp_path / "whole")


def test_a_signal_to_leave_saves_first(tiny_model: Path, tmp_path: Path) -> None:
    """SIGUSR1 ends the step, saves a checkpoint and raises Preempted; the same call goes on from that very step."""
    before = signal.getsignal(signal.SIGUSR1)
    tune(tmp_path / "whole", tiny_model, some_pairs())
    with pytest.raises(Preempted, match="asked to leave at step 3: a checkpoint is saved"):
        ask = At(3, lambda: os.kill(os.getpid(), signal.SIGUSR1))
        tune(tmp_path / "broken", tiny_model, some_pairs(), callbacks=[ask])
    assert flaw(tmp_path / "broken/checkpoints/checkpoint-3") is None
    assert signal.getsignal(signal.SIGUSR1) == before
    tune(tmp_path / "broken", tiny_model, some_pairs())
    assert_equal_runs(tmp_path / "broken", tmp_path / "whole")


def test_a_damaged_checkpoint_is_passed_over(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, with what is wrong, and the one before it is used."""
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path, tiny_model, some_pairs(), callbacks=[At(5, interrupt)])

    def flip(path: Path) -> None:
        held = bytearray(path.read_bytes())
        held[-1] ^= 1
        path.write_bytes(held)

    harms: dict[str, tuple[str, Callable[[Path], object]]] = {
        "lacks optimizer.pt": ("optimizer.pt", Path.unlink),
        "has a damaged adapter_model.safetensors": ("adapter_model.safetensors", flip),
        "has a damaged trainer_state.json": ("trainer_state.json", lambda path: path.write_text("{")),
        "was not written to its end": (SEAL, Path.unlink),
        f"has a damaged {SEAL}": (SEAL, lambda path: path.write_text("{")),
    }
    for said, (name, harm) in harms.items():
        copy = Path(shutil.copytree(tmp_path / "checkpoints", tmp_path / said))
        assert last_whole(copy) == copy / "checkpoint-4"
        harm(copy / "checkpoint-4" / name)
        assert last_whole(copy) == copy / "checkpoint-2"
        assert f"checkpoint-4 is not whole (it {said}) and is passed over" in capsys.readouterr().out


def test_without_a_whole_checkpoint_training_starts_anew(tiny_model: Path, tmp_path: Path) -> None:
    """Also where a folder is no checkpoint at all."""
    (tmp_path / "checkpoints/checkpoint-draft").mkdir(parents=True)
    (tmp_path / "checkpoints/checkpoint-2").mkdir()
    assert tune(tmp_path, tiny_model, some_pairs()).steps == 6


def test_other_data_or_settings_are_refused_with_the_difference(tiny_model: Path, tmp_path: Path) -> None:
    """A run goes on with what it began with: the same pairs down to their proofs, the same settings, the same base."""
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path, tiny_model, some_pairs(), callbacks=[At(1, interrupt)])
    pairs = some_pairs()
    with pytest.raises(UserError, match=r"data.pairs.count: 18 there, 17 asked for"):
        tune(tmp_path, tiny_model, pairs[:-1])
    with pytest.raises(UserError, match=r"other inputs: data.pairs.hash"):
        tune(tmp_path, tiny_model, [*pairs[:-1], replace(pairs[-1], formal_proof=":= by simp")])
    with pytest.raises(UserError, match=r"training.learning_rate: 0.01 there, 0.02 asked for.*another run.name"):
        tune(tmp_path, tiny_model, pairs, replace(SETTINGS, learning_rate=0.02))


def test_the_clock_goes_on_after_a_kill(tiny_model: Path, tmp_path: Path) -> None:
    """With a limit of minutes the seconds trained are kept in the checkpoint, and the resumed run counts from there."""
    settings = replace(SETTINGS, minutes=50.0)
    with pytest.raises(KeyboardInterrupt):
        tune(tmp_path, tiny_model, some_pairs(), settings, [At(5, interrupt)])
    progress = tmp_path / "checkpoints/checkpoint-4/progress.json"
    record = json.loads(progress.read_text())
    assert record["seconds"] > 0
    progress.write_text(json.dumps(record | {"seconds": 3001.0}))
    seal(progress.parent)
    assert tune(tmp_path, tiny_model, some_pairs(), settings).steps == 5
