"""Fine-tune a language model on (English, Lean 3) pairs, or let it learn from the checker's verdicts.

python train.py experiment=quickstart
python train.py experiment=expert_cpu
python train.py model=qwen2.5-coder-7b training.learning_rate=2e-4 run.name=mine
"""

from autoformalize import runtime

runtime.prepare()

from pathlib import Path  # noqa: E402 (torch reads its environment at import)

import hydra  # noqa: E402
from hydra.core.hydra_config import HydraConfig  # noqa: E402
from omegaconf import DictConfig  # noqa: E402

from autoformalize.entry import launch, run_job  # noqa: E402


def _train(config: DictConfig) -> float:
    from autoformalize.settings import as_plain, read_settings
    from autoformalize.training.dispatch import run_stage

    folder = Path(HydraConfig.get().runtime.output_dir)
    return run_stage(read_settings(config), folder, as_plain(config))


@hydra.main(version_base="1.3", config_path="configs", config_name="train")
def main(config: DictConfig) -> float:
    """Train; the metric that a sweep minimises is the validation loss, or the share that is not proved."""
    return run_job(lambda: _train(config))


if __name__ == "__main__":
    launch(main)
