"""Lean 3's textual export format: a reader that checks every declaration on the way, and a writer.

The format is described in `doc/export_format.md` of Lean 3; `#EZ name type value body`, which that page leaves out, is
a `let`. What is accepted is decided by `environment` alone: a file can say anything, and nothing in it is believed.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from lean_env.embedded.kernel.declaration import (
    AxiomDecl,
    ConstructorInfo,
    DefinitionDecl,
    DefinitionInfo,
    InductiveDecl,
    InductiveInfo,
    KernelError,
    QuotDecl,
    RecursorInfo,
    Regular,
    TheoremDecl,
    Tick,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    STRICT,
    App,
    Binding,
    Const,
    Expr,
    Lambda,
    Let,
    Sort,
    Var,
    constants_of,
    mk_app,
    mk_const,
    mk_lambda,
    mk_let,
    mk_pi,
    mk_sort,
    mk_var,
    pop_overlay,
    push_overlay,
)
from lean_env.embedded.kernel.level import (
    ZERO,
    IMax,
    Level,
    Max,
    Param,
    Succ,
    mk_imax,
    mk_max,
    mk_param,
    mk_succ,
)
from lean_env.embedded.kernel.typechecker import TypeChecker, check_closed

_T = TypeVar("_T")
_INFOS = {"#BD": DEFAULT, "#BI": IMPLICIT, "#BS": STRICT, "#BC": INST}
_INFO_WORDS = {info: word for word, info in _INFOS.items()}
_PLAIN = re.compile(r"[^\W\d][\w'\u207f-\u2089\u2090-\u209c\u1d62-\u1d6a]*")
_COMPONENT = re.compile(r"«[^»]*»|[^.«»]+")


@dataclass(frozen=True, slots=True)
class Report:
    """What a recheck found: how many constants were declared, the axioms among them, and how long it took.

    Constructors, recursors and the four constants of quotients count.
    """

    declarations: int
    axioms: tuple[str, ...]
    seconds: float


def recheck(path: Path, tick: Tick | None = None, on_declaration: Callable[[str], None] | None = None) -> Report:
    """Check every declaration of the export file at `path`, in a fresh environment.

    `on_declaration` hears the name of each declaration that was accepted. Raises `KernelError`, with the line, at the
    first thing that is wrong. Takes about 1 kB of memory for each line of the file.
    """
    start = time.perf_counter()
    push_overlay()
    # Millions of new objects and hardly a cycle among them: collection would take a sixth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open(encoding="utf-8") as lines:
            reader = Reader(Environment(), tick, on_declaration)
            reader.read(lines)
    finally:
        pop_overlay()
        if collecting:
            gc.enable()
    return Report(len(reader.env), tuple(sorted(reader.axioms)), time.perf_counter() - start)


def component_of(text: str) -> str:
    """A component of a name as names spell it: in «» unless it is a plain identifier, so that no two names collide."""
    return text if _PLAIN.fullmatch(text) else f"«{text}»"


class Reader:
    """Reads export lines into `env`, through its door."""

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
                if words:
                    self._line(words)
        except KernelError as error:
            raise KernelError(f"line {number}: {error.text}") from error
        except KeyError as error:
            raise KernelError(f"line {number}: reference to {error.args[0]}, which is not defined") from error
        except (ValueError, IndexError) as error:
            raise KernelError(f"line {number}: parse error") from error

    def _line(self, words: list[str]) -> None:
        first = words[0]
        if first[0] != "#":
            self._define(int(first), words[1], words)
        elif first == "#DEF":
            self._definition(words)
        elif first == "#IND":
            self._inductive(words)
        elif first == "#AX":
            name = self._name(words[1])
            decl_type = self._expr(words[2])
            self.env.add(AxiomDecl(name, self._params(words[3:]), decl_type), self._tick)
            self.axioms.append(name)
            self._accepted(name)
        elif first == "#QUOT":
            _expect(words, 1)
            self.env.add(QuotDecl(), self._tick)
            self._accepted("quot")
        elif first not in ("#PREFIX", "#POSTFIX", "#INFIX"):
            raise KernelError(f"unknown command: {first}")

    def _accepted(self, name: str) -> None:
        if self._on_declaration is not None:
            self._on_declaration(name)

    def _define(self, index: int, kind: str, words: list[str]) -> None:
        exprs = self._exprs
        if kind == "#EA":
            _expect(words, 4)
            _new(exprs, index, mk_app(exprs[int(words[2])], exprs[int(words[3])]))
        elif kind == "#EP" or kind == "#EL":
            _expect(words, 6)
            make = mk_pi if kind == "#EP" else mk_lambda
            _new(
                exprs,
                index,
                make(self._name(words[3]), _INFOS[words[2]], exprs[int(words[4])], exprs[int(words[5])]),
            )
        elif kind == "#EC":
            levels = self._levels
            _new(exprs, index, mk_const(self._name(words[2]), tuple([levels[int(word)] for word in words[3:]])))
        elif kind == "#EV":
            _expect(words, 3)
            if int(words[2]) < 0:
                raise ValueError
            _new(exprs, index, mk_var(int(words[2])))
        elif kind == "#ES":
            _expect(words, 3)
            _new(exprs, index, mk_sort(self._levels[int(words[2])]))
        elif kind == "#EZ":
            _expect(words, 6)
            value, body = exprs[int(words[4])], exprs[int(words[5])]
            _new(exprs, index, mk_let(self._name(words[2]), exprs[int(words[3])], value, body))
        elif kind == "#NS" or kind == "#NI":
            _expect(words, 4)
            component = component_of(words[3]) if kind == "#NS" else str(int(words[3]))
            prefix = self._name(words[2])
            _new(self._names, index, f"{prefix}.{component}" if prefix else component)
        else:
            _new(self._levels, index, self._level(kind, words))

    def _level(self, kind: str, words: list[str]) -> Level:
        levels = self._levels
        if kind == "#US":
            _expect(words, 3)
            return mk_succ(levels[int(words[2])])
        if kind == "#UP":
            _expect(words, 3)
            return mk_param(self._name(words[2]))
        if kind == "#UM" or kind == "#UIM":
            _expect(words, 4)
            make = mk_max if kind == "#UM" else mk_imax
            return make(levels[int(words[2])], levels[int(words[3])])
        raise KernelError(f"unknown term definition kind: {kind}")

    def _name(self, word: str) -> str:
        return self._names[int(word)]

    def _expr(self, word: str) -> Expr:
        return self._exprs[int(word)]

    def _params(self, words: list[str]) -> tuple[str, ...]:
        return tuple([self._name(word) for word in words])

    def _definition(self, words: list[str]) -> None:
        name = self._name(words[1])
        decl_type, value = self._expr(words[2]), self._expr(words[3])
        params = self._params(words[4:])
        # The format does not tell theorems from definitions; like Lean's own reader, go by whether the type is in Prop.
        if self._is_prop(name, decl_type, params):
            self.env.add(TheoremDecl(name, params, decl_type, value), self._tick)
        else:
            hint = Regular(self.env.height_of(value))
            self.env.add(DefinitionDecl(name, params, decl_type, value, hint), self._tick)
        self._accepted(name)

    def _is_prop(self, name: str, decl_type: Expr, params: tuple[str, ...]) -> bool:
        push_overlay()
        try:
            check_closed(name, decl_type, "type")
            checker = TypeChecker(self.env, True, self._tick)
            checker.check(decl_type, params)
            return checker.is_prop(decl_type)
        finally:
            pop_overlay()

    def _inductive(self, words: list[str]) -> None:
        num_params = int(words[1])
        name = self._name(words[2])
        count = int(words[4])
        if count < 0 or num_params < 0 or len(words) < 5 + 2 * count:
            raise ValueError
        constructors: list[tuple[str, Expr]] = []
        for place in range(5, 5 + 2 * count, 2):
            constructors.append((self._name(words[place]), self._expr(words[place + 1])))
        params = self._params(words[5 + 2 * count :])
        decl = InductiveDecl(name, params, num_params, self._expr(words[3]), tuple(constructors))
        self.env.add(decl, self._tick)
        self._accepted(name)


def _expect(words: list[str], count: int) -> None:
    if len(words) != count:
        raise ValueError


def _new(table: dict[int, _T], index: int, value: _T) -> None:
    if index in table:
        raise KernelError(f"number {index} is defined twice")
    table[index] = value


def export(env: Environment, names: Iterable[str]) -> str:
    """The export text of the constants `names` and of everything that they rest on, dependencies first.

    As in Lean, declarations that only meta code may use are left out. Raises `KernelError` at an unknown name.
    """
    writer = _Writer(env)
    for name in names:
        writer.add_with_dependencies(name)
    return "\n".join([*writer.lines, ""])


class _Writer:
    def __init__(self, env: Environment) -> None:
        self.env = env
        self.lines: list[str] = []
        self.names: dict[str, int] = {"": 0}
        self.levels: dict[Level, int] = {ZERO: 0}
        self.exprs: dict[Expr, int] = {}
        self.written: set[str] = set()

    def add_with_dependencies(self, name: str) -> None:
        stack = [(self._owner(name), False)]
        opened: set[str] = set()
        while stack:
            top, ready = stack.pop()
            if top in self.written:
                continue
            if ready:
                self.written.add(top)
                self._declaration(top)
            elif top not in opened:
                opened.add(top)
                stack.append((top, True))
                for dependency in sorted(self._dependencies(top), reverse=True):
                    stack.append((self._owner(dependency), False))

    def _owner(self, name: str) -> str:
        """The declaration that the constant comes from."""
        info = self.env.get(name)
        if info is None:
            raise KernelError(f"unknown declaration '{name}'")
        if isinstance(info, ConstructorInfo | RecursorInfo):
            return info.inductive
        return "quot" if info.kind == "quot" else name

    def _dependencies(self, name: str) -> set[str]:
        info = self.env.get(name)
        assert info is not None
        if info.kind == "quot":
            return {"eq"}
        names = constants_of(info.type)
        if isinstance(info, DefinitionInfo):
            names |= constants_of(info.value)
        elif isinstance(info, InductiveInfo):
            for constructor in info.constructors:
                names |= constants_of(self._type_of(constructor))
        return {other for other in names if self._owner(other) != name}

    def _type_of(self, name: str) -> Expr:
        info = self.env.get(name)
        assert info is not None
        return info.type

    def _declaration(self, name: str) -> None:
        info = self.env.get(name)
        assert info is not None
        if not info.trusted:
            return
        if info.kind == "quot":
            self.lines.append("#QUOT")
            return
        number = self._name(name)
        params = [self._name(param) for param in info.level_params]
        type_number = self._expr(info.type)
        if isinstance(info, DefinitionInfo):
            words: list[str | int] = ["#DEF", number, type_number, self._expr(info.value), *params]
        elif isinstance(info, InductiveInfo):
            words = ["#IND", info.num_params, number, type_number, len(info.constructors)]
            for constructor in info.constructors:
                words += [self._name(constructor), self._expr(self._type_of(constructor))]
            words += params
        else:
            words = ["#AX", number, type_number, *params]
        self._line(words)

    def _line(self, words: list[str | int]) -> None:
        self.lines.append(" ".join([str(word) for word in words]))

    def _name(self, name: str) -> int:
        if name in self.names:
            return self.names[name]
        components = _COMPONENT.findall(name)
        parent = self._name(".".join(components[:-1]))
        last: str = components[-1]
        number = self.names[name] = len(self.names)
        if last.isdigit():
            self._line([number, "#NI", parent, last])
        else:
            self._line([number, "#NS", parent, last.removeprefix("«").removesuffix("»")])
        return number

    def _level(self, level: Level) -> int:
        if level in self.levels:
            return self.levels[level]
        if isinstance(level, Succ):
            words: list[str | int] = ["#US", self._level(level.pred)]
        elif isinstance(level, Max | IMax):
            kind = "#UM" if isinstance(level, Max) else "#UIM"
            words = [kind, self._level(level.lhs), self._level(level.rhs)]
        else:
            assert isinstance(level, Param)
            words = ["#UP", self._name(level.name)]
        number = self.levels[level] = len(self.levels)
        self._line([number, *words])
        return number

    def _expr(self, e: Expr) -> int:
        stack = [(e, False)]
        while stack:
            node, ready = stack.pop()
            if node in self.exprs:
                continue
            if not ready:
                stack.append((node, True))
                if isinstance(node, App):
                    stack += [(node.arg, False), (node.fn, False)]
                elif isinstance(node, Binding):
                    stack += [(node.body, False), (node.binder_type, False)]
                elif isinstance(node, Let):
                    stack += [(node.body, False), (node.value, False), (node.binder_type, False)]
                continue
            words = self._node(node)
            number = self.exprs[node] = len(self.exprs)
            self._line([number, *words])
        return self.exprs[e]

    def _node(self, e: Expr) -> list[str | int]:
        at = self.exprs
        if isinstance(e, App):
            return ["#EA", at[e.fn], at[e.arg]]
        if isinstance(e, Binding):
            kind = "#EL" if isinstance(e, Lambda) else "#EP"
            return [kind, _INFO_WORDS[e.binder_info], self._name(e.binder_name), at[e.binder_type], at[e.body]]
        if isinstance(e, Const):
            return ["#EC", self._name(e.name), *[self._level(level) for level in e.levels]]
        if isinstance(e, Sort):
            return ["#ES", self._level(e.level)]
        if isinstance(e, Let):
            return ["#EZ", self._name(e.binder_name), at[e.binder_type], at[e.value], at[e.body]]
        assert isinstance(e, Var)
        return ["#EV", e.idx]
