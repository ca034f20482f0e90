"""The parser: which tree a text makes, told by a short rendering of the tree."""

from __future__ import annotations

import sys
from dataclasses import fields

import pytest

from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.parser import Parser

PRELUDE = """
notation `Prop` := Sort 0
notation f ` $ `:1 a:0 := f a
infixr ` ∧ `:35 := and
infix ` = `:50 := eq
infix ` ∈ `:50 := has_mem.mem
infix ` < `:50 := has_lt.lt
infixl ` + `:65 := has_add.add
infixl ` * `:70 := has_mul.mul
prefix `-`:75 := has_neg.neg
prefix `¬`:40 := not
postfix `!`:max := factorial
infixr ` :: `:67 := list.cons
notation `∃` binders `, ` r:(scoped P, Exists P) := r
notation `[` l:(foldr `, ` (h t, list.cons h t) list.nil `]`) := l
notation `|` a `|` := abs a
"""


def read(text: str, table: NotationTable) -> list[ast.Command]:
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


@pytest.fixture
def table() -> NotationTable:
    notations = NotationTable()
    read(PRELUDE, notations)
    return notations


def show(node: object) -> str:
    """A term as an S-expression; resolved names are marked with a leading dot."""
    if isinstance(node, ast.Ident):
        return ("." if node.resolved else "") + node.name
    if isinstance(node, ast.App):
        return f"({show(node.fn)} {' '.join(show(arg) for arg in node.args)})"
    if isinstance(node, ast.Numeral):
        return str(node.value)
    if isinstance(node, ast.Arrow):
        return f"({show(node.domain)} -> {show(node.codomain)})"
    if isinstance(node, ast.Hole):
        return "_"
    if isinstance(node, ast.Binder):
        brackets = {0: "()", 1: "{}", 2: "⦃⦄", 3: "[]"}[node.info]
        kind = "" if node.type is None else f" : {show(node.type)}"
        return f"{brackets[0]}{node.name}{kind}{brackets[1]}"
    if isinstance(node, ast.Node):
        parts = [getattr(node, item.name) for item in fields(node)[2:]]
        inner = [show(part) for part in parts if part is not None and part != () and not isinstance(part, Position)]
        return f"<{' '.join([type(node).__name__, *inner])}>"
    if isinstance(node, tuple):
        return "[" + ", ".join(show(item) for item in node) + "]"
    return str(node)


def term(text: str, table: NotationTable) -> str:
    (command,) = read(f"#check {text}", table)
    assert isinstance(command, ast.Check)
    return show(command.term)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f x y z", "(f x y z)"),
        ("f (g x) y", "(f (g x) y)"),
        ("(f x) y", "(f x y)"),
        ("a + b * c", "(.has_add.add a (.has_mul.mul b c))"),
        ("a + b + c", "(.has_add.add (.has_add.add a b) c)"),
        ("a :: b :: c", "(.list.cons a (.list.cons b c))"),
        ("f $ g $ x", "(f (g x))"),
        ("f a $ b", "(f a b)"),
        ("¬ p ∧ q", "(.and (.not p) q)"),
        ("p → q → r", "(p -> (q -> r))"),
        ("p ∧ q → r", "((.and p q) -> r)"),
        ("f -x", "(f (.has_neg.neg x))"),
        ("f x!", "(.factorial (f x))"),
        ("|a + b|", "(.abs (.has_add.add a b))"),
        ("[1, 2]", "(.list.cons 1 (.list.cons 2 .list.nil))"),
        ("[]", ".list.nil"),
        ("(a, b, c)", "(.prod.mk a (.prod.mk b c))"),
        ("()", ".unit.star"),
        ("(f x).1.2.fst", "<Field <Field <Field (f x) 1> 2> fst>"),
        ("f x.1", "(f <Field x 1>)"),
        ("h.symm", "h.symm"),
        ("@f _ x", "(<Explicit f> _ x)"),
        ("foo.{u 1}", "foo"),
        ("(x : nat)", "<Ascription x nat>"),
        ("⟨a, b⟩", "<AnonymousConstructor [a, b]>"),
        ("λ x y, f y x", "<Lambda [(x), (y)] (f y x)>"),
        ("λ ⟨a, b⟩ c, a", "<PatternLambda <AnonymousConstructor [a, b]> <Lambda [(c)] a>>"),
        ("λ (x : nat) {y} [z] ⦃w⦄, x", "<Lambda [(x : nat), {y}, [_inst_1 : z], ⦃w⦄] x>"),
        ("∀ x ∈ s, p x", "<Pi [(x), (H : (.has_mem.mem x s))] (p x)>"),
        ("∃ x < y, p", "(.Exists <Lambda [(x)] (.Exists <Lambda [(H : (.has_lt.lt x y))] p>)>)"),
        ("∃ x y, p", "(.Exists <Lambda [(x)] (.Exists <Lambda [(y)] p>)>)"),
        ("assume h, h", "<Lambda [(h)] h>"),
        ("assume : p, this", "<Lambda [(this : p)] this>"),
        ("if c then a else b", "<If c a b>"),
        ("if h : c then a else b", "<If h c a b>"),
        ("let x := 1, y : nat := x in y", "<Let x 1 <Let y nat x y>>"),
        ("let f (a : nat) := a in f", "<Let f <Lambda [(a : nat)] a> f>"),
        ("let ⟨a, b⟩ := p in a", "<LetPattern <AnonymousConstructor [a, b]> p a>"),
        ("have h : p, from e, b", "<Have h p e b>"),
        ("have p, from e, b", "<Have this p e b>"),
        ("have p x = y, from e, b", "<Have this (.eq (p x) y) e b>"),
        ("have h : p := e, b", "<Have h p e b>"),
        ("show p, from e", "<Show p e>"),
        ("suffices h : p, from e, b", "<Suffices h p e b>"),
        ("match a, b with | 0, x := x | _, y := y end",
         "<Match [a, b] [None, None] [<Equation [0, x] x>, <Equation [_, y] y>] False>"),
        ("{x | p}", "<SetOf (x) p>"),
        ("{x : nat | p}", "<SetOf (x : nat) p>"),
        ("{x ∈ s | p}", "<Sep (x) s p>"),
        ("{x // p}", "<Subtype (x) p>"),
        ("{}", "<EmptyBraces>"),
        ("{a}", "<SetLiteral [a]>"),
        ("{a + 1, b}", "<SetLiteral [(.has_add.add a 1), b]>"),
        ("{x := 1, ..s}", "<StructureInstance  [<FieldAssign x 1>] [s] False>"),
        ("{s with x := 1}", "<StructureInstance  [<FieldAssign x 1>] [s] False>"),
        ("{foo . x := 1}", "<StructureInstance foo [<FieldAssign x 1>] False>"),
        ("(+)", ".has_add.add"),
        ("(+ 1)", "<InfixFunction <Lambda [(_x)] (.has_add.add _x 1)>>"),
        ("do x ← a, b", "(bind a <Lambda [(x)] b>)"),
        ("do a, b", "(bind a <Lambda [(_x)] b>)"),
        ("calc a = b : p ... = c : q",
         "<Calc [<CalcStep (.eq a b) p>, <CalcStep (.eq <CalcDots> c) q>]>"),
        ("Prop", "<SortTerm False <LevelNumber 0> False>"),
        ("Type u", "<SortTerm True <LevelName u> False>"),
        ("Type (max u v + 1)",
         "<SortTerm True <LevelSucc <LevelMax [<LevelName u>, <LevelName v>]> 1> False>"),
        ("Type* → Sort*", "(<SortTerm True True> -> <SortTerm False True>)"),
        ("1.5", "<Decimal 3 2>"),
    ],
)  # fmt: skip
def test_terms(text: str, expected: str, table: NotationTable) -> None:
    """Terms group as Lean groups them."""
    assert term(text, table) == expected


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("example : nat := (1", (1, 19), "invalid expression, `)` expected"),
        ("example : nat", (1, 13), "invalid definition, '|' or ':=' expected"),
        ("foo", (1, 0), "command expected"),
        ("example : p := have h : p, e, b", (1, 27), "invalid expression, 'by', 'begin', '{', or 'from' expected"),
        ("example := if a then b", (1, 22), "invalid 'if-then-else' expression, 'else' expected"),
        (
            "def _x := 1",
            (1, 4),
            "invalid declaration name '_x', identifiers starting with '_' are reserved to the system",
        ),
        ("example := 1\nimport x", (2, 0), "invalid 'import' command, it must be used in the beginning of the file"),
        ("#check =", (1, 7), "invalid expression"),
        ("#check\n", (1, 6), "invalid expression, unexpected token"),
        ("private section", (1, 0), "command does not accept modifiers"),
        ("example := let x in x", (1, 17), "invalid binder, '(', '{', '[', '{{', '⦃' or identifier expected"),
    ],
)
def test_errors(text: str, position: tuple[int, int], message: str, table: NotationTable) -> None:
    """Syntax errors stand where Lean puts them and say what Lean says."""
    with pytest.raises(LeanError) as caught:
        read(text, table)
    assert caught.value.kind == "parse"
    assert caught.value.position == position
    assert caught.value.text == message


def test_goes_on_after_an_error(table: NotationTable) -> None:
    """After an error the next command is read, and the `end` of a broken block is no command."""
    parser = Parser("example : p := begin exact (, end\ndef x := 1", table)
    with pytest.raises(LeanError):
        parser.next_command()
    command = parser.next_command()
    assert isinstance(command, ast.Definition)
    assert command.name == "x"
    assert parser.next_command() is None


def test_definitions(table: NotationTable) -> None:
    """A declaration keeps its modifiers, parameters, type and value or equations."""
    text = """
    /-- doc -/ @[simp, priority 10] protected theorem {u v} foo.bar (a b : nat) {c} : a = b := rfl
    noncomputable def f : nat → nat | 0 := 1 | (n+1) := f n using_well_founded wf
    instance : has_add foo := ⟨f⟩
    def none : false → nat .
    private lemma g (x : nat := 2) (h : p . tac) : p := by exact h
    """
    first, second, third, fourth, fifth = read(text, table)
    assert isinstance(first, ast.Definition)
    assert (first.kind, first.name, first.levels) == ("theorem", "foo.bar", ("u", "v"))
    assert first.modifiers.is_protected and first.modifiers.doc == " doc "
    assert [attribute.name for attribute in first.modifiers.attributes] == ["simp", "priority"]
    assert [binder.name for binder in first.binders] == ["a", "b", "c"]
    assert first.binders[0].type is first.binders[1].type
    assert isinstance(second, ast.Definition) and second.modifiers.is_noncomputable
    assert second.equations is not None and len(second.equations) == 2
    assert show(second.equations[1].patterns) == "[(.has_add.add n 1)]"
    assert second.using_well_founded is not None
    assert isinstance(third, ast.Definition) and (third.kind, third.name) == ("instance", "")
    assert isinstance(fourth, ast.Definition) and fourth.equations == ()
    assert isinstance(fifth, ast.Definition) and fifth.modifiers.is_private
    assert show(fifth.binders[0].default) == "2" and show(fifth.binders[1].tactic) == "tac"


def test_mutual_definitions(table: NotationTable) -> None:
    """A mutual definition has one part for every name."""
    (command,) = read("mutual def f, g with f : a → b | x := g x with g : a → b | x := f x", table)
    assert isinstance(command, ast.MutualDefinition)
    assert [part.name for part in command.parts] == ["f", "g"]


def test_inductive_types(table: NotationTable) -> None:
    """Constructors keep their binders, types and documentation."""
    text = """
    inductive tree (α : Type) : Type
    | leaf {} : tree
    /-- doc -/
    | node (l r : tree) : α → tree
    class inductive c | mk
    """
    tree, c = read(text, table)
    assert isinstance(tree, ast.Inductive)
    leaf, node = tree.parts[0].constructors
    assert (leaf.name, leaf.infer) == ("leaf", "{}")
    assert (node.doc, len(node.binders)) == (" doc ", 2)
    assert isinstance(c, ast.Inductive) and c.is_class


def test_structures(table: NotationTable) -> None:
    """A structure has parents, a constructor name and fields, several names sharing one type."""
    text = "structure s (α : Type) extends a α, b := make :: (x y : nat := 1) {z : α} (f (n : nat) : n = n)"
    (command,) = read(text, table)
    assert isinstance(command, ast.Structure)
    assert command.constructor == "make"
    assert [show(parent.term) for parent in command.parents] == ["(a α)", "b"]
    assert [(field.name, field.info) for field in command.fields] == [("x", 0), ("y", 0), ("z", 1), ("f", 0)]
    assert len(command.fields[3].binders) == 1


def test_scopes_and_variables(table: NotationTable) -> None:
    """Scope commands, variables in all brackets, and universes."""
    text = """
    universes u v
    namespace foo.bar
    section s
    variables (a b : nat) {c : Type u} [d c]
    variable {a}
    include a
    open nat list (hiding map) option (some none)
    export has_add (add)
    set_option pp.all true
    end s
    end foo.bar
    """
    commands = read(text, table)
    assert [type(command).__name__ for command in commands] == [
        "Universes", "Namespace", "Section", "Variables", "Variables", "Include", "Open", "Open", "SetOption", "End",
        "End",
    ]  # fmt: skip
    variables = commands[3]
    assert isinstance(variables, ast.Variables)
    assert [binder.name for binder in variables.binders] == ["a", "b", "c", "_inst_1"]
    opened = commands[6]
    assert isinstance(opened, ast.Open)
    assert [spec.namespace for spec in opened.specs] == ["nat", "list", "option"]
    assert opened.specs[1].hiding == ("map",) and opened.specs[2].names == ("some", "none")


def test_axioms_and_attributes(table: NotationTable) -> None:
    """`constants` makes one axiom a name; attribute commands name what they mark."""
    text = "constants a b : nat\naxiom c (x : nat) : x = x\nlocal attribute [simp, -refl] a b.c\nattribute [simp] d"
    several, axiom, local, plain = read(text, table)
    assert isinstance(several, ast.Sequence) and len(several.commands) == 2
    assert isinstance(axiom, ast.Axiom) and axiom.kind == "axiom"
    assert isinstance(local, ast.AttributeCommand) and local.is_local
    assert [name.name for name in local.names] == ["a", "b.c"]
    assert [attribute.removed for attribute in local.attributes] == [False, True]
    assert isinstance(plain, ast.AttributeCommand) and not plain.is_local


def test_meta_code_is_marked(table: NotationTable) -> None:
    """Commands of meta code are skipped whole, and quotations become unsupported terms."""
    text = "meta def f : tactic unit := do { x ← g, match x with | y := begin end end }\nrun_cmd foo\ndef z := `(x)"
    meta, run, value = read(text, table)
    assert isinstance(meta, ast.UnsupportedCommand)
    assert isinstance(run, ast.UnsupportedCommand)
    assert isinstance(value, ast.Definition)
    assert isinstance(value.value, ast.UnsupportedTerm)


def test_exit_ends_the_text(table: NotationTable) -> None:
    """Nothing after #exit is read."""
    assert len(read("def x := 1\n#exit\n))) nonsense", table)) == 2


def test_positions_of_operators(table: NotationTable) -> None:
    """An operator's application stands at the operator, an ordinary one at its head."""
    (command,) = read("#check f a + b", table)
    assert isinstance(command, ast.Check)
    assert command.term.pos == Position(1, 11)
    assert isinstance(command.term, ast.App)
    assert command.term.args[0].pos == Position(1, 7)


def test_deep_nesting_does_not_crash(table: NotationTable) -> None:
    """Nesting beyond the interpreter's limit is a reported error."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(3_000)
    try:
        with pytest.raises(LeanError) as caught:
            read("example := " + "(" * 10_000 + "1" + ")" * 10_000, table)
    finally:
        sys.setrecursionlimit(limit)
    assert caught.value.kind == "timeout"
