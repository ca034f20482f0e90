/- Kinds of characters. -/

namespace char

def is_whitespace (c : char) : Prop := c ∈ [' ', '\t', '\n']

def is_upper (c : char) : Prop := c.val ≥ 65 ∧ c.val ≤ 90

def is_lower (c : char) : Prop := c.val ≥ 97 ∧ c.val ≤ 122

def is_alpha (c : char) : Prop := c.is_upper ∨ c.is_lower

def is_digit (c : char) : Prop := c.val ≥ 48 ∧ c.val ≤ 57

def is_alphanum (c : char) : Prop := c.is_alpha ∨ c.is_digit

def is_punctuation (c : char) : Prop := c ∈ [' ', ',', '.', '?', '!', ';', '-', '\'']

def to_lower (c : char) : char := let n := to_nat c in if n >= 65 ∧ n <= 90 then of_nat (n + 32) else c

instance decidable_is_whitespace : decidable_pred is_whitespace :=
λ c, list.decidable_mem c [' ', '\t', '\n']

instance decidable_is_upper : decidable_pred is_upper :=
λ c, show decidable (c.val ≥ 65 ∧ c.val ≤ 90), from and.decidable

instance decidable_is_lower : decidable_pred is_lower :=
λ c, show decidable (c.val ≥ 97 ∧ c.val ≤ 122), from and.decidable

instance decidable_is_alpha : decidable_pred is_alpha :=
λ c, show decidable (c.is_upper ∨ c.is_lower), from or.decidable

instance decidable_is_digit : decidable_pred is_digit :=
λ c, show decidable (c.val ≥ 48 ∧ c.val ≤ 57), from and.decidable

instance decidable_is_alphanum : decidable_pred is_alphanum :=
λ c, show decidable (c.is_alpha ∨ c.is_digit), from or.decidable

instance decidable_is_punctuation : decidable_pred is_punctuation :=
λ c, list.decidable_mem c [' ', ',', '.', '?', '!', ';', '-', '\'']

end char
