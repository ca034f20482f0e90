"""Tactic blocks: combinators and the arguments of interactive tactics."""

from __future__ import annotations

import pytest

from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.parser import Parser

PRELUDE = "infix ` = `:50 := eq\ninfixl ` + `:65 := has_add.add\nnotation `[` l:(foldr `, ` (h t, f h t) nil `]`) := l"


def block(text: str) -> ast.Tactic:
    table = NotationTable()
    parser = Parser(PRELUDE, table)
    while (command := parser.next_command()) is not None:
        assert isinstance(command, ast.NotationCommand)
        table.declare(command, lambda ident: (ident.name,))
    command = Parser(f"example : p := {text}", table).next_command()
    assert isinstance(command, ast.Definition)
    assert isinstance(command.value, ast.TacticTerm)
    return command.value.block


def call(text: str) -> ast.TacticCall:
    tactic = block(f"by {text}")
    assert isinstance(tactic, ast.TacticCall)
    return tactic


def names(value: object) -> list[str]:
    assert isinstance(value, tuple)
    return [item.name for item in value]


def test_blocks_hold_tactics() -> None:
    """Commas separate, a trailing one is fine, and braces nest."""
    outer = block("begin intros, { exact h, }, by simp end")
    assert isinstance(outer, ast.Block)
    assert [type(tactic).__name__ for tactic in outer.tactics] == ["TacticCall", "Block", "ByTactic"]


def test_combinators() -> None:
    """`;` chains to the left, a bracketed list follows it, and `<|>` belongs to the element before."""
    tactic = block("by split; [refl, {skip}]; simp <|> cc")
    assert isinstance(tactic, ast.AndThen)
    assert isinstance(tactic.second, ast.OrElse)
    assert isinstance(tactic.first, ast.AndThenList)
    inner = tactic.first.alternatives[1]
    assert isinstance(inner, ast.Block) and not inner.focused


def test_rewriting() -> None:
    """A rule list keeps directions and the place of its bracket; a location names hypotheses and the goal."""
    rewrite = call("rw [←h, foo x] at h₁ ⊢")
    rules = rewrite.args["rules"]
    assert isinstance(rules, ast.RwRules)
    assert [rule.symm for rule in rules.rules] == [True, False]
    assert rules.closing is not None
    location = rewrite.args["location"]
    assert isinstance(location, ast.Location)
    assert [target and target.name for target in location.targets] == ["h₁", None]
    everywhere = call("rw h at *").args["location"]
    assert isinstance(everywhere, ast.Location) and everywhere.wildcard


def test_simplifying() -> None:
    """Simp lists know their four kinds, and a configuration comes last."""
    simp = call("simp only [a, -b, ← c, *] with d e at h {single_pass := tt}")
    lemmas = simp.args["lemmas"]
    assert isinstance(lemmas, tuple)
    assert [lemma.kind for lemma in lemmas] == ["expr", "erase", "symm", "all"]
    assert simp.args["only"] is True
    assert names(simp.args["attributes"]) == ["d", "e"]
    assert isinstance(simp.extra[0], ast.StructureInstance)
    assert call("simp *").args["lemmas"] != ()


def test_cases_and_induction() -> None:
    """Equation names, new names, recursors and generalized variables are told apart."""
    cases = call("cases h : f x with a b").args["arg"]
    assert isinstance(cases, ast.CasesArg) and cases.name == "h"
    induction = call("induction n using r with m ih generalizing x y")
    assert names(induction.args["names"]) == ["m", "ih"]
    assert names(induction.args["generalizing"]) == ["x", "y"]
    recursor = induction.args["recursor"]
    assert isinstance(recursor, ast.NameArg) and recursor.name == "r"
    case = call("case a b : x _ { simp }").args["args"]
    assert isinstance(case, tuple) and names(case[0].tags) == ["a", "b"] and names(case[0].names) == ["x", "_"]


def test_local_declarations() -> None:
    """have, let and suffices take a name, a type and a value, each optional."""
    have = call("have h : p := e")
    assert isinstance(have.args["name"], ast.NameArg)
    assert have.args["type"] is not None and have.args["value"] is not None
    assert call("have := e").args["name"] is None
    assert call("suffices h : p").args["type"] is not None
    generalize = call("generalize h : f x = y").args["arg"]
    assert isinstance(generalize, ast.GeneralizeArg) and generalize.name == "y"


def test_nested_blocks() -> None:
    """Tacticals take a block, and conv blocks have their own tactics."""
    repeat = call("iterate 3 { simp }")
    assert repeat.args["count"] == 3 and isinstance(repeat.args["block"], ast.Block)
    conv = call("conv at h in (f x) { to_lhs, congr, skip, rw h }").args["block"]
    assert isinstance(conv, ast.Block) and conv.tactic_class == "conv"
    assert [type(tactic).__name__ for tactic in conv.tactics] == ["TacticCall"] * 4
    with pytest.raises(LeanError, match="nested auto-quote tactic"):
        call("try simp")


def test_calc_and_terms_as_tactics() -> None:
    """calc is a tactic of its own; other terms are kept as terms."""
    assert isinstance(block("by calc a = b : h"), ast.CalcTactic)
    assert isinstance(block("by foo x"), ast.TermTactic)


@pytest.mark.parametrize("text", ["by obtain ⟨x, hx⟩ := h", "by linarith only [h]", "by rcases h with ⟨x, y⟩"])
def test_unknown_tactics_are_unknown_identifiers(text: str) -> None:
    """What is wrong behind an unknown tactic does not hide that it is unknown."""
    with pytest.raises(LeanError) as caught:
        block(text)
    assert caught.value.kind == "unknown_identifier"


def test_blocks_of_other_tactic_classes_are_passed_over() -> None:
    """`begin [smt]` is beyond the fragment, up to the end that is its own: what follows is read on."""
    inner = "begin [smt] intros, { eblast }, exact begin split end end"
    found = block(f"begin {{ refl }} <|> {{ exact {inner} }}, done end")
    assert len(found.tactics) == 2
    assert block(inner).tactic_class == "smt"
    with pytest.raises(LeanError):
        block("begin [smt] intros, begin split end")
