"""A snapshot is evaluated with the run's own config, but for where it lies, what is asked, and on which device."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

from autoformalize.errors import UserError
from autoformalize.settings import read_settings
from autoformalize.training.validation import ValidationSettings, validation_config
from tests.entry_points import ROOT


@pytest.mark.parametrize("whole", [False, True])
def test_the_evaluation_of_a_snapshot_reads_as_settings(whole: bool) -> None:
    """Adapter or whole model, the validation problems in place of the benchmark's, a server or vLLM left aside."""
    with initialize_config_dir(str(ROOT / "configs"), version_base="1.3"):
        plain = OmegaConf.to_container(compose("train", ["experiment=gpu_7b", "model.quantization=nf4"]), resolve=True)
    chosen = ValidationSettings(by="pass@k", problems=5, samples=4, k=4)
    changed = validation_config(cast("dict[str, Any]", plain), chosen, Path("run/snapshots/step-3"), whole)
    settings = read_settings(OmegaConf.create(changed))
    place, base = (settings.model.path, None) if whole else (settings.model.adapter, "Qwen/Qwen2.5-Coder-7B")
    assert place == "run/snapshots/step-3" and (whole or settings.model.path == base)
    assert (settings.model.device, settings.model.quantization, settings.engine.name) == ("cpu", None, "hf")
    assert (settings.data.problems, settings.data.split) == (settings.data.validation, settings.data.validation_split)
    assert (settings.generation.samples, settings.ks, settings.tracker.mode) == (4, [1, 4], "disabled")


@pytest.mark.parametrize("bad", [{"by": "bleu"}, {"select": "first"}, {"samples": 4, "k": 8}])
def test_a_validation_that_cannot_be_is_refused(bad: dict[str, Any]) -> None:
    """One line names the setting."""
    with pytest.raises(UserError, match=r"training\.validation\."):
        ValidationSettings(**bad)
