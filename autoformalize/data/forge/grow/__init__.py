"""Growing pairs from seeds: statements by rule, proofs by search, English in many voices, every text checked.

`theorem` is the noun: a statement whose variables are typed slots. Seeds come from the library (`library`), the tables
and the training pairs; `slots` and `mutations` make new theorems of them, `guard` keeps them away from the benchmark,
`search` proves them, `scripts` writes the proofs in several styles, `dressing` and `registers` make pairs. `growing`
is the stream, `forging` the run that checks and writes, `coverage` the table at its end, and `back_translation` gives
English by a trained model to statements that have none.
"""
