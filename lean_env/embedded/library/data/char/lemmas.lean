/- Code points and the characters made from them. -/

namespace char

lemma val_of_nat_eq_of_is_valid {n : nat} : is_valid_char n → (of_nat n).val = n :=
λ h, congr_arg char.val (dif_pos h)

lemma val_of_nat_eq_of_not_is_valid {n : nat} : ¬ is_valid_char n → (of_nat n).val = 0 :=
λ h, congr_arg char.val (dif_neg h)

lemma of_nat_eq_of_not_is_valid {n : nat} : ¬ is_valid_char n → of_nat n = of_nat 0 :=
λ h, eq_of_veq (eq.trans (val_of_nat_eq_of_not_is_valid h) (val_of_nat_eq_of_is_valid (or.inl zero_lt_d800)).symm)

lemma of_nat_ne_of_ne {n₁ n₂ : nat} (h₁ : n₁ ≠ n₂) (h₂ : is_valid_char n₁) (h₃ : is_valid_char n₂) :
  of_nat n₁ ≠ of_nat n₂ :=
λ e, h₁ (eq.trans (val_of_nat_eq_of_is_valid h₂).symm
  (eq.trans (congr_arg char.val e) (val_of_nat_eq_of_is_valid h₃)))

end char
