"""Freezing: values that hold expressions come back with their nodes shared, in this process and in another."""

from __future__ import annotations

import subprocess
import sys

from lean_env.embedded.freezing import freeze, thaw
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import AxiomDecl
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.level import ONE, mk_imax, mk_level_meta, mk_max, mk_param, mk_succ

U = mk_param("u")


def every_kind_of_node() -> ex.Expr:
    local = ex.mk_local("x", ex.TYPE)
    level = mk_imax(mk_max(U, ONE), mk_max(mk_param("v"), mk_succ(mk_level_meta(3))))
    constant = ex.mk_const("c", (level, U))
    body = ex.mk_lambda("a", ex.IMPLICIT, ex.mk_sort(level), ex.mk_pi("b", ex.INST, ex.mk_var(0), ex.mk_var(1)))
    return ex.mk_let("y", ex.TYPE, ex.mk_apps(constant, [local, ex.mk_meta(5)]), ex.mk_app(body, ex.mk_var(0)))


def test_thawed_nodes_are_the_identical_nodes() -> None:
    """In one process, what comes back is what went in, wherever it hides in the value."""
    e = ex.mk_app(ex.mk_const("f", (U,)), ex.mk_sort(ONE))
    value = {"deep": [(e, {"key": e})], "level": U, "number": 3}
    back = thaw(freeze(value))
    assert back == value
    assert back["deep"][0][0] is e and back["level"] is U


def test_every_kind_of_node_comes_back() -> None:
    """All kinds of expressions and levels survive, with the ids of locals and metavariables."""
    e = every_kind_of_node()
    assert ex.debug_str(thaw(freeze(e))) == ex.debug_str(e)


def test_a_frozen_environment_works_in_another_process() -> None:
    """A new process thaws an environment, finds its constants, and builds identical types."""
    env = Environment()
    env.add(AxiomDecl("p", (), ex.mk_pi("a", 0, ex.PROP, ex.PROP)))
    program = (
        "import sys\n"
        "from lean_env.embedded.freezing import thaw\n"
        "from lean_env.embedded.kernel import expr as ex\n"
        "env = thaw(sys.stdin.buffer.read())\n"
        "assert env.get('p').type is ex.mk_pi('a', 0, ex.PROP, ex.PROP)\n"
        "assert not env.get('q')\n"
    )
    subprocess.run([sys.executable, "-c", program], input=freeze(env), check=True, timeout=60)


def test_deep_terms_freeze_without_recursion() -> None:
    """A term fifty thousand applications deep comes back."""
    e: ex.Expr = ex.PROP
    for _ in range(50_000):
        e = ex.mk_app(ex.TYPE, e)
    assert thaw(freeze([e]))[0] is e


def test_thawed_ids_are_not_given_out_again() -> None:
    """A local made after thawing differs from every thawed one."""
    far = ex.Local(ex.fresh_id() + 1_000, "x", ex.DEFAULT, ex.PROP)
    thaw(freeze(far))
    assert ex.mk_local("y", ex.PROP).id > far.id
