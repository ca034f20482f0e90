"""The export format: hand-written files that are accepted or rejected, and texts that come back as they went."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lean_env.embedded.export_writer import export
from lean_env.embedded.kernel.declaration import DefinitionInfo, KernelError, TheoremInfo
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.export import Reader
from lean_env.embedded.rechecking import recheck
from tests.lean_env.embedded.kernel.tiny import library

LEAN = Path.home() / ".elan/toolchains/leanprover-community--lean---3.51.1/bin/lean"

IDENTITY = """
1 #NS 0 id
2 #NS 0 u
3 #NS 0 A
4 #NS 0 a
1 #UP 2
0 #ES 1
1 #EV 0
2 #EV 1
3 #EP #BD 4 1 2
4 #EP #BI 3 0 3
5 #EL #BD 4 1 1
6 #EL #BI 3 0 5
#DEF 1 4 6 2
"""

FALSE_FROM_NOTHING = """
1 #NS 0 false
2 #NS 0 boom
0 #ES 0
#IND 0 1 0 0
1 #EC 1
2 #EV 0
3 #EL #BD 2 1 2
#DEF 2 1 3
"""

ODD_NAMES = """
1 #NS 0 quot.sound
2 #NI 0 7
3 #NS 2 x
4 #NS 0 7
0 #ES 0
#AX 1 0
#AX 3 0
#AX 4 0
"""

LET = """
1 #NS 0 P
2 #NS 0 x
1 #US 0
0 #ES 0
1 #ES 1
2 #EV 0
3 #EZ 2 1 0 2
#DEF 1 1 3
"""


def read(text: str) -> Environment:
    env = Environment()
    Reader(env).read(text.splitlines())
    return env


def test_a_polymorphic_identity_is_accepted() -> None:
    """A definition with a universe parameter and an implicit argument is read as it was written."""
    info = read(IDENTITY).get("id")
    assert isinstance(info, DefinitionInfo) and not isinstance(info, TheoremInfo)
    assert info.level_params == ("u",)


def test_a_proof_of_false_is_rejected_with_its_line() -> None:
    """The identity on `false` is no proof of `false`, and the message names the line."""
    with pytest.raises(KernelError, match="line 9: type mismatch at definition 'boom'"):
        read(FALSE_FROM_NOTHING)


def test_odd_names_do_not_collide() -> None:
    """A component with a dot in it, or of digits only, is quoted, and so is no other name."""
    env = read(ODD_NAMES)
    assert [info.name for info in env] == ["«quot.sound»", "7.x", "«7»"]


def test_lets_are_read() -> None:
    """`#EZ`, which Lean writes and its description leaves out, is a `let`."""
    assert "P" in read(LET)


def test_the_tiny_library_comes_back_from_its_export() -> None:
    """Writing and reading gives the same constants, and writing again gives the same text."""
    env = library()
    names = [info.name for info in env]
    text = export(env, names)
    again = read(text)
    assert {info.name for info in again} == set(names)
    for info in env:
        copy = again.get(info.name)
        assert copy is not None and copy.type is info.type and copy.level_params == info.level_params
    assert export(again, names) == text


def test_only_what_is_needed_is_exported() -> None:
    """The export of one theorem holds its dependencies and nothing else."""
    env = read(export(library(), ["nat.add_zero"]))
    assert "nat.add" in env and "eq.rec" in env and "list" not in env


def test_propositions_are_read_as_theorems() -> None:
    """The format does not tell theorems from definitions, so the type decides."""
    env = read(export(library(), ["nat.zero_add"]))
    assert isinstance(env.get("nat.zero_add"), TheoremInfo)
    assert not isinstance(env.get("nat.add"), TheoremInfo)


def test_a_recheck_reports(tmp_path: Path) -> None:
    """A recheck counts the constants, names the axioms, tells each declaration, and keeps no node."""
    path = tmp_path / "tiny.export"
    env = library()
    path.write_text(export(env, [info.name for info in env]), encoding="utf-8")
    heard: list[str] = []
    report = recheck(path, on_declaration=heard.append)
    assert report.declarations == len(env)
    assert report.axioms == ("choice",)
    assert "two_and_two" in heard and report.seconds > 0


def test_unknown_names_are_not_exported() -> None:
    """Exporting what is not there says so."""
    with pytest.raises(KernelError, match="unknown declaration 'nowhere'"):
        export(library(), ["nowhere"])


@pytest.mark.lean3
@pytest.mark.slow
@pytest.mark.skipif(not LEAN.exists(), reason="no Lean 3.51.1 on this machine")
def test_the_whole_core_library_is_accepted(tmp_path: Path) -> None:
    """Every declaration of core Lean 3.51.1, exported by Lean itself, checks, and rests on the three known axioms."""
    source, target = tmp_path / "empty.lean", tmp_path / "core.export"
    source.write_text("")
    subprocess.run([str(LEAN), f"--export={target}", str(source)], check=True, timeout=120)
    report = recheck(target)
    assert report.declarations == 7270
    assert report.axioms == ("classical.choice", "propext", "quot.sound")
