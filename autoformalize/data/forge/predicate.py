"""Forged predicate logic: quantifiers with predicates and relations, and witnesses."""

from __future__ import annotations

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.tables import rules

TOPIC = "predicate logic"

LAWS: list[Rule] = rules(TOPIC, "predicate")
