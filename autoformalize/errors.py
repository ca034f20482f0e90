"""Errors a person is meant to read: one line that says what is wrong and what to do."""

from __future__ import annotations


class UserError(Exception):
    """A setting, a path or a model that cannot work. Entry points print it on one line and exit with code 2."""


class Stopped(BaseException):
    """Carries the error that it was raised from past Hydra, which keeps or rewords every Exception."""


class Preempted(Exception):
    """The machine is wanted back: what was done is saved, and the same command goes on. Exit code 75 (try again)."""
