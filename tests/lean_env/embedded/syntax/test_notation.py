"""Notation tables: what declarations change, and for how long."""

from __future__ import annotations

import pickle

import pytest

from lean_env.embedded.errors import LeanError
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.parser import Parser


def run(text: str, table: NotationTable) -> list[ast.Command]:
    parser = Parser(text, table)
    commands: list[ast.Command] = []
    while (command := parser.next_command()) is not None:
        commands.append(command)
        if isinstance(command, ast.NotationCommand):
            table.declare(command, lambda ident: (ident.name,))
        elif isinstance(command, (ast.Section, ast.Namespace)):
            table.push_scope()
        elif isinstance(command, ast.End):
            table.pop_scope()
    return commands


def heads(text: str, table: NotationTable) -> list[str]:
    """The head of the last command's term; several where it is overloaded."""
    command = run(text, table)[-1]
    assert isinstance(command, ast.Check)
    term = command.term
    fn = term.fn if isinstance(term, ast.App) else term
    each = fn.alternatives if isinstance(fn, ast.Choice) else (fn,)
    return [one.name if isinstance(one, ast.Ident) else type(one).__name__ for one in each]


def test_reserved_precedence_is_used() -> None:
    """A notation takes the precedence that was reserved for its symbol."""
    table = NotationTable()
    run("reserve infixr ` ⊕ `:30\ninfixr ` ⊕ ` := sum", table)
    command = run("#check a ⊕ b ⊕ c", table)[0]
    assert isinstance(command, ast.Check) and isinstance(command.term, ast.App)
    assert isinstance(command.term.args[1], ast.App)


def test_conflict_with_reserved_notation() -> None:
    """Another precedence than the reserved one is an error."""
    with pytest.raises(LeanError, match="conflicts with reserved notation"):
        run("reserve infixl ` ⊕ `:30\ninfixl ` ⊕ `:40 := sum", NotationTable())


def test_precedence_must_be_known() -> None:
    """A mixfix symbol without any precedence is an error."""
    with pytest.raises(LeanError, match="precedence was not provided"):
        run("infixl ` ⊕ ` := sum", NotationTable())


def test_overloading_keeps_the_latest_first() -> None:
    """Two meanings make a choice of functions, the later first; the same meaning again changes nothing."""
    table = NotationTable()
    other = "infixl (name := other) ` ⊕ `:30 := psum\n"
    text = "infixl ` ⊕ `:30 := sum\n" + other + other + "#check a ⊕ b"
    assert heads(text, table) == ["psum", "sum"]


def test_local_notation_replaces_and_goes_away() -> None:
    """Local notation overrides within its section; a global one declared there stays."""
    table = NotationTable()
    inside = """
    infixl ` ⊕ `:30 := sum
    section
    local infixl (name := inner) ` ⊕ `:30 := psum
    prefix `√`:100 := sqrt
    #check a ⊕ b"""
    assert heads(inside, table) == ["psum"]
    assert heads("end\n#check a ⊕ b", table) == ["sum"]
    assert heads("#check √ 2", table) == ["sqrt"]


def test_overlay_leaves_the_original_alone() -> None:
    """Declarations in an overlay do not reach the table below."""
    table = NotationTable()
    run("infixl ` ⊕ `:30 := sum", table.overlay())
    with pytest.raises(LeanError):
        run("#check a ⊕ b", table)


def test_notation_among_binders_lasts_one_command() -> None:
    """A notation declared among binders is gone after them, or after the body of a `λ` or `∀`."""
    table = NotationTable()
    run("def f (op : a → a → Prop) (infix ` ⊕ `:30 := op) (x : a) (h : x ⊕ x) : a := x", table)
    run("#check λ (op : a → a → a) (infix ` ⊕ `:30 := op) (x : a), x ⊕ x", table)
    for text in ("def f (infix ` ⊕ `:30 := op) (x : a) : x ⊕ x := x", "#check a ⊕ b"):
        with pytest.raises(LeanError):
            run(text, table)


def test_second_notation_of_the_same_name() -> None:
    """A notation without a name is named by its tokens, and another of that name is an error wherever it stands."""
    table = NotationTable()
    run("infixl ` ⊕ `:30 := sum", table)
    for text in ("infixr ` ⊕ `:40 := psum", "local infixl ` ⊕ `:30 := sum", "notation a ` ⊕ ` b := psum a b"):
        with pytest.raises(LeanError, match="notation already declared"):
            run(text, table.overlay())
    run("prefix ` ⊕ `:30 := neg\nnotation a ` ⊕ ` b ` ⊕ ` c := f a b c", table)
    assert list(table.names) == ["expr ⊕ ", "expr⊕ ", "expr ⊕ ⊕ "]


def test_given_name_is_taken_once() -> None:
    """A given name is held to the same."""
    with pytest.raises(LeanError, match="notation 'n' already declared"):
        run("infix (name := n) ` ⊕ `:30 := sum\ninfix (name := n) ` ⊗ `:30 := prod", NotationTable())


def test_name_goes_with_its_section() -> None:
    """A local notation's name is free again after the section."""
    section = "section\nlocal infix ` ⊕ `:30 := {}\nend\n"
    run(section.format("sum") + section.format("psum"), NotationTable())


@pytest.mark.parametrize(
    "text",
    [
        "notation `hh` r:(scoped P, P) := r",
        "notation `hh` x `, ` l:(foldr `; ` (h t, f x h t) x) := l",
    ],
)
def test_misplaced_arguments(text: str) -> None:
    """A scoped argument comes after binders, and a fold does not mention the notation's other arguments."""
    with pytest.raises(LeanError, match="invalid notation"):
        run(text, NotationTable())


def test_folds() -> None:
    """A left fold accumulates from its initial value."""
    table = NotationTable()
    run("notation `⟪` l:(foldl `; ` (h t, snoc t h) nil `⟫`) := l", table)
    command = run("#check ⟪1; 2⟫", table)[0]
    assert isinstance(command, ast.Check) and isinstance(command.term, ast.App)
    inner, last = command.term.args
    assert isinstance(last, ast.Numeral) and last.value == 2
    assert isinstance(inner, ast.App) and isinstance(inner.args[0], ast.Ident) and inner.args[0].name == "nil"


def test_bound_names_hide_parameters() -> None:
    """A parameter's name that the right side binds again is not the parameter."""
    table = NotationTable()
    run("notation `twice ` x:max := (λ x, x) x", table)
    command = run("#check twice 5", table)[0]
    assert isinstance(command, ast.Check) and isinstance(command.term, ast.App)
    function = command.term.fn
    assert isinstance(function, ast.Lambda) and isinstance(function.body, ast.Ident)
    assert isinstance(command.term.args[0], ast.Numeral)


def test_numeral_notation() -> None:
    """A numeral with a notation of its own is overloaded."""
    assert heads("notation 1 := one\n#check 1", NotationTable()) == ["Numeral", "one"]


def test_tables_survive_pickling() -> None:
    """A table comes back from a pickle with its notations."""
    table = NotationTable()
    run("infixl ` ⊕ `:30 := sum", table)
    assert heads("#check a ⊕ b", pickle.loads(pickle.dumps(table))) == ["sum"]


@pytest.mark.parametrize("symbol", ["(a", "a)", "a,b", "@"])
def test_forbidden_symbols(symbol: str) -> None:
    """Some symbols cannot become tokens."""
    with pytest.raises(LeanError, match="invalid token"):
        run(f"notation `{symbol}` := x", NotationTable())
