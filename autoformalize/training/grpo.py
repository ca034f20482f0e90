"""Reinforcement learning from the checker: GRPO, with verdicts for rewards.

The algorithm (Shao et al. 2024, "DeepSeekMath") and its loop are TRL's GRPOTrainer; this module gives it prompts,
rewards and an adapter to start from. In one process, or several that hold the whole model, samples come from the
project's own engine, so that each is checked while others are still being written; with vLLM, or a model in parts, TRL
samples and verdicts are waited for together.
"""

from __future__ import annotations

import importlib.util
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from transformers import TrainerCallback

from autoformalize.data import BenchmarkIndex, benchmark_problems, content_hash, iter_pairs, iter_problems
from autoformalize.errors import Preempted, UserError
from autoformalize.generation import SampleRequest
from autoformalize.models import LoadedModel, load_model, write_adapter_record
from autoformalize.problem import Problem, Prompt
from autoformalize.prompting import PromptBuilder
from autoformalize.prompting.chat import chat_template_of, encode_prompts
from autoformalize.reporting.tracker import open_tracker
from autoformalize.runs import open_run, record_session, refuse_changes, write_json
from autoformalize.settings import Settings
from autoformalize.training.callbacks import LeaveOnSignal, SealCheckpoints, StopOnBadLoss, TrackerCallback
from autoformalize.training.checkpoints import last_whole
from autoformalize.training.ranks import is_main, launched_with, process_count, say, wait_for_all
from autoformalize.training.rewards import VerdictRewards
from autoformalize.training.sft import ADAPTER, CHECKPOINTS, with_lora

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.grpo_trainer import GRPOTrainer

RECORD: Final = "grpo.json"
DATA: Final = "data.json"
_LAST: Final = 0.1
# What may change when a run goes on: nothing that the adapter depends on.
_FREE_KEYS: Final = frozenset({"tracker", "checker", "ks", "run", "expert_iteration"})


@dataclass(frozen=True, slots=True)
class GrpoResult:
    """What a run came to. `reward` and `acceptance` are means over the last tenth of the logged steps, `first_reward`
    over the first; `masked` is the share of all samples that had no verdict. `seconds` are those of the last session.
    """

    adapter: Path
    steps: int
    problems: int
    first_reward: float
    reward: float
    acceptance: float
    masked: float
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The record in grpo.json; the adapter's path is left out, so that a run folder can be moved."""
        return {name: value for name, value in asdict(self).items() if name != "adapter"}


def run_grpo(settings: Settings, folder: Path, config: Mapping[str, Any]) -> GrpoResult:
    """Run, or go on with, reinforcement learning in `folder`; returns at once if it is already finished.

    Raises UserError where TRL is not installed, no problem is left, or the batch cannot be divided; Preempted after
    SIGTERM or SIGUSR1, with a checkpoint saved.
    """
    if importlib.util.find_spec("trl") is None:
        raise UserError("stage=grpo needs TRL: pip install -e '.[rl]'")
    if settings.task == "informalize":
        raise UserError("stage=grpo has no reward for task=informalize: choose proof, full or statement")
    if settings.training.method != "lora":
        raise UserError(f"stage=grpo trains an adapter: use training.method=lora, not {settings.training.method}")
    open_run(folder, config, free_keys=_FREE_KEYS, write=is_main())
    finished = _read_result(folder)
    if finished is not None:
        say(f"{folder}: already trained ({finished.steps} steps)")
        return finished
    if is_main():
        record_session(folder)
    problems = reward_problems(settings)
    data = {"problems": len(problems), "problems_hash": content_hash(problems.values())}
    refuse_changes(folder / DATA, data, "holds a run on other data", write=is_main())
    with settings.checker.open() as checker:
        rewards = VerdictRewards(checker, settings.task, problems, settings.grpo.reward, settings.prompt.hammer)
        try:
            result = _train(settings, folder, config, problems, rewards)
        finally:
            rewards.close()
    if is_main():
        write_json(folder / RECORD, {"result": result.to_json()})
    say(
        f"{folder}: {result.steps} steps on {result.problems} problems in {result.seconds:.0f} s, "
        f"reward {result.first_reward:.2f} -> {result.reward:.2f}, accepted {result.acceptance:.2f}, "
        f"masked {result.masked:.2f}"
    )
    return result


def reward_problems(settings: Settings) -> dict[str, Problem]:
    """The problems to learn from, by id: of each source the training split, none that meets a benchmark.

    What the run validates or measures on is a benchmark too.
    """
    data, stage = settings.data, settings.grpo
    measured = iter_problems(data.problems, data.split)
    validation = [pair.problem for pair in iter_pairs(data.validation, data.validation_split)]
    kept_away = {p.id: p for group in (benchmark_problems(), measured, validation) for p in group}
    benchmark = BenchmarkIndex.of(kept_away.values())
    found: dict[str, Problem] = {}
    for source in stage.problems:
        for problem in iter_problems(source, "train"):
            if stage.max_problems and len(found) >= stage.max_problems:
                return found
            if benchmark.leak(problem) is None:
                found.setdefault(problem.id, problem)
    if not found:
        raise UserError(
            f"grpo.problems={stage.problems} has no problem that is not near a benchmark: name more sources"
        )
    return found


def _train(
    settings: Settings,
    folder: Path,
    config: Mapping[str, Any],
    problems: Mapping[str, Problem],
    rewards: VerdictRewards,
) -> GrpoResult:
    import datasets
    from transformers import set_seed
    from trl.trainer.grpo_trainer import GRPOTrainer

    loaded = load_model(settings.model, merge_adapter=False)
    set_seed(settings.training.seed)  # a new adapter's weights are drawn before the Trainer seeds anything
    model = with_lora(loaded, settings.training.lora, settings.model.revision)
    rollouts = None if _samples_by_trl(settings) else Rollouts(settings, loaded.tokenizer, rewards)
    prompts = _prompts(settings, loaded.tokenizer, problems, with_opening=rollouts is not None)
    tracker = open_tracker(folder, settings.tracker, dict(config)) if is_main() else None
    leaving = LeaveOnSignal()
    callbacks: list[Any] = [StopOnBadLoss(), SealCheckpoints(), leaving, _Progress(folder.name)]
    if tracker is not None:
        callbacks.append(TrackerCallback(tracker))
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # rollout_func is experimental, and TRL is pinned
    try:
        trainer = GRPOTrainer(
            model=model,
            reward_funcs=cast("Any", rewards.verdict_rewards),  # it takes asynchronous ones too
            args=_arguments(settings, folder, loaded.device),
            train_dataset=datasets.Dataset.from_list(prompts),
            processing_class=loaded.tokenizer,
            callbacks=callbacks,
            rollout_func=rollouts,
        )
        say(f"{folder}: {len(prompts)} problems, {settings.grpo.steps} steps")
        started = time.monotonic()
        checkpoint = last_whole(folder / CHECKPOINTS)
        with leaving.listening():
            trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
        seconds = time.monotonic() - started
        if leaving.left is not None and leaving.left < settings.grpo.steps:
            raise Preempted(f"asked to leave at step {leaving.left}: a checkpoint is saved, the same command goes on")
    finally:
        if tracker is not None:
            tracker.finish()
    adapter = folder / ADAPTER
    if is_main():
        _save(trainer, model, adapter)
        data_hash = content_hash(problems[row["problem_id"]] for row in prompts)
        write_adapter_record(adapter, settings.model, data_hash)
    wait_for_all()
    return _result(trainer, adapter, len(prompts), seconds)


def _save(trainer: GRPOTrainer, model: Any, adapter: Path) -> None:
    """The adapter alone: TRL keeps a frozen copy beside it where beta is not 0."""
    trainer.accelerator.unwrap_model(model).save_pretrained(str(adapter), selected_adapters=["default"])


def _prompts(
    settings: Settings, tokenizer: PreTrainedTokenizerBase, problems: Mapping[str, Problem], with_opening: bool
) -> list[dict[str, str]]:
    """One row a problem: the prompt as it is read in evaluation too, and the problem's id.

    A prompt above `training.max_tokens` is left out and counted. TRL's own sampling adds the token that opens a text,
    which a chat template may have written already (`with_opening` keeps it).
    """
    builder = PromptBuilder(settings.prompt, list(_shots(settings)), chat_template_of(tokenizer))
    texts = {problem.id: builder.prompt(problem, settings.task).text for problem in problems.values()}
    lengths = map(len, encode_prompts(tokenizer, list(texts.values())))
    fitting = {
        name: text
        for (name, text), length in zip(texts.items(), lengths, strict=True)
        if length <= settings.training.max_tokens
    }
    if len(fitting) < len(texts):
        limit = settings.training.max_tokens
        say(f"{len(texts) - len(fitting)} prompts longer than {limit} tokens were left out")
    if not fitting:
        raise UserError(f"every prompt is longer than training.max_tokens={settings.training.max_tokens}: raise it")
    opening = "" if with_opening else str(tokenizer.bos_token or "")
    return [{"prompt": text.removeprefix(opening), "problem_id": name} for name, text in fitting.items()]


def _shots(settings: Settings) -> Sequence[Any]:
    from autoformalize.data import training_pairs

    return list(training_pairs(seed=settings.data.seed, forged=0)) if settings.prompt.shots else []


def _samples_by_trl(settings: Settings) -> bool:
    """Whether TRL has to sample: with vLLM, or where no process holds the whole model."""
    in_parts = launched_with("FSDP") or launched_with("DEEPSPEED")
    return settings.grpo.vllm.mode != "off" or in_parts


def _arguments(settings: Settings, folder: Path, device: str) -> GRPOConfig:
    from trl.trainer.grpo_config import GRPOConfig

    stage, training, sampling = settings.grpo, settings.training, settings.generation
    processes = process_count()
    completions = stage.group * stage.prompts_per_step
    if completions % (training.batch_size * processes):
        raise UserError(
            f"grpo.group * grpo.prompts_per_step = {completions} completions cannot be shared out in batches of "
            f"training.batch_size={training.batch_size} on {processes} processes: choose sizes that divide"
        )
    return GRPOConfig(
        output_dir=str(folder / CHECKPOINTS),
        num_generations=stage.group,
        per_device_train_batch_size=training.batch_size,
        gradient_accumulation_steps=completions // (training.batch_size * processes),
        max_steps=stage.steps,
        learning_rate=stage.learning_rate,
        beta=stage.beta,
        loss_type=stage.loss,
        scale_rewards=stage.scale_rewards,
        epsilon=stage.clip_low,
        epsilon_high=stage.clip_high,
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        top_k=sampling.top_k,
        max_completion_length=sampling.max_new_tokens,
        lr_scheduler_type=training.schedule,
        warmup_steps=training.warmup,
        weight_decay=training.weight_decay,
        max_grad_norm=training.max_grad_norm,
        gradient_checkpointing=training.activation_checkpointing,
        bf16=False,  # the base is loaded in the type to compute in, adapters are float32
        logging_steps=training.log_every,
        logging_first_step=True,
        save_strategy="steps" if training.save_every else "no",
        save_steps=training.save_every or 500,
        save_total_limit=training.keep_checkpoints,
        use_cpu=device == "cpu",
        dataloader_pin_memory=device != "cpu",
        report_to="none",
        seed=training.seed,
        data_seed=training.seed,
        **_vllm_arguments(settings),
    )


def _vllm_arguments(settings: Settings) -> dict[str, Any]:
    chosen = settings.grpo.vllm
    if chosen.mode == "off":
        return {}
    if importlib.util.find_spec("vllm") is None:
        raise UserError(f"grpo.vllm.mode={chosen.mode} needs vLLM: pip install -e '.[gpu]', or grpo.vllm.mode=off")
    shared = {"use_vllm": True, "vllm_mode": chosen.mode}
    if chosen.mode == "server":
        return shared | ({"vllm_server_base_url": chosen.url} if chosen.url else {})
    return shared | {
        "vllm_gpu_memory_utilization": chosen.memory_share,
        "vllm_tensor_parallel_size": chosen.tensor_parallel,
        "vllm_max_model_length": chosen.max_length,
        "vllm_enable_sleep_mode": chosen.sleep,
    }


class Rollouts:
    """TRL's rollout function: the project's engine samples, and each sample is on its way to the checker at once."""

    def __init__(self, settings: Settings, tokenizer: PreTrainedTokenizerBase, rewards: VerdictRewards) -> None:
        self._settings = settings
        self._tokenizer = tokenizer
        self._rewards = rewards
        self._ids: dict[str, str] = {}

    def __call__(self, prompts: Sequence[str], trainer: GRPOTrainer) -> dict[str, list[Any]]:
        """`prompt_ids`, `completion_ids` (with the token that ended each) and `judged` futures, in the prompts' order.

        Each step has random streams of its own, so that a run that goes on draws what an unbroken one would have.
        """
        from autoformalize.generation.hf import HFEngine

        places: dict[str, list[int]] = defaultdict(list)
        for place, prompt in enumerate(prompts):
            places[prompt].append(place)
        model = trainer.accelerator.unwrap_model(trainer.model)
        step, rank = trainer.state.global_step, trainer.accelerator.process_index
        loaded = LoadedModel(model, self._tokenizer, str(trainer.accelerator.device))
        engine = HFEngine(
            loaded,
            self._settings.generation,
            _mixed(self._settings.seed, step, rank),
            options=self._settings.engine.hf,
        )
        requests = [
            SampleRequest(Prompt(str(number), self._settings.task, prompt), range(len(found)))
            for number, (prompt, found) in enumerate(places.items())
        ]
        by_number = list(places.items())
        completions: list[Any] = [None] * len(prompts)
        judged: list[Any] = [None] * len(prompts)
        ids = self._problem_ids(trainer)
        was_training = model.training
        model.eval()
        try:
            for sample in engine.generate(requests):
                prompt, found = by_number[int(sample.problem_id)]
                place = found[sample.index]
                completions[place] = list(sample.token_ids)
                judged[place] = self._rewards.submit(ids[prompt], sample.text)
        finally:
            model.train(was_training)
        return {
            "prompt_ids": encode_prompts(self._tokenizer, list(prompts)),
            "completion_ids": completions,
            "logprobs": None,  # type: ignore[dict-item]  # TRL works them out where it needs them
            "judged": judged,
        }

    def _problem_ids(self, trainer: GRPOTrainer) -> dict[str, str]:
        """Which problem a prompt is of; of two with the same prompt it does not matter which."""
        if not self._ids:
            rows = cast("Iterable[dict[str, str]]", trainer.train_dataset)
            self._ids = {row["prompt"]: row["problem_id"] for row in rows}
        return self._ids


def _mixed(seed: int, step: int, rank: int) -> int:
    """A seed for the samples of one step in one process."""
    return (seed * 1_000_003 + step) * 1_009 + rank


class _Progress(TrainerCallback):
    """One line for each record: reward, acceptance, what is masked."""

    def __init__(self, name: str) -> None:
        self._name = name

    def on_log(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Say how the step went."""
        logs = kwargs.get("logs") or {}
        if state.is_world_process_zero and "reward" in logs:
            shown = {name: logs.get(name) for name in ("reward", "acceptance", "masked")}
            words = ", ".join(f"{name} {value:.2f}" for name, value in shown.items() if value is not None)
            print(f"{self._name}: step {state.global_step} of {state.max_steps}: {words}", flush=True)


def _result(trainer: GRPOTrainer, adapter: Path, problems: int, seconds: float) -> GrpoResult:
    history = [entry for entry in trainer.state.log_history if "reward" in entry]
    last = max(1, round(len(history) * _LAST))
    return GrpoResult(
        adapter=adapter,
        steps=int(trainer.state.global_step),
        problems=problems,
        first_reward=_mean(history[:last], "reward"),
        reward=_mean(history[-last:], "reward"),
        acceptance=_mean(history[-last:], "acceptance"),
        masked=_mean(history, "masked"),
        seconds=seconds,
    )


def _mean(entries: Sequence[Mapping[str, Any]], name: str) -> float:
    values = [float(entry[name]) for entry in entries if entry.get(name) is not None]
    return sum(values) / len(values) if values else float("nan")


def _read_result(folder: Path) -> GrpoResult | None:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return GrpoResult(adapter=folder / ADAPTER, **record["result"])
