"""What train.py can do, by name, and the settings of the stages that learn from verdicts.

`supervised` learns pairs, `expert_iteration` makes pairs of what the model proves itself, `grpo` turns verdicts into
rewards. Plain values only: the stages themselves are in `run`, `expert_iteration` and `grpo`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from autoformalize.errors import UserError

STAGES: Final = ("supervised", "expert_iteration", "grpo")


@dataclass(frozen=True, slots=True)
class ExpertIterationSettings:
    """How rounds of sampling, keeping and training go.

    `problems` are the sources to sample on (their training split): those that have no proof yet, or none shorter than
    `long_proof` tokens of Lean. `problems_per_round` of them are chosen each round, at most `sometimes` of these (a
    share) among those that the model solved now and then. Of a problem's accepted proofs `keep_per_problem` are kept,
    none longer than `max_growth` times the shortest that is known already.
    `replay` given pairs are mixed in for each kept one. A round trains on from the adapter before it (`start`
    "previous"), or from where round 0 began ("base": the base model, or the adapter that was given), with
    `learning_rate`, `minutes` and `steps` in place of those in `training` where they are given.
    """

    rounds: int = 2
    problems: list[str] = field(default_factory=lambda: ["builtin", "forge:seed=1,count=3000"])
    long_proof: int = 6
    problems_per_round: int = 300
    sometimes: float = 0.5
    samples: int = 8
    temperature: float = 1.0
    keep_per_problem: int = 2
    max_growth: float = 1.0
    replay: float = 1.0
    start: str = "previous"
    learning_rate: float | None = None
    minutes: float | None = None
    steps: int | None = None

    def __post_init__(self) -> None:
        if self.start not in ("previous", "base"):
            raise UserError(f"expert_iteration.start={self.start}: choose previous or base")
        if min(self.rounds, self.problems_per_round, self.samples, self.keep_per_problem) < 1:
            raise UserError(
                "expert_iteration: rounds, problems_per_round, samples and keep_per_problem must be at least 1"
            )
        if not 0 <= self.sometimes <= 1 or self.replay < 0 or self.max_growth <= 0:
            raise UserError("expert_iteration: sometimes is a share of 1, replay >= 0, max_growth > 0")
        if not self.problems:
            raise UserError("expert_iteration.problems is empty: name at least one source of problems")


@dataclass(frozen=True, slots=True)
class RewardSettings:
    """What a verdict is worth, and how many `seconds` verdicts may take once the last sample of a step is written.

    `accepted`: the task is done. `elaborates`: it is not, but the text means something to Lean: for `statement` and
    `full` the candidate's own statement elaborates; for `proof` Lean rejects the proof, but reads all of it and knows
    every name in it (no error of the kinds `parse` and `unknown_identifier`, and no `sorry`). `cheated`: the audit
    refused it. Everything else that is wrong is worth `rejected`. A verdict that says nothing of the candidate (a
    crash, a timeout of the clock, a lack of memory, what the checker does not support, a verdict that is late) is worth
    nothing at all: the sample is masked, its advantage is 0 and it does not count in its group.
    """

    accepted: float = 1.0
    elaborates: float = 0.1
    rejected: float = 0.0
    cheated: float = -0.5
    seconds: float = 300.0

    def __post_init__(self) -> None:
        if not self.cheated <= self.rejected <= self.elaborates <= self.accepted:
            raise UserError("grpo.reward: a better verdict must not be worth less: cheated <= rejected <= elaborates")
        if self.seconds <= 0:
            raise UserError("grpo.reward.seconds must be positive")


@dataclass(frozen=True, slots=True)
class VllmSettings:
    """vLLM in place of sampling in this process: `colocate` on the training GPUs, or a `server` at `url`."""

    mode: str = "off"
    memory_share: float = 0.4
    tensor_parallel: int = 1
    max_length: int | None = None
    sleep: bool = False
    url: str | None = None

    def __post_init__(self) -> None:
        if self.mode not in ("off", "colocate", "server"):
            raise UserError(f"grpo.vllm.mode={self.mode}: choose off, colocate or server")


@dataclass(frozen=True, slots=True)
class GrpoSettings:
    """One step samples `group` completions for each of `prompts_per_step` problems, and moves the adapter once.

    `problems` are sources as for expert iteration. `beta` weighs the divergence from the adapter that training began
    with; `loss`, `scale_rewards`, `clip_low` and `clip_high` are TRL's loss_type, scale_rewards, epsilon and
    epsilon_high. Batch size (completions in one backward pass), accumulation of gradients, warm-up, clipping, saving
    and logging are those of `training`; how to sample is said in `generation`.
    """

    problems: list[str] = field(default_factory=lambda: ["builtin", "forge:seed=1,count=3000"])
    max_problems: int = 0
    group: int = 8
    prompts_per_step: int = 4
    steps: int = 100
    learning_rate: float = 1e-4
    beta: float = 0.0
    loss: str = "dapo"
    scale_rewards: str = "group"
    clip_low: float = 0.2
    clip_high: float = 0.28
    reward: RewardSettings = field(default_factory=RewardSettings)
    vllm: VllmSettings = field(default_factory=VllmSettings)

    def __post_init__(self) -> None:
        if self.group < 2:
            raise UserError(f"grpo.group={self.group}: rewards are compared within a group, which needs at least 2")
        if self.prompts_per_step < 1 or self.steps < 1:
            raise UserError("grpo: prompts_per_step and steps must be at least 1")
        if not self.problems:
            raise UserError("grpo.problems is empty: name at least one source of problems")
