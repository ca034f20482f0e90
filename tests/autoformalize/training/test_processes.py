"""Several processes train as one does: the same batches a step, the same loss, one writer."""

from __future__ import annotations

import importlib.util
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet
from accelerate.commands.config.config_args import load_config_from_file
from hydra import compose, initialize_config_dir

from tests.autoformalize.training.tuning import SETTINGS, adapter_of, curve_of, in_processes, some_pairs, tune
from tests.entry_points import ROOT

ACCELERATE = ROOT / "configs" / "accelerate"
# What `accelerate launch --config_file configs/accelerate/fsdp2.yaml` sets in each process.
FSDP2 = {
    "ACCELERATE_USE_FSDP": "true",
    "FSDP_VERSION": "2",
    "FSDP_RESHARD_AFTER_FORWARD": "true",
    "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
    "FSDP_STATE_DICT_TYPE": "FULL_STATE_DICT",
    "FSDP_CPU_RAM_EFFICIENT_LOADING": "false",
}


def zero(stage: int) -> ParameterSet:
    """What `accelerate launch --config_file configs/accelerate/zero2.yaml` sets, on a CPU."""
    config = yaml.safe_load((ACCELERATE / f"zero{stage}.yaml").read_text(encoding="utf-8"))["deepspeed_config"]
    settings = {f"ACCELERATE_DEEPSPEED_{name.upper()}": str(value).lower() for name, value in config.items()}
    is_there = importlib.util.find_spec("deepspeed") is not None and shutil.which("c++") is not None
    return pytest.param(
        {"ACCELERATE_USE_DEEPSPEED": "true", "DS_ACCELERATOR": "cpu", **settings},
        id=f"ZeRO-{stage}",
        marks=pytest.mark.skipif(not is_there, reason="needs the extra `deepspeed`, and a C++ compiler"),
    )


@pytest.mark.parametrize("sharing", [pytest.param({}, id="DDP"), pytest.param(FSDP2, id="FSDP2"), zero(2), zero(3)])
def test_two_processes_are_as_one(tiny_model: Path, tmp_path: Path, sharing: dict[str, str]) -> None:
    """Over gloo on the CPU, each with half of a step's micro-batches: losses to 1e-5, weights to 1e-4.

    Not bit for bit: sums over the processes are taken in another order than sums over accumulated micro-batches.
    """
    alone = replace(SETTINGS, accumulation=2)
    whole = tune(tmp_path / "alone", tiny_model, some_pairs(), alone)
    processes = in_processes(2, tmp_path / "both", tiny_model, SETTINGS, **sharing)
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    own_files = list((tmp_path / "both/checkpoints").glob("checkpoint-*/global_step*"))
    assert bool(own_files) == ("ACCELERATE_USE_DEEPSPEED" in sharing)  # or it would have been DDP
    together = json.loads((tmp_path / "both/training.json").read_text())["result"]
    assert together["validation_loss"] == pytest.approx(whole.validation_loss, rel=1e-5)
    for one, both in zip(curve_of(tmp_path / "alone"), curve_of(tmp_path / "both"), strict=True):
        assert both == pytest.approx(one, rel=1e-4)
        assert both["loss"] == pytest.approx(one["loss"], rel=1e-5)
    weights = adapter_of(tmp_path / "both")
    for name, wanted in adapter_of(tmp_path / "alone").items():
        assert weights[name].sub(wanted).abs().max() < 1e-4


@pytest.mark.parametrize("path", sorted(ACCELERATE.glob("*.yaml")), ids=lambda path: path.stem)
def test_accelerate_reads_its_configs(path: Path) -> None:
    """Each is a config that `accelerate launch` takes, with the command on top, whose overrides compose."""
    config = load_config_from_file(str(path))
    assert config.num_processes == 8
    text = path.read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if "accelerate launch" in line)
    assert f"configs/accelerate/{path.name}" in command
    with initialize_config_dir(str(ROOT / "configs"), version_base="1.3"):
        compose("train", command.partition("train.py ")[2].split())
    stage = yaml.safe_load(text).get("deepspeed_config", {}).get("zero_stage")
    assert path.stem == f"zero{stage}" or stage is None
