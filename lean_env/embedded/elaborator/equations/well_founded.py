"""Well-founded recursion: the arguments are packed into one, and `well_founded.fix` recurses along a relation on it.

The relation is the instance of `has_well_founded` for the packed type (sizes, lexicographically), and each recursive
call must be shown to decrease, by the tactic in `tactics.decreasing`. Interactive tactics quoted in
`using_well_founded` take the place of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lean_env.embedded import terms
from lean_env.embedded.elaborator import auxiliary
from lean_env.embedded.elaborator.equations import auxdefs
from lean_env.embedded.elaborator.equations.goals import level_of
from lean_env.embedded.elaborator.equations.matching import compile_match
from lean_env.embedded.elaborator.equations.patterns import Constructed, Equation, Pattern
from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position, Unsupported
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.expr import (
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    get_app_fn_args,
    instantiate1,
    lambda_over,
    mk_app,
    mk_apps,
    mk_const,
    mk_lambda,
    mk_local,
    mk_pi,
    pi_over,
)
from lean_env.embedded.kernel.level import Level, Succ, mk_succ
from lean_env.embedded.syntax import ast

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.context import TypeContext
    from lean_env.embedded.elaborator.equations.compiler import EquationsRequest
    from lean_env.embedded.elaborator.locals import LocalContext
    from lean_env.embedded.elaborator.term import Elaborator


class Packing:
    """The arguments of a function as one value: themselves when single, else nested dependent pairs `psigma`."""

    def __init__(self, context: TypeContext, fn_type: Expr, arity: int) -> None:
        self.context = context
        self.args: list[Local] = []
        type_: Expr = fn_type
        for _ in range(arity):
            type_ = context.whnf_pi(type_)
            assert isinstance(type_, Pi)
            local = mk_local(type_.binder_name, type_.binder_type)
            self.args.append(local)
            type_ = instantiate1(type_.body, local)
        self.codomain = type_
        self.domain = self._domain(0)

    def _domain(self, start: int) -> Expr:
        local = self.args[start]
        if start == len(self.args) - 1:
            return local.type
        rest = self._domain(start + 1)
        levels = (level_of(self.context, local.type), level_of(self.context, rest))
        return mk_apps(mk_const("psigma", levels), [local.type, lambda_over([local], rest)])

    def pack(self, values: Sequence[Expr]) -> Expr:
        """The packed value."""
        return self._pack(values, self.domain)

    def _pack(self, values: Sequence[Expr], domain: Expr) -> Expr:
        if len(values) == 1:
            return values[0]
        fn, (first, family) = get_app_fn_args(domain)
        assert isinstance(fn, Const)
        rest = self._pack(values[1:], terms.head_beta(mk_app(family, values[0])))
        return mk_apps(mk_const("psigma.mk", fn.levels), [first, family, values[0], rest])

    def pack_patterns(self, patterns: Sequence[Pattern], values: Sequence[Expr]) -> Pattern:
        """The packed value as a pattern."""
        return self._pack_patterns(patterns, values, self.domain)

    def _pack_patterns(self, patterns: Sequence[Pattern], values: Sequence[Expr], domain: Expr) -> Pattern:
        if len(patterns) == 1:
            return patterns[0]
        _, (_, family) = get_app_fn_args(domain)
        rest = self._pack_patterns(patterns[1:], values[1:], terms.head_beta(mk_app(family, values[0])))
        return Constructed("psigma.mk", self._pack(values, domain), (patterns[0], rest))

    def result(self, packed: Expr) -> Expr:
        """The type of the function's value at a packed argument."""
        return self._result(0, packed, self.domain)

    def _result(self, start: int, packed: Expr, domain: Expr) -> Expr:
        rest = self.args[start:]
        if not self.context.mentions(self.codomain, {local.id for local in rest}):
            return self.codomain
        if len(rest) == 1:
            return instantiate1(ex.abstract(self.codomain, rest), packed)
        fn, (first, family) = get_app_fn_args(domain)
        assert isinstance(fn, Const)
        local = rest[0]
        inner_domain = terms.head_beta(mk_app(family, local))
        inner = mk_local("_p", inner_domain)
        body = self._result(start + 1, inner, inner_domain)
        level = level_of(self.context, self.codomain)
        motive = lambda_over([mk_local("_s", domain)], ex.mk_sort(level))
        cases = mk_const("psigma.cases_on", (mk_succ(level), *fn.levels))
        return mk_apps(cases, [first, family, motive, packed, lambda_over([local, inner], body)])


class MutualPacking:
    """The arguments of several functions as one value: a tag `psum.inl`/`psum.inr` around each function's own."""

    def __init__(self, context: TypeContext, parts: Sequence[Packing]) -> None:
        self.context = context
        self.parts = list(parts)
        self.domains: list[Expr] = [parts[-1].domain]
        for part in reversed(self.parts[:-1]):
            rest = self.domains[0]
            levels = (level_of(context, part.domain), level_of(context, rest))
            self.domains.insert(0, mk_apps(mk_const("psum", levels), [part.domain, rest]))
        self.domain = self.domains[0]
        self.level = level_of(context, parts[0].codomain)

    def pack(self, index: int, values: Sequence[Expr]) -> Expr:
        """The packed arguments of function number `index`."""
        return self._tag(index, self.parts[index].pack(values))

    def _tag(self, index: int, value: Expr) -> Expr:
        if index < len(self.parts) - 1:
            value = self._side("psum.inl", index, value)
        for i in range(min(index, len(self.parts) - 1) - 1, -1, -1):
            value = self._side("psum.inr", i, value)
        return value

    def _side(self, constructor: str, index: int, value: Expr) -> Expr:
        fn, args = get_app_fn_args(self.domains[index])
        assert isinstance(fn, Const)
        return mk_apps(mk_const(constructor, fn.levels), [*args, value])

    def pack_patterns(self, index: int, patterns: Sequence[Pattern], values: Sequence[Expr]) -> Pattern:
        """The same as a pattern."""
        pattern = self.parts[index].pack_patterns(patterns, values)
        value = self.parts[index].pack(values)
        if index < len(self.parts) - 1:
            value = self._side("psum.inl", index, value)
            pattern = Constructed("psum.inl", value, (pattern,))
        for i in range(index - 1, -1, -1):
            value = self._side("psum.inr", i, value)
            pattern = Constructed("psum.inr", value, (pattern,))
        return pattern

    def result(self, packed: Expr) -> Expr:
        """The type of the value at a packed argument."""
        return self._result(0, packed)

    def _result(self, index: int, packed: Expr) -> Expr:
        part = self.parts[index]
        if index == len(self.parts) - 1:
            return part.result(packed)
        fn, args = get_app_fn_args(self.domains[index])
        assert isinstance(fn, Const)
        here, there = mk_local("_l", args[0]), mk_local("_r", args[1])
        motive = lambda_over([mk_local("_s", self.domains[index])], ex.mk_sort(self.level))
        cases = mk_const("psum.cases_on", (mk_succ(self.level), *fn.levels))
        return mk_apps(
            cases,
            [
                *args,
                motive,
                packed,
                lambda_over([here], part.result(here)),
                lambda_over([there], self._result(index + 1, there)),
            ],
        )

    def well_founded_instance(self, lctx: LocalContext) -> Expr | None:
        """The order by size in which the tags do not count."""
        size = self._size(0, lctx)
        if size is None:
            return None
        level = level_of(self.context, self.domain)
        return mk_apps(mk_const("has_well_founded_of_has_sizeof", (level,)), [self.domain, size])

    def _size(self, index: int, lctx: LocalContext) -> Expr | None:
        context = self.context
        own = self.parts[index].domain
        level = level_of(context, own)
        size = context.synth_instance(mk_app(mk_const("has_sizeof", (level,)), own), lctx)
        if size is None or index == len(self.parts) - 1:
            return size
        rest = self._size(index + 1, lctx)
        fn, args = get_app_fn_args(self.domains[index])
        if rest is None or not isinstance(fn, Const):
            return None
        levels = [_predecessor_level(level) for level in fn.levels]
        if any(level is None for level in levels):
            return None
        kept = tuple([level for level in levels if level is not None])
        return mk_apps(mk_const("psum.has_sizeof_alt", kept), [*args, size, rest])


def _predecessor_level(level: Level) -> Level | None:
    return level.pred if isinstance(level, Succ) else None


def define(
    elab: Elaborator,
    request: EquationsRequest,
    fn: Local,
    equations: Sequence[Equation],
    arity: int,
    lctx: LocalContext,
) -> None:
    """Define a function by well-founded recursion, with its equation lemmas."""
    from lean_env.embedded.elaborator.equations.compiler import add_user_lemmas, declare, mark_noncomputable

    context = elab.ctx
    fn_type = elab.mctx.instantiate(request.type)
    packing = Packing(context, fn_type, arity)
    pack_name = request.name + "._main._pack" if arity > 1 else request.name + "._main"
    indexed = [(0, equation) for equation in equations]
    fixed, used = _fix(elab, request, [fn], indexed, MutualPacking(context, [packing]), None, lctx)
    subject = mk_local("_x", packing.domain)
    pack_type = pi_over([subject], packing.result(subject)) if arity > 1 else fn_type
    is_theorem = request.kind == "theorem"
    applied, _ = auxdefs.define_auxiliary(context, lctx, pack_name, pack_type, fixed, is_theorem)
    if arity > 1:
        value = lambda_over(packing.args, mk_app(applied, packing.pack(packing.args)))
        applied, _ = auxdefs.define_auxiliary(context, lctx, request.name + "._main", fn_type, value, is_theorem)
    mark_noncomputable(elab, request.name + "._main", equations)
    declare(elab, request, applied, lctx)
    if not is_theorem:
        proofs = auxdefs.add_equation_lemmas(context, lctx, request.name + "._main", applied, used, fn)
        add_user_lemmas(elab, request, used, fn, lctx, proofs)


def define_mutual(
    elab: Elaborator,
    requests: Sequence[EquationsRequest],
    fns: Sequence[Local],
    groups: Sequence[Sequence[Equation]],
    lctx: LocalContext,
) -> None:
    """Define mutually recursive functions: one function of the tagged arguments, and names for its parts."""
    from lean_env.embedded.elaborator.equations.compiler import add_user_lemmas, declare, mark_noncomputable

    context = elab.ctx
    parts: list[Packing] = []
    for request, equations in zip(requests, groups, strict=True):
        if not equations:
            raise Unsupported("a mutually recursive function without equations is not supported", request.position)
        fn_type = elab.mctx.instantiate(request.type)
        parts.append(Packing(context, fn_type, len(equations[0].arguments)))
    packing = MutualPacking(context, parts)
    instance = packing.well_founded_instance(lctx) if Tactics(requests[0].well_founded).relation is None else None
    all_equations: list[tuple[int, Equation]] = []
    for index, equations in enumerate(groups):
        for equation in equations:
            all_equations.append((index, equation.with_(index=len(all_equations))))
    fixed, used = _fix(elab, requests[0], fns, all_equations, packing, instance, lctx)
    subject = mk_local("_x", packing.domain)
    is_theorem = requests[0].kind == "theorem"
    applied, _ = auxdefs.define_auxiliary(
        context,
        lctx,
        requests[0].name + "._mutual",
        pi_over([subject], packing.result(subject)),
        fixed,
        is_theorem,
    )
    mains: list[Expr] = []
    for index, request in enumerate(requests):
        args = parts[index].args
        value = lambda_over(args, mk_app(applied, packing.pack(index, args)))
        fn_type = elab.mctx.instantiate(request.type)
        main, _ = auxdefs.define_auxiliary(context, lctx, request.name + "._main", fn_type, value, is_theorem)
        for group in groups:
            mark_noncomputable(elab, request.name + "._main", group)
        declare(elab, request, main, lctx)
        mains.append(main)
    if is_theorem:
        return
    owner = [index for index, _ in all_equations]
    for index, request in enumerate(requests):
        own = [_name_calls(e, fns, mains) for e in used if owner[e.index] == index]
        proofs = auxdefs.add_equation_lemmas(context, lctx, request.name + "._main", mains[index], own)
        constants = [
            mk_apps(mk_const(r.name, auxiliary.levels_of(r.level_params or ())), list(r.params)) for r in requests
        ]
        plain = [_name_calls(e, fns, constants) for e in used if owner[e.index] == index]
        add_user_lemmas(elab, request, plain, None, lctx, proofs)


def _name_calls(equation: Equation, fns: Sequence[Local], values: Sequence[Expr]) -> Equation:
    """The equation's statement with the functions' constants in place of their names."""
    statement = ex.instantiate(ex.abstract(equation.statement, list(fns)), list(values))
    return equation.with_(statement=statement)


def _fix(
    elab: Elaborator,
    request: EquationsRequest,
    fns: Sequence[Local],
    equations: Sequence[tuple[int, Equation]],
    packing: MutualPacking,
    instance: Expr | None,
    lctx: LocalContext,
) -> tuple[Expr, tuple[Equation, ...]]:
    """The function of the packed argument, and the equations as they are stated."""
    context = elab.ctx
    for needed in ("well_founded.fix", "has_well_founded"):
        if needed not in elab.state.env:
            raise Unsupported(f"well-founded recursion before '{needed}' is declared", request.position)
    domain = packing.domain
    domain_level = level_of(context, domain)
    tactics = Tactics(request.well_founded)
    wanted = mk_app(mk_const("has_well_founded", (domain_level,)), domain)
    if tactics.relation is not None:
        instance = tactics.instance(elab, wanted, lctx, request.position)
    elif instance is None:
        instance = context.synth_instance(wanted, lctx)
    if instance is None:
        raise LeanError("failed to create well founded relation using tactic", request.position, "failed_to_synthesize")
    relation = mk_apps(mk_const("has_well_founded.r", (domain_level,)), [domain, instance])
    proof = mk_apps(mk_const("has_well_founded.wf", (domain_level,)), [domain, instance])
    subject, smaller = mk_local("_x", domain), mk_local("_y", domain)
    decreasing = mk_local("ᾰ", mk_apps(relation, [smaller, subject]))
    step_type = pi_over([smaller, decreasing], packing.result(smaller))
    step = mk_local("_F", step_type)
    step_fn_type = pi_over([subject, step], packing.result(subject))
    translated = [
        _translate_equation(elab, tactics, fns, index, equation, packing, relation, step_type, subject, lctx)
        for index, equation in equations
    ]
    try:
        result = compile_match(context, lctx, step_fn_type, 1, translated)
    except LeanError as error:
        raise error.at(request.position) from None
    if result.missing:
        raise LeanError(
            "non-exhaustive match, the following cases are missing:\n" + _show(elab, request, result.missing),
            request.position,
            "invalid",
        )
    motive = lambda_over([subject], packing.result(subject))
    result_level = level_of(context, packing.result(subject))
    fix = mk_apps(
        mk_const("well_founded.fix", (domain_level, result_level)),
        [domain, motive, relation, proof, result.value, subject],
    )
    used = tuple([_unpack(equation, len(packing.parts) > 1) for equation in result.used])
    return lambda_over([subject], fix), used


def _show(elab: Elaborator, request: EquationsRequest, missing: Sequence[Sequence[Expr]]) -> str:
    name = request.name.rpartition(".")[2]
    lines: list[str] = []
    for case in missing:
        lines.append(" ".join([name, *["_" if isinstance(e, Local) else f"({elab.pp(e)})" for e in case]]))
    return "\n".join(lines)


def _unpack(equation: Equation, tagged: bool) -> Equation:
    """The equation with its arguments apart again."""
    arguments: list[Expr] = []
    count = equation.node_arity
    packed = equation.arguments[0]
    while tagged:
        fn, args = get_app_fn_args(packed)
        if not isinstance(fn, Const) or fn.name not in ("psum.inl", "psum.inr") or len(args) != 3:
            break
        packed = args[2]
    while count > 1:
        _, args = get_app_fn_args(packed)
        arguments.append(args[2])
        packed = args[3]
        count -= 1
    arguments.append(packed)
    return equation.with_(arguments=tuple(arguments))


def _translate_equation(
    elab: Elaborator,
    tactics: Tactics,
    fns: Sequence[Local],
    index: int,
    equation: Equation,
    packing: MutualPacking,
    relation: Expr,
    step_type: Expr,
    subject: Local,
    lctx: LocalContext,
) -> Equation:
    packed = packing.pack(index, equation.arguments)
    step = mk_local("_F", instantiate1(ex.abstract(step_type, [subject]), packed))
    inner = lctx
    for variable in equation.variables:
        inner = inner.add(variable)
    inner = inner.add(step)
    calls = _Calls(elab, tactics, fns, packing, relation, packed, step, equation.node.pos)
    rhs = calls.visit(equation.rhs, inner)
    return equation.with_(
        arguments=(packed,),
        patterns=(packing.pack_patterns(index, equation.patterns, equation.arguments),),
        rhs=lambda_over([step], rhs),
        node_arity=len(equation.arguments),
    )


class _Calls:
    """Replaces recursive calls `f a` by `_F a h` with a proof `h` that `a` is smaller."""

    def __init__(
        self,
        elab: Elaborator,
        tactics: Tactics,
        fns: Sequence[Local],
        packing: MutualPacking,
        relation: Expr,
        packed: Expr,
        step: Local,
        position: Position,
    ) -> None:
        self.elab = elab
        self.tactics = tactics
        self.context = elab.ctx
        self.numbers = {fn.id: index for index, fn in enumerate(fns)}
        self.packing = packing
        self.relation = relation
        self.packed = packed
        self.step = step
        self.position = position

    def visit(self, e: Expr, lctx: LocalContext) -> Expr:
        if not e.has_local or not any(local.id in self.numbers for local in terms.locals_of(e)):
            return e
        if isinstance(e, Lambda | Pi):
            domain = self.visit(e.binder_type, lctx)
            local = mk_local(e.binder_name, domain, e.binder_info)
            body = self.visit(instantiate1(e.body, local), lctx.add(local))
            make = mk_lambda if isinstance(e, Lambda) else mk_pi
            return make(e.binder_name, e.binder_info, domain, ex.abstract(body, [local]))
        if isinstance(e, Let):
            return self.visit(instantiate1(e.body, e.value), lctx)
        head, args = get_app_fn_args(e)
        if isinstance(head, Local) and head.id in self.numbers:
            index = self.numbers[head.id]
            arity = len(self.packing.parts[index].args)
            if len(args) < arity:
                raise LeanError("unexpected occurrence of recursive function\n", self.position, "invalid")
            new_args = [self.visit(arg, lctx) for arg in args]
            smaller = self.packing.pack(index, new_args[:arity])
            statement = self.context.mctx.instantiate(mk_apps(self.relation, [smaller, self.packed]))
            proof = self.tactics.decrease(self.elab, statement, lctx, self.position)
            return mk_apps(self.step, [smaller, proof, *new_args[arity:]])
        if head is e:
            raise LeanError("unexpected occurrence of recursive function\n", self.position, "invalid")
        return mk_apps(self.visit(head, lctx), [self.visit(arg, lctx) for arg in args])


# ------------------------------------------------------------------------------------------------ tactics


class Tactics:
    """The tactics of a definition's `using_well_founded`: what finds the relation, what shows that calls decrease.

    Either is None where Lean's own is meant.
    """

    def __init__(self, node: ast.Term | None) -> None:
        self.relation: ast.Tactic | None = None
        self.decreasing: ast.Tactic | None = None
        if node is None or isinstance(node, ast.EmptyBraces):
            return
        if not isinstance(node, ast.StructureInstance) or node.sources or node.catchall:
            raise Unsupported("using_well_founded with meta code is not supported", node.pos)
        for field in node.fields:
            if field.name == "rel_tac":
                self.relation = self._relation(field.value)
            elif field.name == "dec_tac":
                self.decreasing = _written_tactic(field.value, "default_dec_tac")
            else:
                text = f"invalid structure value {{ ... }}, '{field.name}' is not a field of structure"
                raise LeanError(f"{text} 'well_founded_tactics'", field.pos, "invalid")

    @staticmethod
    def _relation(node: ast.Term) -> ast.Tactic | None:
        if isinstance(node, ast.Lambda) and len(node.binders) == 2:
            return _written_tactic(node.body, "")
        return _written_tactic(node, "default_rel_tac") if isinstance(node, ast.Ident) else _not_supported(node)

    def instance(self, elab: Elaborator, statement: Expr, lctx: LocalContext, position: Position | None) -> Expr:
        """The relation that the user's tactic finds: an element of `has_well_founded α`."""
        assert self.relation is not None
        goal = elab.ctx.mk_meta(statement, lctx, "synthetic")
        try:
            _run(elab, self.relation, goal)
        except (DeterministicTimeout, Unsupported):
            raise
        except LeanError as error:
            text = f"failed to create well founded relation using tactic\nnested exception message:\n{error.text}"
            raise LeanError(text, position, error.kind) from None
        return elab.mctx.instantiate(goal)

    def decrease(self, elab: Elaborator, statement: Expr, lctx: LocalContext, position: Position | None) -> Expr:
        """A proof that a recursive call is on something smaller. Raises LeanError in Lean's words."""
        goal = elab.ctx.mk_meta(statement, lctx, "synthetic")
        try:
            if self.decreasing is not None:
                _run(elab, self.decreasing, goal)
            else:
                _run_default(elab, goal)
        except (DeterministicTimeout, Unsupported):
            raise
        except LeanError as error:
            hint = "" if self.decreasing is not None else _HINT
            raise LeanError(
                "failed to prove recursive application is decreasing, well founded relation\n"
                f"  {elab.pp(get_app_fn_args(statement)[0])}\n{hint}"
                "The nested exception contains the failure state for the decreasing tactic.\n"
                f"nested exception message:\n{error.text}",
                position,
                "tactic_failed",
            ) from None
        return elab.mctx.instantiate(goal)


_HINT = (
    "Possible solutions: \n"
    "  - Use 'using_well_founded' keyword in the end of your definition to specify tactics for synthesizing well"
    " founded relations and decreasing proofs.\n"
    "  - The default decreasing tactic uses the 'assumption' tactic, thus hints (aka local proofs) can be provided"
    " using 'have'-expressions.\n"
)


def _not_supported(node: ast.Term) -> ast.Tactic:
    raise Unsupported("using_well_founded with meta code is not supported", node.pos)


def _written_tactic(node: ast.Term, default: str) -> ast.Tactic | None:
    """The interactive tactics quoted in `node`; None for the default one by its name."""
    if isinstance(node, ast.QuotedTactics):
        return node.block
    if isinstance(node, ast.Ident):
        namespace, _, name = node.name.rpartition(".")
        if default and name == default and namespace in ("well_founded_tactics", ""):
            return None
        return ast.TermTactic(node.pos, node.end, node)
    return _not_supported(node)


def _run(elab: Elaborator, tactic: ast.Tactic, goal: Meta) -> None:
    from lean_env.embedded.tactics import run_tactic_block  # which needs the elaborator

    run_tactic_block(tactic, goal, elab)


def _run_default(elab: Elaborator, goal: Meta) -> None:
    from lean_env.embedded.tactics.decreasing import default_decreasing
    from lean_env.embedded.tactics.state import TacticState

    with elab.ctx.transparency_at("semireducible"):
        default_decreasing(TacticState(elab, [goal]))
