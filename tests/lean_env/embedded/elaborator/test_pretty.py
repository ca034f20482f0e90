"""How expressions and goals read."""

from __future__ import annotations

from lean_env.embedded.elaborator.locals import EMPTY_CONTEXT
from lean_env.embedded.elaborator.numerals import mk_nat_numeral
from lean_env.embedded.elaborator.pretty import pp, pp_goal, pp_goals, pp_type_mismatch
from lean_env.embedded.kernel.expr import IMPLICIT, PROP, TYPE, mk_app, mk_arrow, mk_lambda, mk_local, mk_sort, pi_over
from lean_env.embedded.kernel.level import ONE, mk_param, mk_succ
from tests.lean_env.embedded.elaborator.small_world import NAT, SUCC, add, app, const, new_context


def test_notation_and_numerals() -> None:
    """Infix notation, precedence and numerals are those of Lean, and implicit arguments are hidden."""
    ctx = new_context()
    x = mk_local("x", NAT)
    sum_ = add(x, add(x, mk_nat_numeral(12)))
    assert pp(sum_, ctx) == "x + (x + 12)"
    assert pp(app(const("eq", ONE), NAT, sum_, x), ctx) == "x + (x + 12) = x"
    assert pp(app(SUCC, x), ctx) == "x.succ"


def test_binders() -> None:
    """Dependent functions, arrows and lambdas."""
    ctx = new_context()
    x, y = mk_local("x", NAT), mk_local("y", NAT)
    equation = app(const("eq", ONE), NAT, x, y)
    assert pp(pi_over([x, y], equation), ctx) == "∀ (x y : ℕ), x = y"
    assert pp(mk_arrow(NAT, mk_arrow(NAT, PROP)), ctx) == "ℕ → ℕ → Prop"
    assert pp(mk_arrow(mk_arrow(NAT, NAT), NAT), ctx) == "(ℕ → ℕ) → ℕ"
    assert pp(mk_lambda("x", 0, NAT, mk_lambda("y", 0, NAT, NAT)), ctx) == "λ (x y : ℕ), ℕ"
    alpha = mk_local("α", TYPE, IMPLICIT)
    assert pp(pi_over([alpha], mk_arrow(alpha, alpha)), ctx) == "Π {α : Type}, α → α"


def test_sorts() -> None:
    """Universes print as Prop, Type and Sort."""
    u = mk_param("u")
    assert pp(PROP) == "Prop"
    assert pp(TYPE) == "Type"
    assert pp(mk_sort(mk_succ(ONE))) == "Type 1"
    assert pp(mk_sort(mk_succ(u))) == "Type u"
    assert pp(mk_sort(u)) == "Sort u"


def test_goals_group_hypotheses_of_one_type() -> None:
    """A goal lists its hypotheses before the turnstile."""
    ctx = new_context()
    p = mk_local("p", PROP)
    q = mk_local("q", PROP)
    h = mk_local("h", p)
    lctx = EMPTY_CONTEXT.add(p).add(q).add(h)
    goal = ctx.mk_meta(q, lctx, "synthetic")
    assert pp_goal(ctx, goal) == "p q : Prop,\nh : p\n⊢ q"
    other = ctx.mk_meta(p, EMPTY_CONTEXT, "synthetic")
    assert pp_goals(ctx, [goal, other]) == "2 goals\np q : Prop,\nh : p\n⊢ q\n\n⊢ p"
    assert pp_goals(ctx, []) == "no goals"


def test_mismatch_messages_number_metavariables() -> None:
    """Lean's wording, with open metavariables by number."""
    ctx = new_context()
    meta = ctx.mk_meta(NAT, EMPTY_CONTEXT)
    message = pp_type_mismatch(ctx, mk_app(SUCC, meta), NAT, PROP)
    assert message == "type mismatch, term\n  ?m_1.succ\nhas type\n  ℕ\nbut is expected to have type\n  Prop"
