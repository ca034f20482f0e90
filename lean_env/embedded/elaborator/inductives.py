"""The `inductive` command: from its text to declarations for the kernel, with universes and implicits inferred.

Mutual and nested families go through `mutual` and `nested`, which compile them to one plain family. What is generated
after the family (`cases_on` and the like) is `auxiliary`'s; `structure` is `structures`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.absent import refuse_absent
from lean_env.embedded.errors import LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import InductiveDecl
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    get_app_fn,
    instantiate1,
    mk_apps,
    mk_const,
    mk_lambda,
    mk_local,
    mk_pi,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import (
    ONE,
    IMax,
    Level,
    LevelMeta,
    Max,
    Param,
    add_offset,
    is_explicit,
    is_never_zero,
    mk_max,
    mk_param,
    normalize,
    to_offset,
)
from lean_env.embedded.kernel.typechecker import TypeChecker
from lean_env.embedded.syntax import ast
from lean_env.embedded.terms import replace_level

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.state import State
    from lean_env.embedded.elaborator.term import Elaborator

NOT_FOR_TYPES = frozenset(
    {
        *("simp", "congr", "refl", "symm", "trans", "subst", "instance", "reducible", "semireducible", "irreducible"),
        *("inline", "pattern", "elab_as_eliminator", "elab_simple", "elab_with_expected_type", "recursor", "unify"),
        *("intro", "intro!", "inverse", "extern", "export", "simp_sizeof", "parsing_only", "wrapper_eq"),
        *("no_inst_pattern", "pp_using_anonymous_constructor", "pp_nodot", "pp_numeral_type", "_refl_lemma"),
    }
)
"""Attributes of the system that Lean does not accept on inductive types and structures."""

RESULT_LEVEL = "_result_level"
"""Stands for the universe of a family while that is being inferred; no user can write it."""


# ------------------------------------------------------------------------------------------------ implicit arguments


def infer_implicit(type_: Expr, count: int, mode: str) -> Expr:
    """Make those of the first `count` explicit arguments implicit that later ones determine.

    `mode` is what stands after a constructor's name: "" and "{}" also count the result type, "[]" does not, and "()"
    leaves all as they are.
    """
    if mode == "()" or count == 0 or not isinstance(type_, Pi):
        return type_
    body = infer_implicit(type_.body, count - 1, mode)
    info = type_.binder_info
    if info == DEFAULT and _is_determined(body, 0, strict=mode == "[]"):
        info = IMPLICIT
    return mk_pi(type_.binder_name, info, type_.binder_type, body)


def _is_determined(type_: Expr, index: int, strict: bool) -> bool:
    while isinstance(type_, Pi):
        if type_.binder_info == DEFAULT and terms.has_loose_var(type_.binder_type, index):
            return True
        type_ = type_.body
        index += 1
    return not strict and terms.has_loose_var(type_, index)


# ------------------------------------------------------------------------------------------------ universes


def level_params_of(elaborator: Elaborator, explicit: Sequence[str], exprs: Sequence[Expr]) -> tuple[str, ...]:
    """The universe parameters of a declaration: the explicit ones, then those used, in the order of declaration."""
    used: set[str] = set()
    for e in exprs:
        collect_level_params(e, used)
    return order_level_params(elaborator.state, explicit, used)


def order_level_params(state: State, explicit: Sequence[str], used: set[str]) -> tuple[str, ...]:
    """`used` in the order in which the scopes declare them, after the `explicit` ones; inferred names come last."""
    result = list(explicit)
    for name in state.universes():
        if name in used and name not in result:
            result.append(name)
    for name in sorted(used, key=_generated_order):
        if name not in result:
            result.append(name)
    return tuple(result)


def _generated_order(name: str) -> tuple[str, int]:
    base, _, number = name.rpartition("_")
    return (base, int(number)) if number.isdigit() else (name, 0)


def collect_level_params(e: Expr, into: set[str]) -> None:
    """Add the names of the universe parameters that occur in `e`, types of locals left out."""

    def visit(sub: Expr) -> bool:
        if not sub.has_level_param:
            return False
        if isinstance(sub, Sort):
            _params_of_level(sub.level, into)
        elif isinstance(sub, Const):
            for level in sub.levels:
                _params_of_level(level, into)
        return True

    terms.for_each(e, visit)


def _params_of_level(level: Level, into: set[str]) -> None:
    def visit(sub: Level) -> Level | None:
        if isinstance(sub, Param):
            into.add(sub.name)
        return None

    replace_level(level, visit)


def result_level_of_fields(levels: Sequence[Level]) -> Level:
    """The least universe, never `Prop`, that holds a type whose fields live in these universes."""
    if not levels:
        return ONE
    result = levels[0]
    for level in levels[1:]:
        result = mk_max(result, level)
    result = normalize(result)
    return result if is_never_zero(result) else normalize(mk_max(result, ONE))


def _occurs(part: Level, level: Level) -> bool:
    found = False

    def visit(sub: Level) -> Level | None:
        nonlocal found
        found = found or sub is part
        return None

    replace_level(level, visit)
    return found


def substitute_level(e: Expr, old: Level, new: Level) -> Expr:
    """`e` with the universe `old` replaced by `new`."""

    def in_level(level: Level) -> Level:
        return replace_level(level, lambda sub: new if sub is old else None)

    def visit(sub: Expr, _: int) -> Expr | None:
        if isinstance(sub, Sort):
            return mk_sort(in_level(sub.level))
        if isinstance(sub, Const):
            return mk_const(sub.name, tuple([in_level(level) for level in sub.levels]))
        return None

    return ex.replace(e, visit)


class _ResultUniverse:
    """Infers the universe of a family from the universes of its constructors' arguments."""

    __slots__ = ("checker", "levels", "offset", "param")

    def __init__(self, checker: TypeChecker, param: Level, offset: int) -> None:
        self.checker = checker
        self.param = param
        self.offset = offset
        self.levels: list[Level] = []

    def visit_constructor(self, type_: Expr) -> None:
        while isinstance(type_, Pi):
            self._accumulate(self.checker.sort_level(type_.binder_type))
            type_ = instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type))

    def _accumulate(self, level: Level) -> None:
        while isinstance(level, IMax) and level is not add_offset(self.param, self.offset):
            self._accumulate_one(level.lhs)
            level = level.rhs
        self._accumulate_one(level)

    def _accumulate_one(self, level: Level) -> None:
        if level is add_offset(self.param, self.offset):
            return
        if _occurs(self.param, level):
            if isinstance(level, Max):
                self._accumulate_one(level.lhs)
                self._accumulate_one(level.rhs)
            return
        if level not in self.levels:
            self.levels.append(level)

    def replacement(self) -> Level:
        """What the stand-in parameter has to be."""
        return normalize(_subtract(result_level_of_fields(self.levels), self.offset))


def _subtract(level: Level, offset: int) -> Level:
    if isinstance(level, Max):
        return mk_max(_subtract(level.lhs, offset), _subtract(level.rhs, offset))
    base, own = to_offset(level)
    return add_offset(base, max(own - offset, 0))


# ------------------------------------------------------------------------------------------------ the command


def elaborate_inductive(node: ast.Inductive, elaborator: Elaborator) -> None:
    """Run an `inductive` or `class inductive` command of one family, or of several (`mutual`).

    Raises LeanError with Lean's words where Lean rejects it, and Unsupported for `coinductive`.
    """
    _check_modifiers(node)
    _InductiveCommand(node, elaborator).run()


elaborate_mutual = elaborate_inductive


def _check_modifiers(node: ast.Inductive) -> None:
    if node.is_coinductive:
        raise Unsupported("coinductive predicates are not supported", node.pos)
    modifiers = node.modifiers
    if modifiers.is_meta:
        raise Unsupported("meta inductive types are not supported", node.pos)
    for flag, word in (
        (modifiers.is_noncomputable, "noncomputable"),
        (modifiers.is_private, "private"),
        (modifiers.is_protected, "protected"),
    ):
        if flag:
            raise LeanError(f"invalid '{word}' modifier for inductive type", node.pos, "invalid")
    for attribute in (*modifiers.attributes, *[a for part in node.parts for a in part.attributes]):
        if attribute.name in NOT_FOR_TYPES:
            raise LeanError("only attribute [class] accepted for inductive types", attribute.pos, "invalid")


class _InductiveCommand:
    """One run of the command."""

    def __init__(self, node: ast.Inductive, elaborator: Elaborator) -> None:
        self.node = node
        self.elaborator = elaborator
        self.state: State = elaborator.state
        self.context = elaborator.ctx
        self.names = [self.state.full_name(part.name) for part in node.parts]
        self.params: list[Local] = []
        self.families: list[Local] = []
        self.constructors: list[list[tuple[str, str, Expr]]] = []
        self.universe: LevelMeta | None = None

    def run(self) -> None:
        for name in self.names:
            text = f"invalid object declaration, environment already has an object named '{name}'"
            if name in self.state.env:
                raise LeanError(text, self.node.pos)
            refuse_absent(self.state, name, text, self.node.pos)
        self._elaborate()
        declarations = self._declarations()
        from lean_env.embedded.elaborator import nested  # which needs this module

        nested.add_declarations(self.state, declarations)
        for name in self.names:
            if self.node.is_class or any(a.name == "class" for a in self.node.modifiers.attributes):
                self.state.add_class(name)

    def _elaborate(self) -> None:
        elaborator, node = self.elaborator, self.node
        self.params, lctx = elaborator.elab_binders(node.binders, elaborator.lctx)
        family_lctx = lctx
        for part in node.parts:
            family = mk_local(part.name, self._family_type(part, lctx))
            self.families.append(family)
            family_lctx = family_lctx.add(family)
        for family, name, part in zip(self.families, self.names, node.parts, strict=True):
            self.constructors.append(self._elaborate_constructors(family, name, part, family_lctx))
        elaborator.synthesize()

    def _family_type(self, part: ast.InductivePart, lctx: LocalContext) -> Expr:
        elaborator = self.elaborator
        if part.type is None:
            type_: Expr = mk_sort(elaborator.mctx.mk_level_meta())
        else:
            type_ = elaborator.elab_type(part.type, lctx)
        elaborator.synthesize()
        type_ = normalize_beta_zeta(elaborator.mctx.instantiate(type_))
        level = self._result_level(type_, part.name_pos)
        if isinstance(level, LevelMeta):
            if self.node.levels is not None:
                message = "resultant universe must be provided, when using explicit universe levels"
                raise LeanError(message, part.pos, "invalid")
            if self.universe is None:
                self.universe = level
            elif not self.context.is_level_def_eq(level, self.universe):
                raise LeanError("mutually inductive types must live in the same universe", part.pos, "invalid")
        return type_

    def _result_level(self, type_: Expr, position: Position) -> Level:
        with self.context.transparency_at("all"):
            while True:
                type_ = self.context.whnf(type_)
                if not isinstance(type_, Pi):
                    break
                type_ = instantiate1(type_.body, mk_local(type_.binder_name, type_.binder_type))
        if not isinstance(type_, Sort):
            raise LeanError("invalid inductive datatype, resultant type is not a sort", position, "invalid")
        return self.elaborator.mctx.instantiate_level(type_.level)

    def _elaborate_constructors(
        self, family: Local, name: str, part: ast.InductivePart, lctx: LocalContext
    ) -> list[tuple[str, str, Expr]]:
        elaborator = self.elaborator
        result: list[tuple[str, str, Expr]] = []
        for constructor in part.constructors:
            if constructor.type is None and self.node.binders:
                raise LeanError("invalid introduction rule, ':' expected", constructor.end, "parse")
            fields, inner = elaborator.elab_binders(constructor.binders, lctx)
            target: Expr = family
            if constructor.type is not None:
                target = elaborator.elab_type(constructor.type, inner)
            elaborator.synthesize()
            type_ = normalize_beta_zeta(self.context.instantiate(self.context.mk_pi(fields, target)))
            result.append((f"{name}.{constructor.name}", constructor.infer, type_))
        return result

    def _declarations(self) -> list[InductiveDecl]:
        """Close everything over parameters, section variables and universes."""
        elaborator = self.elaborator
        instantiate = elaborator.mctx.instantiate
        params = [_with_type(param, instantiate(param.type)) for param in self.params]
        families = [_with_type(family, instantiate(family.type)) for family in self.families]
        flat = [type_ for group in self.constructors for _, _, type_ in group]
        types: list[Expr] = [*[p.type for p in params], *[f.type for f in families], *flat]
        types = [_replace_locals(instantiate(type_), [*params, *families]) for type_ in types]
        section = elaborator.section_variables_used([t for t in types])
        section = [variable for variable in section if all(variable.id != family.id for family in families)]
        stand_in = self._settle_universe()
        types = [instantiate(type_) for type_ in types]
        types, _ = elaborator.generalize_levels(types)
        params = [_with_type(p, t) for p, t in zip(params, types, strict=False)]
        family_types = types[len(params) : len(params) + len(families)]
        flat = types[len(params) + len(families) :]
        if stand_in is not None:
            # Constructors see the families at the stand-in universe while that is inferred.
            families = [_with_type(family, type_) for family, type_ in zip(families, family_types, strict=True)]
            settled: list[Local] = []
            for param in params:
                settled.append(_replace_locals_in(param, settled))
            params = settled
            families = [_replace_locals_in(family, params) for family in families]
            flat = [_replace_locals(type_, [*params, *families]) for type_ in flat]
            universe = _ResultUniverse(TypeChecker(self.state.env), mk_param(RESULT_LEVEL), stand_in)
            for type_ in flat:
                universe.visit_constructor(type_)
            value = universe.replacement()
            family_types = [substitute_level(type_, mk_param(RESULT_LEVEL), value) for type_ in family_types]
            flat = [substitute_level(type_, mk_param(RESULT_LEVEL), value) for type_ in flat]
        params = [*section, *[_replace_locals_in(param, [*section, *params]) for param in params]]
        all_types = [*[p.type for p in params], *family_types, *flat]
        level_params = level_params_of(elaborator, self.node.levels or (), all_types)
        return self._close(params, families, family_types, flat, level_params)

    def _settle_universe(self) -> int | None:
        """Give the universe to infer a stand-in; its offset, or None when unification has already fixed it."""
        if self.universe is None:
            return None
        level = self.elaborator.mctx.instantiate_level(self.universe)
        base, offset = to_offset(level)
        if isinstance(base, LevelMeta):
            self.elaborator.mctx.assign_level(base, mk_param(RESULT_LEVEL))
            return offset
        if is_explicit(level) or isinstance(base, Param):
            return None
        text = f"resultant level unifies with complex level '{level}', provide the universe levels explicitly"
        raise LeanError(text, self.node.pos, "invalid")

    def _close(
        self,
        params: list[Local],
        families: list[Local],
        family_types: list[Expr],
        flat: list[Expr],
        level_params: tuple[str, ...],
    ) -> list[InductiveDecl]:
        levels = auxiliary.levels_of(level_params)
        constants = [mk_apps(mk_const(name, levels), params) for name in self.names]
        result: list[InductiveDecl] = []
        start = 0
        for name, family_type, group in zip(self.names, family_types, self.constructors, strict=True):
            constructors: list[tuple[str, Expr]] = []
            for (constructor, mode, _), type_ in zip(group, flat[start:], strict=False):
                closed = pi_over(params, ex.instantiate(ex.abstract(type_, families), constants))
                constructors.append((constructor, infer_implicit(closed, len(params), mode)))
            start += len(group)
            result.append(
                InductiveDecl(name, level_params, len(params), pi_over(params, family_type), tuple(constructors))
            )
        return result


def normalize_beta_zeta(e: Expr) -> Expr:
    """`e` with all beta redexes and `let`s reduced."""
    if isinstance(e, Pi | Lambda):
        domain, body = normalize_beta_zeta(e.binder_type), normalize_beta_zeta(e.body)
        make = mk_pi if isinstance(e, Pi) else mk_lambda
        return make(e.binder_name, e.binder_info, domain, body)
    if isinstance(e, Let):
        return normalize_beta_zeta(instantiate1(e.body, e.value))
    fn, args = ex.get_app_fn_args(e)
    if not args:
        return e
    if isinstance(fn, Lambda | Let):
        reduced = instantiate1(fn.body, fn.value) if isinstance(fn, Let) else None
        whole = ex.beta(fn, args) if reduced is None else mk_apps(reduced, args)
        return normalize_beta_zeta(whole)
    return mk_apps(fn, [normalize_beta_zeta(arg) for arg in args])


def _with_type(local: Local, type_: Expr) -> Local:
    """The same variable carrying another type."""
    return local if local.type is type_ else Local(local.id, local.pp_name, local.binder_info, type_)


def _replace_locals(e: Expr, locals_: Sequence[Local]) -> Expr:
    """`e` with each of the variables replaced by the given node for it (same ids, settled types)."""
    return ex.instantiate(ex.abstract(e, locals_), locals_) if e.has_local else e


def _replace_locals_in(local: Local, locals_: Sequence[Local]) -> Local:
    return _with_type(local, _replace_locals(local.type, locals_))


def is_nested_argument(type_: Expr, name: str, family: Sequence[str]) -> bool:
    """Does `name` occur in a constructor's argument other than as a (function into a) member of the family?"""
    while isinstance(type_, Pi):
        type_ = type_.body
    head = get_app_fn(type_)
    if isinstance(head, Const) and head.name in family:
        return False
    return not isinstance(head, Meta) and auxiliary.mentions(type_, name)
