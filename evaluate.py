"""Sample proofs from a model, check them with Lean, and measure pass@k.

python evaluate.py experiment=quickstart
python evaluate.py -m generation.temperature=0.4,0.8 seed=1,2
"""

from autoformalize import runtime

runtime.prepare()

from pathlib import Path  # noqa: E402 (torch reads its environment at import)

import hydra  # noqa: E402
from hydra.core.hydra_config import HydraConfig  # noqa: E402
from omegaconf import DictConfig  # noqa: E402

from autoformalize.entry import launch, run_job  # noqa: E402


def _evaluate(config: DictConfig) -> float:
    from autoformalize.evaluation.run import evaluate
    from autoformalize.reporting.table import print_comparison
    from autoformalize.settings import as_plain, read_settings

    folder = Path(HydraConfig.get().runtime.output_dir)
    settings = read_settings(config)
    metrics = evaluate(settings, folder, as_plain(config))
    print_comparison({folder.name: metrics})
    return float(metrics["pass@k"][str(max(settings.ks))]["mean"])


@hydra.main(version_base="1.3", config_path="configs", config_name="evaluate")
def main(config: DictConfig) -> float:
    """Evaluate; the metric that a sweep maximises is pass@k at the largest k."""
    return run_job(lambda: _evaluate(config))


if __name__ == "__main__":
    launch(main)
