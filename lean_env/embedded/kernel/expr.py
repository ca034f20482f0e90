"""Expressions: locally nameless, hash-consed nodes, and the operations on them that everything else is built from.

Structurally equal expressions (binder names and binder kinds included) are the same object, so equality is `is`, and
the hash of a node is its identity. A free variable is a `Local` that carries its type; two locals are the same variable
exactly when their ids agree. What expressions mean is left to `typechecker`.

Nodes live as long as the hash-consing tables hold them: `push_overlay` marks the tables, and `pop_overlay` forgets what
was built since. Whoever pops must drop every cache that holds nodes built in between.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lean_env.embedded.kernel import level as level_module
from lean_env.embedded.kernel.level import Level, Node, substitute

# Terms nest deeply, and every traversal here recurses in Python code only, which takes heap and no C stack.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 1_000_000))

DEFAULT = 0
"""Binder written `(x : A)`."""
IMPLICIT = 1
"""Binder written `{x : A}`."""
STRICT = 2
"""Binder written `⦃x : A⦄`."""
INST = 3
"""Binder written `[x : A]`."""


class Expr(Node):
    """An expression.

    `loose` is 0 when no bound variable is loose, and the largest loose index plus one otherwise. The `has_*` flags say
    what occurs inside; the type that a local carries is not part of the inside. `hash` is structural and ignores the
    names and kinds of binders, so expressions with different hashes are not `alpha_eq`; it differs between processes,
    and no order may be built on it. (The `hash()` of a node is its identity, and is what dictionaries use.)
    """

    __slots__ = ("has_level_meta", "has_level_param", "has_local", "has_meta", "hash", "loose")

    hash: int
    loose: int
    has_meta: bool
    has_level_meta: bool
    has_local: bool
    has_level_param: bool

    def __repr__(self) -> str:
        return debug_str(self)


class Var(Expr):
    """A bound variable; `idx` counts the binders between it and its own."""

    __slots__ = ("idx",)

    def __init__(self, idx: int) -> None:
        self.idx = idx
        self.loose = idx + 1
        self.hash = hash((idx, 1))
        self.has_meta = self.has_level_meta = self.has_local = self.has_level_param = False


class Sort(Expr):
    """The universe at `level`."""

    __slots__ = ("level",)

    def __init__(self, level: Level) -> None:
        self.level = level
        self.loose = 0
        self.hash = hash((level, 2))
        self.has_meta = self.has_local = False
        self.has_level_meta = level.has_meta
        self.has_level_param = level.has_param


class Const(Expr):
    """A declared constant at given universe levels."""

    __slots__ = ("levels", "name")

    def __init__(self, name: str, levels: tuple[Level, ...]) -> None:
        self.name = name
        self.levels = levels
        self.loose = 0
        self.hash = hash((name, levels))
        self.has_meta = self.has_local = False
        has_meta = has_param = False
        for level in levels:
            has_meta = has_meta or level.has_meta
            has_param = has_param or level.has_param
        self.has_level_meta = has_meta
        self.has_level_param = has_param


class App(Expr):
    """`fn` applied to one argument."""

    __slots__ = ("arg", "fn")

    def __init__(self, fn: Expr, arg: Expr) -> None:
        self.fn = fn
        self.arg = arg
        a = fn.loose
        b = arg.loose
        self.loose = a if a > b else b
        self.hash = hash((fn.hash, arg.hash))
        self.has_meta = fn.has_meta or arg.has_meta
        self.has_level_meta = fn.has_level_meta or arg.has_level_meta
        self.has_local = fn.has_local or arg.has_local
        self.has_level_param = fn.has_level_param or arg.has_level_param


class Binding(Expr):
    """What `Lambda` and `Pi` share: a binder and a body in which `Var(0)` is the bound variable."""

    __slots__ = ("binder_info", "binder_name", "binder_type", "body")

    def __init__(self, name: str, info: int, binder_type: Expr, body: Expr) -> None:
        self.binder_name = name
        self.binder_info = info
        self.binder_type = binder_type
        self.body = body
        a = binder_type.loose
        b = body.loose - 1
        self.loose = a if a > b else b if b > 0 else 0
        self.hash = hash((binder_type.hash, body.hash, self.__class__))
        self.has_meta = binder_type.has_meta or body.has_meta
        self.has_level_meta = binder_type.has_level_meta or body.has_level_meta
        self.has_local = binder_type.has_local or body.has_local
        self.has_level_param = binder_type.has_level_param or body.has_level_param


class Lambda(Binding):
    """A function."""

    __slots__ = ()


class Pi(Binding):
    """A type of dependent functions."""

    __slots__ = ()


class Let(Expr):
    """`let binder_name : binder_type := value in body`."""

    __slots__ = ("binder_name", "binder_type", "body", "value")

    def __init__(self, name: str, binder_type: Expr, value: Expr, body: Expr) -> None:
        self.binder_name = name
        self.binder_type = binder_type
        self.value = value
        self.body = body
        self.loose = max(binder_type.loose, value.loose, body.loose - 1, 0)
        self.hash = hash((binder_type.hash, value.hash, body.hash, 4))
        self.has_meta = binder_type.has_meta or value.has_meta or body.has_meta
        self.has_level_meta = binder_type.has_level_meta or value.has_level_meta or body.has_level_meta
        self.has_local = binder_type.has_local or value.has_local or body.has_local
        self.has_level_param = binder_type.has_level_param or value.has_level_param or body.has_level_param


class Local(Expr):
    """A free variable with its type; `id` alone says which variable it is."""

    __slots__ = ("binder_info", "id", "pp_name", "type")

    def __init__(self, local_id: int, pp_name: str, info: int, local_type: Expr) -> None:
        self.id = local_id
        self.pp_name = pp_name
        self.binder_info = info
        self.type = local_type
        self.loose = 0
        self.hash = hash((local_id, 5))
        self.has_local = True
        self.has_meta = self.has_level_meta = self.has_level_param = False


class Meta(Expr):
    """A hole that the elaborator has still to fill; the kernel refuses declarations that hold one."""

    __slots__ = ("id",)

    def __init__(self, meta_id: int) -> None:
        self.id = meta_id
        self.loose = 0
        self.hash = hash((meta_id, 6))
        self.has_meta = True
        self.has_level_meta = self.has_local = self.has_level_param = False


# --- hash-consing ---------------------------------------------------------------------------------------------------

_vars: dict[int, Var] = {}
_sorts: dict[Level, Sort] = {}
_consts: dict[tuple[str, tuple[Level, ...]], Const] = {}
_apps: dict[tuple[Expr, Expr], App] = {}
_lambdas: dict[tuple[str, int, Expr, Expr], Lambda] = {}
_pis: dict[tuple[str, int, Expr, Expr], Pi] = {}
_lets: dict[tuple[str, Expr, Expr, Expr], Let] = {}
_metas: dict[int, Meta] = {}
_TABLES: tuple[dict[Any, Any], ...]
_TABLES = (_vars, _sorts, _consts, _apps, _lambdas, _pis, _lets, _metas, *level_module.TABLES)
_marks: list[list[int]] = []
_next_id = 0


def push_overlay() -> None:
    """Mark the tables: nodes built from now on are forgotten by the matching `pop_overlay`."""
    _marks.append([len(table) for table in _TABLES])


def pop_overlay() -> None:
    """Forget the nodes built since the matching `push_overlay`.

    Dictionaries keep the order of insertion, so this takes back the newest entries and never touches older ones.
    """
    for table, mark in zip(_TABLES, _marks.pop(), strict=True):
        forget = table.popitem
        for _ in range(len(table) - mark):
            forget()


def table_size() -> int:
    """How many nodes the tables hold now."""
    return sum(len(table) for table in _TABLES)


def fresh_id() -> int:
    """An integer not given out before in this process: the ids of locals and metavariables."""
    global _next_id
    _next_id += 1
    return _next_id


def reserve_ids(up_to: int) -> None:
    """Never give out an id up to `up_to`: called when frozen expressions come back."""
    global _next_id
    _next_id = max(_next_id, up_to)


def mk_var(idx: int) -> Expr:
    """The bound variable with de Bruijn index `idx`."""
    return _vars.get(idx) or _vars.setdefault(idx, Var(idx))


def mk_sort(level: Level) -> Expr:
    """`Sort level`."""
    return _sorts.get(level) or _sorts.setdefault(level, Sort(level))


def mk_const(name: str, levels: Sequence[Level] = ()) -> Expr:
    """The constant `name` at `levels`."""
    key = (name, levels if levels.__class__ is tuple else tuple(levels))
    return _consts.get(key) or _consts.setdefault(key, Const(*key))


def mk_app(fn: Expr, arg: Expr) -> Expr:
    """`fn arg`."""
    key = (fn, arg)
    return _apps.get(key) or _apps.setdefault(key, App(fn, arg))


def mk_apps(fn: Expr, args: Iterable[Expr]) -> Expr:
    """`fn` applied to all of `args`, in order."""
    for arg in args:
        fn = mk_app(fn, arg)
    return fn


def mk_lambda(name: str, info: int, binder_type: Expr, body: Expr) -> Expr:
    """`λ name : binder_type, body`; `Var(0)` of `body` is the bound variable."""
    key = (name, info, binder_type, body)
    return _lambdas.get(key) or _lambdas.setdefault(key, Lambda(*key))


def mk_pi(name: str, info: int, binder_type: Expr, body: Expr) -> Expr:
    """`Π name : binder_type, body`; `Var(0)` of `body` is the bound variable."""
    key = (name, info, binder_type, body)
    return _pis.get(key) or _pis.setdefault(key, Pi(*key))


def mk_let(name: str, binder_type: Expr, value: Expr, body: Expr) -> Expr:
    """`let name : binder_type := value in body`; `Var(0)` of `body` is the bound variable."""
    key = (name, binder_type, value, body)
    return _lets.get(key) or _lets.setdefault(key, Let(*key))


def mk_local(pp_name: str, local_type: Expr, info: int = DEFAULT) -> Local:
    """A new free variable, different from every other one."""
    return Local(fresh_id(), pp_name, info, local_type)


def mk_meta(meta_id: int) -> Meta:
    """The metavariable numbered `meta_id`."""
    return _metas.get(meta_id) or _metas.setdefault(meta_id, Meta(meta_id))


def mk_arrow(domain: Expr, codomain: Expr) -> Expr:
    """`domain → codomain`; both are stated outside the binder."""
    return mk_pi("a", DEFAULT, domain, lift_loose(codomain, 1))


PROP = mk_sort(level_module.ZERO)
TYPE = mk_sort(level_module.ONE)


# --- taking apart ---------------------------------------------------------------------------------------------------


def get_app_fn(e: Expr) -> Expr:
    """The head of an application: `f` of `f a b c`."""
    while e.__class__ is App:
        e = e.fn
    return e


def get_app_args(e: Expr) -> list[Expr]:
    """The arguments of an application, first one first."""
    return get_app_fn_args(e)[1]


def get_app_fn_args(e: Expr) -> tuple[Expr, list[Expr]]:
    """Head and arguments of an application."""
    args: list[Expr] = []
    while e.__class__ is App:
        args.append(e.arg)
        e = e.fn
    args.reverse()
    return e, args


# --- bound variables ------------------------------------------------------------------------------------------------
# The traversals below are written out in full, spine by spine, and not through one generic walk: they are the hottest
# code of the checker. `caches[k]` holds the results under k binders, so shared subterms are visited once a depth.

Caches = dict[int, dict[Expr, Expr]]


def instantiate(body: Expr, values: Sequence[Expr]) -> Expr:
    """`body` with its loose variables 0..n-1 replaced; `values` come outermost binder first.

    `values[-1]` replaces `Var(0)`. Variables beyond the values are lowered by `len(values)`.
    """
    if not body.loose or not values:
        return body
    return _instantiate(body, 0, values, {})


def instantiate1(body: Expr, value: Expr) -> Expr:
    """`body` with `Var(0)` replaced by `value`."""
    if not body.loose:
        return body
    return _instantiate(body, 0, (value,), {})


def _instantiate(e: Any, depth: int, values: Sequence[Expr], caches: Caches) -> Expr:
    cls = e.__class__
    if cls is Var:
        return _instantiate_var(e.idx, depth, values)
    cache = caches.get(depth)
    if cache is None:
        cache = caches[depth] = {}
    else:
        found = cache.get(e)
        if found is not None:
            return found
    result: Expr
    if cls is App:
        spine = []
        fn: Any = e
        while fn.__class__ is App and fn.loose > depth:
            spine.append(fn.arg)
            fn = fn.fn
        result = _instantiate(fn, depth, values, caches) if fn.loose > depth else fn
        apps = _apps
        for arg in reversed(spine):
            if arg.loose > depth:
                if arg.__class__ is Var:
                    arg = _instantiate_var(arg.idx, depth, values)
                else:
                    arg = cache.get(arg) or _instantiate(arg, depth, values, caches)
            key = (result, arg)
            node = apps.get(key)
            if node is None:
                node = apps[key] = App(result, arg)
            result = node
    else:
        bound, body = e.binder_type, e.body
        if bound.loose > depth:
            bound = _instantiate(bound, depth, values, caches)
        if body.loose > depth + 1:
            body = _instantiate(body, depth + 1, values, caches)
        if cls is Let:
            value = _instantiate(e.value, depth, values, caches) if e.value.loose > depth else e.value
            result = mk_let(e.binder_name, bound, value, body)
        else:
            make = mk_pi if cls is Pi else mk_lambda
            result = make(e.binder_name, e.binder_info, bound, body)
    cache[e] = result
    return result


def _instantiate_var(idx: int, depth: int, values: Sequence[Expr]) -> Expr:
    shift = idx - depth
    count = len(values)
    if shift >= count:
        return mk_var(idx - count)
    value = values[count - 1 - shift]
    return lift_loose(value, depth) if value.loose and depth else value


def abstract(e: Expr, local_list: Sequence[Expr]) -> Expr:
    """`e` with the given locals turned into loose variables; `local_list[-1]` becomes `Var(0)`.

    Loose variables that `e` already has are not moved, as in Lean: callers pass closed expressions.
    """
    if not e.has_local or not local_list:
        return e
    last = len(local_list) - 1
    index: dict[int, int] = {}
    for i in range(last + 1):
        local: Any = local_list[i]
        index[local.id] = last - i

    def bind(node: Expr, depth: int) -> Expr | None:
        if not node.has_local:
            return node
        if node.__class__ is not Local:
            return None
        position = index.get(node.id)
        return node if position is None else mk_var(position + depth)

    return replace(e, bind)


def lambda_over(local_list: Sequence[Local], e: Expr) -> Expr:
    """`λ locals, e`: names, binder kinds and types come from the locals."""
    return _bind_over(mk_lambda, local_list, e)


def pi_over(local_list: Sequence[Local], e: Expr) -> Expr:
    """`Π locals, e`: names, binder kinds and types come from the locals."""
    return _bind_over(mk_pi, local_list, e)


def _bind_over(make: Callable[[str, int, Expr, Expr], Expr], local_list: Sequence[Local], e: Expr) -> Expr:
    if not local_list:
        return e
    result = abstract(e, local_list)
    for i in range(len(local_list) - 1, -1, -1):
        local = local_list[i]
        result = make(local.pp_name, local.binder_info, abstract(local.type, local_list[:i]), result)
    return result


def lift_loose(e: Expr, n: int) -> Expr:
    """`e` with `n` added to every loose variable."""
    if n == 0 or not e.loose:
        return e

    def shift(node: Expr, depth: int) -> Expr | None:
        if node.loose <= depth:
            return node
        return mk_var(node.idx + n) if node.__class__ is Var else None

    return replace(e, shift)


# --- levels ---------------------------------------------------------------------------------------------------------


def instantiate_level_params(e: Expr, names: Sequence[str], levels: Sequence[Level]) -> Expr:
    """`e` with the universe parameters `names` replaced by `levels`."""
    if not e.has_level_param or not names:
        return e
    values = dict(zip(names, levels, strict=True))

    def instantiated(node: Expr, depth: int) -> Expr | None:
        if not node.has_level_param:
            return node
        if node.__class__ is Const:
            return mk_const(node.name, tuple([substitute(level, values) for level in node.levels]))
        return mk_sort(substitute(node.level, values)) if node.__class__ is Sort else None

    return replace(e, instantiated)


# --- beta -----------------------------------------------------------------------------------------------------------


def beta(fn: Expr, args: Sequence[Expr]) -> Expr:
    """`fn` applied to `args`, with the beta redexes at its head reduced."""
    start = 0
    count = len(args)
    while fn.__class__ is Lambda and start < count:
        stop = start
        while fn.__class__ is Lambda and stop < count:
            fn = fn.body
            stop += 1
        fn = instantiate(fn, args[start:stop])
        start = stop
    return mk_apps(fn, args[start:])


# --- generic traversals ---------------------------------------------------------------------------------------------


def replace(e: Expr, fn: Callable[[Expr, int], Expr | None]) -> Expr:
    """`e` with each outermost subterm that `fn(subterm, binders above it)` answers for replaced.

    `None` from `fn` means: go on inside. The types that locals carry are not visited. `fn` is asked once for each
    subterm and depth.
    """
    return _replace(e, 0, fn, {})


def _replace(e: Expr, depth: int, fn: Callable[[Expr, int], Expr | None], caches: Caches) -> Expr:
    cache = caches.get(depth)
    if cache is None:
        cache = caches[depth] = {}
    else:
        found = cache.get(e)
        if found is not None:
            return found
    result = fn(e, depth)
    if result is None:
        node: Any = e
        cls = e.__class__
        if cls is App:
            new_fn = _replace(node.fn, depth, fn, caches)
            new_arg = _replace(node.arg, depth, fn, caches)
            result = e if new_fn is node.fn and new_arg is node.arg else mk_app(new_fn, new_arg)
        elif cls is Lambda or cls is Pi or cls is Let:
            bound = _replace(node.binder_type, depth, fn, caches)
            body = _replace(node.body, depth + 1, fn, caches)
            if cls is Let:
                result = mk_let(node.binder_name, bound, _replace(node.value, depth, fn, caches), body)
            else:
                make = mk_pi if cls is Pi else mk_lambda
                result = make(node.binder_name, node.binder_info, bound, body)
        else:
            result = e
    cache[e] = result
    return result


def subterms(e: Expr) -> Iterator[Expr]:
    """Every subterm once, outermost and leftmost first. The types that locals carry are not visited."""
    stack = [e]
    seen: set[Expr] = set()
    while stack:
        node: Any = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        cls = node.__class__
        if cls is App:
            stack.append(node.arg)
            stack.append(node.fn)
        elif cls is Lambda or cls is Pi or cls is Let:
            stack.append(node.body)
            if cls is Let:
                stack.append(node.value)
            stack.append(node.binder_type)


def constants_of(e: Expr) -> set[str]:
    """The names of the constants that occur in `e`."""
    return {node.name for node in subterms(e) if node.__class__ is Const}


def alpha_eq(a: Expr, b: Expr) -> bool:
    """Whether the expressions differ in nothing but the names and kinds of binders."""
    stack: list[tuple[Any, Any]] = [(a, b)]
    seen: set[tuple[Expr, Expr]] = set()
    while stack:
        pair = stack.pop()
        x, y = pair
        if x is y or pair in seen:
            continue
        cls = x.__class__
        if x.hash != y.hash or cls is not y.__class__:
            return False
        seen.add(pair)
        if cls is App:
            stack.append((x.arg, y.arg))
            stack.append((x.fn, y.fn))
        elif cls is Lambda or cls is Pi or cls is Let:
            stack.append((x.body, y.body))
            if cls is Let:
                stack.append((x.value, y.value))
            stack.append((x.binder_type, y.binder_type))
        elif cls is not Local or x.id != y.id:
            return False  # the other kinds of node are equal only if they are identical
    return True


def debug_str(e: Expr, limit: int = 400) -> str:
    """A rendering of at most about `limit` nodes for error messages and for people who debug.

    Lean's own notation is the business of the elaborator's printer. The bound matters: written out without sharing, a
    small term can be astronomically long.
    """
    left = limit

    def show(node: Any) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            return "…"
        cls = node.__class__
        if cls is App:
            fn, args = get_app_fn_args(node)
            return f"({' '.join([show(part) for part in [fn, *args]])})"
        if cls is Const:
            return f"{node.name}.{{{' '.join([repr(level) for level in node.levels])}}}" if node.levels else node.name
        if cls is Lambda or cls is Pi:
            opening, closing = ("()", "{}", "⦃⦄", "[]")[node.binder_info]
            bound = f"{opening}{node.binder_name} : {show(node.binder_type)}{closing}"
            return f"({'λ' if cls is Lambda else 'Π'} {bound}, {show(node.body)})"
        if cls is Let:
            return f"(let {node.binder_name} : {show(node.binder_type)} := {show(node.value)} in {show(node.body)})"
        if cls is Local:
            return f"{node.pp_name}!{node.id}"
        return f"Sort({node.level!r})" if cls is Sort else f"#{node.idx}" if cls is Var else f"?{node.id}"

    return show(e)
