"""Prompts in, samples out: engines behind one protocol."""

from autoformalize.generation.constraint import Constraint, RowConstraint
from autoformalize.generation.engine import Engine, Sample, SampleRequest
from autoformalize.generation.scripted import ScriptedEngine
from autoformalize.generation.settings import EngineSettings, GenerationSettings

__all__ = [
    "Constraint",
    "Engine",
    "EngineSettings",
    "GenerationSettings",
    "RowConstraint",
    "Sample",
    "SampleRequest",
    "ScriptedEngine",
]
