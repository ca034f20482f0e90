/- The numbers below a bound. -/

open nat

structure fin (n : ℕ) :=
(val : nat)
(property : val < n)

attribute [pp_using_anonymous_constructor] fin

namespace fin

protected def lt {n} (a b : fin n) : Prop := a.val < b.val

protected def le {n} (a b : fin n) : Prop := a.val ≤ b.val

instance {n} : has_lt (fin n) := ⟨fin.lt⟩

instance {n} : has_le (fin n) := ⟨fin.le⟩

instance decidable_lt {n} (a b : fin n) : decidable (a < b) := nat.decidable_lt _ _

instance decidable_le {n} (a b : fin n) : decidable (a ≤ b) := nat.decidable_le _ _

def {u} elim0 {α : fin 0 → Sort u} : Π (x : fin 0), α x
| ⟨n, h⟩ := absurd h (nat.not_lt_zero n)

variable {n : nat}

lemma eq_of_veq : ∀ {i j : fin n}, i.val = j.val → i = j
| ⟨i, hi⟩ ⟨j, hj⟩ e := @eq.rec ℕ i (λ k, ∀ h : k < n, fin.mk i hi = ⟨k, h⟩) (λ _, rfl) j e hj

lemma veq_of_eq : ∀ {i j : fin n}, i = j → i.val = j.val := λ i j e, congr_arg fin.val e

lemma ne_of_vne {i j : fin n} (h : i.val ≠ j.val) : i ≠ j := λ e, h (veq_of_eq e)

lemma vne_of_ne {i j : fin n} (h : i ≠ j) : i.val ≠ j.val := λ e, h (eq_of_veq e)

end fin

open fin

instance (n : nat) : decidable_eq (fin n) :=
λ i j, decidable_of_decidable_of_iff (nat.decidable_eq i.val j.val) ⟨eq_of_veq, veq_of_eq⟩
