"""Errors a person is meant to read: one line that says what is wrong and what to do."""

from __future__ import annotations


class LeanEnvError(Exception):
    """The environment, not a candidate, is at fault: no such backend, a broken toolchain, an unusable setting."""


class SessionError(Exception):
    """A checker process could not finish a text; the pool decides what that means for the verdict."""

    tries = 1
    """How often a check is tried, each time on a fresh process, before this error stands."""


class WallClockTimeout(SessionError):
    """The text took longer than its budget allows; the process was killed."""


class MemoryExhausted(SessionError):
    """The process went over its memory limit."""


class Stalled(WallClockTimeout):
    """The time is over, but the process was hardly given the processor: stopped, starved, or asleep by its own will."""

    tries = 3


class SessionDied(SessionError):
    """The process ended or spoke nonsense without a reason that the text is to blame for: infrastructure."""

    tries = 20


class DiedLoading(SessionDied):
    """It ended before it came to the text: the text cannot be to blame, whoever else is."""

    tries = 60


class Interrupted(SessionDied):
    """It ended for the sake of another text that it was given before its time."""

    tries = 60


class Disagreement(Exception):
    """The second opinion on an accepted proof is that it does not count; the text says why."""
