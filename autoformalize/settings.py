"""The whole config as typed values: what YAML may say, and what it defaults to.

Hydra composes the files in `configs/`; `read_settings` turns the result into these dataclasses, so that a misspelt key
or a value of the wrong type is one clear line, and nothing below the entry points reads a config.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from autoformalize.errors import UserError
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.generation.settings import EngineSettings, GenerationSettings
from autoformalize.models import ModelSettings
from autoformalize.prompting import PromptSettings
from autoformalize.training.sft import TrainingSettings
from autoformalize.training.stages import STAGES, ExpertIterationSettings, GrpoSettings
from lean_env import (
    BaseChecker,
    Budget,
    ClusterOptions,
    ServerOptions,
    StoredChecker,
    VerdictStore,
    default_store_path,
    open_checker,
)
from lean_env.cheats import require_none_works


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Where a run is kept: `folder`/`name`."""

    name: str = "run"
    folder: str = "runs"


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which pairs train, which validate, which problems are evaluated: names and paths that `autoformalize.data` knows.

    `pairs` "default" is the hand-written set and `forged` forged pairs. A limit of 0 means all.
    """

    name: str = "builtin"
    pairs: str = "default"
    forged: int = 12000
    max_pairs: int = 0
    validation: str = "builtin"
    validation_split: str | None = "validation"
    max_validation: int = 0
    problems: str = "builtin"
    split: str | None = "test"
    max_problems: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class CheckerSettings:
    """Which checker, how many processes (0: one a core), and what each check may spend.

    `store` keeps verdicts from run to run: a file, "auto" for the user's own, or None. `http` and `ray` are read by
    the backends of those names.
    """

    backend: str = "auto"
    workers: int = 0
    seconds: float = 20.0
    memory_mb: int = 2048
    steps: int = 250_000
    heartbeats: int = 50_000
    sandbox: str = "auto"
    lean: str | None = None
    import_path: list[str] = field(default_factory=list)
    cheats: bool = False
    recheck: bool = False
    store: str | None = "auto"
    http: ServerOptions = field(default_factory=ServerOptions)
    ray: ClusterOptions = field(default_factory=ClusterOptions)

    def open(self) -> BaseChecker:
        """The checker, tried on every known cheat if `cheats` asks for it, with what the store knows in front of it.

        Raises LeanEnvError when the backend is not there or is fooled, UserError for a budget that allows nothing.
        """
        try:
            budget = Budget(self.seconds, self.memory_mb, self.steps, self.heartbeats)
        except ValueError as error:
            raise UserError(f"checker: {error}") from None
        checker = open_checker(
            self.backend,
            workers=self.workers or None,
            budget=budget,
            sandbox=self.sandbox,
            lean=self.lean,
            import_path=self.import_path,
            recheck=self.recheck,
            server=self.http,
            cluster=self.ray,
        )
        if self.cheats:
            require_none_works(checker)
        if not self.store:
            return checker
        path = default_store_path() if self.store == "auto" else Path(self.store).expanduser()
        return StoredChecker(checker, VerdictStore(path), budget)


@dataclass(frozen=True, slots=True)
class TrackerSettings:
    """Weights & Biases: `mode` is offline, online or disabled."""

    mode: str = "offline"
    project: str = "autoformalize"
    entity: str | None = None
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that train.py and evaluate.py read; one experiment file can so describe both.

    `task` and `ks` are what is evaluated: the k of pass@k, none above the samples that a problem can get. `stage` is
    what train.py does.
    """

    run: RunSettings = field(default_factory=RunSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    data: DataSettings = field(default_factory=DataSettings)
    prompt: PromptSettings = field(default_factory=PromptSettings)
    training: TrainingSettings = field(default_factory=TrainingSettings)
    generation: GenerationSettings = field(default_factory=GenerationSettings)
    engine: EngineSettings = field(default_factory=EngineSettings)
    checker: CheckerSettings = field(default_factory=CheckerSettings)
    tracker: TrackerSettings = field(default_factory=TrackerSettings)
    task: str = "proof"
    ks: list[int] = field(default_factory=lambda: [1, 8])
    seed: int = 0
    stage: str = "supervised"
    expert_iteration: ExpertIterationSettings = field(default_factory=ExpertIterationSettings)
    grpo: GrpoSettings = field(default_factory=GrpoSettings)

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise UserError(f"unknown stage {self.stage!r}: choose one of {', '.join(STAGES)}")
        if any(k < 1 for k in self.ks) or not self.ks:
            raise UserError(f"ks={self.ks}: give at least one k, each at least 1")
        most = self.generation.most_samples
        if max(self.ks) > most:
            extra = (
                f" + generation.extra_samples={self.generation.extra_samples}" if self.generation.extra_samples else ""
            )
            raise UserError(
                f"pass@{max(self.ks)} needs at least {max(self.ks)} samples a problem, but generation.samples is "
                f"{self.generation.samples}{extra}: raise it, or lower ks"
            )

    @property
    def plan(self) -> SamplingPlan:
        """How many samples each problem gets."""
        wanted = self.generation
        return SamplingPlan(wanted.samples, wanted.stop_when_proved, wanted.extra_samples, wanted.round_samples)


def read_settings(config: DictConfig) -> Settings:
    """The composed config as Settings. Raises UserError for an unknown key or a value of the wrong type."""
    missing = sorted(OmegaConf.missing_keys(config))
    if missing:  # merging would put the default in its place
        raise UserError(f"config: {', '.join(missing)} must be given, for example {missing[0]}=VALUE")
    try:
        merged = OmegaConf.merge(_writable(OmegaConf.structured(Settings)), config)
        return cast(Settings, OmegaConf.to_object(merged))
    except OmegaConfBaseException as error:
        raise UserError(f"config: {str(error).splitlines()[0]} (at {error.full_key or 'the top'})") from None


def _writable(schema: DictConfig) -> DictConfig:
    """OmegaConf takes frozen dataclasses for read-only nodes; values are merged in before they are frozen again."""
    OmegaConf.set_readonly(schema, None)
    for key in schema:
        node = schema._get_node(key)
        if isinstance(node, DictConfig):
            _writable(node)
    return schema


def as_plain(config: DictConfig) -> dict[str, Any]:
    """The composed config as plain data, as it is kept in the run folder."""
    return cast(dict[str, Any], OmegaConf.to_container(config, resolve=True))
