"""Prompts in, samples out: engines behind one protocol."""

from autoformalize.generation.constraint import Constraint, RowConstraint
from autoformalize.generation.engine import Engine, GenerationSettings, Sample, SampleRequest
from autoformalize.generation.scripted import ScriptedEngine

__all__ = [
    "Constraint",
    "Engine",
    "GenerationSettings",
    "RowConstraint",
    "Sample",
    "SampleRequest",
    "ScriptedEngine",
]
