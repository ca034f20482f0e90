"""Writing Lean 3's textual export format, which `kernel.export` reads and checks. Nothing here has to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lean_env.embedded.kernel.declaration import (
    ConstructorInfo,
    DefinitionInfo,
    InductiveInfo,
    KernelError,
    RecursorInfo,
)
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.export import BINDER_WORDS
from lean_env.embedded.kernel.expr import App, Binding, Const, Expr, Lambda, Let, Sort, Var, constants_of
from lean_env.embedded.kernel.level import ZERO, IMax, Level, Max, Param, Succ

_BINDER_WORDS = {info: word for word, info in BINDER_WORDS.items()}
_COMPONENT = re.compile(r"«(?:[^»]|»»)*»|[^.«»]+")


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
        if last.isascii() and last.isdigit():
            self._line([number, "#NI", parent, last])
        else:
            text = last[1:-1].replace("»»", "»") if last[0] == "«" else last
            self._line([number, "#NS", parent, text])
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
            return [kind, _BINDER_WORDS[e.binder_info], self._name(e.binder_name), at[e.binder_type], at[e.body]]
        if isinstance(e, Const):
            return ["#EC", self._name(e.name), *[self._level(level) for level in e.levels]]
        if isinstance(e, Sort):
            return ["#ES", self._level(e.level)]
        if isinstance(e, Let):
            return ["#EZ", self._name(e.binder_name), at[e.binder_type], at[e.value], at[e.body]]
        assert isinstance(e, Var)
        return ["#EV", e.idx]
