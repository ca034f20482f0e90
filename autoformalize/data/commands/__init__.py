"""The commands of `python -m autoformalize.data`, one module each.

A module has `add_parser(commands)`, which declares its options, and `run(options)`, which does the work and returns the
exit code. What commands share (sources, outputs, progress) is in `options`; what they do, in the modules of
`autoformalize.data`. Heavy imports belong into `run`, so that `--help` is quick.
"""
