"""The `structure` and `class` commands, what is known of a structure's fields, and structure instances `{x := v, ..s}`.

Parents are stored as subobjects `to_parent`, or, under `set_option old_structure_cmd true`, flattened with coercions
`S.to_parent` built from the fields. Recursors and lemmas after the projections come from `auxiliary`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.absent import refuse_absent
from lean_env.embedded.elaborator.app import elab_auto_param
from lean_env.embedded.elaborator.inductives import (
    NOT_FOR_TYPES,
    collect_level_params,
    infer_implicit,
    level_params_of,
    order_level_params,
    result_level_of_fields,
)
from lean_env.embedded.elaborator.state import ProjectionInfo, last_name, parent_name
from lean_env.embedded.errors import LeanError, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ABBREVIATION, DefinitionDecl, InductiveDecl, InductiveInfo
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    Const,
    Expr,
    Lambda,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    instantiate_level_params,
    lambda_over,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
    mk_sort,
    pi_over,
)
from lean_env.embedded.kernel.level import ZERO, Level, LevelMeta, is_never_zero, to_offset
from lean_env.embedded.kernel.typechecker import TypeChecker
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.state import State
    from lean_env.embedded.elaborator.term import Elaborator

OLD_COMMAND = "old_structure_cmd"


# ------------------------------------------------------------------------------------------------ what is known


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of a structure as its constructor takes it.

    `parent` names the parent structure when the field is a `to_parent` subobject.
    """

    name: str
    projection: str
    binder_info: int
    parent: str | None


@dataclass(frozen=True, slots=True)
class StructureInfo:
    """A type declared by `structure` or `class`."""

    name: str
    constructor: str
    num_params: int
    fields: tuple[FieldInfo, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """The structures that it holds as subobjects."""
        return tuple([field.parent for field in self.fields if field.parent is not None])


def is_structure_like(state: State, name: str) -> bool:
    """Has the inductive type one constructor, no indices and no recursion?"""
    info = state.env.get(name)
    return (
        isinstance(info, InductiveInfo)
        and len(info.constructors) == 1
        and info.num_indices == 0
        and not info.is_recursive
    )


def structure_info(state: State, name: str) -> StructureInfo | None:
    """What the structure command recorded of `name`; None when it was not declared by it."""
    info = state.structure_info(name)
    return info if isinstance(info, StructureInfo) else None


def structure_fields(state: State, name: str) -> tuple[FieldInfo, ...]:
    """The fields of a structure, those of its subobjects left out."""
    info = structure_info(state, name)
    return info.fields if info is not None else ()


def find_field(state: State, structure: str, field: str) -> list[str] | None:
    """The projections that lead from `structure` to `field`, through `to_parent`s; None when there is no such field."""
    fields = structure_fields(state, structure)
    for known in fields:
        if known.name == field:
            return [known.projection]
    for known in fields:
        if known.parent is not None:
            rest = find_field(state, known.parent, field)
            if rest is not None:
                return [known.projection, *rest]
    return None


def path_to_parent(state: State, structure: str, ancestor: str) -> list[str] | None:
    """The `to_parent` projections from `structure` to `ancestor`; [] for itself, None when it is no ancestor."""
    if structure == ancestor:
        return []
    for known in structure_fields(state, structure):
        if known.parent is not None:
            rest = path_to_parent(state, known.parent, ancestor)
            if rest is not None:
                return [known.projection, *rest]
    return None


def find_method(state: State, structure: str, name: str) -> tuple[list[str], str] | None:
    """For `x.name`: the `to_parent` projections to apply to `x : structure`, and the constant to apply then."""
    if f"{structure}.{name}" in state.env:
        return [], f"{structure}.{name}"
    for known in structure_fields(state, structure):
        if known.parent is not None:
            found = find_method(state, known.parent, name)
            if found is not None:
                return [known.projection, *found[0]], found[1]
    return None


def default_value(state: State, structure: str, field: str) -> str | None:
    """The definition that holds the default value of a field, the structure's own or an ancestor's."""
    name = f"{structure}.{field}._default"
    if name in state.env:
        return name
    for parent in [known.parent for known in structure_fields(state, structure)]:
        found = default_value(state, parent, field) if parent is not None else None
        if found is not None:
            return found
    return None


def mk_projection(context: object, state: State, projection: str, structure_type: Expr, value: Expr) -> Expr:
    """`projection params value`, where `structure_type`, the type of `value`, shows the structure's parameters."""
    fn, args = get_app_fn_args(structure_type)
    assert isinstance(fn, Const)
    return mk_app(mk_apps(mk_const(projection, fn.levels), args), value)


# ------------------------------------------------------------------------------------------------ projections


def add_projections(state: State, name: str, fields: Sequence[tuple[str, str]], inst_implicit: bool) -> None:
    """Define the projections `name.field`, with the implicit-argument mode that stands beside each field's name."""
    info = auxiliary.inductive_info(state, name)
    constructor = info.constructors[0]
    rec = auxiliary.recursor_info(state, name)
    levels = auxiliary.levels_of(info.level_params)
    type_ = auxiliary.constructor_info(state, constructor).type
    params: list[Local] = []
    for _ in range(info.num_params):
        assert isinstance(type_, Pi)
        param = _projection_parameter(type_)
        params.append(param)
        type_ = instantiate1(type_.body, param)
    subject = mk_local("self", mk_apps(mk_const(name, levels), params), INST if inst_implicit else DEFAULT)
    arguments, _ = auxiliary.telescope(type_)
    for index, (field, mode) in enumerate(fields):
        assert isinstance(type_, Pi)
        checker = TypeChecker(state.env)
        result_type = type_.binder_type
        projection = f"{name}.{field}"
        if info.is_prop and not checker.is_prop(result_type):
            raise LeanError(
                f"failed to generate projection '{projection}' for '{name}', type is an inductive predicate,"
                " but field is not a proposition",
                kind="invalid",
            )
        former = lambda_over([subject], result_type) if rec.dep_elim else result_type
        rec_levels = levels if info.is_prop_elim else (checker.sort_level(result_type), *levels)
        minor = lambda_over(arguments, arguments[index])
        value = mk_apps(mk_const(rec.name, rec_levels), [*params, former, minor, subject])
        proj_type = infer_implicit(pi_over([*params, subject], result_type), len(params), mode)
        proj_value = lambda_over([*params, subject], value)
        state.add_declaration(DefinitionDecl(projection, info.level_params, proj_type, proj_value, ABBREVIATION))
        state.set_reducibility(projection, "reducible")
        state.add_projection(ProjectionInfo(projection, constructor, name, len(params), index, inst_implicit))
        type_ = instantiate1(type_.body, mk_apps(mk_const(projection, levels), [*params, subject]))


def _projection_parameter(binder: Pi) -> Local:
    """A parameter as the projections take it: explicit unless an instance or an out-parameter."""
    info = INST if binder.binder_info == INST else DEFAULT
    type_ = binder.binder_type
    head = get_app_fn(type_)
    if isinstance(head, Const) and head.name == "out_param" and len(get_app_args(type_)) == 1:
        return mk_local(binder.binder_name, get_app_args(type_)[0], IMPLICIT)
    return mk_local(binder.binder_name, type_, info)


# ------------------------------------------------------------------------------------------------ the command


@dataclass(slots=True)
class _Field:
    """A field while its structure is being elaborated.

    `kind` is "new", "inherited" or "subobject"; `value` the projection that an inherited field stands for (None under
    the old command); `default` a default value that this structure gives.
    """

    local: Local
    kind: str
    mode: str = ""
    value: Expr | None = None
    default: Expr | None = None
    node: ast.StructureField | None = None
    inherited_default: Expr | None = None


def elaborate_structure(node: ast.Structure, elaborator: Elaborator) -> None:
    """Run a `structure` or `class` command. Raises LeanError with Lean's words where Lean rejects it."""
    if node.modifiers.is_meta:
        raise Unsupported("meta structures are not supported", node.pos)
    for attribute in node.modifiers.attributes:
        if attribute.name in NOT_FOR_TYPES:
            raise LeanError("only attribute [class] accepted for structures", attribute.pos, "invalid")
    _StructureCommand(node, elaborator).run()


class _StructureCommand:
    """One run of the command."""

    def __init__(self, node: ast.Structure, elaborator: Elaborator) -> None:
        self.node = node
        self.elaborator = elaborator
        self.state: State = elaborator.state
        self.context = elaborator.ctx
        self.name: str = elaborator.decl_name or self.state.full_name(node.name)
        self.is_class = node.is_class or any(a.name == "class" for a in node.modifiers.attributes)
        self.subobjects = not self.state.option(OLD_COMMAND, False)
        self.params: list[Local] = []
        self.fields: list[_Field] = []
        self.parents: list[Expr] = []
        self.field_maps: list[list[int]] = []
        self.parent_views: list[tuple[Local, Expr]] = []
        self.level_params: tuple[str, ...] = ()
        self.sort: Expr = mk_sort(ZERO)
        self.infer_universe = False

    def run(self) -> None:
        text = f"invalid object declaration, environment already has an object named '{self.name}'"
        if self.name in self.state.env:
            raise LeanError(text, self.node.pos, "invalid")
        refuse_absent(self.state, self.name, text, self.node.pos)
        if self.node.modifiers.is_private and self.state.namespace:
            raise Unsupported("a private structure inside a namespace is not supported", self.node.pos)
        lctx = self._elaborate_header()
        lctx = self._elaborate_fields(lctx)
        self._elaborate_defaults(lctx)
        self._close()
        self._declare()

    # header

    def _elaborate_header(self) -> LocalContext:
        elaborator, node = self.elaborator, self.node
        self.params, lctx = elaborator.elab_binders(node.binders, elaborator.lctx)
        for index, parent in enumerate(node.parents):
            type_ = elaborator.elab_type(parent.term, lctx)
            elaborator.synthesize()
            type_ = elaborator.mctx.instantiate(type_)
            self._parent_name(type_, parent)
            self.parents.append(type_)
            if self.subobjects:
                lctx = self._add_subobject(parent, type_, lctx)
            else:
                lctx = self._add_flattened(index, type_, lctx)
        if self.subobjects:
            for field, parent in zip(list(self.fields), node.parents, strict=True):
                lctx = self._add_inherited(field, parent, lctx)
        self._elaborate_result(lctx)
        elaborator.synthesize()
        if any([elaborator.instantiate(param.type).has_meta for param in self.params]):
            # The fields come too late to say what a parameter's type is.
            text = "don't know how to synthesize placeholder"
            raise LeanError(text, node.pos, "dont_know_how_to_synthesize")
        return lctx

    def _parent_name(self, type_: Expr, parent: ast.Parent) -> str:
        head = get_app_fn(type_)
        if not isinstance(head, Const):
            raise LeanError("invalid 'structure', expression must be a 'parent' structure", parent.pos, "invalid")
        if not is_structure_like(self.state, head.name):
            raise LeanError(f"invalid 'structure' extends, '{head.name}' is not a structure", parent.pos, "invalid")
        return head.name

    def _add_subobject(self, parent: ast.Parent, type_: Expr, lctx: LocalContext) -> LocalContext:
        name = self._parent_name(type_, parent)
        field_name = parent.name or "to_" + name.rpartition(".")[2]
        info = INST if self.is_class and self.state.is_class(name) else DEFAULT
        local, lctx = self.context.push_local(lctx, field_name, type_, info)
        self.fields.append(_Field(local, "subobject"))
        return lctx

    def _add_inherited(self, subobject: _Field, parent: ast.Parent, lctx: LocalContext) -> LocalContext:
        """The fields of a subobject, and of its own subobjects, as names for projections of it."""
        parent_name = self._parent_name(subobject.local.type, parent)
        return self._add_inherited_from(parent_name, subobject.local, parent, parent_name, lctx)

    def _add_inherited_from(
        self, structure: str, base: Expr, parent: ast.Parent, parent_name: str, lctx: LocalContext
    ) -> LocalContext:
        base_type = self.context.whnf(self.context.infer(base))
        for known in structure_fields(self.state, structure):
            if any(field.local.pp_name == known.name for field in self.fields):
                text = (
                    f"invalid 'structure' header, field '{known.name}' from '{parent_name}' has already been declared"
                )
                raise LeanError(text, parent.pos, "invalid")
            value = mk_projection(self.context, self.state, known.projection, base_type, base)
            type_ = self.elaborator.mctx.instantiate(self.context.infer(value))
            local, lctx = self.context.push_let(lctx, known.name, type_, value)
            self.fields.append(_Field(local, "inherited", value=value))
            if known.parent is not None:
                lctx = self._add_inherited_from(known.parent, value, parent, parent_name, lctx)
        return lctx

    def _add_flattened(self, index: int, parent_type: Expr, lctx: LocalContext) -> LocalContext:
        """Under the old command: the parent's fields as fields of this structure, merged with equal ones."""
        parent = self.node.parents[index]
        fn, args = get_app_fn_args(parent_type)
        assert isinstance(fn, Const)
        info = auxiliary.inductive_info(self.state, fn.name)
        constructor = auxiliary.constructor_info(self.state, info.constructors[0])
        type_ = instantiate_level_params(constructor.type, constructor.level_params, fn.levels)
        type_ = auxiliary.instantiate_pis(type_, args)
        renames = dict(parent.renaming)
        positions: list[int] = []
        while isinstance(type_, Pi):
            name = renames.get(type_.binder_name, type_.binder_name)
            position = self._merge(name, type_, parent, fn.name)
            if position is None:
                local, lctx = self.context.push_local(lctx, name, type_.binder_type, type_.binder_info)
                position = len(self.fields)
                self.fields.append(_Field(local, "inherited"))
            positions.append(position)
            type_ = instantiate1(type_.body, self.fields[position].local)
        self.field_maps.append(positions)
        # While fields are elaborated the parent is a value of its own, found by instance resolution when it is a class.
        value = mk_apps(
            mk_const(info.constructors[0], fn.levels), [*args, *[self.fields[position].local for position in positions]]
        )
        view, lctx = self.context.push_let(lctx, parent.name or "_parent", parent_type, value)
        self.parent_views.append((view, value))
        for position in positions:
            field = self.fields[position]
            known = default_value(self.state, fn.name, field.local.pp_name)
            if known is not None and field.inherited_default is None:
                field.inherited_default = self._inherited_default(known, field, lctx)
        return lctx

    def _merge(self, name: str, binder: Pi, parent: ast.Parent, parent_name: str) -> int | None:
        for position, field in enumerate(self.fields):
            if field.local.pp_name != name:
                continue
            if not self.context.is_def_eq(field.local.type, binder.binder_type):
                text = (
                    f"invalid 'structure' header, field '{name}' from '{parent_name}' has already been declared with"
                    " a different type"
                )
                raise LeanError(text, parent.pos, "invalid")
            if field.local.binder_info != binder.binder_info:
                text = (
                    f"invalid 'structure' header, field '{name}' has already been declared with a different binder"
                    " annotation"
                )
                raise LeanError(text, parent.pos, "invalid")
            return position
        return None

    def _inherited_default(self, name: str, field: _Field, lctx: LocalContext) -> Expr:
        """The parent's default value in terms of this structure's fields: parameters are found by unification."""
        info = auxiliary.definition_info(self.state, name)
        fn = self.context.const_with_fresh_levels(name)
        assert isinstance(fn, Const)
        type_ = instantiate_level_params(info.type, info.level_params, fn.levels)
        by_name = {known.local.pp_name: known.local for known in self.fields}
        args: list[Expr] = []
        while isinstance(type_, Pi) and len(args) < _count_default_arguments(info.value):
            if type_.binder_info == DEFAULT:
                arg: Expr = by_name[type_.binder_name]
                self.context.is_def_eq(self.context.infer(arg), type_.binder_type)
            else:
                arg = self.context.mk_meta(type_.binder_type, lctx)
            args.append(arg)
            type_ = instantiate1(type_.body, arg)
        self.context.is_def_eq(type_, field.local.type)
        return self.elaborator.mctx.instantiate(mk_apps(fn, args))

    def _elaborate_result(self, lctx: LocalContext) -> None:
        node, elaborator = self.node, self.elaborator
        if node.type is None:
            self.infer_universe = True
            return
        type_ = elaborator.elab_type(node.type, lctx)
        elaborator.synthesize()
        type_ = elaborator.mctx.instantiate(type_)
        if not isinstance(type_, Sort):
            raise LeanError("invalid 'structure', 'Type' expected", node.type.pos, "invalid")
        level = type_.level
        if isinstance(to_offset(level)[0], LevelMeta):
            self.infer_universe = True
        elif level is not ZERO and not is_never_zero(level):
            text = (
                "invalid universe polymorphic structure declaration, the resultant universe is not Prop (i.e., 0),"
                " but it may be Prop for some parameter values (solution: use 'l+1' or 'max 1 l')"
            )
            raise LeanError(text, node.type.pos, "invalid")
        self.sort = type_

    # fields

    def _elaborate_fields(self, lctx: LocalContext) -> LocalContext:
        for node in self.node.fields:
            lctx = self._elaborate_field(node, lctx)
        self.elaborator.synthesize()
        return lctx

    def _elaborate_field(self, node: ast.StructureField, lctx: LocalContext) -> LocalContext:
        elaborator = self.elaborator
        if node.default is not None and node.info != DEFAULT:
            raise LeanError("invalid field, it is not explicit, but it has a default value", node.pos, "invalid")
        if node.name.startswith("_"):
            text = f"invalid field name '{node.name}', identifiers starting with '_' are reserved to the system"
            raise LeanError(text, node.pos, "invalid")
        old = next((field for field in self.fields if field.local.pp_name == node.name), None)
        if old is not None:
            self._redeclare(old, node)
            return lctx
        if any(param.pp_name == node.name for param in self.params):
            # Lean takes the field for the parameter when it declares the projections, whose types are wrong then.
            raise LeanError("type mismatch at application", self.node.pos, "type_mismatch")
        if node.type is None and node.default is not None:
            value = elaborator.elab_term_and_synthesize(_with_binders(ast.Lambda, node, node.default), None, lctx)
            local, lctx = self.context.push_local(lctx, node.name, self.context.infer(value), node.info)
            self.fields.append(_Field(local, "new", node.infer, default=value))
            return lctx
        type_node = node.type if node.type is not None else ast.Hole(node.pos, node.end)
        binder = ast.Binder(
            node.pos, node.end, node.name, node.info, _with_binders(ast.Pi, node, type_node), None, node.tactic
        )
        if node.tactic is not None and node.binders:
            # `(h (x : A) : p . tac)`: the mark is on the body, as the parser of Lean puts it.
            raise Unsupported("an automatic field with binders is not supported", node.pos)
        locals_, lctx = elaborator.elab_binders((binder,), lctx)
        elaborator.synthesize()
        local = locals_[0]
        self.fields.append(_Field(local, "new", node.infer, node=node))
        return lctx

    def _redeclare(self, old: _Field, node: ast.StructureField) -> None:
        """A new default value for an inherited field."""
        if node.default is not None and node.type is None:
            old.node = node
            return
        where = "has been declared in parent structure" if old.kind == "inherited" else "has already been declared"
        hint = " (omit its type to set a new default value)" if node.default is not None else ""
        raise LeanError(f"field '{node.name}' {where}{hint}", node.pos, "invalid")

    def _elaborate_defaults(self, lctx: LocalContext) -> None:
        """Default values see all the fields."""
        for field in self.fields:
            node = field.node
            if node is None or node.default is None:
                continue
            type_ = self.elaborator.mctx.instantiate(field.local.type)
            value_node = _with_binders(ast.Lambda, node, node.default)
            field.default = self.elaborator.elab_term_and_synthesize(value_node, type_, lctx)
            self.elaborator.synthesize()
            redeclared = field.kind == "inherited" and field.value is not None
            redeclared = redeclared and not isinstance(node.default, ast.Ascription)
            if redeclared and _takes_any_type(self.state, self.elaborator.instantiate(field.default)):
                self.state.table("untyped default")[f"{self.name}.{field.local.pp_name}._default"] = True

    # closing over parameters and universes

    def _close(self) -> None:
        elaborator = self.elaborator
        exprs: list[Expr] = [self.sort]
        exprs += [param.type for param in self.params] + [field.local.type for field in self.fields]
        exprs += [field.default for field in self.fields if field.default is not None]
        exprs += [field.inherited_default for field in self.fields if field.inherited_default is not None]
        exprs += self.parents
        exprs = [elaborator.mctx.instantiate(e) for e in exprs]
        exprs = self._unfold_inherited(exprs)
        own = {local.id for local in self.params} | {field.local.id for field in self.fields}
        section = [v for v in elaborator.section_variables_used(exprs) if v.id not in own]
        exprs, _ = elaborator.generalize_levels(exprs)
        rest = iter(exprs)
        self.sort = next(rest)
        settled: list[Local] = list(section)
        for i, param in enumerate(self.params):
            self.params[i] = Local(param.id, param.pp_name, param.binder_info, _settle(next(rest), settled))
            settled.append(self.params[i])
        for field in self.fields:
            local = field.local
            field.local = Local(local.id, local.pp_name, local.binder_info, _settle(next(rest), settled))
            settled.append(field.local)
        for field in self.fields:
            if field.default is not None:
                field.default = _settle(next(rest), settled)
        for field in self.fields:
            if field.inherited_default is not None:
                field.inherited_default = _settle(next(rest), settled)
        self.parents = [_settle(next(rest), settled) for _ in self.parents]
        self.params = [*section, *self.params]
        if self.infer_universe:
            checker = TypeChecker(self.state.env)
            self.sort = mk_sort(result_level_of_fields([checker.sort_level(f.local.type) for f in self._own_fields()]))
        self.level_params = level_params_of(
            elaborator,
            self.node.levels or (),
            [self.sort, *[p.type for p in self.params], *[f.local.type for f in self.fields]],
        )

    def _unfold_inherited(self, exprs: list[Expr]) -> list[Expr]:
        """Put projections of the subobjects where inherited fields are mentioned by name."""
        views = [(field.local, field.value) for field in self.fields if field.value is not None]
        for local, value in reversed([*views, *self.parent_views]):
            value = self.elaborator.mctx.instantiate(value)
            exprs = [instantiate1(ex.abstract(e, [local]), value) for e in exprs]
        return exprs

    def _own_fields(self) -> list[_Field]:
        """The fields that the constructor takes."""
        return [field for field in self.fields if not self.subobjects or field.kind != "inherited"]

    # declaring

    def _declare(self) -> None:
        state, name = self.state, self.name
        constructor = f"{name}.{self.node.constructor or 'mk'}"
        levels = auxiliary.levels_of(self.level_params)
        self_type = mk_apps(mk_const(name, levels), self.params)
        constructor_type: Expr = self_type
        for field in reversed(self._own_fields()):
            local = field.local
            field_name = "_" + local.pp_name if field.kind == "subobject" else local.pp_name
            body = ex.abstract(constructor_type, [local])
            constructor_type = mk_pi(field_name, local.binder_info, local.type, body)
        constructor_type = pi_over(self.params, constructor_type)
        constructor_type = infer_implicit(constructor_type, len(self.params), self.node.constructor_infer)
        type_ = pi_over(self.params, self.sort)
        state.add_declaration(
            InductiveDecl(name, self.level_params, len(self.params), type_, ((constructor, constructor_type),))
        )
        state.mark_protected(name + ".rec")
        if name != "has_sizeof":
            auxiliary.add_sizeof(state, name)
        self._register(constructor)
        modes = [(field.local.pp_name, field.mode or self.node.constructor_infer) for field in self._own_fields()]
        add_projections(state, name, modes, self.is_class)
        for field in self.fields:
            self._declare_default(field)
        auxiliary.add_structure_auxiliaries(state, name)
        if self.is_class:
            state.add_class(name)
        self._declare_coercions(levels)
        if self.sort is not mk_sort(ZERO):
            auxiliary.add_structure_lemmas(state, name, self.is_class)

    def _register(self, constructor: str) -> None:
        fields: list[FieldInfo] = []
        for field in self._own_fields():
            head = get_app_fn(field.local.type)
            parent = head.name if field.kind == "subobject" and isinstance(head, Const) else None
            projection = f"{self.name}.{field.local.pp_name}"
            fields.append(FieldInfo(field.local.pp_name, projection, field.local.binder_info, parent))
        self.state.add_structure(StructureInfo(self.name, constructor, len(self.params), tuple(fields)))

    def _declare_default(self, field: _Field) -> None:
        """`S.f._default`: the default value as a function of what it mentions, fields explicit, parameters implicit."""
        value = field.default
        if value is None and not self.subobjects:
            value = field.inherited_default
        if value is None:
            return
        type_ = field.local.type
        mentioned = self._mentioned([type_, value])
        args = [
            local if local.binder_info != DEFAULT else Local(local.id, local.pp_name, IMPLICIT, local.type)
            for local in self.params
            if local.id in mentioned
        ]
        for known in self._own_fields():
            local = known.local
            if local.id in mentioned:
                args.append(Local(local.id, local.pp_name, DEFAULT, local.type))
        used: set[str] = set()
        collect_level_params(type_, used)
        collect_level_params(value, used)
        for arg in args:
            collect_level_params(arg.type, used)
        level = TypeChecker(self.state.env).sort_level(type_)
        wrapped = mk_apps(mk_const("id", (level,)), [type_, value])
        name = f"{self.name}.{field.local.pp_name}._default"
        params = order_level_params(self.state, [p for p in self.level_params if p in used], used)
        declaration = DefinitionDecl(name, params, pi_over(args, type_), lambda_over(args, wrapped), ABBREVIATION)
        self.state.add_declaration(declaration)
        self.state.set_reducibility(name, "reducible")

    def _mentioned(self, exprs: Sequence[Expr]) -> set[int]:
        """The ids of the locals in `exprs`, and of those in their types."""
        found: set[int] = set()
        todo = list(exprs)
        while todo:
            for local in terms.locals_of(todo.pop()):
                if local.id not in found:
                    found.add(local.id)
                    todo.append(local.type)
        return found

    def _declare_coercions(self, levels: Sequence[Level]) -> None:
        state = self.state
        names = self._coercion_names()
        for index, parent_type in enumerate(self.parents):
            head, args = get_app_fn_args(parent_type)
            assert isinstance(head, Const)
            name = f"{self.name}.{self.fields[index].local.pp_name}" if self.subobjects else names[index]
            if not self.subobjects:
                subject_type = mk_apps(mk_const(self.name, tuple(levels)), self.params)
                subject = mk_local("self", subject_type, INST if self.is_class else DEFAULT)
                info = auxiliary.inductive_info(state, head.name)
                value = mk_apps(mk_const(info.constructors[0], head.levels), args)
                for position in self.field_maps[index]:
                    projection = f"{self.name}.{self.fields[position].local.pp_name}"
                    value = mk_app(value, mk_apps(mk_const(projection, tuple(levels)), [*self.params, subject]))
                order = [*self.params, subject]
                type_ = infer_implicit(pi_over(order, parent_type), len(self.params), "[]")
                auxiliary.define_regular(state, name, self.level_params, type_, lambda_over(order, value))
            private = self.node.parents[index].is_private
            if not private and self.is_class and state.is_class(head.name):
                state.add_instance(name, int(state.option("extends_priority", 100)))

    def _coercion_names(self) -> list[str]:
        """`S.to_p` for each parent; numbered where two parents have the same short name."""
        names: list[str] = []
        short = [_short_name(parent) for parent in self.parents]
        seen: dict[str, int] = {}
        for name in short:
            if short.count(name) > 1:
                seen[name] = seen.get(name, 0) + 1
                names.append(f"{self.name}.to_{name}_{seen[name]}")
            else:
                names.append(f"{self.name}.to_{name}")
        return names


def _short_name(parent: Expr) -> str:
    head = get_app_fn(parent)
    assert isinstance(head, Const)
    return head.name.rpartition(".")[2]


def _with_binders(make: Callable[..., ast.Term], node: ast.StructureField, body: ast.Term) -> ast.Term:
    """`body` under the field's own binders, as a lambda or a Pi."""
    return make(body.pos, body.end, node.binders, body) if node.binders else body


def _settle(e: Expr, locals_: Sequence[Local]) -> Expr:
    """`e` with the settled nodes of the variables in place of the nodes that it was elaborated with."""
    return ex.instantiate(ex.abstract(e, locals_), locals_) if e.has_local and locals_ else e


def _count_default_arguments(value: Expr) -> int:
    """How many arguments a default value takes before the value itself, which is under `id`."""
    count = 0
    while isinstance(value, Lambda):
        value = value.body
        count += 1
    return count


# ------------------------------------------------------------------------------------------------ instances


def elab_structure_instance(
    elaborator: Elaborator, node: ast.StructureInstance, expected: Expr | None, lctx: LocalContext
) -> Expr:
    """`{x := v, ..s}`: every field from the text, a subobject, a source, a default or by inference, in this order.

    Fields are elaborated as the metavariables in their types get values, since defaults may depend on other fields.
    """
    return _Instance(node, expected, elaborator, lctx).run()


class _Instance:
    """One structure instance being built."""

    def __init__(
        self, node: ast.StructureInstance, expected: Expr | None, elaborator: Elaborator, lctx: LocalContext
    ) -> None:
        self.node = node
        self.expected = expected
        self.elaborator = elaborator
        self.context = elaborator.ctx
        self.state: State = elaborator.state
        self.lctx = lctx
        self.values = {assign.name: assign.value for assign in node.fields}
        self.used: set[str] = set()
        self.missing: list[str] = []
        self.sources: list[tuple[Expr, Expr, str]] = []
        self.order: list[Meta] = []
        self.makers: dict[str, Callable[[Expr], Expr]] = {}
        self.meta_of: dict[str, Meta] = {}
        self.name_of: dict[Meta, str] = {}
        self.name = ""

    def run(self) -> Expr:
        node = self.node
        if node.structure:
            candidates = self.state.resolve(node.structure)
            self.name = candidates[0] if candidates else node.structure
            if structure_info(self.state, self.name) is None:
                text = f"invalid structure instance, '{node.structure}' is not the name of a structure type"
                raise LeanError(text, node.pos, "invalid")
        self._elaborate_sources()
        if not self.name:
            self._find_structure()
        if self.state.is_private(self.name) and not self.state.has_alias(self.name):
            raise LeanError("invalid structure instance, type is a private structure", node.pos, "invalid")
        value, type_ = self._create(self.name)
        for field in self.missing:
            text = f"invalid structure value {{ ... }}, field '{field}' was not provided"
            raise LeanError(text, node.pos, "invalid")
        for assign in node.fields:
            if assign.name not in self.used:
                text = f"invalid structure value {{ ... }}, '{assign.name}' is not a field of structure '{self.name}'"
                raise LeanError(text, node.pos, "invalid")
        matches = self.expected is None or self.context.is_def_eq(self.expected, type_)
        self._insert_values()
        if not matches:
            raise LeanError("type mismatch as structure instance", node.pos, "type_mismatch")
        return self.elaborator.mctx.instantiate(value)

    def _elaborate_sources(self) -> None:
        for source in self.node.sources:
            value = self.elaborator.elab_term(source, None, self.lctx)
            self.elaborator.synthesize(force=False)
            value = self.elaborator.mctx.instantiate(value)
            type_ = self.elaborator.mctx.instantiate(self.context.whnf(self.context.infer(value)))
            head = get_app_fn(type_)
            if not isinstance(head, Const) or structure_info(self.state, head.name) is None:
                raise LeanError("invalid structure notation source, not a structure", source.pos, "invalid")
            self.sources.append((value, type_, head.name))

    def _find_structure(self) -> None:
        node = self.node
        if self.expected is not None:
            head = get_app_fn(self.context.whnf(self.expected))
            if not isinstance(head, Const) or structure_info(self.state, head.name) is None:
                text = "invalid structure value {...}, expected type is known, but it is not a structure"
                raise LeanError(text, node.pos, "invalid")
            self.name = head.name
        elif len(self.sources) == 1 and not node.catchall:
            self.name = self.sources[0][2]
        else:
            text = (
                "invalid structure value {...}, expected type is not known"
                "(solution: use qualified structure instance { struct_id . ... }"
            )
            raise LeanError(text, node.pos, "invalid")

    def _create(self, structure: str) -> tuple[Expr, Expr]:
        """The constructor applied to metavariables for its parameters and fields, and its type."""
        info = structure_info(self.state, structure)
        assert info is not None
        value: Expr = self.context.const_with_fresh_levels(info.constructor)
        type_ = self.context.infer(value)
        index = 0
        while isinstance(type_, Pi):
            if index < info.num_params:
                if type_.binder_info == DEFAULT and self.expected is None:
                    text = (
                        f"invalid structure value {{...}}, structure parameter '{type_.binder_name}' is explicit in"
                        f" the structure constructor '{info.constructor}' and the expected type is not known"
                    )
                    raise LeanError(text, self.node.pos, "invalid")
                arg = self.context.mk_meta(type_.binder_type, self.lctx)
            else:
                arg = self._field(info.fields[index - info.num_params], type_)
            value = mk_app(value, arg)
            type_ = instantiate1(type_.body, arg)
            index += 1
        return value, type_

    def _field(self, field: FieldInfo, binder: Pi) -> Meta:
        """A metavariable for a field, with a way to find its value."""
        name = field.name
        meta = self.context.mk_meta(binder.binder_type, self.lctx, name="?" + name)
        self.order.append(meta)
        if name in self.values:
            self.used.add(name)
            self.makers[name] = self._from_text(self.values[name])
        elif field.parent is not None:
            self._subobject(field, binder, meta)
        elif (from_source := self._from_source(name)) is not None:
            self.makers[name] = from_source
        elif (default := default_value(self.state, self.name, name)) is not None:
            self.makers[name] = self._from_default(default)
        elif is_auto_param(binder.binder_type):
            self.makers[name] = self._from_tactic
        elif binder.binder_info == INST:
            self.makers[name] = self._by_instance
        elif binder.binder_info != DEFAULT or self.node.catchall:
            self.makers[name] = self._hole
        else:
            self.missing.append(name)
            self.makers[name] = self._hole
        self.meta_of[name] = meta
        self.name_of[meta] = name
        return meta

    def _subobject(self, field: FieldInfo, binder: Pi, meta: Meta) -> None:
        assert field.parent is not None
        before, used, missing = len(self.order), len(self.used), list(self.missing)
        nested, _ = self._create(field.parent)
        untouched = len(self.used) == used
        from_source = self._from_source(field.name) if untouched else None
        if from_source is not None:
            self.makers[field.name] = from_source
            self.missing = missing
            del self.order[before:]
        elif binder.binder_info != DEFAULT and untouched and len(missing) < len(self.missing):
            self.makers[field.name] = self._by_instance
            self.missing = missing
            del self.order[before:]
        else:
            self.context.is_def_eq(meta, nested)

    def _from_text(self, node: ast.Term) -> Callable[[Expr], Expr]:
        def make(type_: Expr) -> Expr:
            plain = consume_auto_opt_param(type_)
            value = self.elaborator.elab_term(node, plain, self.lctx)
            value_type = self.context.infer(value)
            fitted = self.elaborator.ensure_has_type(value, value_type, plain, self.lctx, node)
            return value if fitted is None else fitted

        return make

    def _from_source(self, field: str) -> Callable[[Expr], Expr] | None:
        for value, type_, structure in self.sources:
            path = find_field(self.state, structure, field)
            if path is None:
                continue

            def make(_: Expr, value: Expr = value, type_: Expr = type_, path: list[str] = path) -> Expr:
                for projection in path:
                    value = mk_projection(self.context, self.state, projection, type_, value)
                    type_ = self.context.whnf(self.context.infer(value)) if projection is not path[-1] else type_
                return value

            return make
        return None

    def _from_default(self, name: str) -> Callable[[Expr], Expr]:
        def make(type_: Expr) -> Expr:
            if self.elaborator.in_pattern:
                return self._hole(type_)
            if name in self.state.table("untyped default"):
                field = last_name(parent_name(name))
                raise LeanError(f"type mismatch at field '{field}'", self.node.pos, "type_mismatch")
            info = auxiliary.definition_info(self.state, name)
            fn = self.context.const_with_fresh_levels(name)
            assert isinstance(fn, Const)
            fn_type = instantiate_level_params(info.type, info.level_params, fn.levels)
            args: list[Expr] = []
            for _ in range(_count_default_arguments(info.value)):
                assert isinstance(fn_type, Pi)
                arg: Expr
                if fn_type.binder_info == DEFAULT:
                    arg = self.meta_of[fn_type.binder_name]
                    self.context.is_def_eq(self.context.infer(arg), fn_type.binder_type)
                elif fn_type.binder_info == INST:
                    arg = self.elaborator.mk_instance(fn_type.binder_type, self.lctx, self.node)
                else:
                    arg = self.context.mk_meta(fn_type.binder_type, self.lctx)
                args.append(arg)
                fn_type = instantiate1(fn_type.body, arg)
            self.context.is_def_eq(fn_type, consume_auto_opt_param(type_))
            body = _drop_ids(instantiate_level_params(info.value, info.level_params, fn.levels))
            return self._reduce_projections(self.elaborator.mctx.instantiate(ex.beta(body, args)))

        return make

    def _reduce_projections(self, e: Expr) -> Expr:
        """Projections of constructor applications reduced, so that a field does not seem to depend on itself."""

        def visit(sub: Expr, _: int) -> Expr | None:
            fn, args = get_app_fn_args(sub)
            if not isinstance(fn, Const) or not args:
                return None
            info = self.state.projection_info(fn.name)
            if info is None or len(args) <= info.num_params:
                return None
            args = [ex.replace(arg, visit) for arg in args]
            major = self.elaborator.mctx.instantiate(args[info.num_params])
            head, fields = get_app_fn_args(major)
            if not isinstance(head, Const) or head.name != info.constructor:
                return mk_apps(fn, args)
            return ex.replace(ex.beta(fields[info.num_params + info.index], args[info.num_params + 1 :]), visit)

        return ex.replace(e, visit)

    def _from_tactic(self, type_: Expr) -> Expr:
        if self.elaborator.in_pattern:
            return self._hole(type_)
        statement, tactic = get_app_args(type_)
        return elab_auto_param(self.elaborator, statement, tactic, self.node, self.lctx)

    def _by_instance(self, type_: Expr) -> Expr:
        if self.elaborator.in_pattern:
            return self._hole(type_)
        return self.elaborator.mk_instance(type_, self.lctx, self.node)

    def _hole(self, type_: Expr) -> Expr:
        return self.context.mk_meta(type_, self.lctx)

    def _assign_field(self, current: Expr, value: Expr, type_: Expr) -> bool:
        """Give a field its value: the field's own metavariable is the one to be assigned, not one in the value."""
        mctx = self.elaborator.mctx
        current, value = mctx.instantiate(current), mctx.instantiate(value)
        if isinstance(current, Meta) and not _occurs(current, value):
            if not self.context.is_def_eq(self.context.infer(value), type_):
                return False
            if not mctx.is_assigned(current):
                mctx.assign(current, value)
                return True
        return bool(self.context.is_def_eq(current, value))

    def _insert_values(self) -> None:
        mctx = self.elaborator.mctx
        for meta in self.order:
            name = self.name_of.get(meta)
            if name is None or name not in self.makers or not isinstance(mctx.instantiate(meta), Meta):
                continue
            current = mctx.instantiate(meta)
            type_ = mctx.instantiate(self.context.infer(current))
            value = self.makers[name](type_)
            if not self._assign_field(current, value, type_):
                raise LeanError(f"type mismatch at field '{name}'", self.node.pos, "type_mismatch")


def _occurs(meta: Meta, e: Expr) -> bool:
    return e.has_meta and terms.find(e, lambda sub: sub is meta) is not None


def _takes_any_type(state: State, value: Expr) -> bool:
    """Whether the type of a new default for an inherited field comes from the field alone, as a numeral's does.

    Lean writes that type as a function of the parent, and then finds that it is not the field's own.
    """
    fn, args = get_app_fn_args(value)
    if value.has_local:
        return False
    if not isinstance(fn, Const):
        return bool(args)
    info = state.get(fn.name)
    result = info.type if info is not None else None
    while isinstance(result, Pi):
        result = result.body
    return isinstance(result, Var)


def is_auto_param(type_: Expr) -> bool:
    """Is the type marked as to be proved by a tactic?"""
    head = get_app_fn(type_)
    return isinstance(head, Const) and head.name == "auto_param" and len(get_app_args(type_)) == 2


def consume_auto_opt_param(type_: Expr) -> Expr:
    """The type without the marks `auto_param` and `opt_param`."""
    while True:
        head = get_app_fn(type_)
        args = get_app_args(type_)
        if isinstance(head, Const) and head.name in ("auto_param", "opt_param") and len(args) == 2:
            type_ = args[0]
        else:
            return type_


def _drop_ids(value: Expr) -> Expr:
    """The value without the `id`s that `S.f._default` wraps it in."""

    def visit(sub: Expr, _: int) -> Expr | None:
        fn, args = get_app_fn_args(sub)
        if isinstance(fn, Const) and fn.name == "id" and len(args) == 2:
            return ex.replace(args[1], visit)
        return None

    return ex.replace(value, visit)
