"""Measure a model: sample, check, keep every attempt, and turn attempts into metrics."""
