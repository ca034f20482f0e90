"""Lean 3's textual export format, read: every declaration on the way goes through the environment's door.

The format is described in `doc/export_format.md` of Lean 3; `#EZ name type value body`, which that page leaves out, is
a `let`. What is accepted is decided by `environment` alone: a file can say anything, and nothing in it is believed.
Writing the format needs no trust, and is `lean_env.embedded.export_writer`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    Declaration,
    DefinitionDecl,
    InductiveDecl,
    KernelError,
    QuotDecl,
    Tick,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import DEFAULT, IMPLICIT, INST, STRICT, Expr
from lean_env.embedded.kernel.level import ZERO, Level, mk_imax, mk_max, mk_param, mk_succ

_T = TypeVar("_T")
BINDER_WORDS: Final = {"#BD": DEFAULT, "#BI": IMPLICIT, "#BS": STRICT, "#BC": INST}
"""The words for the kinds of binders."""
_PLAIN = re.compile(r"[^\W\d][\w'\u207f-\u2089\u2090-\u209c\u1d62-\u1d6a]*")


def component_of(text: str) -> str:
    """A component of a name as names spell it: in «» unless it is a plain identifier, so that no two names collide."""
    return text if _PLAIN.fullmatch(text) else f"«{text.replace('»', '»»')}»"


class Reader:
    """Reads export lines into `env`, through its door. `axioms` are those declared, in order."""

    def __init__(
        self, env: Environment, tick: Tick | None = None, on_declaration: Callable[[str], None] | None = None
    ) -> None:
        self.env = env
        self.axioms: list[str] = []
        self._tick = tick
        self._on_declaration = on_declaration
        self._names: dict[int, str] = {0: ""}
        self._levels: dict[int, Level] = {0: ZERO}
        self._exprs: dict[int, Expr] = {}

    def read(self, lines: Iterable[str]) -> None:
        """Read and check all of `lines`; raises `KernelError` naming the line at the first thing that is wrong."""
        number = 0
        try:
            for line in lines:
                number += 1
                words = line.split()
                if not words:
                    continue
                if words[0][0] == "#":
                    self._command(words[0], words[1:])
                else:
                    self._define(int(words[0]), words[1], words[2:])
        except KernelError as error:
            raise KernelError(f"line {number}: {error.text}") from error
        except KeyError as error:
            raise KernelError(f"line {number}: reference to {error.args[0]}, which is not defined") from error
        except (ValueError, IndexError) as error:
            raise KernelError(f"line {number}: parse error") from error
        except RecursionError:
            raise KernelError(f"line {number}: terms are nested too deeply") from None

    # --- definitions of names, levels and expressions; unpacking the wrong number of words is a parse error ---

    def _define(self, index: int, kind: str, words: list[str]) -> None:
        exprs = self._exprs
        if kind == "#EA":
            fn, arg = words
            _new(exprs, index, ex.mk_app(exprs[int(fn)], exprs[int(arg)]))
        elif kind == "#EP" or kind == "#EL":
            info, name, domain, body = words
            make = ex.mk_pi if kind == "#EP" else ex.mk_lambda
            binder = self._names[int(name)], BINDER_WORDS[info]
            _new(exprs, index, make(*binder, exprs[int(domain)], exprs[int(body)]))
        elif kind == "#EC":
            levels = self._levels
            constant = ex.mk_const(self._names[int(words[0])], tuple([levels[int(word)] for word in words[1:]]))
            _new(exprs, index, constant)
        elif kind == "#EV":
            (place,) = words
            if int(place) < 0:
                raise ValueError
            _new(exprs, index, ex.mk_var(int(place)))
        elif kind == "#ES":
            (level,) = words
            _new(exprs, index, ex.mk_sort(self._levels[int(level)]))
        elif kind == "#EZ":
            name, bound, value, body = words
            let = ex.mk_let(self._names[int(name)], exprs[int(bound)], exprs[int(value)], exprs[int(body)])
            _new(exprs, index, let)
        elif kind == "#NS" or kind == "#NI":
            parent, last = words
            component = component_of(last) if kind == "#NS" else str(int(last))
            prefix = self._names[int(parent)]
            _new(self._names, index, f"{prefix}.{component}" if prefix else component)
        else:
            _new(self._levels, index, self._level(kind, words))

    def _level(self, kind: str, words: list[str]) -> Level:
        levels = self._levels
        if kind == "#US":
            (pred,) = words
            return mk_succ(levels[int(pred)])
        if kind == "#UP":
            (name,) = words
            return mk_param(self._names[int(name)])
        if kind == "#UM" or kind == "#UIM":
            lhs, rhs = words
            make = mk_max if kind == "#UM" else mk_imax
            return make(levels[int(lhs)], levels[int(rhs)])
        raise KernelError(f"unknown term definition kind: {kind}")

    # --- declarations ---

    def _command(self, command: str, words: list[str]) -> None:
        if command == "#QUOT":
            if words:
                raise ValueError
            self.declare("quot", QuotDecl())
        elif command == "#AX":
            name = self._names[int(words[0])]
            self.declare(name, AxiomDecl(name, self._params(words[2:]), self._exprs[int(words[1])]))
            self.axioms.append(name)
        elif command == "#DEF":
            name = self._names[int(words[0])]
            decl_type, value = self._exprs[int(words[1])], self._exprs[int(words[2])]
            self.declare(name, DefinitionDecl(name, self._params(words[3:]), decl_type, value, hint=None))
        elif command == "#IND":
            self._inductive(words)
        elif command not in ("#PREFIX", "#POSTFIX", "#INFIX"):
            raise KernelError(f"unknown command: {command}")

    def _inductive(self, words: list[str]) -> None:
        num_params, count = int(words[0]), int(words[3])
        end = 4 + 2 * count
        if count < 0 or num_params < 0 or len(words) < end:
            raise ValueError
        constructors: list[tuple[str, Expr]] = []
        for place in range(4, end, 2):
            constructors.append((self._names[int(words[place])], self._exprs[int(words[place + 1])]))
        name, decl_type = self._names[int(words[1])], self._exprs[int(words[2])]
        self.declare(name, InductiveDecl(name, self._params(words[end:]), num_params, decl_type, tuple(constructors)))

    def _params(self, words: list[str]) -> tuple[str, ...]:
        return tuple([self._names[int(word)] for word in words])

    def declare(self, name: str, declaration: Declaration) -> None:
        """Hand `declaration`, whose constant is called `name`, in at the environment's door."""
        self.env.add(declaration, self._tick)
        if self._on_declaration is not None:
            self._on_declaration(name)


def _new(table: dict[int, _T], index: int, value: _T) -> None:
    if index in table:
        raise KernelError(f"number {index} is defined twice")
    table[index] = value
