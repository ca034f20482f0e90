"""Lean 3's surface syntax: scanner, notation tables, parser and the syntax tree; elaboration happens elsewhere."""
