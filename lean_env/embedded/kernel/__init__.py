"""The trusted kernel: levels, expressions, declarations, and the type checker that every accepted proof has passed.

It imports the standard library and the error tree only. Nothing outside this package can add to an environment except
through `environment.Environment.add`.
"""
