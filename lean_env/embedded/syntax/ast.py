"""The syntax tree of Lean 3 texts: what the parser makes and what elaborator and tactics read.

Every node knows where it begins (`pos`) and where it ends (`end`, one past its last character). Nodes are plain
data and are compared by identity. The parser has already expanded what Lean's own parser expands: notations (by the
right side resolved at their declaration), tuples, `do` blocks, bounded binders and sections such as `(+ 1)`. Names
are not resolved here, except where a notation's right side or the parser itself fixed them (`Ident.resolved`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lean_env.embedded.errors import Position

# Binder brackets, with the same numbers as the kernel's BinderInfo.
DEFAULT, IMPLICIT, STRICT, INST = 0, 1, 2, 3

HERE = Position(1, 0)


@dataclass(slots=True, eq=False)
class Node:
    """Anything with a place in the text."""

    pos: Position
    end: Position


# --------------------------------------------------------------------------------------------- universe levels


class Level(Node):
    """A universe level."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class LevelNumber(Level):
    """`0`, `1`, ..."""

    value: int


@dataclass(slots=True, eq=False)
class LevelName(Level):
    """A universe parameter or variable."""

    name: str


@dataclass(slots=True, eq=False)
class LevelHole(Level):
    """`_`: to be found by unification."""


@dataclass(slots=True, eq=False)
class LevelSucc(Level):
    """`level + offset`."""

    level: Level
    offset: int


@dataclass(slots=True, eq=False)
class LevelMax(Level):
    """`max l1 l2 ...` (at least one level)."""

    levels: tuple[Level, ...]


@dataclass(slots=True, eq=False)
class LevelIMax(Level):
    """`imax l1 l2 ...` (at least one level)."""

    levels: tuple[Level, ...]


# ------------------------------------------------------------------------------------------------------- terms


class Term(Node):
    """An expression or a pattern (patterns are terms read as patterns)."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Ident(Term):
    """An identifier, possibly dotted (`h.symm` is one identifier; the elaborator finds where the fields begin).

    `levels` are explicit universe levels (`foo.{u v}`), None where none are written. `resolved` is set where the
    name was fixed at a notation's declaration or by the parser: these global constants (several: overloaded), and
    neither locals nor open namespaces count.
    """

    name: str
    levels: tuple[Level, ...] | None = None
    resolved: tuple[str, ...] | None = None


@dataclass(slots=True, eq=False)
class ExprTerm(Term):
    """An already elaborated kernel expression; the parser never makes one, elaborator and tactics may."""

    expr: object


@dataclass(slots=True, eq=False)
class Explicit(Term):
    """`@f`: all arguments of f are explicit; f is an Ident (or a Field or Choice)."""

    term: Term


@dataclass(slots=True, eq=False)
class PartialExplicit(Term):
    """`@@f`: all arguments but those found by unification of explicit ones and instances."""

    term: Term


@dataclass(slots=True, eq=False)
class App(Term):
    """`fn a1 a2 ...` (at least one argument). An application head is never itself an App unless parenthesized."""

    fn: Term
    args: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Field(Term):
    """`e.1`, `e.name`, `e^.name` after anything but a bare identifier; `field` is a 1-based index or a name."""

    term: Term
    field: int | str


@dataclass(slots=True, eq=False)
class Numeral(Term):
    """A natural number literal (decimal, hexadecimal, binary)."""

    value: int


@dataclass(slots=True, eq=False)
class Decimal(Term):
    """A literal with a decimal point; its value is numerator / denominator."""

    numerator: int
    denominator: int


@dataclass(slots=True, eq=False)
class StringLiteral(Term):
    """A string with its escapes resolved."""

    value: str


@dataclass(slots=True, eq=False)
class CharLiteral(Term):
    """A character with its escape resolved."""

    value: str


@dataclass(slots=True, eq=False)
class SortTerm(Term):
    """`Sort`, `Type`, `Sort u`, `Type u`, `Sort*`, `Type*`.

    `is_type`: written with Type, so the level below is one less than the sort's. `level` is None where none is
    written (`Type` is Sort 1, `Sort` is Sort 0) or where `star` says that it is to be found.
    `Prop` is a notation of the core library (`Sort 0`).
    """

    is_type: bool
    level: Level | None = None
    star: bool = False


@dataclass(slots=True, eq=False)
class Hole(Term):
    """`_`."""


@dataclass(slots=True, eq=False)
class Sorry(Term):
    """`sorry`."""


@dataclass(slots=True, eq=False)
class Binder(Node):
    """One bound name (`(x y : T)` makes two binders that share the type node).

    `info` is DEFAULT, IMPLICIT, STRICT or INST. An anonymous instance `[decidable p]` gets the name `_inst_1`,
    `_inst_2`, ... as in Lean; `λ _, e` gets `_x`. `type` is None where none is written. `tactic` is the `. tac` of
    an automatic parameter `(h : p . tac)` (an Ident), `default` the value of an optional one `(x : T := v)`.
    """

    name: str
    info: int = DEFAULT
    type: Term | None = None
    default: Term | None = None
    tactic: Term | None = None


@dataclass(slots=True, eq=False)
class Lambda(Term):
    """`λ binders, body`, `fun`, `assume`."""

    binders: tuple[Binder, ...]
    body: Term


@dataclass(slots=True, eq=False)
class PatternLambda(Term):
    """`λ ⟨a, b⟩, body`: one pattern; `λ x ⟨a, b⟩ y, e` nests Lambda, PatternLambda, Lambda (`_fun_match`)."""

    pattern: Term
    body: Term


@dataclass(slots=True, eq=False)
class Pi(Term):
    """`Π binders, body`, `∀ binders, body`."""

    binders: tuple[Binder, ...]
    body: Term


@dataclass(slots=True, eq=False)
class Arrow(Term):
    """`a → b`."""

    domain: Term
    codomain: Term


@dataclass(slots=True, eq=False)
class Let(Term):
    """`let x : T := v in b` (several declarations nest). Binders after the name are folded into type and value."""

    name: str
    type: Term | None
    value: Term
    body: Term
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class LetPattern(Term):
    """`let ⟨a, b⟩ := v in body`. Lean calls it `_let_match`."""

    pattern: Term
    value: Term
    body: Term


@dataclass(slots=True, eq=False)
class Have(Term):
    """`have h : p, from v, body` (also `:=`, `by`, `begin`); `name` is `this` where none is written.

    Lean elaborates it as `(λ h : p, body) v`.
    """

    name: str
    type: Term
    value: Term
    body: Term
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class Suffices(Term):
    """`suffices h : p, from body, value`: `body` proves the goal with h in scope, `value` proves p."""

    name: str
    type: Term
    body: Term
    value: Term
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class Show(Term):
    """`show p, from v` (also `by`, `begin`)."""

    type: Term
    value: Term


@dataclass(slots=True, eq=False)
class Ascription(Term):
    """`(e : t)`."""

    term: Term
    type: Term


@dataclass(slots=True, eq=False)
class If(Term):
    """`if c then a else b` (ite), and with a `name` `if h : c then a else b` (dite; h is in scope in both branches)."""

    name: str | None
    condition: Term
    then: Term
    otherwise: Term
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class Equation(Node):
    """`| p1, p2 := rhs` of a match, or `| p1 p2 := rhs` of a definition."""

    patterns: tuple[Term, ...]
    rhs: Term


@dataclass(slots=True, eq=False)
class Match(Term):
    """`match e1, e2 : T with | p, q := rhs ... end`; no equations for `match e with end`.

    `type` is the type written after the colon, if any: as in Lean the type of the whole match as a function of its
    scrutinees. `names[i]` is always None in Lean 3. `optional_last` marks a last equation that Lean itself added (the
    failure of a pattern in a `do` block), to be dropped where it cannot be reached.
    """

    scrutinees: tuple[Term, ...]
    names: tuple[str | None, ...]
    type: Term | None
    equations: tuple[Equation, ...]
    optional_last: bool = False


@dataclass(slots=True, eq=False)
class AnonymousConstructor(Term):
    """`⟨a, b⟩`."""

    args: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class FieldAssign(Node):
    """`x := v` in a structure instance."""

    name: str
    value: Term


@dataclass(slots=True, eq=False)
class StructureInstance(Term):
    """`{S . x := 1, y := 2, ..s, ..t}`, `{s with x := 1}`, `{..s}`.

    `structure` is the name before the dot or "". `sources` are the `..e` (and e of `{e with ...}`, first) in order.
    `catchall` is true for a bare final `..` (missing fields become holes).
    """

    structure: str
    fields: tuple[FieldAssign, ...]
    sources: tuple[Term, ...]
    catchall: bool = False


@dataclass(slots=True, eq=False)
class EmptyBraces(Term):
    """`{}`: the empty structure instance or the empty collection, by the expected type."""


@dataclass(slots=True, eq=False)
class SetLiteral(Term):
    """`{a, b, c}` (at least one): Lean inserts from right to left into the singleton of the last."""

    elements: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class SetOf(Term):
    """`{x | p}`, `{x : T | p}`: `set_of (λ x, p)`."""

    binder: Binder
    body: Term


@dataclass(slots=True, eq=False)
class Sep(Term):
    """`{x ∈ s | p}`: `has_sep.sep (λ x, p) s`."""

    binder: Binder
    collection: Term
    body: Term


@dataclass(slots=True, eq=False)
class Subtype(Term):
    """`{x // p}`, `{x : T // p}`: `subtype (λ x, p)`."""

    binder: Binder
    body: Term


@dataclass(slots=True, eq=False)
class Choice(Term):
    """An overloaded notation: those alternatives that elaborate are kept (the latest declared is first)."""

    alternatives: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class InfixFunction(Term):
    """`(+)` or `(+ 1)` already expanded to a function term."""

    term: Term


@dataclass(slots=True, eq=False)
class Inaccessible(Term):
    """`.(e)` or `._` in a pattern (`_` inside for the latter)."""

    term: Term


@dataclass(slots=True, eq=False)
class AsPattern(Term):
    """`x@p` in a pattern."""

    name: str
    pattern: Term


@dataclass(slots=True, eq=False)
class PatternHint(Term):
    """`(: e :)`: a mark for instantiation patterns; means e."""

    term: Term


@dataclass(slots=True, eq=False)
class CalcStep(Node):
    """`relation : proof`; a step written `... = c` has a `CalcDots` as its left side inside `relation`."""

    relation: Term
    proof: Term


@dataclass(slots=True, eq=False)
class CalcDots(Term):
    """`...` at the left of a calc step: the right side of the step before."""


@dataclass(slots=True, eq=False)
class Calc(Term):
    """`calc a = b : p ... = c : q`."""

    steps: tuple[CalcStep, ...]


@dataclass(slots=True, eq=False)
class TacticTerm(Term):
    """`by tac` or `begin ... end`: a proof by tactics, run when all else is elaborated."""

    block: Tactic
    is_by: bool = False


@dataclass(slots=True, eq=False)
class QuotedTactics(Term):
    """`` `[t1, t2] ``: interactive tactics as a term of the tactic monad, understood where a tactic is expected."""

    block: Block


@dataclass(slots=True, eq=False)
class UnsupportedTerm(Term):
    """Quotations, antiquotations and holes `{! !}`: meta code; elaborating one raises Unsupported."""

    what: str


@dataclass(slots=True, eq=False)
class Slot(Term):
    """A parameter of a notation's right side, numbered from 0; only inside notation templates."""

    index: int


# ----------------------------------------------------------------------------------------------------- tactics


class Tactic(Node):
    """A tactic."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Block(Tactic):
    """`begin t, t end` or `{ t, t }`: tactics one after another.

    As a tactic inside another block it is focused (`solve1`): `{ ... }` must close the first goal; directly inside the
    brackets of `t; [...]` it is not, and `focused` is false. `tactic_class` is "" or "conv" (in conv blocks). The place
    of `end` or `}` is `closing`.
    """

    tactics: tuple[Tactic, ...]
    closing: Position = HERE
    tactic_class: str = ""
    focused: bool = True


@dataclass(slots=True, eq=False)
class ByTactic(Tactic):
    """`by t` as a tactic: `solve1 { t }`."""

    tactic: Tactic


@dataclass(slots=True, eq=False)
class AndThen(Tactic):
    """`first ; second`: second on every goal that first leaves."""

    first: Tactic
    second: Tactic


@dataclass(slots=True, eq=False)
class AndThenList(Tactic):
    """`first ; [t1, t2]`: one tactic for each goal that first leaves."""

    first: Tactic
    alternatives: tuple[Tactic, ...]


@dataclass(slots=True, eq=False)
class OrElse(Tactic):
    """`first <|> second`."""

    first: Tactic
    second: Tactic


@dataclass(slots=True, eq=False)
class TermTactic(Tactic):
    """A term where a tactic stands: an identifier that is not an interactive tactic, a `match`, a `do` ....

    Meta code in general. T decides by `term` what real Lean would say (unknown identifier -> error, known
    `tactic.foo` or anything else -> Unsupported).
    """

    term: Term


@dataclass(slots=True, eq=False)
class CalcTactic(Tactic):
    """`calc ...` as a tactic: `refine (calc ...)`."""

    term: Term


@dataclass(slots=True, eq=False)
class TacticCall(Tactic):
    """An interactive tactic of the core library, `args` by its parameters' names (see `tactic_parser.TACTICS`).

    Values by the grammar of the parameter: Term; NameArg; str; int; bool; None for an absent optional part;
    tuples for lists; Location; RwRules; SimpArg; Block for a nested block; CaseArg; ....
    `extra` are the terms after the grammar's end: configuration objects and the like.
    """

    name: str
    args: dict[str, object] = field(default_factory=dict)
    extra: tuple[Term, ...] = ()


@dataclass(slots=True, eq=False)
class NameArg(Node):
    """A name given to a tactic; `_` is a name too."""

    name: str


@dataclass(slots=True, eq=False)
class Location(Node):
    """`at h1 h2 ⊢`, `at *`; names are hypothesis names, None in `targets` stands for the goal `⊢`.

    A call without a location has `Location(..., targets=(None,))` with `written` false.
    """

    targets: tuple[NameArg | None, ...]
    wildcard: bool = False
    written: bool = True


@dataclass(slots=True, eq=False)
class RwRule(Node):
    """`e` or `←e` in a rewrite list."""

    symm: bool
    term: Term


@dataclass(slots=True, eq=False)
class RwRules(Node):
    """`[r1, r2]` or a single rule; `closing` is the place of `]` (where Lean tries reflexivity) or None."""

    rules: tuple[RwRule, ...]
    closing: Position | None = None


@dataclass(slots=True, eq=False)
class SimpArg(Node):
    """One entry of a simp list: kind `expr` (`e`), `symm` (`←e`), `erase` (`-name`, in `name`) or `all` (`*`)."""

    kind: str
    term: Term | None = None
    name: str = ""


@dataclass(slots=True, eq=False)
class CaseArg(Node):
    """`tag1 tag2 : x y` of `case`; `tags` are constructor names, `names` rename the new hypotheses ("_" keeps one)."""

    tags: tuple[NameArg, ...]
    names: tuple[NameArg, ...]


@dataclass(slots=True, eq=False)
class CasesArg(Node):
    """`h : e` or `e` of `cases`, `induction` and the like: `name` is "" where no equation name is written."""

    name: str
    term: Term


@dataclass(slots=True, eq=False)
class GeneralizeArg(Node):
    """`e = x` of `generalize [h :] e = x`."""

    term: Term
    name: str


@dataclass(slots=True, eq=False)
class ConvBlock(Tactic):
    """The tactics of `conv { ... }`: a Block whose calls are those of conv mode (`tactic_parser.CONV_TACTICS`)."""

    block: Block


@dataclass(slots=True, eq=False)
class UnsupportedTactic(Tactic):
    """A tactic form that belongs to meta code or to another tactic class; running it raises Unsupported."""

    what: str


# ---------------------------------------------------------------------------------------------------- commands


class Command(Node):
    """A top-level command."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Attribute(Node):
    """`simp`, `simp, priority 10`, `-simp`, `derive decidable_eq`, `elab_as_eliminator` ....

    `args` are the terms or names after it, unread (terms; names are Ident). `priority` is a term or None.
    """

    name: str
    args: tuple[Term, ...] = ()
    removed: bool = False
    priority: Term | None = None


@dataclass(slots=True, eq=False)
class Modifiers:
    """What precedes a declaration; `attributes_local` for `local attribute [..] def ...`."""

    attributes: tuple[Attribute, ...] = ()
    doc: str | None = None
    is_private: bool = False
    is_protected: bool = False
    is_noncomputable: bool = False
    is_meta: bool = False
    is_mutual: bool = False
    attributes_local: bool = False


@dataclass(slots=True, eq=False)
class Definition(Command):
    """def, theorem, example, abbreviation, instance.

    `kind` is one of `def theorem example abbreviation instance` (lemma is theorem). `levels` are the names of
    explicit universe parameters `foo.{u v}` or None. `name` is "" for an example and for an anonymous instance.
    Exactly one of `value` and `equations` is not None (`equations` may be empty: `def f : false → nat .`).
    `using_well_founded` is the term of that clause or None.
    """

    kind: str
    modifiers: Modifiers
    name: str
    levels: tuple[str, ...] | None
    binders: tuple[Binder, ...]
    type: Term | None
    value: Term | None
    equations: tuple[Equation, ...] | None
    using_well_founded: Term | None = None
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class MutualDefinition(Command):
    """`mutual def f, g (binders) with f : T | ... with g : U | ...`: each part is a Definition by equations."""

    modifiers: Modifiers
    levels: tuple[str, ...] | None
    binders: tuple[Binder, ...]
    parts: tuple[Definition, ...]


@dataclass(slots=True, eq=False)
class Axiom(Command):
    """`axiom a (binders) : T`, `constant c : T`; `constants a b : T` makes one command per name."""

    kind: str
    modifiers: Modifiers
    name: str
    levels: tuple[str, ...] | None
    binders: tuple[Binder, ...]
    type: Term
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class Sequence(Command):
    """Several commands that one command text stands for (`constants`, `axioms`)."""

    commands: tuple[Command, ...]


@dataclass(slots=True, eq=False)
class Variables(Command):
    """`variable(s)`, `parameter(s)` (`is_plural`: with the s).

    A binder with `type` None re-declares the bracket kind of an earlier variable; in `variable [c]` (INST, not plural)
    c is a class without arguments where no variable has that name.
    """

    binders: tuple[Binder, ...]
    is_parameter: bool = False
    is_plural: bool = False


@dataclass(slots=True, eq=False)
class Include(Command):
    """`include x y`, `omit x y`."""

    names: tuple[NameArg, ...]
    is_omit: bool = False


@dataclass(slots=True, eq=False)
class Universes(Command):
    """`universe u`, `universes u v`, `universe variable u` (`is_variable` then is true)."""

    names: tuple[str, ...]
    is_variable: bool = False


@dataclass(slots=True, eq=False)
class Namespace(Command):
    """`namespace foo`."""

    name: str


@dataclass(slots=True, eq=False)
class Section(Command):
    """`section foo`, `section`; `noncomputable theory` is its own command."""

    name: str


@dataclass(slots=True, eq=False)
class End(Command):
    """`end foo`, `end`."""

    name: str


@dataclass(slots=True, eq=False)
class OpenSpec(Node):
    """One `ns [as a] [(x y)] [renaming x→y ...] [hiding x y]` of open and export."""

    namespace: str
    alias: str = ""
    names: tuple[str, ...] = ()
    renaming: tuple[tuple[str, str], ...] = ()
    hiding: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Open(Command):
    """`open a b (c d) hiding ...`, `export ...` (`is_export`)."""

    specs: tuple[OpenSpec, ...]
    is_export: bool = False


@dataclass(slots=True, eq=False)
class Constructor(Node):
    """`| name [infer mode] (binders) : type`; `infer` is "" (default), "{}" or "()"; `type` may be None."""

    name: str
    infer: str
    binders: tuple[Binder, ...]
    type: Term | None
    doc: str | None = None


@dataclass(slots=True, eq=False)
class InductivePart(Node):
    """One type of an inductive command. `name_pos` is the place of its name."""

    name: str
    type: Term | None
    constructors: tuple[Constructor, ...]
    attributes: tuple[Attribute, ...] = ()
    notation: NotationCommand | None = None
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class Inductive(Command):
    """`inductive`, `class inductive` (`is_class`), `mutual inductive` (several parts), `coinductive`."""

    modifiers: Modifiers
    levels: tuple[str, ...] | None
    binders: tuple[Binder, ...]
    parts: tuple[InductivePart, ...]
    is_class: bool = False
    is_coinductive: bool = False


@dataclass(slots=True, eq=False)
class Parent(Node):
    """`[private] [name :] S args renaming a→b, ...` after extends."""

    term: Term
    name: str = ""
    is_private: bool = False
    renaming: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, eq=False)
class StructureField(Node):
    """One field, or a new default for an inherited one (`type` None).

    `info` is its bracket; `binders` come between its name and the colon; `infer` as for a Constructor.
    """

    name: str
    info: int
    infer: str
    binders: tuple[Binder, ...]
    type: Term | None
    default: Term | None = None
    tactic: Term | None = None
    doc: str | None = None
    is_private: bool = False


@dataclass(slots=True, eq=False)
class Structure(Command):
    """`structure S (binders) extends A, B : T := mk :: (fields)`, `class` (`is_class`).

    `constructor` is `mk` where none is written; `constructor_infer` as for a Constructor; `has_body` tells
    `structure S` with no `:=`.
    """

    modifiers: Modifiers
    name: str
    levels: tuple[str, ...] | None
    binders: tuple[Binder, ...]
    parents: tuple[Parent, ...]
    type: Term | None
    constructor: str
    constructor_infer: str
    constructor_private: bool
    fields: tuple[StructureField, ...]
    is_class: bool = False
    has_body: bool = True
    name_pos: Position = HERE


@dataclass(slots=True, eq=False)
class NotationItem(Node):
    """One step of a notation's left side: a token, then what to read after it.

    `action` is one of
      ""         nothing follows (the next item is a token);
      "expr"     a term into `name`, right binding power `precedence` (None: the token's own);
      "binder"   one binder; "binders": several;
      "scoped"   a term in the scope of the binders: `name` gets it after wrapping every binder by `fold`, a template
                 with `fold_name` for the abstraction;
      "foldr", "foldl"   terms separated by `separator`, folded by `fold` in `fold_names`, from `initial` (None:
                 from the first or last term), up to `terminator` if any;
      "ext"      reserved.
    """

    token: str
    action: str = ""
    name: str = ""
    precedence: int | None = None
    token_precedence: int | None = None
    separator: str = ""
    fold_names: tuple[str, ...] = ()
    fold: Term | None = None
    initial: Term | None = None
    terminator: str | None = None


@dataclass(slots=True, eq=False)
class NotationCommand(Command):
    """`notation`, `infix(l|r)`, `prefix`, `postfix`, `reserve ...`, `precedence`.

    `leading` is the name of the term before the first token (mixfix), "" where the notation begins with a token.
    `value` is None for `reserve` and `precedence`. The parser has already entered the tokens' precedences; the notation
    itself is entered by `NotationTable.declare(command, resolve)` once the elaborator runs the command. `name` is the
    one given with `(name := ...)`, "" where none is.
    """

    kind: str
    items: tuple[NotationItem, ...]
    value: Term | None
    leading: str = ""
    is_local: bool = False
    is_reserve: bool = False
    priority: Term | None = None
    attributes: tuple[Attribute, ...] = ()
    name: str = ""


@dataclass(slots=True, eq=False)
class AttributeCommand(Command):
    """`[local] attribute [simp, -refl] a b c`."""

    attributes: tuple[Attribute, ...]
    names: tuple[NameArg, ...]
    is_local: bool = False


@dataclass(slots=True, eq=False)
class SetOption(Command):
    """`set_option name value`; the value is a bool, int or str."""

    name: str
    value: bool | int | str


@dataclass(slots=True, eq=False)
class NoncomputableTheory(Command):
    """`noncomputable theory`."""


@dataclass(slots=True, eq=False)
class Check(Command):
    """`#check`, `#reduce`, `#eval` (`kind` without the #)."""

    kind: str
    term: Term


@dataclass(slots=True, eq=False)
class Print(Command):
    """`#print ...`: `kind` is the word that says what to print, "" for what the name means; `name` is the operand."""

    kind: str
    name: str


@dataclass(slots=True, eq=False)
class Exit(Command):
    """`#exit`: nothing after it counts."""


@dataclass(slots=True, eq=False)
class Import(Command):
    """`prelude` (`modules` empty and `prelude` true) and `import a.b .c`."""

    modules: tuple[str, ...]
    prelude: bool = False


@dataclass(slots=True, eq=False)
class Hide(Command):
    """`hide a b`."""

    names: tuple[str, ...]


@dataclass(slots=True, eq=False)
class InitQuotient(Command):
    """`init_quotient`."""


@dataclass(slots=True, eq=False)
class ModuleDoc(Command):
    """`/-! ... -/`."""

    text: str


@dataclass(slots=True, eq=False)
class UnsupportedCommand(Command):
    """A command that belongs to meta code (`run_cmd`, `meta def`, ...): skipped text; running it raises Unsupported."""

    what: str
