"""Commands: each changes the `State`, or prints something; declarations go through the kernel.

Inductive types, structures and definitions by equations are elaborated in the modules of those names; what is here is
what they share: names, section variables, universes, attributes, and plain definitions and theorems.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from lean_env.embedded import terms
from lean_env.embedded.elaborator import (
    attributes,
    names,
    noncomputable,
    options,
    pretty,
    section_variables,
    universes,
    unknown_names,
)
from lean_env.embedded.elaborator.absent import is_absent, is_absent_namespace, refuse_absent, unknown_identifier
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT, LocalContext
from lean_env.embedded.elaborator.sorry import SORRY, uses_sorry
from lean_env.embedded.elaborator.state import (
    Opening,
    SectionReference,
    SectionVariable,
    State,
    join_name,
    last_name,
    parent_name,
)
from lean_env.embedded.elaborator.term import Elaborator
from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel import level as lv
from lean_env.embedded.kernel.declaration import ABBREVIATION, AxiomDecl, DefinitionDecl, QuotDecl, TheoremDecl
from lean_env.embedded.kernel.expr import INST, Expr, Local
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import mentions_universes

_LOCAL_IN_NOTATION = "invalid notation declaration, contains reference to local variables"


@dataclass(frozen=True, slots=True)
class Message:
    """What Lean would print about a place: `severity` is error, warning or info; `kind` as in `LeanError`."""

    severity: str
    text: str
    line: int
    column: int
    kind: str = "other"


class Commands:
    """Runs commands on `state`; `messages` collects what they say. `budget` bounds the steps of all together."""

    def __init__(self, state: State, budget: int | None = None) -> None:
        self.state = state
        self.messages: list[Message] = []
        self.steps = 0
        self.budget = budget
        self._context: TypeContext | None = None

    # ------------------------------------------------------------------------------------------- plumbing

    def report(self, severity: str, text: str, position: Position, kind: str = "other") -> None:
        """Add a message."""
        self.messages.append(Message(severity, text, position.line, position.column, kind))

    @property
    def steps_left(self) -> int:
        """What is left of the budget; without one, more than any text can spend."""
        if self.budget is None:
            return sys.maxsize
        spent = self.steps + (0 if self._context is None else self._context.steps)
        return max(self.budget - spent, 0)

    def context(self, state: State | None = None) -> TypeContext:
        """A fresh type context that draws on what is left of the budget."""
        if self._context is not None:
            self.steps += self._context.steps
        left = None if self.budget is None else max(self.budget - self.steps, 1)
        state = state or self.state
        self._context = TypeContext(state, budget=left)
        state.tick = self._context.tick
        return self._context

    def elaborator(self, decl_name: str, levels: Sequence[str] = (), state: State | None = None) -> Elaborator:
        """An elaborator for a declaration."""
        state = state or self.state
        return Elaborator(state, decl_name, levels, EMPTY_CONTEXT, self.context(state))

    def run(self, command: ast.Command) -> None:
        """Run one command; LeanError when it fails."""
        method = _COMMANDS.get(type(command))
        if method is None:
            raise Unsupported(f"command {type(command).__name__} is not supported", command.pos)
        try:
            method(self, command)
        except LeanError as error:
            raise error.at(command.pos) from None

    # ------------------------------------------------------------------------------------------- section variables

    def base_context(self, elab: Elaborator, variables: Sequence[Local]) -> LocalContext:
        """The section variables as a local context."""
        lctx = EMPTY_CONTEXT
        for variable in variables:
            lctx = elab.ctx.add_local(lctx, variable)
        return lctx

    def _frozen_context(self, elab: Elaborator) -> LocalContext:
        """All section variables; where there are any, Lean makes no instances of binders further in."""
        variables = self.all_variables()
        lctx = self.base_context(elab, variables)
        return lctx.freeze() if variables else lctx

    def all_variables(self) -> list[Local]:
        """Every section variable in sight."""
        return [variable.local for variable in self.state.variables()]

    # ------------------------------------------------------------------------------------------- declarations

    def full_name(self, name: str, modifiers: ast.Modifiers) -> str:
        """The name the kernel will know the declaration by."""
        state = self.state
        full = state.full_name(name)
        if modifiers.is_private:
            actual = f"_private.{state.private_count() + 1}.{full}"
            state.mark_private(actual, full, name)
            return actual
        return full

    def check_free(self, full: str, place: Position) -> None:
        """LeanError when a definition's name is taken, which Lean sees once the definition's type is elaborated."""
        text = f"invalid definition, a declaration named '{full}' has already been declared"
        if full in self.state.env:
            raise LeanError(text, place, "invalid")
        refuse_absent(self.state, full, text, place)

    def definition(self, node: ast.Definition) -> None:
        """`def`, `theorem`, `example`, `abbreviation`, `instance`."""
        modifiers = node.modifiers
        if modifiers.is_meta:
            raise Unsupported("meta definitions are not supported", node.pos)
        if node.kind == "example":
            fork = self.state.fork()
            saved, self.state = self.state, fork
            try:
                self._define(node, "_example", "_example")
            finally:
                self.state = saved
            return
        name = node.name
        if node.kind == "instance":
            for flag, word in ((modifiers.is_private, "private"), (modifiers.is_protected, "protected")):
                if flag:
                    raise LeanError(f"invalid '{word}' modifier for instance command", node.pos, "invalid")
            if not name:
                if _matches(node.type) or _matches(node.binders):
                    raise LeanError(
                        "invalid instance, pattern matching cannot be used in the type of anonymous instance"
                        " declarations",
                        node.name_pos,
                        "invalid",
                    )
                name = self._instance_name(node)
        full = self.full_name(name, modifiers)
        self._define(node, name, full)

    def _define(self, node: ast.Definition, name: str, full: str) -> None:
        try:
            self._elaborate_definition(node, name, full)
        except (Unsupported, DeterministicTimeout):
            raise
        except LeanError as error:
            raise unknown_names.first_unknown(self.state, node) or error from None

    def _elaborate_definition(self, node: ast.Definition, name: str, full: str) -> None:
        state = self.state
        before = len(state.table("declaration order")._own)
        levels = list(node.levels or ())
        elab = self.elaborator(full, levels, state)
        elab.modifiers = node.modifiers
        elab.well_founded_tactics = node.using_well_founded
        elab.in_theorem = node.kind == "theorem"
        mentioned = section_variables.mentioned_by_definition(state, node)
        variables = section_variables.closure(state, mentioned)
        lctx = self.base_context(elab, variables)
        elab.lctx = lctx
        params = list(variables)
        for binder in node.binders:
            type_ = elab.elab_binder_type(binder, lctx.freeze())
            elab.synthesize()
            local, lctx = elab.ctx.push_local(lctx, binder.name, type_, binder.info)
            params.append(local)
        # Binders further in are no instances to the elaborator, as in Lean.
        lctx = lctx.freeze()
        if node.equations is not None:
            self._define_by_equations(node, name, full, elab, params, lctx)
        elif node.kind == "theorem":
            self._define_theorem(node, full, elab, params, lctx)
        else:
            self._define_value(node, full, elab, params, lctx)
        self._declared(node, name, full, elab, variables, len(node.binders))
        self._warn_sorry(node, full, before)

    def _define_theorem(
        self, node: ast.Definition, full: str, elab: Elaborator, params: list[Local], lctx: LocalContext
    ) -> None:
        type_, level_params = self._theorem_type(node, elab, params, lctx)
        self.check_free(full, node.name_pos)
        assert node.value is not None
        statement = elab.ctx.mk_pi(params, type_)
        try:
            value = elab.elab_term(node.value, type_, lctx)
            elab.synthesize()
            value = elab.enforce_type(value, type_, "type mismatch", lctx, node.value)
            elab.synthesize()
            proof = elab.ctx.mk_lambda(params, value)
            elab.ensure_no_metas(elab.instantiate(proof), node.value)
            proof = universes.generalize(elab.mctx, [proof], (), fixed=True)[0][0]
            if self._is_rfl(node.value, lctx):
                self.state.table("marked as rfl")[full] = True
                if not _proves_by_rfl(elab.instantiate(statement), proof):
                    raise LeanError("not a rfl-lemma, even though marked as rfl", node.name_pos)
        except LeanError:
            self._declare_unproved(full, level_params, elab.instantiate(statement))
            raise
        self.add(TheoremDecl(full, level_params, elab.instantiate(statement), proof), node)

    def _is_rfl(self, value: ast.Term, lctx: LocalContext) -> bool:
        """Whether a theorem's proof is the one word that makes Lean mark it for definitional rewriting."""
        if not isinstance(value, ast.Ident):
            return False
        head = names.resolve_name(self.state, value.name, lctx)
        return isinstance(head, names.ConstHead) and head.names in (("rfl",), ("iff.rfl",))

    def _theorem_type(
        self, node: ast.Definition, elab: Elaborator, params: list[Local], lctx: LocalContext
    ) -> tuple[Expr, tuple[str, ...]]:
        if node.type is None:
            type_: Expr = elab.mk_type_meta(lctx, node)
        else:
            type_ = elab.elab_type(node.type, lctx)
        elab.synthesize()
        type_ = elab.instantiate(type_)
        elab.ensure_no_metas(type_, node.type or node)
        statement = elab.ctx.mk_pi(params, type_)
        elab.ensure_no_metas(elab.instantiate(statement), node.type or node)
        [statement], generated = elab.generalize_levels([statement])
        used = universes.collect_params([statement])
        level_params = universes.order(self.state, elab.level_params, used, generated)
        elab.level_params += [name for name in generated if name not in elab.level_params]
        return elab.instantiate(type_), level_params

    def _declare_unproved(self, full: str, level_params: tuple[str, ...], statement: Expr) -> None:
        """As Lean does after an error in a proof, so that what follows can refer to the theorem."""
        if statement.has_meta or statement.has_level_meta or full == "_example":
            return
        try:
            self.state.add_declaration(AxiomDecl(full, level_params, statement))
        except LeanError:
            return
        self.state.table("failed")[full] = True

    def _define_value(
        self, node: ast.Definition, full: str, elab: Elaborator, params: list[Local], lctx: LocalContext
    ) -> None:
        assert node.value is not None
        if node.type is None:
            type_: Expr = elab.mk_type_meta(lctx, node)
        else:
            sort = ex.mk_sort(elab.ctx.mk_level_meta())
            type_ = elab.ensure_type(elab.elab_term(node.type, sort, lctx), lctx, node.type)
        value = elab.elab_term(node.value, type_, lctx)
        elab.synthesize()
        value = elab.enforce_type(value, type_, "type mismatch", lctx, node.value)
        elab.synthesize()
        closed_type = elab.instantiate(elab.ctx.mk_pi(params, type_))
        closed_value = elab.instantiate(elab.ctx.mk_lambda(params, value))
        elab.ensure_no_metas(closed_type, node.type or node)
        elab.ensure_no_metas(closed_value, node.value)
        [closed_type, closed_value], generated = elab.generalize_levels([closed_type, closed_value])
        used = universes.collect_params([closed_type, closed_value])
        level_params = universes.order(self.state, elab.level_params, used, generated)
        self.check_free(full, node.name_pos)
        hint = ABBREVIATION if node.kind == "abbreviation" else self.state.env.height_of(closed_value)
        self.add(DefinitionDecl(full, level_params, closed_type, closed_value, hint), node)

    def _define_by_equations(
        self,
        node: ast.Definition,
        name: str,
        full: str,
        elab: Elaborator,
        params: list[Local],
        lctx: LocalContext,
    ) -> None:
        from lean_env.embedded.elaborator import equations

        if node.kind == "abbreviation":
            raise LeanError(
                "invalid abbreviation, abbreviations should not be defined using pattern matching", node.pos, "invalid"
            )
        level_params: tuple[str, ...] | None = None
        if node.kind == "theorem":
            type_, level_params = self._theorem_type(node, elab, params, lctx)
        else:
            # The equations may still say in which universes a definition lives.
            type_ = elab.elab_type(node.type, lctx) if node.type is not None else elab.mk_type_meta(lctx, node)
            elab.synthesize()
            type_ = elab.instantiate(type_)
            elab.ensure_no_metas(type_, node.type or node)
        params = [_settled(param, elab) for param in params]
        self.check_free(full, node.name_pos)
        assert node.equations is not None
        request = equations.EquationsRequest(
            name=full,
            local_name=name,
            level_params=level_params,
            params=tuple(params),
            type=type_,
            equations=node.equations,
            kind="def" if node.kind in ("def", "instance", "example") else node.kind,
            well_founded=node.using_well_founded,
            position=node.name_pos,
        )
        try:
            equations.elab_equations_definition(elab, [request], lctx)
        except LeanError:
            if level_params is not None:
                self._declare_unproved(full, level_params, elab.instantiate(elab.ctx.mk_pi(params, type_)))
            raise

    def add(self, decl: Any, node: ast.Node) -> None:
        """Through the kernel, with Lean's words when it refuses."""
        try:
            self.state.add_declaration(decl)
        except LeanError as error:
            if error.kind != "kernel":
                raise
            raise LeanError(
                f"kernel failed to type check declaration '{decl.name}' this is usually due to a buggy tactic or a bug"
                f" in the builtin elaborator\nelaborated type:\n  {pretty.pp(decl.type)}\nnested exception message:\n"
                f"{error.text}",
                node.pos,
                "kernel",
            ) from None

    def _declared(
        self, node: ast.Definition, name: str, full: str, elab: Elaborator, variables: list[Local], arity: int
    ) -> None:
        state = self.state
        kind = node.kind
        if node.modifiers.is_protected or kind == "instance":
            state.mark_protected(full)
        info = state.get(full)
        if info is None:
            return
        self._check_computable(node, full, elab)
        if node.equations is None and kind in ("def", "instance", "abbreviation"):
            state.table("definition arity")[full] = len(variables) + arity
        self._add_local_reference(full, variables)
        if kind == "abbreviation":
            state.set_attribute("inline", full)
            state.set_reducibility(full, "reducible")
        if kind == "instance" and not any(a.name == "instance" for a in node.modifiers.attributes):
            state.add_instance(full, attributes.common_priority(state, node.modifiers.attributes))
        try:
            self.apply_attributes(node.modifiers.attributes, full, node.modifiers.attributes_local)
        except LeanError as error:
            if not error.text.startswith("unknown attribute"):
                error.position = node.name_pos
            raise

    def _check_computable(self, node: ast.Definition, full: str, elab: Elaborator) -> None:
        state = self.state
        info = state.get(full)
        assert info is not None
        context = self.context(state)
        marked = node.modifiers.is_noncomputable
        if node.kind == "theorem":
            if not context.is_prop(info.type) and SORRY not in ex.constants_of(info.type):
                state.mark_noncomputable(full)
                if marked or state.scopes[-1].noncomputable or state.scopes[0].noncomputable:
                    return
                raise LeanError(
                    "theorems do not get VM compiled, use 'def' or add 'noncomputable' modifier to"
                    f" '{state.user_name(full)}'",
                    node.name_pos,
                    "invalid",
                )
            return
        value = getattr(info, "value", None)
        cause = None
        if value is not None and not context.is_prop(info.type):
            cause = noncomputable.reason(state, context, value)
        if cause is None:
            if marked:
                self.report(
                    "warning",
                    f"unexpected 'noncomputable' modifier, definition '{state.user_name(full)}' is computable",
                    node.name_pos,
                )
            return
        state.mark_noncomputable(full)
        if marked or state.scopes[-1].noncomputable or state.scopes[0].noncomputable:
            return
        raise LeanError(
            f"missing 'noncomputable' modifier, definition '{state.user_name(full)}' depends on '{cause}'",
            node.pos if node.kind == "example" else node.name_pos,
            "invalid",
        )

    def _add_local_reference(self, full: str, variables: list[Local]) -> None:
        """Inside a section with parameters the constant stands for itself applied to them."""
        parameters = {v.local.id for v in self.state.variables() if v.is_parameter}
        leading: list[Local] = []
        for variable in variables:
            if variable.id not in parameters:
                break
            leading.append(variable)
        info = self.state.get(full)
        assert info is not None
        fixed = self.state.fixed_universes()
        levels: list[lv.Level] = []
        for name in info.level_params:
            if name not in fixed:
                break
            levels.append(lv.mk_param(name))
        if leading or levels:
            reference = SectionReference(full, tuple(levels), tuple(leading))
            self.state.scopes[-1].local_refs[full] = reference

    def _add_family_references(self, full: str, elab: Elaborator) -> None:
        """The same for a type, its constructors and projections."""
        info = self.state.get(full)
        structure = self.state.structure_info(full)
        projections = [field.projection for field in structure.fields] if structure is not None else []
        for name in (full, *getattr(info, "constructors", ()), *projections):
            self._add_local_reference(name, elab.section_used)

    def apply_attributes(self, found: Sequence[ast.Attribute], full: str, local: bool = False) -> None:
        """Apply attributes in order."""
        attributes.apply_all(self.state, found, full, local)

    def _warn_sorry(self, node: ast.Definition, full: str, before: int) -> None:
        state = self.state
        if SORRY not in state.env:
            return
        fresh = list(state.table("declaration order")._own)[before:]
        for name in fresh:
            info = state.get(name)
            if info is None or name == SORRY:
                continue
            value = getattr(info, "value", None)
            found = SORRY in ex.constants_of(info.type)
            if found or (value is not None and SORRY in ex.constants_of(value)):
                shown = "[anonymous]" if full == "_example" else state.user_name(full)
                self.report("warning", f"declaration '{shown}' uses sorry", node.pos, "sorry")
                return

    def _instance_name(self, node: ast.Definition) -> str:
        bound = {binder.name for binder in node.binders} | {v.local.pp_name for v in self.state.variables()}
        term: ast.Term | None = node.type
        while isinstance(term, ast.Pi | ast.Arrow):
            if isinstance(term, ast.Pi):
                bound |= {binder.name for binder in term.binders}
                term = term.body
            else:
                term = term.codomain
        class_name, args = self._head_and_args(term, bound)
        if class_name is None or not args:
            raise self._nameless(node)
        arg = args[0] if class_name in ("has_coe_to_fun", "has_coe_to_sort") else args[-1]
        found = self._argument_name(arg, bound)
        if found is None:
            raise self._nameless(node)
        namespace = self.state.namespace
        if class_name == namespace:
            class_name = last_name(class_name)
        elif namespace and class_name.startswith(namespace + "."):
            class_name = class_name[len(namespace) + 1 :]
        result = join_name(found, class_name)
        if namespace and result.startswith(namespace + "."):
            result = result[len(namespace) + 1 :]
        return result

    def _nameless(self, node: ast.Definition) -> LeanError:
        return LeanError(
            "failed to synthesize instance name, name should be provided explicitly", node.name_pos, "invalid"
        )

    def _head_and_args(self, term: ast.Term | None, bound: set[str]) -> tuple[str | None, tuple[ast.Term, ...]]:
        args: tuple[ast.Term, ...] = ()
        while isinstance(term, ast.App):
            args = term.args + args
            term = term.fn
        if not isinstance(term, ast.Ident) or term.name in bound:
            return None, args
        resolved = term.resolved or tuple(self.state.resolve(term.name))
        return (resolved[0] if resolved else None), args

    def _argument_name(self, term: ast.Term, bound: set[str]) -> str | None:
        while True:
            if isinstance(term, ast.App):
                term = term.fn
            elif isinstance(term, ast.Ascription | ast.Explicit | ast.PartialExplicit):
                term = term.term
            elif isinstance(term, ast.Choice):
                term = term.alternatives[0]
            else:
                break
        if isinstance(term, ast.Hole):
            raise Unsupported("an instance for '_' without a name is not supported", term.pos)
        if isinstance(term, ast.SortTerm):
            return "sort"
        if isinstance(term, ast.Pi | ast.Arrow):
            return "pi"
        if isinstance(term, ast.Subtype):
            return "subtype"
        if isinstance(term, ast.If):
            return "ite" if term.name is None else "dite"
        if isinstance(term, ast.SetOf):
            return "set_of"
        if isinstance(term, ast.Field):
            return f"field_{term.field}" if isinstance(term.field, int) else term.field
        if isinstance(term, ast.Ident):
            if term.resolved is None and term.name in bound:
                return ""
            resolved = term.resolved or tuple(self.state.resolve(term.name))
            if resolved:
                return resolved[0]
            if parent_name(term.name) in bound:
                return last_name(term.name)
        return None

    # ------------------------------------------------------------------------------------------- other declarations

    def mutual(self, node: ast.MutualDefinition) -> None:
        """`mutual def`."""
        from lean_env.embedded.elaborator import equations

        state = self.state
        elab = self.elaborator(state.full_name(node.parts[0].name), node.levels or ())
        elab.modifiers = node.modifiers
        elab.well_founded_tactics = node.parts[-1].using_well_founded
        own = frozenset(part.name for part in node.parts)
        parts: tuple[object, ...] = tuple((part.type, part.equations) for part in node.parts)
        mentioned = section_variables.mentioned_after_binders(state, node.binders, parts, own)
        variables = section_variables.closure(state, mentioned)
        lctx = self.base_context(elab, variables)
        locals_, lctx = elab.elab_binders(node.binders, lctx)
        lctx = lctx.freeze()
        params = [*variables, *locals_]
        types: list[Expr] = []
        for part in node.parts:
            type_ = elab.elab_type(part.type, lctx) if part.type is not None else elab.mk_type_meta(lctx, part)
            elab.synthesize()
            types.append(elab.instantiate(type_))
        closed = [elab.ctx.mk_pi(params, type_) for type_ in types]
        closed, generated = elab.generalize_levels(closed)
        used = universes.collect_params(closed)
        level_params = universes.order(state, elab.level_params, used, generated)
        params = [_settled(param, elab) for param in params]
        names_ = [self.full_name(part.name, node.modifiers) for part in node.parts]
        for part, full in zip(node.parts, names_, strict=True):
            self.check_free(full, part.name_pos)
        requests = [
            equations.EquationsRequest(
                name=full,
                local_name=part.name,
                level_params=level_params,
                params=tuple(params),
                type=elab.instantiate(type_),
                equations=part.equations or (),
                kind="def",
                well_founded=part.using_well_founded,
                position=part.name_pos,
            )
            for part, full, type_ in zip(node.parts, names_, types, strict=True)
        ]
        before = len(state.table("declaration order")._own)
        equations.elab_equations_definition(elab, requests, lctx)
        for part, request in zip(node.parts, requests, strict=True):
            part.modifiers = replace(part.modifiers, is_noncomputable=node.modifiers.is_noncomputable)
            self._declared(part, part.name, request.name, elab, variables, len(node.binders))
        self._warn_sorry(node.parts[0], requests[0].name, before)

    def axiom(self, node: ast.Axiom) -> None:
        """`axiom`, `constant`."""
        state = self.state
        if node.modifiers.is_meta:
            raise Unsupported("meta constants are not supported", node.pos)
        if state.scopes[-1].kind == "section":
            raise LeanError("invalid declaration, 'constant/axiom' cannot be used in sections", node.pos, "invalid")
        full = state.full_name(node.name)
        text = f"invalid object declaration, environment already has an object named '{full}'"
        if full in state.env:
            raise LeanError(text, node.name_pos, "invalid")
        refuse_absent(state, full, text, node.name_pos)
        elab = self.elaborator(full, node.levels or ())
        mentioned = section_variables.mentioned_after_binders(state, node.binders, (node.type,))
        variables = section_variables.closure(state, mentioned)
        lctx = self.base_context(elab, variables)
        if state.variables():
            lctx = lctx.freeze()
        locals_, lctx = elab.elab_binders(node.binders, lctx)
        type_ = elab.elab_type(node.type, lctx)
        elab.synthesize()
        closed = elab.instantiate(elab.ctx.mk_pi([*variables, *locals_], type_))
        elab.ensure_no_metas(closed, node.type)
        [closed], generated = elab.generalize_levels([closed])
        level_params = universes.order(state, elab.level_params, universes.collect_params([closed]), generated)
        self.add(AxiomDecl(full, level_params, closed), node)
        if node.modifiers.is_protected:
            state.mark_protected(full)
        self.apply_attributes(node.modifiers.attributes, full, node.modifiers.attributes_local)

    def inductive(self, node: ast.Inductive) -> None:
        """`inductive` and its kin."""
        from lean_env.embedded.elaborator import inductives

        own = frozenset(part.name for part in node.parts)
        parts = tuple((part.type, part.constructors) for part in node.parts)
        elab = self._family_elaborator(node.parts[0].name, node, node.binders, parts, own)
        inductives.elaborate_inductive(node, elab)
        for part in node.parts:
            self._add_family_references(self.state.full_name(part.name), elab)
        for part in node.parts:
            for attribute in (*node.modifiers.attributes, *part.attributes):
                if attribute.name != "class":
                    attributes.apply_attribute(
                        self.state, attribute, self.state.full_name(part.name), node.modifiers.attributes_local
                    )

    def structure(self, node: ast.Structure) -> None:
        """`structure` and `class`."""
        from lean_env.embedded.elaborator import structures

        parts = (node.parents, node.type, node.fields)
        elab = self._family_elaborator(node.name, node, node.binders, parts, frozenset({node.name}))
        if node.modifiers.is_private:
            elab.decl_name = self.full_name(node.name, node.modifiers)
        structures.elaborate_structure(node, elab)
        if node.modifiers.is_private:
            self._hide_family(node.name, elab.decl_name)
        self._add_family_references(elab.decl_name, elab)
        for attribute in node.modifiers.attributes:
            if attribute.name != "class":
                attributes.apply_attribute(self.state, attribute, elab.decl_name, node.modifiers.attributes_local)

    def _hide_family(self, written: str, actual: str) -> None:
        """What belongs to a private structure is private too."""
        state = self.state
        for name in state.names_in(actual):
            rest = name[len(actual) :]
            state.mark_private(name, state.user_name(actual) + rest, written + rest)

    def _family_elaborator(
        self,
        name: str,
        node: ast.Inductive | ast.Structure,
        binders: tuple[ast.Binder, ...],
        parts: tuple[object, ...],
        own: frozenset[str],
    ) -> Elaborator:
        state = self.state
        elab = self.elaborator(state.full_name(name), node.levels or ())
        elab.modifiers = node.modifiers
        elab.lctx = self.base_context(elab, self.all_variables())
        return elab

    # ------------------------------------------------------------------------------------------- variables

    def variables(self, node: ast.Variables) -> None:
        """`variable(s)`, `parameter(s)`."""
        state = self.state
        if node.is_parameter and state.scopes[-1].kind != "section":
            raise LeanError(
                "invalid declaration, 'parameter/hypothesis/conjecture' can only be used in sections",
                node.pos,
                "invalid",
            )
        for binder in node.binders:
            if binder.type is None and self._is_class_variable(binder, node):
                ident = ast.Ident(binder.pos, binder.end, binder.name)
                name = self.state.next_instance_name()
                self._declare_variable(ast.Binder(binder.pos, binder.end, name, INST, ident), node.is_parameter)
            elif binder.type is None:
                self._update_binder(binder, node.is_parameter)
            else:
                self._declare_variable(binder, node.is_parameter)

    def _is_class_variable(self, binder: ast.Binder, node: ast.Variables) -> bool:
        """`variable [c]` where c is no variable: an anonymous instance of a class without arguments."""
        known = {variable.local.pp_name for variable in self.state.variables()}
        return binder.info == INST and not node.is_plural and binder.name not in known

    def _update_binder(self, binder: ast.Binder, is_parameter: bool) -> None:
        word = "parameter" if is_parameter else "variable"
        for variable in reversed(self.state.variables()):
            local = variable.local
            if local.pp_name == binder.name:
                if variable.is_parameter != is_parameter:
                    break
                self._replace_variable(variable, Local(local.id, local.pp_name, binder.info, local.type))
                return
        raise LeanError(f"invalid {word} binder type update, '{binder.name}' is not a {word}", binder.pos, "invalid")

    def _replace_variable(self, variable: SectionVariable, local: Local) -> None:
        old = variable.local
        variable.local = local
        self.state.scopes[-1].undo.append(lambda: setattr(variable, "local", old))

    def _declare_variable(self, binder: ast.Binder, is_parameter: bool) -> None:
        state = self.state
        for variable in state.variables():
            if variable.local.pp_name == binder.name:
                raise LeanError(
                    f"invalid parameter/variable declaration, '{binder.name}' has already been declared",
                    binder.pos,
                    "invalid",
                )
        elab = self.elaborator("_variable")
        lctx = self._frozen_context(elab)
        type_ = elab.elab_binder_type(binder, lctx)
        elab.synthesize()
        type_ = elab.instantiate(type_)
        elab.ensure_no_metas(type_, binder.type)
        [type_], generated = universes.generalize(elab.mctx, [type_], self._taken_universes())
        if is_parameter:
            plain = {v.local.id for v in state.variables() if not v.is_parameter}
            for local in terms.locals_of(type_):
                if local.id in plain:
                    raise LeanError(
                        f"invalid parameter declaration '{binder.name}', it depends on variable '{local.pp_name}'",
                        binder.pos,
                        "invalid",
                    )
        state.scopes[-1].universes += generated
        if is_parameter:
            state.scopes[-1].fixed_universes += generated
        local = ex.mk_local(binder.name, type_, binder.info)
        state.scopes[-1].variables.append(SectionVariable(local, is_parameter))

    def _taken_universes(self) -> list[str]:
        return self.state.universes()

    def include(self, node: ast.Include) -> None:
        """`include`, `omit`."""
        for item in node.names:
            found = next((v for v in reversed(self.state.variables()) if v.local.pp_name == item.name), None)
            if found is None:
                raise LeanError(
                    f"invalid include/omit command, '{item.name}' is not a parameter/variable", item.pos, "invalid"
                )
            if found.included and not node.is_omit:
                raise LeanError(
                    f"invalid include command, '{item.name}' has already been included", item.pos, "invalid"
                )
            if not found.included and node.is_omit:
                raise LeanError(f"invalid omit command, '{item.name}' has not been included", item.pos, "invalid")
            self._set_included(found, not node.is_omit)

    def _set_included(self, variable: SectionVariable, value: bool) -> None:
        old = variable.included
        variable.included = value
        self.state.scopes[-1].undo.append(lambda: setattr(variable, "included", old))

    def universes(self, node: ast.Universes) -> None:
        """`universe(s)`."""
        for name in node.names:
            if name in self.state.universes():
                raise LeanError(f"a universe named '{name}' has already been declared", node.pos, "invalid")
            self.state.scopes[-1].universes.append(name)
            if self.state.scopes[-1].kind == "section" and not node.is_variable:
                self.state.scopes[-1].fixed_universes.append(name)

    # ------------------------------------------------------------------------------------------- scopes

    def namespace(self, node: ast.Namespace) -> None:
        """`namespace n`."""
        self.state.push_scope("namespace", node.name)

    def section(self, node: ast.Section) -> None:
        """`section n`."""
        self.state.push_scope("section", node.name)

    def end(self, node: ast.End) -> None:
        """`end n`."""
        self.state.pop_scope(node.name)

    def open(self, node: ast.Open) -> None:
        """`open`, `export`."""
        for spec in node.specs:
            self._open(spec, node.is_export)

    def _open(self, spec: ast.OpenSpec, is_export: bool) -> None:
        state = self.state
        namespace = state.resolve_namespace(spec.namespace)
        if namespace is None and is_absent_namespace(spec.namespace):
            text = f"namespace '{spec.namespace}' of Lean's core library is not in the embedded one"
            raise Unsupported(text, spec.pos)
        if namespace is None:
            raise LeanError(f"invalid namespace name '{spec.namespace}'", spec.pos, "unknown_identifier")
        if spec.names and (spec.hiding or spec.renaming):
            text = "invalid 'open/export' command option, mixing explicit and implicit 'open/export' options"
            raise LeanError(text, spec.pos, "parse")
        for name in (*spec.names, *spec.hiding, *[old for old, _ in spec.renaming]):
            if join_name(namespace, name) not in state.env:
                raise LeanError(f"invalid 'open' command, unknown declaration '{join_name(namespace, name)}'", spec.pos)
        pairs = [*[(name, name) for name in spec.names], *[(new, old) for old, new in spec.renaming]]
        renamed = tuple([(join_name(spec.alias, short), join_name(namespace, name)) for short, name in pairs])
        hidden = frozenset((*spec.hiding, *[old for old, _ in spec.renaming]))
        opening = Opening(namespace, spec.alias, renamed, hidden, bool(spec.names))
        if is_export:
            state.export(opening)
        else:
            state.open(opening)

    def noncomputable_theory(self, node: ast.NoncomputableTheory) -> None:
        """`noncomputable theory`: until the end of the file or section."""
        self.state.scopes[-1].noncomputable = True

    # ------------------------------------------------------------------------------------------- tables

    def notation(self, node: ast.NotationCommand) -> None:
        """`notation`, `infix` and the like."""
        priority = None if node.priority is None else attributes.priority_of(self.state, node.priority)

        def resolve(ident: ast.Ident) -> tuple[str, ...]:
            if ident.name in variables or parent_name(ident.name) in variables:
                if not node.is_local:
                    raise LeanError(_LOCAL_IN_NOTATION, ident.pos, "invalid")
                return ()
            found = tuple(self.state.resolve(ident.name))
            if not found and is_absent(ident.name):
                return (ident.name,)
            if not found or not node.is_local:
                head = names.resolve_name(self.state, ident.name, EMPTY_CONTEXT)
                if head is None:
                    raise unknown_identifier(self.state, ident.name, ident.pos)
                if not node.is_local and isinstance(head, names.SectionHead):
                    raise LeanError(_LOCAL_IN_NOTATION, ident.pos, "invalid")
            return found

        variables = {variable.local.pp_name for variable in self.state.variables()}
        if not node.is_local and node.value is not None and mentions_universes(node.value):
            raise LeanError(_LOCAL_IN_NOTATION, node.value.pos, "invalid")
        self.state.notations.declare(node, resolve, priority)

    def attribute(self, node: ast.AttributeCommand) -> None:
        """`attribute [a, b] f g`."""
        for item in node.names:
            found = self._constant(item.name, item.pos, "invalid 'attribute' command, constant expected")
            for attribute in node.attributes:
                if attribute.name == "parsing_only":
                    raise LeanError(
                        "invalid [parsing_only] attribute, can only be applied at declaration time", node.pos, "invalid"
                    )
            self.apply_attributes(node.attributes, found, node.is_local)

    def _constant(self, name: str, place: Position, message: str) -> str:
        for variable in self.state.variables():
            if variable.local.pp_name == name:
                raise LeanError(message, place, "invalid")
        found = self.state.resolve(name)
        if not found:
            raise unknown_identifier(self.state, name, place)
        return found[0]

    def set_option(self, node: ast.SetOption) -> None:
        """`set_option`."""
        options.check(node.name, node.value, node.pos)
        self.state.set_option(node.name, node.value)

    def init_quotient(self, node: ast.InitQuotient) -> None:
        """`init_quotient`."""
        self.state.add_declaration(QuotDecl())

    # ------------------------------------------------------------------------------------------- printing

    def check(self, node: ast.Check) -> None:
        """`#check`, `#reduce`; `#eval` runs compiled code and is not supported."""
        if node.kind == "eval":
            raise Unsupported("#eval is not supported", node.pos)
        fork = self.state.fork()
        saved, self.state = self.state, fork
        try:
            elab = self.elaborator(f"_{node.kind}", (), fork)
            lctx = self._frozen_context(elab)
            e = elab.elab_term(node.term, None, lctx)
            elab.synthesize()
            [e], _ = elab.generalize_levels([e])
            if node.kind == "check":
                type_ = elab.instantiate(elab.ctx.infer(e))
                text = f"{self._shown(e, elab, node.term)} : {self._pp(type_, elab)}"
            else:
                text = self._pp(_reduce(elab, e), elab)
        finally:
            self.state = saved
        self.report("info", text, node.pos)

    def _shown(self, e: Expr, elab: Elaborator, term: ast.Term) -> str:
        while isinstance(term, ast.Explicit):
            term = term.term
        if isinstance(e, ex.Const) and self.state.option("pp.universes", False) and e.levels:
            return f"{e.name}.{{{' '.join([terms.level_to_str(level) for level in e.levels])}}}"
        return self._pp(e, elab)

    def _pp(self, e: Expr, elab: Elaborator) -> str:
        return pretty.pp(e, elab.ctx, bool(self.state.option("pp.all", False)))

    def print(self, node: ast.Print) -> None:
        """`#print`."""
        kind, name = node.kind, node.name
        if kind == "" and name:
            self._print_name(name, node)
        elif kind == "axioms" and name:
            found = self._constant(name, node.pos, "invalid '#print axioms', constant expected")
            self.report("info", self.axioms_text(found), node.pos)
        elif kind in ("definition", "fields", "instances", "inductive"):
            self._print_kind(kind, name, node)
        elif kind in ("raw", "[simp]", "[congr]", "[recursor]"):
            raise Unsupported(f"#print {kind} is not supported", node.pos)
        elif kind == "[attribute]" and not attributes.is_attribute(name):
            raise LeanError(f"unknown attribute [{name}]", node.pos, "invalid")
        else:
            self.report("info", name or kind, node.pos)

    def _print_name(self, name: str, node: ast.Print) -> None:
        found = self.state.resolve(name)
        if not found and is_absent(name):
            raise unknown_identifier(self.state, name, node.pos)
        if not found:
            locals_ = [variable.local for variable in self.state.variables() if variable.local.pp_name == name]
            if not locals_ and options.kind_of(name) is None:
                raise LeanError(f"unknown identifier {name}", node.pos, "unknown_identifier")
            text = f"{name} : {pretty.pp(locals_[-1].type, self.context())}" if locals_ else name
            self.report("info", text, node.pos)
        for full in found:
            self.report("info", self._definition_text(full), node.pos)

    def _print_kind(self, kind: str, word: str, node: ast.Print) -> None:
        name = self._constant(word, node.pos, f"invalid '#print {kind}', constant expected")
        info = self.state.get(name)
        if kind == "definition" and getattr(info, "value", None) is None:
            raise LeanError(f"invalid '#print definition', '{name}' is not a definition", node.pos, "invalid")
        if kind == "fields" and self.state.structure_info(name) is None:
            raise LeanError(f"invalid '#print fields' command, '{name}' is not a structure", node.pos, "invalid")
        if kind == "inductive" and getattr(info, "kind", "") != "inductive":
            text = f"invalid '#print inductive', '{name}' is not an inductive declaration"
            raise LeanError(text, node.pos, "invalid")
        self.report("info", self._definition_text(name), node.pos)

    def axioms_text(self, name: str) -> str:
        """What `#print axioms` says: names on lines of their own, or `no axioms`."""
        axioms = list(self.state.env.axioms_of(name))
        failed = self.state.table("failed")
        rest = [axiom for axiom in axioms if axiom != SORRY and axiom not in failed]
        lines = ["[sorry]"] if len(rest) < len(axioms) else []
        return "\n".join([*lines, *(rest or ["no axioms"])])

    def _definition_text(self, name: str) -> str:
        info = self.state.get(name)
        assert info is not None
        word = {"definition": "def", "axiom": "axiom", "theorem": "theorem"}.get(info.kind, info.kind)
        context, explicit = self.context(), bool(self.state.option("pp.all", False))
        text = f"{word} {name} : {pretty.pp(info.type, context, explicit)}"
        value = getattr(info, "value", None)
        return text if value is None else f"{text} :=\n{pretty.pp(value, context, explicit)}"

    def sequence(self, node: ast.Sequence) -> None:
        """Several commands that one text stands for."""
        for command in node.commands:
            self.run(command)

    def nothing(self, node: ast.Command) -> None:
        """A comment, or a command of no consequence here."""

    def unsupported(self, node: ast.UnsupportedCommand) -> None:
        """Meta code."""
        raise Unsupported(f"{node.what} is not supported", node.pos)

    def hide(self, node: ast.Hide) -> None:
        """`hide`."""
        for name in node.names:
            if not self.state.hide(name):
                raise LeanError(f"invalid 'hide' command, '{name}' is not an alias", node.pos, "invalid")


def _proves_by_rfl(statement: Expr, proof: Expr) -> bool:
    """Whether, as they are written, the statement is an equation or `↔` and the proof its reflexivity."""
    while isinstance(statement, ex.Pi):
        if not isinstance(proof, ex.Lambda):
            return False
        statement, proof = statement.body, proof.body
    relation, sides = ex.get_app_fn_args(statement)
    rule, given = ex.get_app_fn_args(proof)
    if not isinstance(relation, ex.Const) or not isinstance(rule, ex.Const):
        return False
    if relation.name == "eq":
        return len(sides) == 3 and len(given) == 2 and rule.name in ("rfl", "eq.refl")
    return relation.name == "iff" and len(sides) == 2 and len(given) == 1 and rule.name in ("iff.rfl", "iff.refl")


def _matches(node: object) -> bool:
    """Whether there is pattern matching in the syntax."""
    if isinstance(node, ast.Match | ast.PatternLambda | ast.LetPattern):
        return True
    if isinstance(node, tuple):
        return any(_matches(item) for item in node)
    if not isinstance(node, ast.Term | ast.Binder):
        return False
    return any(_matches(getattr(node, item.name)) for item in fields(node)[2:])


def _settled(local: Local, elab: Elaborator) -> Local:
    type_ = elab.instantiate(local.type)
    return local if type_ is local.type else Local(local.id, local.pp_name, local.binder_info, type_)


def _reduce(elab: Elaborator, e: Expr) -> Expr:
    """The normal form that `#reduce` prints: proofs and types left alone."""
    type_ = elab.ctx.infer(e)
    if elab.ctx.is_prop(type_) or isinstance(elab.ctx.whnf(type_), ex.Sort):
        return e
    e = elab.ctx.whnf(e)
    if isinstance(e, ex.Lambda):
        local = ex.mk_local(e.binder_name, e.binder_type, e.binder_info)
        return ex.lambda_over([local], _reduce(elab, ex.instantiate1(e.body, local)))
    fn, args = ex.get_app_fn_args(e)
    return ex.mk_apps(fn, [_reduce(elab, arg) for arg in args])


def declaration_uses_sorry(state: State, name: str) -> bool:
    """Whether the declaration rests on a sorry or on a theorem whose proof failed."""
    return uses_sorry(state, name)


_COMMANDS: dict[type, Callable[[Commands, Any], None]] = {
    ast.Definition: Commands.definition,
    ast.MutualDefinition: Commands.mutual,
    ast.Axiom: Commands.axiom,
    ast.Inductive: Commands.inductive,
    ast.Structure: Commands.structure,
    ast.Variables: Commands.variables,
    ast.Include: Commands.include,
    ast.Universes: Commands.universes,
    ast.Namespace: Commands.namespace,
    ast.Section: Commands.section,
    ast.End: Commands.end,
    ast.Open: Commands.open,
    ast.NoncomputableTheory: Commands.noncomputable_theory,
    ast.NotationCommand: Commands.notation,
    ast.AttributeCommand: Commands.attribute,
    ast.SetOption: Commands.set_option,
    ast.InitQuotient: Commands.init_quotient,
    ast.Check: Commands.check,
    ast.Print: Commands.print,
    ast.Sequence: Commands.sequence,
    ast.ModuleDoc: Commands.nothing,
    ast.UnsupportedCommand: Commands.unsupported,
    ast.Hide: Commands.hide,
}

__all__ = ["INST", "Commands", "Message", "declaration_uses_sorry"]
