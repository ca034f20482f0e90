/- Characters: the code points of Unicode without surrogates. -/

open nat

@[reducible] def is_valid_char (n : nat) : Prop := n < 0xd800 ∨ (0xdfff < n ∧ n < 0x110000)

lemma is_valid_char_range_1 (n : nat) (h : n < 0xd800) : is_valid_char n := or.inl h

lemma is_valid_char_range_2 (n : nat) (h₁ : 0xdfff < n) (h₂ : n < 0x110000) : is_valid_char n := or.inr ⟨h₁, h₂⟩

structure char :=
(val : nat)
(valid : is_valid_char val)

instance : has_sizeof char := ⟨λ c, c.val⟩

namespace char

protected def lt (a b : char) : Prop := a.val < b.val

protected def le (a b : char) : Prop := a.val ≤ b.val

instance : has_lt char := ⟨char.lt⟩

instance : has_le char := ⟨char.le⟩

instance decidable_lt (a b : char) : decidable (a < b) := nat.decidable_lt _ _

instance decidable_le (a b : char) : decidable (a ≤ b) := nat.decidable_le _ _

/- 0xd800 is 27 doubled eleven times. -/
lemma zero_lt_d800 : 0 < 0xd800 :=
nat.zero_lt_bit0 (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero
  (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero (nat.bit0_ne_zero
  (nat.bit1_ne_zero 13)))))))))))

@[pattern] def of_nat (n : nat) : char :=
if h : is_valid_char n then {val := n, valid := h} else {val := 0, valid := or.inl zero_lt_d800}

def to_nat (c : char) : nat := c.val

lemma eq_of_veq : ∀ {c d : char}, c.val = d.val → c = d
| ⟨c, hc⟩ ⟨d, hd⟩ e := @eq.rec ℕ c (λ k, ∀ h : is_valid_char k, char.mk c hc = ⟨k, h⟩) (λ _, rfl) d e hd

lemma veq_of_eq : ∀ {c d : char}, c = d → c.val = d.val := λ c d e, congr_arg char.val e

lemma ne_of_vne {c d : char} (h : c.val ≠ d.val) : c ≠ d := λ e, h (veq_of_eq e)

lemma vne_of_ne {c d : char} (h : c ≠ d) : c.val ≠ d.val := λ e, h (eq_of_veq e)

end char

instance : decidable_eq char :=
λ i j, decidable_of_decidable_of_iff (nat.decidable_eq i.val j.val) ⟨char.eq_of_veq, char.veq_of_eq⟩

instance : inhabited char := ⟨'A'⟩
