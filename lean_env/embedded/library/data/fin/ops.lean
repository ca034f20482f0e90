/- Arithmetic below a bound: modulo it. -/

namespace fin

open nat

variable {n : nat}

protected def succ : fin n → fin (succ n)
| ⟨a, h⟩ := ⟨nat.succ a, succ_lt_succ h⟩

def of_nat {n : nat} (a : nat) : fin (succ n) := ⟨a % succ n, nat.mod_lt _ (nat.zero_lt_succ _)⟩

private lemma mlt {n b : nat} {a} (h : n > a) : b % n < n := nat.mod_lt b (nat.lt_of_le_of_lt (nat.zero_le a) h)

protected def add : fin n → fin n → fin n
| ⟨a, h⟩ ⟨b, _⟩ := ⟨(a + b) % n, mlt h⟩

protected def mul : fin n → fin n → fin n
| ⟨a, h⟩ ⟨b, _⟩ := ⟨(a * b) % n, mlt h⟩

protected def sub : fin n → fin n → fin n
| ⟨a, h⟩ ⟨b, _⟩ := ⟨(a + (n - b)) % n, mlt h⟩

protected def mod : fin n → fin n → fin n
| ⟨a, h₁⟩ ⟨b, h₂⟩ := ⟨a % b, nat.lt_of_le_of_lt (nat.mod_le a b) h₁⟩

protected def div : fin n → fin n → fin n
| ⟨a, h⟩ ⟨b, _⟩ := ⟨a / b, nat.lt_of_le_of_lt (nat.div_le_self a b) h⟩

instance : has_zero (fin (succ n)) := ⟨⟨0, succ_pos n⟩⟩
instance : has_one (fin (succ n)) := ⟨of_nat 1⟩
instance : has_add (fin n) := ⟨fin.add⟩
instance : has_sub (fin n) := ⟨fin.sub⟩
instance : has_mul (fin n) := ⟨fin.mul⟩
instance : has_mod (fin n) := ⟨fin.mod⟩
instance : has_div (fin n) := ⟨fin.div⟩

lemma of_nat_zero : @of_nat n 0 = 0 := rfl

lemma add_def (a b : fin n) : (a + b).val = (a.val + b.val) % n := fin.cases_on a (λ _ _, fin.cases_on b (λ _ _, rfl))

lemma mul_def (a b : fin n) : (a * b).val = (a.val * b.val) % n := fin.cases_on a (λ _ _, fin.cases_on b (λ _ _, rfl))

lemma sub_def (a b : fin n) : (a - b).val = (a.val + (n - b.val)) % n :=
fin.cases_on a (λ _ _, fin.cases_on b (λ _ _, rfl))

lemma mod_def (a b : fin n) : (a % b).val = a.val % b.val := fin.cases_on a (λ _ _, fin.cases_on b (λ _ _, rfl))

lemma div_def (a b : fin n) : (a / b).val = a.val / b.val := fin.cases_on a (λ _ _, fin.cases_on b (λ _ _, rfl))

lemma lt_def (a b : fin n) : (a < b) = (a.val < b.val) := rfl

lemma le_def (a b : fin n) : (a ≤ b) = (a.val ≤ b.val) := rfl

lemma val_zero : (0 : fin (succ n)).val = 0 := rfl

def pred {n : nat} : ∀ i : fin (succ n), i ≠ 0 → fin n
| ⟨a, h₁⟩ h₂ := ⟨a.pred, nat.pred_lt_pred (λ e : a = 0, h₂ (eq_of_veq e)) h₁⟩

end fin
