/- The inequalities that show a recursive call to be on something smaller. -/

lemma nat.lt_add_of_zero_lt_left (a b : nat) (h : 0 < b) : a < a + b := nat.add_lt_add_left h a

lemma nat.zero_lt_one_add (a : nat) : 0 < 1 + a := nat.lt_of_lt_of_le nat.zero_lt_one (nat.le_add_right 1 a)

lemma nat.lt_add_right (a b c : nat) : a < b → a < b + c := λ h, nat.lt_of_lt_of_le h (nat.le_add_right b c)

lemma nat.lt_add_left (a b c : nat) : a < b → a < c + b := λ h, nat.lt_of_lt_of_le h (nat.le_add_left b c)

protected def {u v} psum.alt.sizeof {α : Type u} {β : Type v} [has_sizeof α] [has_sizeof β] : psum α β → ℕ
| (psum.inl a) := sizeof a
| (psum.inr b) := sizeof b

@[reducible]
protected def {u v} psum.has_sizeof_alt (α : Type u) (β : Type v) [has_sizeof α] [has_sizeof β] :
  has_sizeof (psum α β) :=
⟨psum.alt.sizeof⟩
