"""The seam for decoding that knows what it writes: a constraint says of each next token whether it may come.

An engine draws a token, asks, and draws again without it where the answer is no. That gives exactly the model's
distribution over the tokens that are allowed, and asks of few: most of what a model draws is allowed. Yet a model that
began a name which does not exist is then led to whatever name begins alike. So an engine that can go back a few tokens
does, and draws the name anew: that is the model's distribution over the names that exist.
"""

from __future__ import annotations

from typing import Protocol

from autoformalize.problem import Prompt


class RowConstraint(Protocol):
    """Follows one sample from its first token on. It belongs to one sample, and may keep whatever it likes of it."""

    def allows(self, token: int) -> bool:
        """Whether the completion may go on with this token, a model's end token among them.

        Called for several tokens at one position. Where nothing at all is allowed, the sample ends there.
        """

    def advance(self, token: int) -> None:
        """This token was written. Called once for each token that was written, except for the one that ends."""

    def take_back(self, most: int) -> int:
        """How many of the last tokens were better drawn anew, because the next one was refused: at most `most`.

        They count as not written when this returns. 0 where the last token ended something.
        """


class Constraint(Protocol):
    """What may be written for each prompt."""

    def start(self, prompt: Prompt, index: int) -> RowConstraint:
        """The constraint of the sample with this index, before its first token."""
