"""The prelude against the core library of a real Lean: the same names must have the same types and attributes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lean_env.embedded import snapshot
from lean_env.embedded.elaborator.state import State
from lean_env.embedded.export_writer import export
from lean_env.toolchain import Toolchain

pytestmark = [pytest.mark.lean3, pytest.mark.slow]

# What the two sides are free to call and to shape as they like: private helpers, and what the equation compiler adds.
_AUXILIARY = re.compile(r"_private\.|\._|_match_|\.equations\.|^lean\.|_proof_")

# Equality of sums is decided in a file of core's that `init` does not load, and Lean makes no `inj_eq` for types that
# come before its tactics do.
_NOT_IN_INIT = re.compile(r"^sum\.decidable_eq$|\.inj_eq$")

# Differ in the binder mark of an argument that unification found by eta-expansion: no one can see it.
_ETA = {"monad_map_refl"}

_ATTRIBUTES = ("simp", "refl", "symm", "trans", "subst", "congr", "elab_as_eliminator", "elab_simple")

_REPORT = """import init
open tactic
meta def report (a : name) : tactic unit :=
do l ← attribute.get_instances a,
   l.mmap' (λ n, do (_, p) ← has_attribute a n,
     trace ("ATTRIBUTE " ++ to_string a ++ " " ++ to_string n ++ " " ++ to_string p))
run_cmd [NAMES].mmap' report
"""


class Declared(NamedTuple):
    """What is compared of a constant: equal numbers are equal types, binder names apart."""

    kind: str
    level_params: tuple[str, ...]
    type: int


class Comparer:
    """Reads textual exports, and numbers their types in one table."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def read(self, lines: Iterator[str]) -> dict[str, Declared]:
        """The constants of one export."""
        names = {"0": ""}
        levels: dict[str, Hashable] = {"0": "zero"}
        terms: dict[str, int] = {}
        found: dict[str, Declared] = {}
        for line in lines:
            words = line.rstrip("\n").split(" ")
            if words[0] in ("#DEF", "#AX"):
                universes = words[4:] if words[0] == "#DEF" else words[3:]
                found[names[words[1]]] = Declared(words[0], tuple(names[u] for u in universes), terms[words[2]])
            elif words[0] == "#IND":
                count = int(words[4])
                params = tuple(names[p] for p in words[5 + 2 * count :])
                found[names[words[2]]] = Declared(f"#IND {words[1]}", params, terms[words[3]])
                for name, type_ in zip(words[5 : 5 + 2 * count : 2], words[6 : 6 + 2 * count : 2], strict=True):
                    found[names[name]] = Declared("constructor", params, terms[type_])
            elif len(words) > 1 and words[1] in ("#NS", "#NI"):
                names[words[0]] = ".".join(filter(None, (names[words[2]], " ".join(words[3:]))))
            elif len(words) > 1 and words[1].startswith("#U"):
                below = [names[words[2]]] if words[1] == "#UP" else [levels[word] for word in words[2:]]
                levels[words[0]] = (words[1], *below)
            elif len(words) > 1 and words[1].startswith("#E"):
                terms[words[0]] = self._number(words[1:], names, levels, terms)
        return found

    def _number(
        self, words: list[str], names: dict[str, str], levels: dict[str, Hashable], terms: dict[str, int]
    ) -> int:
        key: Hashable
        if words[0] == "#EV":
            key = ("#EV", words[1])
        elif words[0] == "#ES":
            key = ("#ES", levels[words[1]])
        elif words[0] == "#EC":
            key = ("#EC", names[words[1]], *(levels[word] for word in words[2:]))
        elif words[0] == "#EA":
            key = ("#EA", terms[words[1]], terms[words[2]])
        elif words[0] == "#EZ":
            key = ("#EZ", *(terms[word] for word in words[2:]))
        else:
            key = (words[0], words[1], terms[words[3]], terms[words[4]])
        return self._numbers.setdefault(key, len(self._numbers))


@pytest.fixture(scope="module")
def prelude() -> State:
    """The frozen prelude."""
    return snapshot.load()


def _run(lean3: Toolchain, *arguments: str) -> str:
    command = [str(lean3.executable), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return done.stdout + done.stderr


def test_same_names_have_same_types(prelude: State, lean3: Toolchain, tmp_path: Path) -> None:
    """Every public constant of the prelude is one of Lean's core library, with the same type and universes."""
    (tmp_path / "empty.lean").write_text("import init\n", encoding="utf-8")
    _run(lean3, "-E", str(tmp_path / "core.export"), str(tmp_path / "empty.lean"))
    comparer = Comparer()
    ours = comparer.read(iter(export(prelude.env, [info.name for info in prelude.env]).splitlines()))
    with (tmp_path / "core.export").open(encoding="utf-8") as lines:
        core = comparer.read(lines)
    public = [name for name in ours if not _AUXILIARY.search(name)]
    assert [name for name in public if name not in core and not _NOT_IN_INIT.search(name)] == []
    assert [name for name in public if name in core and name not in _ETA and ours[name] != core[name]] == []
    assert len(public) > 3500


def test_same_attributes(prelude: State, lean3: Toolchain, tmp_path: Path) -> None:
    """The attributes that steer elaboration and tactics are on the same constants, with the same priorities."""
    names = ", ".join(f"`{name}" for name in (*_ATTRIBUTES, "instance", "class", "reducible", "irreducible"))
    (tmp_path / "report.lean").write_text(_REPORT.replace("NAMES", names), encoding="utf-8")
    core: dict[str, dict[str, int]] = {}
    for line in _run(lean3, str(tmp_path / "report.lean")).splitlines():
        match = re.search(r"ATTRIBUTE (\S+) (\S+) (\d+)$", line)
        if match:
            core.setdefault(match[1], {})[match[2]] = int(match[3])
    mine = {info.name for info in prelude.env if not _NOT_IN_INIT.search(info.name)}
    for attribute in _ATTRIBUTES:
        ours = {entry.decl: entry.priority for entry in prelude.attribute_entries(attribute)}
        assert ours == {name: priority for name, priority in core[attribute].items() if name in mine}, attribute
    instances = {name: prelude.instance_priority(name) for name in mine if prelude.is_instance(name)}
    assert instances == {name: priority for name, priority in core["instance"].items() if name in mine}
    assert {name for name in mine if prelude.is_class(name)} == mine & core["class"].keys()
    for status in ("reducible", "irreducible"):
        marked = {name for name in mine if prelude.reducibility(name) == status and not _AUXILIARY.search(name)}
        assert marked == {name for name in mine & core[status].keys() if not _AUXILIARY.search(name)}
