"""The checker as an HTTP service (`python -m lean_env serve`), so that a machine without Lean can use one that has it.

Needs the extra `serve` (FastAPI and uvicorn); nothing else in lean_env imports this package's modules.
"""
