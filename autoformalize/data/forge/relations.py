"""Forged facts on relations: reflexive, symmetric, transitive, equivalences, and operations that keep them."""

from __future__ import annotations

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.tables import rules

TOPIC = "relations"

LAWS: list[Rule] = rules(TOPIC, "relations")
