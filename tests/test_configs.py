"""Every config composes with every experiment, in both entry points, and reads as typed settings."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig, OmegaConf

from autoformalize.errors import UserError
from autoformalize.problem import TASKS
from autoformalize.settings import Settings, read_settings
from tests.entry_points import ROOT

CONFIGS: Final = ROOT / "configs"
GROUPS: Final = (
    *("model", "data", "prompt", "training", "stage"),
    *("generation", "engine", "checker", "tracker", "cluster"),
)
EXPERIMENTS: Final = sorted(path.stem for path in (CONFIGS / "experiment").glob("*.yaml"))
_ONE_SAMPLE: Final = ["ks=[1]"]  # generation=greedy has one sample a problem
_FILES: Final = ["data.pairs=a.jsonl", "data.validation=b.jsonl"]
_COMMAND: Final = re.compile(r"python (train|evaluate)\.py([^#\n`]*)")

needs_submitit = pytest.mark.skipif(
    importlib.util.find_spec("hydra_plugins.hydra_submitit_launcher") is None, reason="the extra `cluster` is not there"
)


@pytest.fixture(autouse=True)
def configs() -> Iterator[None]:
    with initialize_config_dir(str(CONFIGS), version_base="1.3"):
        yield


def options(group: str) -> list[str]:
    return sorted(path.stem for path in (CONFIGS / group).glob("*.yaml"))


def composed(entry: str, *overrides: str) -> tuple[Settings, DictConfig]:
    config = compose(entry, list(overrides), return_hydra_config=True)
    hydra = config.hydra
    plain = OmegaConf.masked_copy(config, [str(key) for key in config if key != "hydra"])
    return read_settings(plain), hydra


def combinations() -> Iterator[tuple[str, str, str, str]]:
    for entry in ("train", "evaluate"):
        for experiment in ["", *EXPERIMENTS]:
            for group in GROUPS:
                for option in options(group):
                    yield entry, experiment, group, option


@pytest.mark.parametrize(("entry", "experiment", "group", "option"), combinations())
def test_every_option_composes_with_every_experiment(entry: str, experiment: str, group: str, option: str) -> None:
    """With each experiment and with none, the result reads as Settings: no unknown key, no value of the wrong type."""
    if option == "slurm" and importlib.util.find_spec("hydra_plugins.hydra_submitit_launcher") is None:
        pytest.skip("the extra `cluster` is not there")
    more = (_ONE_SAMPLE if option == "greedy" else []) + (_FILES if option == "files" else [])
    chosen = [f"experiment={experiment}"] if experiment else []
    settings, _ = composed(entry, *chosen, f"{group}={option}", *more)
    assert settings.model.path
    assert set(settings.training.tasks) <= set(TASKS)


@pytest.mark.parametrize("entry", ["train", "evaluate"])
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_shows_its_commands(entry: str, experiment: str) -> None:
    """The comment on top of each experiment holds the commands for both entry points, and they compose."""
    text = (CONFIGS / "experiment" / f"{experiment}.yaml").read_text(encoding="utf-8")
    comment = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    commands = [shlex.split(rest) for name, rest in _COMMAND.findall(comment) if name == entry]
    assert any(f"experiment={experiment}" in command for command in commands)
    for command in commands:
        composed(entry, *command)


def documented_commands() -> list[tuple[str, str, str]]:
    found = []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *CONFIGS.rglob("*.yaml"), *ROOT.glob("*.py")]:
        if path.exists():
            for entry, rest in _COMMAND.findall(path.read_text(encoding="utf-8")):
                found.append((str(path.relative_to(ROOT)), entry, rest.strip()))
    return found


@pytest.mark.parametrize(("where", "entry", "rest"), documented_commands())
def test_a_documented_command_composes(where: str, entry: str, rest: str) -> None:
    """Each command in the README, the configs and the entry points composes; of a sweep, its first run."""
    words = [word for word in shlex.split(rest) if word not in ("-m", "--multirun", "\\")]
    if any("[" in word and "=" not in word for word in words) or "..." in rest:
        return  # the pattern of a command, not a command
    if any("slurm" in word for word in words) and importlib.util.find_spec("submitit") is None:
        pytest.skip("the extra `cluster` is not there")
    composed(entry, *(_first_of_sweep(word) for word in words))


def _first_of_sweep(word: str) -> str:
    key, _, value = word.partition("=")
    return word if value.startswith(("[", "{", "'", '"')) or "," not in value else f"{key}={value.split(',')[0]}"


def test_defaults_are_those_of_the_code() -> None:
    """What the YAML files repeat of the dataclasses' defaults agrees with them."""
    settings, _ = composed("evaluate")
    assert settings.data == Settings().data
    assert settings.checker == Settings().checker
    assert settings.tracker == Settings().tracker
    assert settings.prompt == Settings().prompt
    assert settings.generation == Settings().generation
    assert settings.engine == Settings().engine
    assert settings.ks == Settings().ks


def test_an_experiment_trains_the_tasks_that_it_names() -> None:
    """The quickstart trains proofs only, the longer one statements too: other tasks have no weight of their own."""
    quickstart, _ = composed("train", "experiment=quickstart")
    full, _ = composed("train", "experiment=core_full")
    assert [task for task, weight in quickstart.training.tasks.items() if weight] == ["proof"]
    assert [task for task, weight in full.training.tasks.items() if weight] == ["proof", "statement"]


def test_the_stage_of_an_experiment_is_said_by_it() -> None:
    """An experiment chooses its stage, and its settings agree with those of the code where it says nothing."""
    expert, _ = composed("train", "experiment=expert_cpu")
    assert (expert.stage, expert.expert_iteration.samples) == ("expert_iteration", 8)
    grpo, _ = composed("train", "experiment=grpo_gpu")
    assert (grpo.stage, grpo.grpo.vllm.mode) == ("grpo", "colocate")
    plain, _ = composed("train", "experiment=quickstart")
    assert plain.stage == "supervised"
    for stage in ("expert_iteration", "grpo"):
        settings, _ = composed("train", f"stage={stage}")
        assert getattr(settings, stage) == getattr(Settings(), stage)


def test_the_seed_reaches_training() -> None:
    """One `seed=` rules sampling and training."""
    settings, _ = composed("train", "seed=7")
    assert (settings.seed, settings.training.seed) == (7, 7)


def test_a_local_run_needs_no_launcher() -> None:
    """Without a cluster, runs of a sweep follow each other in one process."""
    _, hydra = composed("evaluate", "cluster=local")
    assert hydra.launcher._target_.endswith("BasicLauncher")


@needs_submitit
def test_slurm_jobs_go_through_submitit() -> None:
    """cluster=slurm asks for a GPU a job, and a job that ran out of time is queued again."""
    _, hydra = composed("evaluate", "cluster=slurm", "hydra.launcher.partition=gpu")
    assert hydra.launcher._target_.endswith("SlurmLauncher")
    assert hydra.launcher.gpus_per_node == 1 and hydra.launcher.max_num_timeout == 3
    assert hydra.launcher.partition == "gpu"


@pytest.mark.parametrize(
    ("override", "expected"),
    [("generation.samples=many", "samples"), ("+model.colour=red", "colour"), ("ks=[1,9]", "pass@9")],
)
def test_a_bad_value_is_one_line(override: str, expected: str) -> None:
    """An unknown key, a wrong type and a k above n raise a UserError of one line that names them."""
    with pytest.raises(UserError, match=expected) as caught:
        composed("evaluate", override)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", sorted(CONFIGS.rglob("*.yaml")), ids=lambda path: str(path.relative_to(CONFIGS)))
def test_a_config_says_what_it_is_for(path: Path) -> None:
    """Every config file opens with a comment."""
    assert path.read_text(encoding="utf-8").startswith("#")
