"""What makes the kernel one that people can audit: it is small, and it rests on nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from lean_env.embedded import kernel

FILES = sorted(Path(kernel.__file__).parent.glob("*.py"))


def test_the_kernel_is_small() -> None:
    """All its files together have less than 2,500 lines, comments and blank lines included."""
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES) < 2500


def test_the_kernel_imports_the_standard_library_only() -> None:
    """Besides its own modules and the project's error tree."""
    imported: set[str] = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0 and node.module is not None
                imported.add(node.module)
    own = ("lean_env.embedded.kernel", "lean_env.embedded.errors")
    others = [name for name in imported if not name.startswith(own)]
    assert not [name for name in others if name.split(".")[0] not in sys.stdlib_module_names]
