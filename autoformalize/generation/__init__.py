"""Prompts in, samples out: engines behind one protocol."""

from autoformalize.generation.engine import Engine, GenerationSettings, Sample, SampleRequest
from autoformalize.generation.scripted import ScriptedEngine

__all__ = ["Engine", "GenerationSettings", "Sample", "SampleRequest", "ScriptedEngine"]
