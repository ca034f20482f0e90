"""Case analysis and induction on a hypothesis, with dependent elimination by unifying the indices of indexed families.

The tactics `cases`, `induction`, `injection` and the equation compiler are built on `cases_core`, `induction_core` and
`unify_equations`. The order of steps, the names given to new hypotheses and the reasons for failure are Lean's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lean_env.embedded.elaborator import auxiliary, generalized
from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.equations.goals import (
    Substitution,
    apply_substitution,
    as_eq,
    as_heq,
    assert_arrow,
    clear,
    compose,
    context_of,
    failure,
    intro_n,
    level_of,
    mk_eq,
    mk_goal,
    revert,
    state_of,
    substitute,
    target_of,
    try_clear,
    unused_name,
)
from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.errors import Unsupported
from lean_env.embedded.kernel.declaration import ConstructorInfo, InductiveInfo
from lean_env.embedded.kernel.expr import (
    INST,
    App,
    Const,
    Expr,
    Local,
    Meta,
    Pi,
    beta,
    get_app_args,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    instantiate_level_params,
    mk_app,
    mk_apps,
    mk_const,
    mk_local,
    mk_pi,
)
from lean_env.embedded.kernel.level import ZERO, Level
from lean_env.embedded.terms import head_beta

if TYPE_CHECKING:
    from lean_env.embedded.elaborator.state import State


@dataclass(frozen=True, slots=True)
class CaseGoal:
    """One of the goals that case analysis or induction leaves.

    `constructor` names the constructor (or the minor premise of a user's recursor); `fields` are the new hypotheses,
    as terms, since unification may have replaced some; `substitution` says what became of the old goal's locals.
    """

    goal: Meta
    constructor: str
    fields: list[Expr]
    substitution: Substitution


# ------------------------------------------------------------------------------------------------ recursors


@dataclass(frozen=True, slots=True)
class Recursor:
    """Where a recursor's arguments are. `positions` classify them: param, motive, index, major, minor."""

    name: str
    level_params: tuple[str, ...]
    type: Expr
    family: str
    kinds: tuple[str, ...]
    dependent: bool
    motive_level: int
    """Which universe parameter the motive lives in, -1 when it eliminates into `Prop` only."""
    param_positions: tuple[int, ...]
    """For each parameter its place among the major premise type's arguments, -1 for an instance to be found."""
    index_positions: tuple[int, ...]
    """For each index its place among the major premise type's arguments."""


def recursor_of(state: State, name: str) -> Recursor:
    """Read off a recursor's type where parameters, motive, indices, major and minor premises are.

    Raises LeanError when the constant is not a recursor.
    """
    cache: dict[object, Recursor] = state.cache("recursors")
    found = cache.get(name)
    if found is None:
        found = cache[name] = _analyse_recursor(state, name)
    return found


def _analyse_recursor(state: State, name: str) -> Recursor:
    info = state.env.get(name)
    if info is None:
        raise failure(f"induction tactic failed, unknown recursor '{name}'")
    args, result = auxiliary.telescope(info.type)
    motive, result_args = get_app_fn_args(result)
    bad = failure(f"invalid user defined recursor, '{name}' is not a recursor")
    by_id = {arg.id: i for i, arg in enumerate(args)}
    if not isinstance(motive, Local) or motive.id not in by_id:
        raise bad
    motive_index = by_id[motive.id]
    major_index = _major_index(args, motive, result_args)
    if major_index is None:
        raise bad
    major_fn, major_args = get_app_fn_args(args[major_index].type)
    if not isinstance(major_fn, Const):
        raise bad
    dependent = bool(result_args) and result_args[-1] is args[major_index]
    indices = result_args[:-1] if dependent else result_args
    index_positions: list[int] = []
    for index in indices:
        places = [i for i, arg in enumerate(major_args) if arg is index]
        if len(places) != 1:
            raise bad
        index_positions.append(places[0])
    kinds: list[str] = []
    param_positions: list[int] = []
    index_ids = {index.id for index in indices if isinstance(index, Local)}
    for i, arg in enumerate(args):
        if i == motive_index:
            kinds.append("motive")
        elif i == major_index:
            kinds.append("major")
        elif arg.id in index_ids:
            kinds.append("index")
        elif i < motive_index:
            kinds.append("param")
            places = [k for k, given in enumerate(major_args) if given is arg]
            if not places and arg.binder_info != INST:
                raise bad
            param_positions.append(places[0] if places else -1)
        else:
            kinds.append("minor")
    sort = auxiliary.telescope(motive.type)[1]
    motive_level = -1
    for i, param in enumerate(info.level_params):
        if getattr(getattr(sort, "level", None), "name", None) == param:
            motive_level = i
    return Recursor(
        name,
        tuple(info.level_params),
        info.type,
        major_fn.name,
        tuple(kinds),
        dependent,
        motive_level,
        tuple(param_positions),
        tuple(index_positions),
    )


def _major_index(args: Sequence[Local], motive: Local, result_args: Sequence[Expr]) -> int | None:
    """The major premise: the motive's last argument, or else the last one whose type has the motive's arguments."""
    by_id = {arg.id: i for i, arg in enumerate(args)}
    if result_args:
        last = result_args[-1]
        if isinstance(last, Local) and last.id in by_id:
            fn, given = get_app_fn_args(last.type)
            if isinstance(fn, Const) and all(index in given for index in result_args[:-1]):
                return by_id[last.id]
    for i in range(len(args) - 1, -1, -1):
        fn, given = get_app_fn_args(args[i].type)
        if isinstance(fn, Const) and args[i] is not motive and all(index in given for index in result_args):
            return i
    return None


def dependent_eliminator(state: State, family: str, kind: str) -> str:
    """`family.kind`, or its dependent variant `family.dkind` for a predicate (`rec`, `cases_on`)."""
    info = state.env.get(family)
    if isinstance(info, InductiveInfo) and info.is_prop:
        return f"{family}.d{kind}"
    return f"{family}.{kind}"


# ------------------------------------------------------------------------------------------------ induction


def whnf_until_family(context: TypeContext, type_: Expr, family: str | None = None, basic: bool = False) -> Expr | None:
    """`type_` reduced as little as shows an inductive type (the one named, when given); None when it is none.

    `basic` asks for one of the kernel's: mutual and nested families are unfolded to what they are defined as.
    """
    state = state_of(context)
    type_ = context.mctx.instantiate(type_)
    while True:
        type_ = context.whnf_core(type_)
        fn = get_app_fn(type_)
        if isinstance(fn, Const):
            if family is not None:
                if fn.name == family:
                    return type_
            elif basic:
                if isinstance(context.env.get(fn.name), InductiveInfo):
                    return type_
            elif generalized.is_family(state, fn.name):
                return type_
        unfolded = context.unfold_definition(type_)
        if unfolded is None:
            return None
        type_ = unfolded


def induction_core(
    context: TypeContext,
    goal: Meta,
    major: Local,
    *,
    recursor: str | None = None,
    names: Sequence[str] = (),
    generalizing: Sequence[Local] = (),
    named: bool = True,
) -> list[CaseGoal]:
    """Eliminate `major` by a recursor; the indices of its type must be distinct variables.

    `names` are given to the new hypotheses over all goals in turn; without one, hypotheses are named after `major`.
    Locals in `generalizing` are reverted first and introduced again in every goal. Raises LeanError in Lean's words.
    """
    state = state_of(context)
    if recursor is None:
        type_ = whnf_until_family(context, context.infer(major))
        fn = get_app_fn(type_) if type_ is not None else None
        if not isinstance(fn, Const):
            whole = get_app_fn(context.whnf(context.infer(major)))
            if isinstance(whole, Const) and whole.name == "quot":
                raise Unsupported("induction on a quotient is not supported")
            raise failure("induction tactic failed, inductive datatype expected")
        recursor = dependent_eliminator(state, fn.name, "rec")
    shape = recursor_of(state, recursor)
    lctx = context_of(context, goal)
    if generalizing:
        goal, reverted_first = revert(context, goal, list(generalizing))
    else:
        reverted_first = []
    major_type = whnf_until_family(context, context.infer(major), shape.family)
    if major_type is None:
        raise failure("induction tactic failed, major premise type is ill-formed")
    type_args = get_app_args(major_type)
    indices = _check_indices(context, type_args, major_type, shape)
    target = target_of(context, goal)
    if not shape.dependent and context.mentions(target, {major.id}):
        raise failure(
            f"induction tactic failed, recursor '{recursor}' does not support dependent elimination, but conclusion "
            "depends on major premise"
        )
    prefix = major.pp_name if named and not is_internal_name(major.pp_name) else None
    goal, reverted = revert(context, goal, [*indices, major])
    goal, fresh = intro_n(context, goal, len(indices) + 1)
    base: Substitution = {old.id: new for old, new in zip(indices, fresh, strict=False)}
    extra = [local for local in reverted if local.id not in {local.id for local in [*indices, major]}]
    result = _apply_recursor(context, goal, shape, fresh[:-1], fresh[-1], extra, base, prefix, list(names))
    if not reverted_first:
        return result
    out: list[CaseGoal] = []
    for case in result:
        count = sum(lctx.value(local) is None for local in reverted_first)
        new_goal, again = intro_n(context, case.goal, count)
        more: Substitution = {old.id: new for old, new in zip(reverted_first, again, strict=False)}
        out.append(CaseGoal(new_goal, case.constructor, case.fields, compose(case.substitution, more)))
    return out


def is_internal_name(name: str) -> bool:
    """Does the name begin with an underscore, as those that Lean makes for itself?"""
    return name.startswith("_")


def _check_indices(context: TypeContext, type_args: Sequence[Expr], major_type: Expr, shape: Recursor) -> list[Local]:
    from lean_env.embedded.elaborator.pretty import pp

    indices: list[Local] = []
    for position in shape.index_positions:
        index = type_args[position]

        def reject(why: str, position: int = position) -> Exception:
            shown = pp(major_type, context)
            return failure(f"induction tactic failed, argument #{position + 1} of major premise type\n  {shown}\n{why}")

        if not isinstance(index, Local):
            raise reject("is not a variable")
        for i, other in enumerate(type_args):
            if i != position and isinstance(other, Local) and other.id == index.id:
                raise reject("is an index, but it occurs more than once")
            if i < position and context.mentions(other, {index.id}):
                raise reject("is an index, but it occurs in previous arguments")
            if (
                i > position
                and i in shape.index_positions
                and isinstance(other, Local)
                and context.mentions(index.type, {other.id})
            ):
                raise reject(f"is an index, but its type depends on index at position #{i + 1}")
        indices.append(index)
    return indices


def _apply_recursor(
    context: TypeContext,
    goal: Meta,
    shape: Recursor,
    indices: Sequence[Local],
    major: Local,
    extra: Sequence[Local],
    base: Substitution,
    prefix: str | None,
    names: list[str],
) -> list[CaseGoal]:
    """Assign the goal to the recursor applied to one new goal per minor premise."""
    state = state_of(context)
    lctx = context_of(context, goal)
    target = target_of(context, goal)
    major_type = whnf_until_family(context, major.type, shape.family)
    assert major_type is not None
    fn, type_args = get_app_fn_args(major_type)
    assert isinstance(fn, Const)
    target_level = level_of(context, target)
    levels = _recursor_levels(context, shape, fn, target_level)
    rec: Expr = mk_const(shape.name, levels)
    rec_type = instantiate_level_params(shape.type, shape.level_params, levels)
    motive_args = [*indices, major] if shape.dependent else list(indices)
    motive = context.mk_lambda(motive_args, target)
    initial_arity = _arity(target)
    params, index_values = iter(shape.param_positions), iter(indices)
    constructors = iter(_constructor_names(state, shape))
    result: list[CaseGoal] = []
    for kind in shape.kinds:
        if not isinstance(rec_type, Pi):
            with context.transparency_at("all"):
                rec_type = context.whnf(rec_type)
        assert isinstance(rec_type, Pi)
        domain = rec_type.binder_type
        if kind == "param":
            position = next(params)
            arg: Expr | None = type_args[position] if position >= 0 else context.synth_instance(domain, lctx)
            if arg is None:
                raise failure("induction tactic failed, failed to generate type class instance parameter")
        elif kind == "motive":
            arg = motive
        elif kind == "index":
            arg = next(index_values)
        elif kind == "major":
            arg = major
        else:
            domain = _beta_telescope(domain)
            name = next(constructors, rec_type.binder_name)
            arg = mk_goal(context, domain, lctx)
            count = _arity(domain) - initial_arity
            inner = try_clear(context, arg, major)
            own, names = names[:count], names[count:]
            inner, fields = intro_n(context, inner, count, own, prefix, fresh=True)
            inner, again = intro_n(context, inner, len(extra))
            substitution = dict(base)
            for old, new in zip(extra, again, strict=True):
                substitution[old.id] = new
            result.append(CaseGoal(inner, name, list(fields), substitution))
        rec = mk_app(rec, arg)
        rec_type = instantiate1(rec_type.body, arg)
    context.mctx.assign(goal, rec)
    return result


def _recursor_levels(context: TypeContext, shape: Recursor, family: Const, target: Level) -> tuple[Level, ...]:
    levels: list[Level] = []
    own = iter(family.levels)
    for i in range(len(shape.level_params)):
        if i == shape.motive_level:
            levels.append(target)
        else:
            level = next(own, None)
            if level is None:
                raise failure(f"induction tactic failed, recursor '{shape.name}' is ill-formed")
            levels.append(level)
    if shape.motive_level < 0 and context.mctx.instantiate_level(target) is not ZERO:
        raise failure(f"induction tactic failed, recursor '{shape.name}' can only eliminate into Prop")
    return tuple(levels)


def _constructor_names(state: State, shape: Recursor) -> Sequence[str]:
    """The constructors, when each minor premise of the recursor belongs to one."""
    family, _, short = shape.name.rpartition(".")
    standard = ("rec", "rec_on", "cases_on", "drec", "drec_on", "dcases_on")
    known = generalized.family_of(state, family)
    return known.constructors if known is not None and short in standard else ()


def _arity(type_: Expr) -> int:
    count = 0
    type_ = head_beta(type_)
    while isinstance(type_, Pi):
        type_ = head_beta(type_.body)
        count += 1
    return count


def _beta_telescope(type_: Expr) -> Expr:
    """The type with beta redexes at the heads of binder types and of the result reduced."""
    type_ = head_beta(type_)
    if isinstance(type_, Pi):
        domain = _beta_telescope(type_.binder_type)
        return mk_pi(type_.binder_name, type_.binder_info, domain, _beta_telescope(type_.body))
    return type_


# ------------------------------------------------------------------------------------------------ cases


def cases_core(
    context: TypeContext,
    goal: Meta,
    major: Expr,
    *,
    names: Sequence[str] = (),
    for_equations: bool = False,
    named: bool = True,
) -> list[CaseGoal]:
    """Split `major` by constructors and solve for the indices of its type; goals that cannot occur are closed.

    `for_equations` takes the type as one of a basic family, not of a nested or mutual one that stands for it.
    """
    if not isinstance(major, Local):
        raise failure("cases tactic failed, argument must be a hypothesis")
    state = state_of(context)
    type_ = whnf_until_family(context, context.infer(major), basic=for_equations)
    fn, args = get_app_fn_args(type_) if type_ is not None else (None, [])
    if not isinstance(fn, Const) or fn.name + ".cases_on" not in state.env or "heq" not in state.env:
        raise failure("cases tactic failed, it is not applicable to the given hypothesis")
    info = generalized.family_of(state, fn.name)
    assert info is not None
    if len(args) != info.num_params + info.num_indices:
        raise failure("cases tactic failed, it is not applicable to the given hypothesis")
    eliminator = dependent_eliminator(state, fn.name, "cases_on")
    indices = args[info.num_params :]
    if not indices:
        return induction_core(context, goal, major, recursor=eliminator, names=names, named=named)
    goal1, auxiliary_locals, count = _generalize_indices(context, goal, major, fn, args, info.num_params)
    new_major = auxiliary_locals[-1]
    prefix_named = named and not is_internal_name(new_major.pp_name)
    cases = induction_core(context, goal1, new_major, recursor=eliminator, names=names, named=prefix_named)
    result: list[CaseGoal] = []
    for case in cases:
        case = _clear_auxiliary(context, case, auxiliary_locals)
        unified = _unify(context, case, major, count, for_equations)
        if unified is not None:
            result.append(unified)
    return result


def _generalize_indices(
    context: TypeContext, goal: Meta, major: Local, fn: Const, args: Sequence[Expr], num_params: int
) -> tuple[Meta, list[Local], int]:
    """To `⊢ T` add new indices `j'`, `h' : I j'` and the equations `j = j' → h = h' → T`."""
    lctx = context_of(context, goal)
    new_type = mk_apps(fn, args[:num_params])
    kind = context.infer(new_type)
    fresh: list[Local] = []
    equations: list[Local] = []
    proofs: list[Expr] = []

    def add_equation(left: Expr, right: Local) -> None:
        statement, proof = _equation_and_refl(context, left, right)
        equations.append(mk_local(unused_name(lctx, "H"), statement))
        proofs.append(proof)

    for i, index in enumerate(args[num_params:]):
        kind = kind if isinstance(kind, Pi) else context.whnf(kind)
        assert isinstance(kind, Pi)
        local = mk_local(unused_name(lctx, "t" if i == 0 else f"t_{i}"), kind.binder_type)
        fresh.append(local)
        new_type = mk_app(new_type, local)
        kind = instantiate1(kind.body, local)
        add_equation(index, local)
    new_major = mk_local(major.pp_name, new_type)
    add_equation(major, new_major)
    fresh.append(new_major)
    target = target_of(context, goal)
    new = mk_goal(context, context.mk_pi([*fresh, *equations], target), lctx)
    context.mctx.assign(goal, mk_apps(new, [*args[num_params:], major, *proofs]))
    new, introduced = intro_n(context, new, len(fresh))
    return new, introduced, len(equations)


def _equation_and_refl(context: TypeContext, left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """`left = right` (heterogeneous when the types differ) and the reflexivity proof of `left = left`."""
    left_type, right_type = context.infer(left), context.infer(right)
    levels = (level_of(context, left_type),)
    if context.is_def_eq_no_assign(left_type, right_type):
        statement = mk_apps(mk_const("eq", levels), [left_type, left, right])
        return statement, mk_apps(mk_const("eq.refl", levels), [left_type, left])
    statement = mk_apps(mk_const("heq", levels), [left_type, left, right_type, right])
    return statement, mk_apps(mk_const("heq.refl", levels), [left_type, left])


def _clear_auxiliary(context: TypeContext, case: CaseGoal, auxiliary_locals: Sequence[Local]) -> CaseGoal:
    """Forget the new indices, whose equations the constructor's own indices have taken over."""
    goal = case.goal
    substitution = dict(case.substitution)
    for local in reversed(auxiliary_locals[:-1]):
        current = substitution.pop(local.id, local)
        assert isinstance(current, Local)
        goal = clear(context, goal, current)
    return CaseGoal(goal, case.constructor, case.fields, substitution)


def _unify(context: TypeContext, case: CaseGoal, major: Local, count: int, for_equations: bool) -> CaseGoal | None:
    """Solve the leading `count` equations of a case; None when they contradict each other."""
    solved = unify_equations(context, case.goal, count)
    if solved is None:
        return None
    goal, more = solved
    fields = [apply_substitution(field, more) for field in case.fields]
    substitution = compose(case.substitution, more)
    # As in Lean, a major premise that substitution has introduced anew stays where it is; a match has no use for it.
    current = substitution.get(major.id, major) if for_equations else major
    if isinstance(current, Local) and context_of(context, goal).contains(current):
        goal = try_clear(context, goal, current)
    return CaseGoal(goal, case.constructor, fields, substitution)


# ------------------------------------------------------------------------------------------------ unification


def unify_equations(context: TypeContext, goal: Meta, count: int) -> tuple[Meta, Substitution] | None:
    """Eliminate the `count` equations in front of the target by substitution, injectivity and disjointness.

    The new goal and what became of locals; None when the equations are contradictory, which closes the goal.
    """
    substitution: Substitution = {}
    while count > 0:
        lctx = context_of(context, goal)
        goal = _normalize_equation(context, goal)
        inner, (hypothesis,) = intro_n(context, goal, 1)
        statement = context.mctx.instantiate(hypothesis.type)
        hetero = as_heq(statement)
        if hetero is not None:
            fn, left_type, left, right_type, right = hetero
            if not context.is_def_eq_no_assign(left_type, right_type):
                raise failure("cases tactic failed, when processing auxiliary heterogeneous equality")
            proof = mk_apps(mk_const("eq_of_heq", fn.levels), [left_type, left, right, hypothesis])
            domain = mk_apps(mk_const("eq", fn.levels), [left_type, left, right])
            goal = _replace_hypothesis(context, inner, hypothesis, domain, proof, lctx.locals())
            continue
        homogeneous = as_eq(statement)
        if homogeneous is None:
            raise failure("cases tactic failed, equality expected")
        _, type_, left, right = homogeneous
        if context.is_def_eq_no_assign(left, right):
            goal = clear(context, inner, hypothesis)
            count -= 1
        elif isinstance(left, Local) or isinstance(right, Local):
            goal, more = _substitute_equation(context, inner, hypothesis, left, right)
            substitution = compose(substitution, more)
            count -= 1
        elif (undone := _invert(context, hypothesis, left, right)) is not None:
            goal = _replace_hypothesis(context, inner, hypothesis, *undone, lctx.locals())
        else:
            solved = _split_constructors(context, inner, hypothesis, statement, type_, left, right)
            if solved is None:
                return None
            goal, added = solved
            count += added - 1
    return goal, substitution


def _invert(context: TypeContext, hypothesis: Local, left: Expr, right: Expr) -> tuple[Expr, Expr] | None:
    """From `f x = f y`, for a function with an inverse, `x = y` and its proof."""
    state = state_of(context)
    fn, args = get_app_fn_args(left)
    other, other_args = get_app_fn_args(right)
    known = generalized.inverse_of(state, fn.name) if isinstance(fn, Const) else None
    if known is None or other is not fn or known.arity != len(args) or len(other_args) != known.arity:
        return None
    x, y = args[-1], other_args[-1]
    back = generalized.apply_last(context, known.inverse, known.inverse_arity, left)
    assert isinstance(back, App)
    domain, codomain = context.infer(left), context.infer(x)
    levels = (level_of(context, domain), level_of(context, codomain))
    same = mk_apps(mk_const("congr_arg", levels), [domain, codomain, left, right, back.fn, hypothesis])
    count = _arity(auxiliary.definition_info(state, known.lemma).type)
    on_left = generalized.apply_last(context, known.lemma, count, x)
    on_right = generalized.apply_last(context, known.lemma, count, y)
    level = (levels[1],)
    symm = mk_apps(mk_const("eq.symm", level), [codomain, back, x, on_left])
    back_right = mk_app(back.fn, right)
    trans = mk_const("eq.trans", level)
    half = mk_apps(trans, [codomain, x, back, back_right, symm, same])
    proof = mk_apps(trans, [codomain, x, back_right, y, half, on_right])
    return mk_apps(mk_const("eq", level), [codomain, x, y]), proof


def _replace_hypothesis(
    context: TypeContext, goal: Meta, hypothesis: Local, domain: Expr, proof: Expr, _: Sequence[Local]
) -> Meta:
    """From `hypothesis ⊢ T` go to `⊢ domain → T`."""
    lctx = context_of(context, goal).without({hypothesis.id})
    return assert_arrow(context, goal, domain, proof, lctx)


def _normalize_equation(context: TypeContext, goal: Meta) -> Meta:
    """Reduce both sides of the first equation until they show constructors, where that is possible."""
    target = target_of(context, goal)
    if not isinstance(target, Pi):
        target = context.whnf(target)
    assert isinstance(target, Pi)
    known = as_eq(target.binder_type)
    if known is None:
        return goal
    fn, type_, left, right = known
    new_left, new_right = whnf_constructor(context, left), whnf_constructor(context, right)
    if new_left is left and new_right is right:
        return goal
    equation = mk_apps(fn, [type_, new_left, new_right])
    new_target = mk_pi(target.binder_name, target.binder_info, equation, target.body)
    new = mk_goal(context, new_target, context_of(context, goal))
    context.mctx.assign(goal, new)
    return new


def whnf_constructor(context: TypeContext, e: Expr) -> Expr:
    """`e` reduced to a constructor application; `e` itself when it does not get there."""
    e = context.mctx.instantiate(e)
    state = state_of(context)
    if generalized.constructor_of(state, e) or isinstance(e, Local):
        return e
    current = e
    while True:
        reduced = context.whnf_core(current)
        if generalized.constructor_of(state, reduced):
            return reduced
        unfolded = context.unfold_definition(reduced)
        if unfolded is None:
            return reduced if isinstance(reduced, Local) else e
        current = unfolded


def is_constructor_app(context: TypeContext, e: Expr) -> ConstructorInfo | None:
    """The constructor that `e` is an application of."""
    fn = get_app_fn(e)
    if isinstance(fn, Const):
        info = context.env.get(fn.name)
        if isinstance(info, ConstructorInfo):
            return info
    return None


def _substitute_equation(
    context: TypeContext, goal: Meta, hypothesis: Local, left: Expr, right: Expr
) -> tuple[Meta, Substitution]:
    lctx = context_of(context, goal)
    symm = not isinstance(left, Local)
    if isinstance(left, Local) and isinstance(right, Local):
        order = {local.id: i for i, local in enumerate(lctx.locals())}
        symm = order[left.id] < order[right.id]
    variable, value = (right, left) if symm else (left, right)
    assert isinstance(variable, Local)
    if _depends(context, value, variable):
        sides = ("left", "right") if symm else ("right", "left")
        raise failure(
            f"cases tactic failed, when eliminating equality {sides[0]}-hand-side depends on {sides[1]}-hand-side"
        )
    return substitute(context, goal, hypothesis, symm)


def _depends(context: TypeContext, e: Expr, variable: Local) -> bool:
    """Does `e`, or the value of a `let` that it mentions, mention the variable?"""
    return bool(context.mentions(e, {variable.id}))


def _split_constructors(
    context: TypeContext, goal: Meta, hypothesis: Local, statement: Expr, type_: Expr, left: Expr, right: Expr
) -> tuple[Meta, int] | None:
    """Injectivity or disjointness: the goal with the new equations in front, and how many; None when closed."""
    from lean_env.embedded.elaborator.pretty import pp

    first, second = is_constructor_app(context, left), is_constructor_app(context, right)
    state = state_of(context)
    names = generalized.constructor_of(state, left), generalized.constructor_of(state, right)
    if names[0] is not None and names[1] is not None and (first is None or second is None):
        if names[0] == names[1]:
            return _split_generalized(context, goal, hypothesis, type_, names[0])
        left, right = context.whnf(left), context.whnf(right)
        first, second = is_constructor_app(context, left), is_constructor_app(context, right)
    if first is None or second is None:
        raise failure(
            "cases tactic failed, unsupported equality between type and constructor indices\n"
            "(only equalities between constructors and/or variables are supported, try cases on the indices):\n"
            f"{pp(statement, context)}\n"
        )
    with context.transparency_at("all"):
        type_ = context.whnf(type_)
    family, type_args = get_app_fn_args(type_)
    assert isinstance(family, Const)
    if family.name + ".no_confusion" not in context.state.env:
        raise failure(
            f"cases tactic failed, construction '{family.name}.no_confusion' is not available in the environment"
        )
    target = target_of(context, goal)
    levels = (level_of(context, target), *family.levels)
    no_confusion = mk_apps(
        mk_const(family.name + ".no_confusion", levels), [*type_args, target, left, right, hypothesis]
    )
    if first.name != second.name:
        context.mctx.assign(goal, no_confusion)
        return None
    with context.transparency_at("all"):
        kind = context.whnf(context.infer(no_confusion))
    assert isinstance(kind, Pi)
    lctx = context_of(context, goal).without({hypothesis.id})
    new_target = context.mctx.instantiate(kind.binder_type)
    new = mk_goal(context, new_target, lctx)
    context.mctx.assign(goal, mk_app(no_confusion, new))
    return new, _arity(new_target) - _arity(target)


def _split_generalized(
    context: TypeContext, goal: Meta, hypothesis: Local, type_: Expr, constructor: str
) -> tuple[Meta, int]:
    """Injectivity of a mutual or nested family's constructor, by its lemma, which does not show the encoding."""
    state = state_of(context)
    target = target_of(context, goal)
    lemma = constructor + ".inj_arrow"
    info = state.env.get(lemma)
    if info is None:
        raise failure(f"cases tactic failed, construction '{lemma}' is not available in the environment")
    if not context.is_prop(target):
        shown = get_app_fn(whnf_until_family(context, type_) or type_)
        name = shown.name if isinstance(shown, Const) else ""
        raise failure(
            "cases tactic failed, target is not a proposition, dependent elimination is currently not supported in this"
            f" cases because one of the indices is an inductive datatype of '{name}', and this is a nested and/or"
            " mutually recursive datatype"
        )
    lctx = context_of(context, goal).without({hypothesis.id})
    arity = _arity(info.type)
    arrow = context.mk_app_opt(lemma, [*[None] * (arity - 3), hypothesis, target], context_of(context, goal))
    arrow = context.mctx.instantiate(arrow)
    kind = context.whnf(context.infer(arrow))
    assert isinstance(kind, Pi)
    new_target = context.mctx.instantiate(kind.binder_type)
    new = mk_goal(context, new_target, lctx)
    context.mctx.assign(goal, mk_app(arrow, new))
    return new, _arity(new_target) - _arity(target)


def injection_core(context: TypeContext, goal: Meta, proof: Expr) -> tuple[Meta, int] | None:
    """From `proof : c x = c y` put the equations of the fields in front of the target; None when it closed the goal."""
    lctx = context_of(context, goal)
    statement = context.mctx.instantiate(context.whnf(context.infer(proof)))
    known = as_eq(statement)
    if known is None:
        raise failure(
            "injection tactic failed, argument must be an equality proof where lhs and rhs are of the form (c ...), "
            "where c is a constructor"
        )
    fn, type_, left, right = known
    left, right = whnf_constructor(context, left), whnf_constructor(context, right)
    hypothesis = mk_local("H", mk_apps(fn, [type_, left, right]))
    target = target_of(context, goal)
    inner = mk_goal(context, target, context.add_local(lctx, hypothesis))
    context.mctx.assign(goal, mk_app(context.mk_lambda([hypothesis], inner), proof))
    return _split_constructors(context, inner, hypothesis, statement, type_, left, right)


def subst_core(context: TypeContext, goal: Meta, hypothesis: Local) -> tuple[Meta, Substitution]:
    """Eliminate the variable of an equation `x = e` or `e = x`; LeanError when it is none."""
    known = as_eq(context.mctx.instantiate(hypothesis.type))
    if known is not None:
        _, _, left, right = known
        if isinstance(right, Local) and not _depends(context, left, right):
            return substitute(context, goal, hypothesis, True)
        if isinstance(left, Local) and not _depends(context, right, left):
            return substitute(context, goal, hypothesis, False)
    raise failure(f"subst tactic failed, hypothesis '{hypothesis.pp_name}' is not of the form (x = t) or (t = x)")


# ------------------------------------------------------------------------------------------------ injectivity lemma


def prove_injectivity_equality(state: State, constructor: str, statement: Expr) -> Expr:
    """A proof of `c.inj_eq`: by propositional extensionality from `c.inj` and substitution."""
    context = TypeContext(state)
    goal = mk_goal(context, statement, EMPTY_CONTEXT)
    count = _arity(statement)
    inner, args = intro_n(context, goal, count)
    equation = as_eq(target_of(context, inner))
    assert equation is not None
    _, _, left, right = equation
    forward = mk_goal(context, mk_pi("h", 0, left, right), context_of(context, inner))
    backward = mk_goal(context, mk_pi("h", 0, right, left), context_of(context, inner))
    iff = mk_apps(mk_const("iff.intro"), [left, right, forward, backward])
    context.mctx.assign(inner, mk_apps(mk_const("propext"), [left, right, iff]))
    info = auxiliary.definition_info(state, constructor + ".inj")
    levels = auxiliary.levels_of(info.level_params)
    context.mctx.assign(forward, mk_apps(mk_const(info.name, levels), args))
    goal2, (fact,) = intro_n(context, backward, 1)
    chained, count = _assert_facts(context, goal2, fact, fact.type)
    chained = clear(context, chained, fact)
    solved = unify_equations(context, chained, count)
    assert solved is not None
    last, _ = solved
    final = as_eq(target_of(context, last))
    assert final is not None
    fn, type_, left, _ = final
    context.mctx.assign(last, mk_apps(mk_const("eq.refl", fn.levels), [type_, left]))
    return context.mctx.instantiate(goal)


def prove_injectivity_from(state: State, constructor: str, basic: str, statement: Expr) -> Expr:
    """A proof of `c.inj` for a mutual or nested family from the lemma about the constructor that `c` is defined by."""
    from lean_env.embedded.kernel.typechecker import TypeChecker

    info, lemma_info = auxiliary.definition_info(state, constructor), auxiliary.definition_info(state, basic)
    levels = auxiliary.levels_of(info.level_params)
    if TypeChecker(state.env).is_def_eq(lemma_info.type, statement):
        return mk_const(basic, levels)
    context = TypeContext(state)
    goal = mk_goal(context, statement, EMPTY_CONTEXT)
    inner, args = intro_n(context, goal, _arity(statement))
    equation = args[-1]
    known = as_eq(equation.type)
    assert known is not None
    fn, type_, left, right = known
    sides: list[Expr] = []
    for side in (left, right):
        head, side_args = get_app_fn_args(side)
        assert isinstance(head, Const)
        sides.append(beta(instantiate_level_params(info.value, info.level_params, head.levels), side_args))
    lemma: Expr = mk_const(basic, levels)
    lemma_type = instantiate_level_params(lemma_info.type, lemma_info.level_params, levels)
    lctx = context_of(context, inner)
    for _ in range(_arity(lemma_type) - 1):
        assert isinstance(lemma_type, Pi)
        meta = context.mk_meta(lemma_type.binder_type, lctx)
        lemma, lemma_type = mk_app(lemma, meta), instantiate1(lemma_type.body, meta)
    assert isinstance(lemma_type, Pi)
    if not context.is_def_eq(lemma_type.binder_type, mk_apps(fn, [type_, *sides])):
        raise Unsupported(f"this nested inductive type is not supported: {constructor}.inj")
    proof = context.mctx.instantiate(mk_app(lemma, equation))
    chained, count = _assert_facts(context, inner, proof, context.mctx.instantiate(lemma_type.body))
    chained = clear(context, chained, equation)
    solved = unify_equations(context, chained, count)
    assert solved is not None
    last, _ = solved
    context.mctx.assign(last, _reflexive_conjunction(target_of(context, last)))
    return context.mctx.instantiate(goal)


def _assert_facts(context: TypeContext, goal: Meta, proof: Expr, conclusion: Expr) -> tuple[Meta, int]:
    """Put the equations of a conjunction in front of the target; how many there are."""
    facts: list[Expr] = []
    while auxiliary.is_and(conclusion):
        first, rest = get_app_args(conclusion)
        facts.append(mk_apps(mk_const("and.elim_left"), [first, rest, proof]))
        proof = mk_apps(mk_const("and.elim_right"), [first, rest, proof])
        conclusion = rest
    if as_eq(conclusion) is not None or as_heq(conclusion) is not None:
        facts.append(proof)
    type_ = target_of(context, goal)
    for proved in reversed(facts):
        type_ = mk_pi("h", 0, context.infer(proved), type_)
    chained = mk_goal(context, type_, context_of(context, goal))
    context.mctx.assign(goal, mk_apps(chained, facts))
    return chained, len(facts)


def _reflexive_conjunction(target: Expr) -> Expr:
    """A proof of a conjunction of equations between the same things."""
    if auxiliary.is_and(target):
        first, rest = get_app_args(target)
        return mk_apps(
            mk_const("and.intro"), [first, rest, _reflexive_conjunction(first), _reflexive_conjunction(rest)]
        )
    fn, args = get_app_fn_args(target)
    assert isinstance(fn, Const)
    if fn.name == "true":
        return mk_const("true.intro")
    return mk_apps(mk_const(fn.name + ".refl", fn.levels), args[:2])


__all__ = [
    "CaseGoal",
    "cases_core",
    "induction_core",
    "injection_core",
    "is_constructor_app",
    "mk_eq",
    "prove_injectivity_equality",
    "prove_injectivity_from",
    "subst_core",
    "unify_equations",
    "whnf_constructor",
]
