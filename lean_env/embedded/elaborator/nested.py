"""Nested inductive types: `list tree` inside `tree`, compiled to mutual ones that mimic the types they are nested in.

The innermost nested occurrence (`list tree`) is replaced by a new family with the same constructors, which joins the
declaration; that goes on until nothing is nested. Going back, each level defines its types as the inner ones, maps
between the occurrence and its mimic (`primitive.pack`, `primitive.unpack`), lifts them through the types around
(`nested.pack_…`) and through functions (`pack_…`), and proves them inverse and that they keep sizes. Constructors pack
their arguments, recursors unpack them. Names, and what unfolds to what, are Lean's; the proofs are not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary, generalized
from lean_env.embedded.elaborator.auxiliary import instantiate_pis, levels_of, telescope
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.generalized import Family
from lean_env.embedded.elaborator.inductives import infer_implicit, is_nested_argument
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import DefinitionDecl, InductiveDecl, InductiveInfo
from lean_env.embedded.kernel.expr import (
    INST,
    Const,
    Expr,
    Lambda,
    Local,
    Pi,
    Sort,
    get_app_args,
    get_app_fn_args,
    instantiate1,
    instantiate_level_params,
    lambda_over,
    mk_app,
    mk_apps,
    mk_arrow,
    mk_const,
    mk_lambda,
    mk_local,
    mk_pi,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ZERO, Level
from lean_env.embedded.kernel.typechecker import TypeChecker

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State

PREFIX = "_nest"


def add_declarations(state: State, declarations: Sequence[InductiveDecl], depth: int = 0) -> None:
    """Add inductive types of any kind with all that Lean generates for them.

    Raises LeanError where Lean rejects the declaration.
    """
    names = [declaration.name for declaration in declarations]
    if any(_may_nest(type_, names) for d in declarations for _, type_ in d.constructors):
        nested = _Nested(state, declarations, depth)
        if nested.find():
            nested.add()
            return
    if len(declarations) == 1:
        auxiliary.add_inductive(state, declarations[0])
        return
    from lean_env.embedded.elaborator import mutual  # which needs what this module needs

    mutual.add_family(state, declarations)


def _may_nest(type_: Expr, names: Sequence[str]) -> bool:
    while isinstance(type_, Pi):
        if any(is_nested_argument(type_.binder_type, name, names) for name in names):
            return True
        type_ = type_.body
    return False


def recursor_name(state: State, family: str) -> str:
    """The dependent recursor of a family."""
    info = state.env.get(family)
    return family + (".drec" if isinstance(info, InductiveInfo) and info.is_prop else ".rec")


@dataclass(frozen=True, slots=True)
class _Map:
    """Inverse functions between two families that differ in nested occurrences; all are applied to the parameters."""

    pack: Expr
    unpack: Expr
    pack_unpack: Expr
    unpack_pack: Expr
    sizeof_pack: Expr | None

    def packed(self, indices: Sequence[Expr], e: Expr) -> Expr:
        return mk_app(mk_apps(self.pack, indices), e)

    def unpacked(self, indices: Sequence[Expr], e: Expr) -> Expr:
        return mk_app(mk_apps(self.unpack, indices), e)


@dataclass(frozen=True, slots=True)
class _Field:
    """A constructor's argument on both sides. `map` is None when the two are the same."""

    unpacked: Local
    packed: Local
    is_recursive: bool
    map: _Map | None
    unpacked_indices: tuple[Expr, ...]
    packed_indices: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A constructor of the unpacked family and its counterpart, applied to parameters, with their fields."""

    name: str
    unpacked: Expr
    packed_name: str
    packed: Expr
    fields: tuple[_Field, ...]
    unpacked_result: tuple[Expr, ...]
    packed_result: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two families that a map goes between."""

    type: Expr
    """The family applied to its parameters."""
    recursor: str
    recursor_levels: tuple[Level, ...]
    """Without the motive's."""
    large: bool
    params: tuple[Expr, ...]

    def eliminate(self, level: Level, motive: Expr, minors: Sequence[Expr]) -> Expr:
        levels = (level, *self.recursor_levels) if self.large else self.recursor_levels
        return mk_apps(mk_const(self.recursor, levels), [*self.params, motive, *minors])


class _Nested:
    """One declaration with a nested occurrence being compiled."""

    def __init__(self, state: State, declarations: Sequence[InductiveDecl], depth: int) -> None:
        self.state = state
        self.declarations = list(declarations)
        self.depth = depth + 1
        first = declarations[0]
        self.names = [declaration.name for declaration in declarations]
        self.level_params = first.level_params
        self.levels = levels_of(self.level_params)
        self.context = TypeContext(state)
        self.checker = TypeChecker(state.env)
        self.params = telescope(first.type)[0][: first.num_params]
        self.num_params = first.num_params
        self.types = [instantiate_pis(d.type, self.params) for d in declarations]
        self.constructors = [
            [(name, instantiate_pis(type_, self.params)) for name, type_ in d.constructors] for d in declarations
        ]
        self.own = {*self.names, *[name for group in self.constructors for name, _ in group]}
        _, sort = telescope(self.types[0], whnf=self.context.whnf)
        sort = self.context.whnf(sort)
        assert isinstance(sort, Sort)
        self.result_level = sort.level
        self.mimic = ""
        """The name of the family that mimics the nested occurrence."""
        self.nest_fn: Const
        self.nest_params: list[Expr]
        self.occurrence: Expr
        self.replacement: Expr
        self.primitive: _Map | None = None
        self.instances: list[Local] = []
        self.lctx: LocalContext = EMPTY_CONTEXT
        self.has_sizes = False
        self.place = (0, 0, 0)
        """Which argument of which constructor of which type is being packed."""
        self.nest_index = 0
        self.argument_maps: dict[tuple[int, int, int], tuple[_Map, list[int]]] = {}
        """The maps of constructors' arguments, with the places of the earlier arguments that they depend on."""

    # ------------------------------------------------------------------------------------- the nested occurrence

    def find(self) -> bool:
        """Look for the first nested occurrence. Raises LeanError for one that Lean does not allow."""
        for group in self.constructors:
            for _, type_ in group:
                if self._find_in_constructor(type_):
                    return True
        return False

    def _mentions(self, e: Expr) -> bool:
        return any(auxiliary.mentions(e, name) for name in self.names)

    def _find_in_constructor(self, type_: Expr) -> bool:
        if not self._mentions(type_):
            return False
        type_ = self._whnf(type_)
        while isinstance(type_, Pi):
            argument = type_.binder_type
            if self._mentions(argument) and self._find_in_type(telescope(argument, whnf=self._whnf)[1], None, 0):
                return True
            type_ = self._whnf(instantiate1(type_.body, mk_local(type_.binder_name, argument)))
        return False

    def _find_in_type(self, type_: Expr, outer: Expr | None, num_params: int) -> bool:
        type_ = self._whnf(type_)
        if not self._mentions(type_):
            return False
        fn, args = get_app_fn_args(type_)
        if isinstance(fn, Const) and fn.name in self.names:
            if outer is None:
                return False
            self._set_occurrence(outer, num_params)
            return True
        family = generalized.family_of(self.state, fn.name) if isinstance(fn, Const) else None
        if family is None:
            raise LeanError(
                "inductive type being declared can only be nested inside the parameters of other inductive types",
                kind="invalid",
            )
        for arg in args[: family.num_params]:
            if self._find_in_type(arg, type_, family.num_params):
                return True
        raise LeanError(
            "inductive type being declared cannot occur as an index of another inductive type", kind="invalid"
        )

    def _set_occurrence(self, outer: Expr, num_params: int) -> None:
        fn, args = get_app_fn_args(outer)
        assert isinstance(fn, Const)
        self.nest_fn, self.nest_params = fn, args[:num_params]
        self.occurrence = mk_apps(fn, self.nest_params)
        shown = self._show(self.occurrence)
        own = {local.id for local in self.params}
        if any(local.id not in own for local in terms.locals_of(self.occurrence)):
            text = f"nested occurrence '{shown}' contains variables that are not parameters"
            raise LeanError(text, kind="invalid")
        level = self.context.sort_of(outer)
        if not self.context.is_level_def_eq(level, self.result_level):
            raise LeanError(
                f"nested occurrence '{shown}' lives in universe '{level}' but must live in the same universe as the"
                f" inductive types being declared, which is '{self.result_level}'",
                kind="invalid",
            )
        self.mimic = self._inner_name(fn.name)
        self.replacement = mk_apps(mk_const(self.mimic, self.levels), self.params)

    def _show(self, e: Expr) -> str:
        from lean_env.embedded.elaborator.pretty import pp

        return pp(e, self.context)

    def _whnf(self, e: Expr) -> Expr:
        """Weak head normal form in which other mutual and nested families are unfolded, and the mimic is not."""
        context = self.context
        while True:
            e = context.whnf_core(e)
            fn = ex.get_app_fn(e)
            if isinstance(fn, Const):
                if fn.name == self.mimic:
                    return e
                family = generalized.family_of(self.state, fn.name)
                simulated = family is not None and not family.is_basic
                if simulated and self.state.reducibility(fn.name) != "semireducible":
                    raise LeanError(
                        f"simulated (i.e. mutual or nested) inductive type '{fn.name}' has been set to not be"
                        " semireducible, and as a result it currently cannot be used inside a nested occurrence of"
                        " another inductive type",
                        kind="invalid",
                    )
            unfolded = context.unfold_definition(e)
            if unfolded is None:
                return e
            e = unfolded

    # ------------------------------------------------------------------------------------- names

    def _inner_name(self, name: str) -> str:
        """The name that a type or constructor of this level, or of the mimicked type, has one level further in."""
        if name in self.own:
            return self._nest(name)
        head, _, last = name.rpartition(".")
        return self._nest(f"{head}.{self.names[0]}.{last}" if head else f"{last}.{self.names[0]}")

    def _nest(self, name: str) -> str:
        root, dot, rest = name.partition(".")
        if root.startswith(PREFIX + "_"):
            previous = int(root[len(PREFIX) + 1 :].partition("_")[0])
            return f"{PREFIX}_{self.depth}_{previous + 1}{dot}{rest}"
        return f"{PREFIX}_{self.depth}_1.{name}"

    def _pi_name(self, kind: str, place: tuple[int, int, int]) -> str:
        family, constructor, argument = place
        return f"{self.names[family]}.{kind}_{constructor}_{argument}"

    # ------------------------------------------------------------------------------------- packing types

    def _swap(self, e: Expr, old: Expr, new: Expr) -> Expr:
        """`e` with the family `old` replaced by `new` wherever a nested occurrence may stand; `e` itself if nowhere."""
        reduced = self._whnf(e)
        if isinstance(reduced, Pi | Lambda):
            domain = self._swap(reduced.binder_type, old, new)
            local = mk_local("x_new_dom", domain)
            inner = instantiate1(reduced.body, local)
            body = self._swap(inner, old, new)
            if domain is reduced.binder_type and body is inner:
                return reduced
            make = mk_pi if isinstance(reduced, Pi) else mk_lambda
            return make(reduced.binder_name, reduced.binder_info, domain, ex.abstract(body, [local]))
        fn, args = get_app_fn_args(reduced)
        if not isinstance(fn, Const):
            return e
        if fn.name == self.mimic:
            count = self.num_params
        else:
            family = generalized.family_of(self.state, fn.name)
            if family is None:
                return e
            count = family.num_params
        if mk_apps(fn, args[:count]) is old:
            return mk_apps(new, args[count:])
        swapped = [self._swap(arg, old, new) for arg in args[:count]]
        if all(a is b for a, b in zip(swapped, args, strict=False)):
            return e
        return mk_apps(fn, [*swapped, *args[count:]])

    def _pack_occurrences(self, e: Expr) -> Expr:
        return self._swap(e, self.occurrence, self.replacement)

    def _pack_type(self, e: Expr) -> Expr:
        """The type one level further in."""
        names = {name: self._inner_name(name) for name in self.own}
        return _rename(self._pack_occurrences(e), names)

    def _unpack_names(self, e: Expr) -> Expr:
        """`e` with the names of the inner types and constructors replaced by this level's."""
        return _rename(e, {self._inner_name(name): name for name in self.own})

    # ------------------------------------------------------------------------------------- the whole

    def add(self) -> None:
        """Declare everything."""
        state = self.state
        self._add_inner()
        self.context = TypeContext(state)
        self._check_elimination()
        for name, declaration in zip(self.names, self.declarations, strict=True):
            self._define(name, declaration.type, mk_const(self._inner_name(name), self.levels))
        self._define_sizes()
        self.primitive = self._primitive_map()
        self._define_constructors()
        self._define_size_specifications()
        for index in range(len(self.names)):
            self._define_eliminator(index, "rec")
        for index in range(len(self.names)):
            self._define_eliminator(index, "cases_on")
        for index, name in enumerate(self.names):
            constructors = tuple([constructor for constructor, _ in self.constructors[index]])
            indices = len(telescope(self.types[index], whnf=self.context.whnf)[0])
            generalized.register_family(state, Family(name, self.num_params, indices, constructors, False))
        self._define_injectivity()

    def _add_inner(self) -> None:
        inner: list[InductiveDecl] = []
        for declaration, group in zip(self.declarations, self.constructors, strict=True):
            constructors = [(self._inner_name(name), self._close(self._pack_type(type_))) for name, type_ in group]
            inner.append(
                InductiveDecl(
                    self._inner_name(declaration.name),
                    self.level_params,
                    self.num_params,
                    declaration.type,
                    tuple(constructors),
                )
            )
        type_ = _with_result(self.context.infer(self.occurrence), self.result_level, self._whnf)
        mimicked = generalized.family_of(self.state, self.nest_fn.name)
        assert mimicked is not None
        copies: list[tuple[str, Expr]] = []
        for name in mimicked.constructors:
            applied = mk_apps(mk_const(name, self.nest_fn.levels), self.nest_params)
            copies.append((self._inner_name(name), self._close(self._pack_type(self.context.infer(applied)))))
        inner.append(
            InductiveDecl(self.mimic, self.level_params, self.num_params, pi_over(self.params, type_), tuple(copies))
        )
        try:
            add_declarations(self.state, inner, self.depth)
        except Unsupported:
            raise
        except LeanError as error:
            text = f"nested inductive type compiled to invalid inductive type\nnested exception message:\n{error.text}"
            raise LeanError(text, kind=error.kind) from None

    def _close(self, type_: Expr) -> Expr:
        return infer_implicit(pi_over(self.params, type_), self.num_params, "")

    def _define(
        self, name: str, type_: Expr, value: Expr, level_params: Sequence[str] | None = None, proof: bool = False
    ) -> None:
        """Add a definition; a proof that the kernel refuses is this module's own fault."""
        height = self.state.env.height_of(value)
        params = self.level_params if level_params is None else tuple(level_params)
        try:
            self.state.add_declaration(DefinitionDecl(name, params, type_, value, height))
        except Unsupported:
            raise
        except LeanError as error:
            if error.kind == "timeout":
                raise
            if proof:
                raise Unsupported(f"this nested inductive type is not supported: {name}: {error.text}") from None
            text = f"error when adding '{name}' to the environment\nnested exception message:\n{error.text}"
            raise LeanError(text, kind=error.kind) from None

    def _is_large(self, family: str, count: int) -> bool:
        info = self.state.env.get(recursor_name(self.state, family))
        assert info is not None
        return len(info.level_params) > count

    def _check_elimination(self) -> None:
        outer = self._is_large(self.nest_fn.name, len(self.nest_fn.levels))
        if outer != self._is_large(self.mimic, len(self.levels)):
            raise LeanError(
                f"invalid nested occurrence '{self._show(self.occurrence)}', either both must eliminate to Type or both"
                " must eliminate only to Prop",
                kind="invalid",
            )

    # ------------------------------------------------------------------------------------- sizes

    def _define_sizes(self) -> None:
        state = self.state
        inner = state.env.get(self._inner_name(self.names[0]) + ".has_sizeof_inst")
        if inner is None:
            return
        self.has_sizes = True
        type_ = instantiate_pis(instantiate_level_params(inner.type, inner.level_params, self.levels), self.params)
        while isinstance(type_, Pi) and type_.binder_info == INST:
            instance = mk_local(type_.binder_name, type_.binder_type, INST)
            self.instances.append(instance)
            type_ = instantiate1(type_.body, instance)
        lctx = EMPTY_CONTEXT
        for local in [*self.params, *self.instances]:
            lctx = self.context.add_local(lctx, local)
        self.lctx = lctx
        for index, name in enumerate(self.names):
            basic = auxiliary.definition_info(state, self._inner_name(name) + ".sizeof")
            self._define(name + ".sizeof", self._unpack_names(basic.type), self._unpack_names(basic.value))
            state.mark_protected(name + ".sizeof")
            indices, _ = telescope(self.types[index], whnf=self.context.whnf)
            given = [*self.params, *self.instances, *indices]
            target = mk_apps(mk_const(name, self.levels), [*self.params, *indices])
            size = mk_apps(mk_const(name + ".sizeof", self.levels), given)
            self._define(
                name + ".has_sizeof_inst",
                pi_over(given, mk_app(mk_const("has_sizeof", (self.result_level,)), target)),
                lambda_over(given, mk_apps(mk_const("has_sizeof.mk", (self.result_level,)), [target, size])),
            )
            state.add_instance(name + ".has_sizeof_inst")
            self.context = TypeContext(state)

    def _size_of(self, type_: Expr, extra: Sequence[Local] = ()) -> Expr:
        """`sizeof` on a type, as a function."""
        level = self.context.sort_of(type_)
        lctx = self.lctx
        for local in extra:
            lctx = lctx.add(local)
        instance = self.context.synth_instance(mk_app(mk_const("has_sizeof", (level,)), type_), lctx)
        if instance is None:
            raise Unsupported("nested inductive types without sizes are not supported")
        return mk_apps(mk_const("sizeof", (level,)), [type_, self.context.mctx.instantiate(instance)])

    def _size_function(self, type_: Expr, extra: Sequence[Local] = ()) -> Expr:
        """The function under `sizeof` on a type: `list.sizeof` and the like."""
        size = self._size_of(type_, extra)
        instance = get_app_args(size)[1]
        with self.context.transparency_at("instances"):
            instance = self.context.whnf(instance)
        fn, args = get_app_fn_args(instance)
        if isinstance(fn, Const) and fn.name == "has_sizeof.mk" and len(args) == 2:
            return args[1]
        raise LeanError("inductive compiler error, failed to unfold sizeof", kind="other")

    def _size_at_constructor(self, size: Expr, applied: Expr) -> tuple[Expr, Expr]:
        """`size (c …) = 1 + …`: the right side, and a proof."""
        from lean_env.embedded.elaborator.equations.goals import as_eq

        constructor, fn = ex.get_app_fn(applied), ex.get_app_fn(size)
        assert isinstance(constructor, Const)
        names = [constructor.name + ".sizeof_spec"]
        if isinstance(fn, Const):
            names += self.state.equation_lemmas(fn.name)
        context = self.context
        left = mk_app(size, applied)
        lctx = LocalContext.of(terms.locals_of(left))
        for name in names:
            info = self.state.env.get(name)
            if info is None:
                continue
            mark = context.mctx.mark()
            lemma: Expr = context.const_with_fresh_levels(name)
            type_ = context.infer(lemma)
            while isinstance(type_, Pi):
                meta = context.mk_meta(type_.binder_type, lctx)
                lemma = mk_app(lemma, meta)
                type_ = instantiate1(type_.body, meta)
            equation = as_eq(type_)
            if equation is not None:
                with context.transparency_at("instances"):
                    matched = context.is_def_eq(equation[2], left)
                if not matched:
                    matched = context.is_def_eq(equation[2], left)
                if matched:
                    lemma, right = context.mctx.instantiate(lemma), context.mctx.instantiate(equation[3])
                    if not lemma.has_meta and not lemma.has_level_meta:
                        return right, lemma
            context.mctx.undo(mark)
        raise Unsupported("nested inductive types inside a type whose size has no equations are not supported")

    # ------------------------------------------------------------------------------------- maps

    def _primitive_map(self) -> _Map:
        """Between the nested occurrence and its mimic."""
        mimicked = generalized.family_of(self.state, self.nest_fn.name)
        assert mimicked is not None
        large = self._is_large(self.mimic, len(self.levels))
        unpacked = _Side(
            self.occurrence,
            recursor_name(self.state, self.nest_fn.name),
            tuple(self.nest_fn.levels),
            large,
            tuple(self.nest_params),
        )
        packed = _Side(self.replacement, recursor_name(self.state, self.mimic), self.levels, large, tuple(self.params))

        def classify(domain: Expr, _: Expr) -> bool | _Map | None:
            return True if ex.get_app_fn(domain) is self.nest_fn else None

        pairs = [
            self._pair(
                name,
                mk_apps(mk_const(name, self.nest_fn.levels), self.nest_params),
                self._inner_name(name),
                mk_apps(mk_const(self._inner_name(name), self.levels), self.params),
                (len(self.nest_params), self.num_params),
                classify,
            )
            for name in mimicked.constructors
        ]
        base = self.names[0] + ".primitive."
        return self._add_map(lambda kind: base + kind, unpacked, packed, pairs, self.result_level)

    def _lifted_map(self, fn: Const, params: Sequence[Expr]) -> _Map | None:
        """Between a family at parameters that hold nested occurrences, and the same at packed ones."""
        whole = mk_apps(fn, params)
        if whole is self.occurrence:
            return self.primitive
        if self._pack_occurrences(whole) is whole:
            return None
        place, number = self.place, self.nest_index
        self.nest_index += 1
        family = generalized.family_of(self.state, fn.name)
        assert family is not None
        old = [self._whnf(param) for param in params]
        new = [self._pack_type(param) for param in old]
        large = self._is_large(fn.name, len(fn.levels))
        recursor = recursor_name(self.state, fn.name)
        start, end = mk_apps(fn, old), mk_apps(fn, new)

        def classify(domain: Expr, packed: Expr) -> bool | _Map | None:
            head, args = get_app_fn_args(domain)
            if mk_apps(head, args[: len(old)]) is start:
                return True
            if ex.alpha_eq(domain, packed):
                return None
            known = generalized.family_of(self.state, head.name) if isinstance(head, Const) else None
            if known is None or not isinstance(head, Const):
                raise Unsupported("nested inductive types inside functions of other types are not supported")
            return self._lifted_map(head, args[: known.num_params])

        pairs = [
            self._pair(
                name,
                mk_apps(mk_const(name, fn.levels), old),
                name,
                mk_apps(mk_const(name, fn.levels), new),
                (len(old), len(new)),
                classify,
            )
            for name in family.constructors
        ]
        indices, _ = telescope(self.context.infer(start), whnf=self._whnf)
        level = self.context.sort_of(mk_apps(start, indices))
        sides = [_Side(t, recursor, tuple(fn.levels), large, tuple(p)) for t, p in ((start, old), (end, new))]
        index, constructor, argument = place
        base = f"{self.names[index]}.nested."
        return self._add_map(
            lambda kind: f"{base}{kind}_{constructor}_{argument}_{number}", sides[0], sides[1], pairs, level
        )

    def _pair(
        self,
        name: str,
        unpacked: Expr,
        packed_name: str,
        packed: Expr,
        counts: tuple[int, int],
        classify: Callable[[Expr, Expr], bool | _Map | None],
    ) -> _Pair:
        first, second = self._whnf(self.context.infer(unpacked)), self._whnf(self.context.infer(packed))
        fields: list[_Field] = []
        while isinstance(first, Pi) and isinstance(second, Pi):
            domain, packed_domain = first.binder_type, second.binder_type
            if counts[0] == counts[1] and unpacked is not packed and name == packed_name:
                domain, packed_domain = self._whnf(domain), self._whnf(packed_domain)
            kind = classify(domain, packed_domain)
            x = mk_local(first.binder_name, domain, first.binder_info)
            y = x
            known: _Map | None = None
            if kind is not None:
                y = mk_local(second.binder_name, packed_domain, second.binder_info)
                known = kind if isinstance(kind, _Map) else None
            head, args = get_app_fn_args(domain)
            _, packed_args = get_app_fn_args(packed_domain)
            indices: tuple[Expr, ...] = ()
            packed_indices: tuple[Expr, ...] = ()
            if kind is True:
                indices, packed_indices = tuple(args[counts[0] :]), tuple(packed_args[counts[1] :])
            elif known is not None:
                family = generalized.family_of(self.state, head.name) if isinstance(head, Const) else None
                assert family is not None
                indices = packed_indices = tuple(args[family.num_params :])
            fields.append(_Field(x, y, kind is True, known, indices, packed_indices))
            first = self._whnf(instantiate1(first.body, x))
            second = self._whnf(instantiate1(second.body, y))
        return _Pair(
            name,
            unpacked,
            packed_name,
            packed,
            tuple(fields),
            tuple(get_app_args(first)[counts[0] :]),
            tuple(get_app_args(second)[counts[1] :]),
        )

    def _add_map(
        self,
        name_of: Callable[[str], str],
        unpacked: _Side,
        packed: _Side,
        pairs: Sequence[_Pair],
        level: Level,
    ) -> _Map:
        state = self.state
        indices, _ = telescope(self.context.infer(unpacked.type), whnf=self._whnf)
        start, end = mk_apps(unpacked.type, indices), mk_apps(packed.type, indices)
        pack_name, unpack_name = name_of("pack"), name_of("unpack")
        for name, side, source, target, forward in (
            (pack_name, unpacked, start, end, True),
            (unpack_name, packed, end, start, False),
        ):
            motive = lambda_over([*indices, mk_local("x_ignore", source)], target)
            minors = [self._map_minor(pair, unpacked, packed, forward) for pair in pairs]
            value = lambda_over(self.params, side.eliminate(level, motive, minors))
            self._define(name, pi_over([*self.params, *indices], mk_arrow(source, target)), value)
        self.context = TypeContext(state)
        made = self._map_of(name_of)
        self.checker = TypeChecker(state.env)
        specifications = [self._specify(pair, made, pack_name, unpack_name) for pair in pairs]
        for name in (pack_name, unpack_name):
            state.set_reducibility(name, "irreducible")
        self.context = TypeContext(state)
        self._prove_inverse(name_of("pack_unpack"), packed, pairs, specifications, made, indices, forward=False)
        self._prove_inverse(name_of("unpack_pack"), unpacked, pairs, specifications, made, indices, forward=True)
        if self.has_sizes:
            self._prove_size(name_of("sizeof_pack"), unpacked, packed, pairs, specifications, made, indices)
        return made

    def _map_of(self, name_of: Callable[[str], str]) -> _Map:
        def constant(kind: str, given: Sequence[Local] = ()) -> Expr:
            return mk_apps(mk_const(name_of(kind), self.levels), [*self.params, *given])

        return _Map(
            constant("pack"),
            constant("unpack"),
            constant("pack_unpack"),
            constant("unpack_pack"),
            constant("sizeof_pack", self.instances) if self.has_sizes else None,
        )

    def _map_minor(self, pair: _Pair, unpacked: _Side, packed: _Side, forward: bool) -> Expr:
        fields: list[Local] = []
        results: list[Local] = []
        values: list[Expr] = []
        for field in pair.fields:
            own = field.unpacked if forward else field.packed
            fields.append(own)
            if field.is_recursive:
                side, indices = (packed, field.unpacked_indices) if forward else (unpacked, field.packed_indices)
                name = "x_unpacked" if forward else "x_packed"
                results.append(mk_local(name, mk_apps(side.type, indices)))
                values.append(results[-1])
            elif field.map is not None:
                convert = field.map.packed if forward else field.map.unpacked
                values.append(convert(field.unpacked_indices, own))
            else:
                values.append(own)
        target = pair.packed if forward else pair.unpacked
        return lambda_over([*fields, *results], mk_apps(target, values))

    def _converted(self, field: _Field, made: _Map, forward: bool, e: Expr) -> Expr:
        """The field's value on the other side."""
        known = made if field.is_recursive else field.map
        if known is None:
            return e
        if forward:
            return known.packed(field.unpacked_indices, e)
        return known.unpacked(field.packed_indices if field.is_recursive else field.unpacked_indices, e)

    def _specify(self, pair: _Pair, made: _Map, pack_name: str, unpack_name: str) -> tuple[Expr, Expr]:
        """The lemmas that say what the maps do with a constructor, applied to the parameters."""
        result: list[Expr] = []
        packed_name = self._inner_name(pair.name)
        for name, forward in ((f"{pack_name}.{pair.name}.spec", True), (f"{unpack_name}.{packed_name}.spec", False)):
            fields = [field.unpacked if forward else field.packed for field in pair.fields]
            left_constructor, right_constructor = (
                (pair.unpacked, pair.packed) if forward else (pair.packed, pair.unpacked)
            )
            indices = pair.unpacked_result if forward else pair.packed_result
            convert = made.packed if forward else made.unpacked
            left = convert(indices, mk_apps(left_constructor, fields))
            values = [self._converted(f, made, forward, own) for f, own in zip(pair.fields, fields, strict=True)]
            right = mk_apps(right_constructor, values)
            order = [*self.params, *fields]
            self._define(
                name,
                pi_over(order, self._eq(left, right)),
                lambda_over(order, self._prove_by_reduction(left, right)),
                proof=True,
            )
            result.append(mk_apps(mk_const(name, self.levels), self.params))
        return result[0], result[1]

    def _prove_by_reduction(self, left: Expr, right: Expr) -> Expr:
        """`left = right` by computation, and where a transport along inverse functions is in the way by undoing it."""
        context = self.context
        current = left
        proof: Expr | None = None
        fn, args = get_app_fn_args(left)
        assert isinstance(fn, Const)
        info = auxiliary.definition_info(self.state, fn.name)
        current = ex.beta(instantiate_level_params(info.value, info.level_params, fn.levels), args)
        for _ in range(1000):
            current = context.whnf(current)
            undone = generalized.undo_transport(context, current)
            if undone is None:
                break
            reached = current
            current, step = undone
            proof = step if proof is None else self._trans(left, reached, current, proof, step)
        if proof is None:
            return self._refl(right)
        return proof

    # proofs of equations

    def _eq(self, left: Expr, right: Expr) -> Expr:
        type_ = self.checker.infer(left)
        return mk_apps(mk_const("eq", (self.checker.sort_level(type_),)), [type_, left, right])

    def _refl(self, e: Expr) -> Expr:
        type_ = self.checker.infer(e)
        return mk_apps(mk_const("eq.refl", (self.checker.sort_level(type_),)), [type_, e])

    def _trans(self, a: Expr, b: Expr, c: Expr, first: Expr, second: Expr) -> Expr:
        type_ = self.checker.infer(a)
        level = self.checker.sort_level(type_)
        return mk_apps(mk_const("eq.trans", (level,)), [type_, a, b, c, first, second])

    def _chain(self, terms: Sequence[Expr], proofs: Sequence[Expr | None]) -> Expr:
        """From proofs of `terms[i] = terms[i + 1]` (None where that holds by computation) one of first = last."""
        result: Expr | None = None
        for i, proof in enumerate(proofs):
            if proof is None:
                continue
            result = proof if result is None else self._trans(terms[0], terms[i], terms[i + 1], result, proof)
        return self._refl(terms[-1]) if result is None else result

    def _congruence(
        self, fn: Expr, lefts: Sequence[Expr], rights: Sequence[Expr], proofs: Sequence[Expr | None]
    ) -> Expr | None:
        """`fn lefts = fn rights`; None when every pair is the same by computation."""
        current = list(lefts)
        result: Expr | None = None
        start = ex.beta(fn, current)
        for i, proof in enumerate(proofs):
            if proof is None:
                current[i] = rights[i]
                continue
            before = ex.beta(fn, current)
            domain, codomain = self.checker.infer(current[i]), self.checker.infer(before)
            x = mk_local("x", domain)
            context = lambda_over([x], ex.beta(fn, [*current[:i], x, *current[i + 1 :]]))
            levels = (self.checker.sort_level(domain), self.checker.sort_level(codomain))
            step = mk_apps(mk_const("congr_arg", levels), [domain, codomain, current[i], rights[i], context, proof])
            current[i] = rights[i]
            after = ex.beta(fn, current)
            result = step if result is None else self._trans(start, before, after, result, step)
        return result

    def _prove_inverse(
        self,
        name: str,
        side: _Side,
        pairs: Sequence[_Pair],
        specifications: Sequence[tuple[Expr, Expr]],
        made: _Map,
        indices: Sequence[Local],
        forward: bool,
    ) -> None:
        """`unpack (pack x) = x` (forward) or `pack (unpack x) = x`, by induction."""
        there = made.packed if forward else made.unpacked
        back = made.unpacked if forward else made.packed
        subject = mk_local("x_unpacked" if forward else "x_packed", mk_apps(side.type, indices))
        statement = self._eq(back(indices, there(indices, subject)), subject)
        minors: list[Expr] = []
        for pair, (pack_spec, unpack_spec) in zip(pairs, specifications, strict=True):
            there_spec, back_spec = (pack_spec, unpack_spec) if forward else (unpack_spec, pack_spec)
            fields = [field.unpacked if forward else field.packed for field in pair.fields]
            own, other = (pair.unpacked, pair.packed) if forward else (pair.packed, pair.unpacked)
            result = pair.unpacked_result if forward else pair.packed_result
            moved = [self._converted(f, made, forward, x) for f, x in zip(pair.fields, fields, strict=True)]
            returned: list[Expr] = []
            proofs: list[Expr | None] = []
            hypotheses: list[Local] = []
            for field, x, image in zip(pair.fields, fields, moved, strict=True):
                returned.append(self._returned(field, made, forward, image))
                proof, hypothesis = self._field_proof(field, forward, x, returned[-1])
                proofs.append(proof)
                if hypothesis is not None:
                    hypotheses.append(hypothesis)
            whole = mk_apps(own, fields)
            first = there(result, whole)
            second = mk_apps(other, moved)
            y = mk_local("y", self.checker.infer(second))
            inside = self._congruence(
                lambda_over([y], back(result, y)), [first], [second], [mk_apps(there_spec, fields)]
            )
            terms = [back(result, first), back(result, second), mk_apps(own, returned), whole]
            steps = [inside, mk_apps(back_spec, moved), self._congruence(own, returned, fields, proofs)]
            minors.append(lambda_over([*fields, *hypotheses], self._chain(terms, steps)))
        motive = lambda_over([*indices, subject], statement)
        order = [*self.params, *indices, subject]
        proof = mk_apps(side.eliminate(ZERO, motive, minors), [*indices, subject])
        self._define(name, pi_over(order, statement), lambda_over(order, proof), proof=True)

    def _returned(self, field: _Field, made: _Map, forward: bool, image: Expr) -> Expr:
        known = made if field.is_recursive else field.map
        if known is None:
            return image
        # Back along the same map: the indices are those of the side that the image is on.
        back = known.unpacked if forward else known.packed
        indices = field.unpacked_indices if forward or not field.is_recursive else field.packed_indices
        return back(indices, image)

    def _field_proof(self, field: _Field, forward: bool, x: Local, returned: Expr) -> tuple[Expr | None, Local | None]:
        """A proof that the field comes back, and the induction hypothesis when that is one."""
        if field.is_recursive:
            hypothesis = mk_local("ih", self._eq(returned, x))
            return hypothesis, hypothesis
        if field.map is None:
            return None, None
        lemma = field.map.unpack_pack if forward else field.map.pack_unpack
        return mk_apps(lemma, [*field.unpacked_indices, x]), None

    def _prove_size(
        self,
        name: str,
        unpacked: _Side,
        packed: _Side,
        pairs: Sequence[_Pair],
        specifications: Sequence[tuple[Expr, Expr]],
        made: _Map,
        indices: Sequence[Local],
    ) -> None:
        """`sizeof (pack x) = sizeof x`, by induction."""
        subject = mk_local("x_unpacked", mk_apps(unpacked.type, indices))
        size_packed = self._size_function(mk_apps(packed.type, indices), indices)
        size_unpacked = self._size_of(subject.type, indices)
        statement = self._eq(mk_app(size_packed, made.packed(indices, subject)), mk_app(size_unpacked, subject))
        motive = lambda_over([*indices, subject], statement)
        minors: list[Expr] = []
        for pair, (pack_spec, _) in zip(pairs, specifications, strict=True):
            fields = [field.unpacked for field in pair.fields]
            result = list(pair.unpacked_result)
            size_there = ex.instantiate(ex.abstract(size_packed, indices), result)
            moved = [self._converted(f, made, True, x) for f, x in zip(pair.fields, fields, strict=True)]
            first = mk_apps(pair.unpacked, fields)
            second = mk_apps(pair.packed, moved)
            inside = self._congruence(size_there, [made.packed(result, first)], [second], [mk_apps(pack_spec, fields)])
            hypotheses: dict[int, Local] = {}
            for i, field in enumerate(pair.fields):
                if field.is_recursive:
                    goal = ex.beta(motive, [*field.unpacked_indices, field.unpacked])
                    hypotheses[i] = mk_local("ih", goal)
            right, spec = self._size_at_constructor(size_there, second)
            proofs: dict[int, Expr] = dict(hypotheses)
            for i, field in enumerate(pair.fields):
                if field.map is not None and field.map.sizeof_pack is not None:
                    proofs[i] = mk_apps(field.map.sizeof_pack, [*field.unpacked_indices, field.unpacked])
            total, congruence = self._sum(right, moved, fields, proofs, fields)
            size_here = ex.instantiate(ex.abstract(size_unpacked, indices), result)
            terms = [
                mk_app(size_there, made.packed(result, first)),
                mk_app(size_there, second),
                right,
                total,
                mk_app(size_here, first),
            ]
            chain = self._chain(terms, [inside, spec, congruence, self._refl(total)])
            minors.append(lambda_over([*fields, *hypotheses.values()], chain))
        order = [*self.params, *self.instances, *indices, subject]
        proof = mk_apps(unpacked.eliminate(ZERO, motive, minors), [*indices, subject])
        self._define(name, pi_over(order, statement), lambda_over(order, proof), proof=True)

    def _sum(
        self,
        total: Expr,
        moved: Sequence[Expr],
        fields: Sequence[Local],
        proofs: dict[int, Expr],
        extra: Sequence[Local],
    ) -> tuple[Expr, Expr | None]:
        """A sum of sizes of packed fields as the same sum of sizes of the fields, with a proof that they are equal."""
        summands: list[Expr] = []
        holes: list[Local] = []

        def collect(e: Expr) -> Expr:
            fn, args = get_app_fn_args(e)
            if isinstance(fn, Const) and fn.name == "has_add.add" and len(args) == 4:
                return mk_apps(fn, [*args[:2], collect(args[2]), collect(args[3])])
            if not args or not any(args[-1] is value for value in moved):
                return e
            summands.append(e)
            holes.append(mk_local("s", mk_const("nat")))
            return holes[-1]

        shape = collect(total)
        rights: list[Expr] = []
        steps: list[Expr | None] = []
        for summand in summands:
            last = get_app_args(summand)[-1]
            i = next(i for i, value in enumerate(moved) if value is last)
            if i in proofs:
                rights.append(mk_app(self._size_of(fields[i].type, extra), fields[i]))
                steps.append(proofs[i])
            else:
                rights.append(summand)
                steps.append(None)
        fn = lambda_over(holes, shape)
        return ex.beta(fn, rights), self._congruence(fn, summands, rights, steps)

    # ------------------------------------------------------------------------------------- constructors

    def _define_constructors(self) -> None:
        state = self.state
        for index, (declaration, group) in enumerate(zip(self.declarations, self.constructors, strict=True)):
            for number, ((name, type_), (_, closed)) in enumerate(zip(group, declaration.constructors, strict=True)):
                fields: list[Local] = []
                values: list[Expr] = []
                type_ = self._whnf(type_)
                while isinstance(type_, Pi):
                    field = mk_local(type_.binder_name, type_.binder_type, type_.binder_info)
                    self.place = (index, number, len(fields))
                    self.nest_index = 0
                    made = self._function_map(field.type, fields)
                    if made is None:
                        values.append(field)
                    else:
                        found, dependencies = made
                        self.argument_maps[self.place] = (found, [fields.index(local) for local in dependencies])
                        values.append(found.packed(dependencies, field))
                    fields.append(field)
                    type_ = self._whnf(instantiate1(type_.body, field))
                inner = mk_apps(mk_const(self._inner_name(name), self.levels), [*self.params, *values])
                self._define(name, closed, lambda_over([*self.params, *fields], inner))
                state.set_attribute("pattern", name)
                self.context = TypeContext(state)

    def _function_map(self, type_: Expr, fields: Sequence[Local]) -> tuple[_Map, list[Local]] | None:
        """The map for one argument of a constructor: through the functions that it may take first."""
        type_ = self._whnf(type_)
        if self._pack_occurrences(type_) is type_:
            return None
        packed_type = self._pack_type(type_)
        x, y = mk_local("x_to_pack", type_), mk_local("x_to_unpack", packed_type)
        args, result = telescope(type_, whnf=self._whnf)
        result = self._whnf(result)
        fn, fn_args = get_app_fn_args(result)
        assert isinstance(fn, Const)
        family = generalized.family_of(self.state, fn.name)
        assert family is not None
        lifted = self._lifted_map(fn, fn_args[: family.num_params])
        assert lifted is not None
        indices = fn_args[family.num_params :]
        forward = lambda_over([x, *args], lifted.packed(indices, mk_apps(x, args)))
        backward = lambda_over([y, *args], lifted.unpacked(indices, mk_apps(y, args)))
        used = {local.id for local in terms.locals_of(forward)}
        todo = [local for local in fields if local.id in used]
        while todo:
            for local in terms.locals_of(todo.pop().type):
                if local.id not in used:
                    used.add(local.id)
                    todo += [field for field in fields if field.id == local.id]
        dependencies = [local for local in fields if local.id in used]
        state, place = self.state, self.place
        order = [*self.params, *dependencies]
        kinds = ("pack", "unpack", "pack_unpack", "unpack_pack", "sizeof_pack")
        names = {kind: self._pi_name(kind, place) for kind in kinds}
        self._define(names["pack"], pi_over(order, mk_arrow(type_, packed_type)), lambda_over(order, forward))
        self._define(names["unpack"], pi_over(order, mk_arrow(packed_type, type_)), lambda_over(order, backward))
        self.context = TypeContext(state)
        self.checker = TypeChecker(state.env)
        made = self._map_of(names.__getitem__)
        for kind in ("pack_unpack", "unpack_pack"):
            self._prove_pointwise(names[kind], kind, made, lifted, dependencies, args, indices, (type_, packed_type))
        if self.has_sizes:
            self._prove_function_size(names["sizeof_pack"], made, lifted, dependencies, args, indices, type_)
        for kind in ("pack", "unpack"):
            state.set_reducibility(names[kind], "irreducible")
        for kind in ("pack_unpack", "unpack_pack"):
            generalized.add_inverse_lemma(state, names[kind])
        self.context = TypeContext(state)
        return made, dependencies

    def _prove_pointwise(
        self,
        name: str,
        kind: str,
        made: _Map,
        lifted: _Map,
        dependencies: Sequence[Local],
        args: Sequence[Local],
        indices: Sequence[Expr],
        types: tuple[Expr, Expr],
    ) -> None:
        forward = kind == "unpack_pack"
        subject = mk_local("x_unpacked" if forward else "x_packed", types[0] if forward else types[1])
        there = made.packed if forward else made.unpacked
        back = made.unpacked if forward else made.packed
        left = back(dependencies, there(dependencies, subject))
        statement = self._eq(left, subject)
        lemma = lifted.unpack_pack if forward else lifted.pack_unpack
        proof = mk_apps(lemma, [*indices, mk_apps(subject, args)])
        for i in range(len(args) - 1, -1, -1):
            arg = args[i]
            before = mk_apps(subject, args[:i])
            result = self.checker.infer(mk_app(before, arg))
            levels = (self.checker.sort_level(arg.type), self.checker.sort_level(result))
            pointwise = lambda_over([arg], proof)
            sides = [mk_apps(left, args[:i]), before]
            proof = mk_apps(mk_const("funext", levels), [arg.type, lambda_over([arg], result), *sides, pointwise])
        order = [*self.params, *dependencies, subject]
        self._define(name, pi_over(order, statement), lambda_over(order, proof), proof=True)

    def _prove_function_size(
        self,
        name: str,
        made: _Map,
        lifted: _Map,
        dependencies: Sequence[Local],
        args: Sequence[Local],
        indices: Sequence[Expr],
        type_: Expr,
    ) -> None:
        subject = mk_local("x_unpacked", type_)
        image = made.packed(dependencies, subject)
        size_packed = self._size_function(self.checker.infer(image), dependencies)
        size_unpacked = self._size_of(type_, dependencies)
        left, right = mk_app(size_packed, image), mk_app(size_unpacked, subject)
        if args or lifted.sizeof_pack is None:
            proof = self._refl(right)
        else:
            proof = mk_apps(lifted.sizeof_pack, [*indices, subject])
        order = [*self.params, *self.instances, *dependencies, subject]
        self._define(name, pi_over(order, self._eq(left, right)), lambda_over(order, proof), proof=True)
        self.state.set_attribute("simp_sizeof", name)

    def _define_size_specifications(self) -> None:
        if not self.has_sizes:
            return
        state = self.state
        for index, group in enumerate(self.constructors):
            size = mk_apps(mk_const(self.names[index] + ".sizeof", self.levels), [*self.params, *self.instances])
            lemmas: list[str] = []
            for number, (name, type_) in enumerate(group):
                fields, target = telescope(type_, whnf=self.context.whnf)
                constructor = mk_apps(mk_const(name, self.levels), [*self.params, *fields])
                moved: list[Expr] = []
                proofs: dict[int, Expr] = {}
                for i, field in enumerate(fields):
                    known = self.argument_maps.get((index, number, i))
                    if known is None:
                        moved.append(field)
                        continue
                    found, places = known
                    own = [fields[j] for j in places]
                    moved.append(found.packed(own, field))
                    assert found.sizeof_pack is not None
                    proofs[i] = mk_apps(found.sizeof_pack, [*own, field])
                indices = get_app_args(target)[self.num_params :]
                left = mk_app(mk_apps(size, indices), constructor)
                inner_name = self._inner_name(self.names[index])
                inner_size = mk_apps(
                    mk_const(inner_name + ".sizeof", self.levels), [*self.params, *self.instances, *indices]
                )
                inner = mk_apps(mk_const(self._inner_name(name), self.levels), [*self.params, *moved])
                total, spec = self._size_at_constructor(inner_size, inner)
                right, congruence = self._sum(total, moved, fields, proofs, fields)
                right = self._user_sum(right, fields)
                order = [*self.params, *self.instances, *fields]
                proof = self._chain([left, total, right], [spec, congruence])
                lemma = name + ".sizeof_spec"
                self._define(lemma, pi_over(order, self._eq(left, right)), lambda_over(order, proof), proof=True)
                state.mark_protected(lemma)
                lemmas.append(lemma)
            state.set_equation_lemmas(self.names[index] + ".sizeof", tuple(lemmas))
            self.context = TypeContext(state)

    def _user_sum(self, total: Expr, fields: Sequence[Local]) -> Expr:
        """The sum with the sizes of this level's types for those of the inner ones."""

        def visit(e: Expr) -> Expr:
            fn, args = get_app_fn_args(e)
            if isinstance(fn, Const) and fn.name == "has_add.add" and len(args) == 4:
                return mk_apps(fn, [*args[:2], visit(args[2]), visit(args[3])])
            for field in fields:
                if args and args[-1] is field:
                    return mk_app(self._size_of(field.type, fields), field)
            return e

        return visit(total)

    # ------------------------------------------------------------------------------------- eliminators

    def _define_eliminator(self, index: int, kind: str) -> None:
        """`rec` or `cases_on`, from the inner one."""
        state = self.state
        name, inner_name = self.names[index], self._inner_name(self.names[index])
        inner_const = recursor_name(state, inner_name) if kind == "rec" else f"{inner_name}.cases_on"
        info = state.env.get(inner_const)
        assert info is not None
        levels = levels_of(info.level_params)
        large = len(info.level_params) > len(self.levels)
        level = levels[0] if large else ZERO
        indices, _ = telescope(self.types[index], whnf=self.context.whnf)
        family = mk_apps(mk_const(name, self.levels), self.params)
        major = mk_local("x", mk_apps(family, indices))
        motive = mk_local("C", pi_over([*indices, mk_local("ᾰ", major.type)], mk_sort(level)))
        minors: list[Local] = []
        inner_minors: list[Expr] = []
        for number, (constructor, type_) in enumerate(self.constructors[index]):
            minor, inner_minor = self._minors(index, number, constructor, type_, motive, level, kind == "rec")
            minors.append(minor)
            inner_minors.append(inner_minor)
        inner = mk_apps(mk_const(inner_const, levels), self.params)
        result = mk_apps(motive, [*indices, major])
        if kind == "rec":
            order = [*self.params, motive, *minors, *indices, major]
            value = mk_apps(inner, [motive, *inner_minors, *indices, major])
        else:
            order = [*self.params, motive, *indices, major, *minors]
            value = mk_apps(inner, [motive, *indices, major, *inner_minors])
        full = f"{name}.{kind}"
        self._define(full, pi_over(order, result), lambda_over(order, value), info.level_params)
        state.mark_protected(full)

    def _minors(
        self, index: int, number: int, constructor: str, type_: Expr, motive: Local, level: Level, recursive: bool
    ) -> tuple[Local, Expr]:
        """The user's minor premise of a constructor, and the inner one that it gives rise to."""
        fields, target = telescope(type_, whnf=self.context.whnf)
        inner_fields: list[Local] = []
        maps: list[tuple[_Map, list[Local]] | None] = []
        for i, field in enumerate(fields):
            known = self.argument_maps.get((index, number, i))
            own = ex.instantiate(ex.abstract(field.type, fields[:i]), inner_fields)
            if known is None:
                inner_fields.append(mk_local(field.pp_name, own, field.binder_info))
                maps.append(None)
                continue
            inner_fields.append(mk_local(field.pp_name, self._pack_type(own), field.binder_info))
            maps.append((known[0], [inner_fields[j] for j in known[1]]))
        hypotheses: list[Local] = []
        inner_hypotheses: list[Local] = []
        for field in fields:
            args, result = telescope(field.type)
            head, head_args = get_app_fn_args(result)
            if not recursive or not isinstance(head, Const) or head.name != self.names[index]:
                continue
            ih_type = pi_over(args, mk_apps(motive, [*head_args[self.num_params :], mk_apps(field, args)]))
            hypotheses.append(mk_local("x", ih_type))
            inner_type = ex.instantiate(ex.abstract(ih_type, fields), inner_fields)
            inner_hypotheses.append(mk_local("x", inner_type))
        values = get_app_args(target)[self.num_params :]
        built = mk_apps(mk_const(constructor, self.levels), [*self.params, *fields])
        minor = mk_local("mp", pi_over([*fields, *hypotheses], mk_apps(motive, [*values, built])))
        result_indices = [ex.instantiate(ex.abstract(value, fields), inner_fields) for value in values]
        motive_at = mk_apps(motive, result_indices)
        inner_constructor = mk_apps(mk_const(self._inner_name(constructor), self.levels), self.params)

        def build(i: int, packed: list[Expr], unpacked: list[Expr]) -> Expr:
            while i < len(inner_fields) and maps[i] is None:
                packed, unpacked = [*packed, inner_fields[i]], [*unpacked, inner_fields[i]]
                i += 1
            if i == len(inner_fields):
                return mk_apps(minor, [*unpacked, *inner_hypotheses])
            entry = maps[i]
            assert entry is not None
            known, dependencies = entry
            field = inner_fields[i]
            there = known.unpacked(dependencies, field)
            back = known.packed(dependencies, there)
            goal = mk_app(motive_at, mk_apps(inner_constructor, [*packed, *inner_fields[i:]]))
            rest = build(i + 1, [*packed, back], [*unpacked, there])
            levels = (level, self.checker.sort_level(field.type))
            proof = mk_apps(known.pack_unpack, [*dependencies, field])
            return mk_apps(
                mk_const("eq.rec", levels), [field.type, back, lambda_over([field], goal), rest, field, proof]
            )

        return minor, lambda_over([*inner_fields, *inner_hypotheses], build(0, [], []))

    # ------------------------------------------------------------------------------------- injectivity

    def _define_injectivity(self) -> None:
        for group in self.constructors:
            for name, _ in group:
                inner = self._inner_name(name) + ".inj"
                if inner not in self.state.env:
                    return
                auxiliary.add_generalized_injectivity(self.state, name, inner)


def _rename(e: Expr, names: dict[str, str]) -> Expr:
    def visit(sub: Expr, _: int) -> Expr | None:
        if isinstance(sub, Const) and sub.name in names:
            return mk_const(names[sub.name], sub.levels)
        return None

    return ex.replace(e, visit)


def _with_result(type_: Expr, level: Level, whnf: Callable[[Expr], Expr]) -> Expr:
    """The type of a family with its result in another universe."""
    locals_, _ = telescope(type_, whnf=whnf)
    return pi_over(locals_, mk_sort(level))
