"""Ask the real Lean for the answers to every construct's texts and record them."""

from __future__ import annotations

from lean_env import open_pool
from tests.lean_env.embedded.answers import ACCEPTED, ask
from tests.lean_env.embedded.constructs import golden


def main() -> None:
    """Record, and say how many texts of each construct Lean accepts."""
    with open_pool("lean3") as pool:
        for name in golden.names():
            answers = list(ask(pool, (text.source for text in golden.texts(name))))
            golden.save(name, answers)
            accepted = sum(answer.status == ACCEPTED for answer in answers)
            print(f"{name:24} {accepted:4} accepted {len(answers) - accepted:4} not")


if __name__ == "__main__":
    main()
