"""The simplifier: `lemmas` indexes rewrite rules, `matching` matches them, `simplify` and `dsimplify` rewrite with
proofs and by definition, `congruence` makes congruence proofs, `tactics` holds what the user writes."""
