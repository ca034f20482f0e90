/-
Integers: a natural number, or minus the successor of one. The laws of the ring go through `sub_nat_nat`,
the difference of two natural numbers, in which form sums and products need no case distinctions.
-/

open nat

inductive int : Type
| of_nat : nat → int
| neg_succ_of_nat : nat → int

notation `ℤ` := int

instance : has_coe nat int := ⟨int.of_nat⟩

notation `-[1+ ` n `]` := int.neg_succ_of_nat n

instance : decidable_eq int
| (int.of_nat m) (int.of_nat n) :=
  match nat.decidable_eq m n with
  | is_true e  := is_true (congr_arg int.of_nat e)
  | is_false h := is_false (λ e, h (int.of_nat.inj e))
  end
| (int.of_nat m) -[1+ n]        := is_false (λ e, int.no_confusion e)
| -[1+ m]        (int.of_nat n) := is_false (λ e, int.no_confusion e)
| -[1+ m]        -[1+ n]        :=
  match nat.decidable_eq m n with
  | is_true e  := is_true (congr_arg int.neg_succ_of_nat e)
  | is_false h := is_false (λ e, h (int.neg_succ_of_nat.inj e))
  end

protected def int.repr : int → string
| (int.of_nat n)          := repr n
| (int.neg_succ_of_nat n) := "-" ++ repr (succ n)

instance : has_repr int := ⟨int.repr⟩

instance : has_to_string int := ⟨int.repr⟩

namespace int

protected lemma coe_nat_eq (n : ℕ) : ↑n = int.of_nat n := rfl

protected def zero : ℤ := of_nat 0
protected def one : ℤ := of_nat 1

instance : has_zero ℤ := ⟨int.zero⟩
instance : has_one ℤ := ⟨int.one⟩

lemma of_nat_zero : of_nat (0 : nat) = (0 : int) := rfl

lemma of_nat_one : of_nat (1 : nat) = (1 : int) := rfl

def neg_of_nat : ℕ → ℤ
| 0        := 0
| (succ m) := -[1+ m]

def sub_nat_nat (m n : ℕ) : ℤ :=
match (n - m : nat) with
| 0        := of_nat (m - n)
| (succ k) := -[1+ k]
end

lemma sub_nat_nat_of_sub_eq_zero {m n : ℕ} (h : n - m = 0) : sub_nat_nat m n = of_nat (m - n) :=
@eq.subst ℕ (λ k, sub_nat_nat._match_1 m n k = of_nat (m - n)) 0 (n - m) h.symm rfl

lemma sub_nat_nat_of_sub_eq_succ {m n k : ℕ} (h : n - m = succ k) : sub_nat_nat m n = -[1+ k] :=
@eq.subst ℕ (λ j, sub_nat_nat._match_1 m n j = -[1+ k]) (succ k) (n - m) h.symm rfl

protected def neg : ℤ → ℤ
| (of_nat n) := neg_of_nat n
| -[1+ n]    := succ n

protected def add : ℤ → ℤ → ℤ
| (of_nat m) (of_nat n) := of_nat (m + n)
| (of_nat m) -[1+ n]    := sub_nat_nat m (succ n)
| -[1+ m]    (of_nat n) := sub_nat_nat n (succ m)
| -[1+ m]    -[1+ n]    := -[1+ succ (m + n)]

protected def mul : ℤ → ℤ → ℤ
| (of_nat m) (of_nat n) := of_nat (m * n)
| (of_nat m) -[1+ n]    := neg_of_nat (m * succ n)
| -[1+ m]    (of_nat n) := neg_of_nat (succ m * n)
| -[1+ m]    -[1+ n]    := of_nat (succ m * succ n)

instance : has_neg ℤ := ⟨int.neg⟩
instance : has_add ℤ := ⟨int.add⟩
instance : has_mul ℤ := ⟨int.mul⟩

protected def sub : ℤ → ℤ → ℤ := λ m n, m + -n

instance : has_sub ℤ := ⟨int.sub⟩

/-! Computation on constructors -/

protected lemma neg_zero : -(0:ℤ) = 0 := rfl

lemma of_nat_add (n m : ℕ) : of_nat (n + m) = of_nat n + of_nat m := rfl

lemma of_nat_mul (n m : ℕ) : of_nat (n * m) = of_nat n * of_nat m := rfl

lemma of_nat_succ (n : ℕ) : of_nat (succ n) = of_nat n + 1 := rfl

lemma neg_of_nat_zero : -(of_nat 0) = 0 := rfl

lemma neg_of_nat_of_succ (n : ℕ) : -(of_nat (succ n)) = -[1+ n] := rfl

lemma neg_neg_of_nat_succ (n : ℕ) : -(-[1+ n]) = of_nat (succ n) := rfl

lemma of_nat_eq_coe (n : ℕ) : of_nat n = ↑n := rfl

lemma neg_succ_of_nat_coe (n : ℕ) : -[1+ n] = -↑(n + 1) := rfl

protected lemma coe_nat_add (m n : ℕ) : (↑(m + n) : ℤ) = ↑m + ↑n := rfl

protected lemma coe_nat_mul (m n : ℕ) : (↑(m * n) : ℤ) = ↑m * ↑n := rfl

protected lemma coe_nat_zero : ↑(0 : ℕ) = (0 : ℤ) := rfl

protected lemma coe_nat_one : ↑(1 : ℕ) = (1 : ℤ) := rfl

protected lemma coe_nat_succ (n : ℕ) : (↑(succ n) : ℤ) = ↑n + 1 := rfl

protected lemma coe_nat_add_out (m n : ℕ) : ↑m + ↑n = (m + n : ℤ) := rfl

protected lemma coe_nat_mul_out (m n : ℕ) : ↑m * ↑n = (↑(m * n) : ℤ) := rfl

protected lemma coe_nat_add_one_out (n : ℕ) : ↑n + (1 : ℤ) = ↑(succ n) := rfl

lemma of_nat_add_of_nat (m n : nat) : of_nat m + of_nat n = of_nat (m + n) := rfl

lemma of_nat_add_neg_succ_of_nat (m n : nat) : of_nat m + -[1+ n] = sub_nat_nat m (succ n) := rfl

lemma neg_succ_of_nat_add_of_nat (m n : nat) : -[1+ m] + of_nat n = sub_nat_nat n (succ m) := rfl

lemma neg_succ_of_nat_add_neg_succ_of_nat (m n : nat) : -[1+ m] + -[1+ n] = -[1+ succ (m + n)] := rfl

lemma of_nat_mul_of_nat (m n : nat) : of_nat m * of_nat n = of_nat (m * n) := rfl

lemma of_nat_mul_neg_succ_of_nat (m n : nat) : of_nat m * -[1+ n] = neg_of_nat (m * succ n) := rfl

lemma neg_succ_of_nat_of_nat (m n : nat) : -[1+ m] * of_nat n = neg_of_nat (succ m * n) := rfl

lemma mul_neg_succ_of_nat_neg_succ_of_nat (m n : nat) : -[1+ m] * -[1+ n] = of_nat (succ m * succ n) := rfl

protected lemma coe_nat_inj {m n : ℕ} (h : (↑m : ℤ) = ↑n) : m = n := int.of_nat.inj h

lemma of_nat_eq_of_nat_iff (m n : ℕ) : of_nat m = of_nat n ↔ m = n := ⟨int.of_nat.inj, congr_arg of_nat⟩

protected lemma coe_nat_eq_coe_nat_iff (m n : ℕ) : (↑m : ℤ) = ↑n ↔ m = n := of_nat_eq_of_nat_iff m n

lemma neg_succ_of_nat_inj_iff {m n : ℕ} : neg_succ_of_nat m = neg_succ_of_nat n ↔ m = n :=
⟨neg_succ_of_nat.inj, congr_arg neg_succ_of_nat⟩

lemma neg_succ_of_nat_eq (n : ℕ) : -[1+ n] = -(n + 1) := rfl

protected lemma neg_neg : ∀ a : ℤ, -(-a) = a
| (of_nat 0)     := rfl
| (of_nat (n+1)) := rfl
| -[1+ n]        := rfl

protected lemma neg_inj {a b : ℤ} (h : -a = -b) : a = b := by rw [← int.neg_neg a, h, int.neg_neg]

protected lemma sub_eq_add_neg {a b : ℤ} : a - b = a + -b := rfl

/-! Differences of natural numbers -/

lemma sub_nat_nat_of_le {m n : ℕ} (h : n ≤ m) : sub_nat_nat m n = of_nat (m - n) :=
sub_nat_nat_of_sub_eq_zero (nat.sub_eq_zero_of_le h)

lemma sub_nat_nat_of_lt {m n : ℕ} (h : m < n) : sub_nat_nat m n = -[1+ pred (n - m)] :=
sub_nat_nat_of_sub_eq_succ (succ_pred_eq_of_pos (nat.sub_pos_of_lt h)).symm

lemma sub_nat_nat_add_left {m n : ℕ} : sub_nat_nat (m + n) m = of_nat n :=
eq.trans (sub_nat_nat_of_le (nat.le_add_right m n)) (congr_arg of_nat (nat.add_sub_cancel_left m n))

lemma sub_nat_nat_add_right {m n : ℕ} : sub_nat_nat m (m + n + 1) = neg_succ_of_nat n :=
sub_nat_nat_of_sub_eq_succ (nat.add_sub_cancel_left m (n + 1))

lemma sub_nat_nat_elim (m n : ℕ) (P : ℕ → ℕ → ℤ → Prop) (hp : ∀i n, P (n + i) n (of_nat i))
  (hn : ∀i m, P m (m + i + 1) (-[1+ i])) : P m n (sub_nat_nat m n) :=
or.elim (nat.lt_or_ge m n)
  (λ h, exists.elim (nat.le.dest h) (λ i e, @eq.subst ℕ (λ n, P m n (sub_nat_nat m n)) (m + i + 1) n
    (eq.trans (succ_add m i).symm e)
    (@eq.subst ℤ (P m (m + i + 1)) (-[1+ i]) (sub_nat_nat m (m + i + 1)) sub_nat_nat_add_right.symm (hn i m))))
  (λ h, exists.elim (nat.le.dest h) (λ i e, @eq.subst ℕ (λ m, P m n (sub_nat_nat m n)) (n + i) m e
    (@eq.subst ℤ (P (n + i) n) (of_nat i) (sub_nat_nat (n + i) n) sub_nat_nat_add_left.symm (hp i n))))

lemma sub_nat_nat_add_add (m n k : ℕ) : sub_nat_nat (m + k) (n + k) = sub_nat_nat m n :=
sub_nat_nat_elim m n (λ m n i, sub_nat_nat (m + k) (n + k) = i)
  (λ i n, by { rw [nat.add_right_comm n i k], exact sub_nat_nat_add_left })
  (λ i m, by { rw [nat.add_right_comm (m + i) 1 k, nat.add_right_comm m i k], exact sub_nat_nat_add_right })

lemma sub_nat_self : ∀ n, sub_nat_nat n n = 0 := λ n, @sub_nat_nat_add_left n 0

lemma neg_of_nat_eq_sub_nat_nat_zero : ∀ n, neg_of_nat n = sub_nat_nat 0 n
| 0        := rfl
| (succ n) := rfl

private lemma sub_nat_nat_zero (n : ℕ) : sub_nat_nat n 0 = of_nat n := sub_nat_nat_of_le (nat.zero_le n)

private lemma sub_nat_nat_add_self (m : ℕ) : ∀ n, sub_nat_nat m (m + n) = neg_of_nat n
| 0        := sub_nat_self m
| (succ n) := sub_nat_nat_add_right

lemma sub_nat_nat_sub {m n : ℕ} (h : n ≤ m) (k : ℕ) : sub_nat_nat (m - n) k = sub_nat_nat m (k + n) :=
by rw [← sub_nat_nat_add_add (m - n) k n, nat.sub_add_cancel h]

lemma sub_nat_nat_add (m n k : ℕ) : sub_nat_nat (m + n) k = of_nat m + sub_nat_nat n k :=
sub_nat_nat_elim n k (λ n k i, sub_nat_nat (m + n) k = of_nat m + i)
  (λ i n, show sub_nat_nat (m + (n + i)) n = of_nat (m + i),
    by { rw [nat.add_left_comm m n i], exact sub_nat_nat_add_left })
  (λ i n, show sub_nat_nat (m + n) (n + (i + 1)) = sub_nat_nat m (i + 1),
    by rw [nat.add_comm n (i + 1), sub_nat_nat_add_add])

lemma sub_nat_nat_add_neg_succ_of_nat (m n k : ℕ) : sub_nat_nat m n + -[1+ k] = sub_nat_nat m (n + succ k) :=
sub_nat_nat_elim m n (λ m n i, i + -[1+ k] = sub_nat_nat m (n + succ k))
  (λ i n, show sub_nat_nat i (succ k) = sub_nat_nat (n + i) (n + succ k),
    by rw [nat.add_comm n i, nat.add_comm n (succ k), sub_nat_nat_add_add])
  (λ i m, show -[1+ succ (i + k)] = sub_nat_nat m (m + i + 1 + k + 1),
    by { rw [nat.add_right_comm (m + i) 1 k, nat.add_assoc m i k], exact sub_nat_nat_add_right.symm })

protected lemma sub_nat_nat_eq_coe {m n : ℕ} : sub_nat_nat m n = ↑m - ↑n :=
@nat.rec (λ n, sub_nat_nat m n = ↑m - ↑n) (sub_nat_nat_zero m) (λ n _, rfl) n

/-! Absolute value and sign -/

@[simp] def nat_abs : ℤ → ℕ
| (of_nat m) := m
| -[1+ m]    := succ m

lemma nat_abs_of_nat (n : ℕ) : nat_abs ↑n = n := rfl

lemma eq_zero_of_nat_abs_eq_zero : Π {a : ℤ}, nat_abs a = 0 → a = 0
| (of_nat m) h := congr_arg of_nat h
| -[1+ m]    h := false.elim (succ_ne_zero m h)

lemma nat_abs_pos_of_ne_zero {a : ℤ} (h : a ≠ 0) : 0 < nat_abs a :=
nat.pos_of_ne_zero (λ e, h (eq_zero_of_nat_abs_eq_zero e))

lemma nat_abs_zero : nat_abs (0 : int) = (0 : nat) := rfl

lemma nat_abs_one : nat_abs (1 : int) = (1 : nat) := rfl

lemma nat_abs_mul_self : Π {a : ℤ}, ↑(nat_abs a * nat_abs a) = a * a
| (of_nat m) := rfl
| -[1+ m]    := rfl

@[simp] lemma nat_abs_neg (a : ℤ) : nat_abs (-a) = nat_abs a :=
int.cases_on a (λ m, nat.cases_on m rfl (λ m, rfl)) (λ m, rfl)

lemma nat_abs_eq : Π (a : ℤ), a = nat_abs a ∨ a = -(nat_abs a)
| (of_nat m) := or.inl rfl
| -[1+ m]    := or.inr rfl

lemma eq_coe_or_neg (a : ℤ) : ∃n : ℕ, a = n ∨ a = -n := ⟨nat_abs a, nat_abs_eq a⟩

def sign : ℤ → ℤ
| (n+1:ℕ) := 1
| 0       := 0
| -[1+ n] := -1

@[simp] theorem sign_zero : sign 0 = 0 := rfl

@[simp] theorem sign_one : sign 1 = 1 := rfl

@[simp] theorem sign_neg_one : sign (-1) = -1 := rfl

/-! Division: `/` and `%` keep the remainder nonnegative; `fdiv` rounds down, `quot` towards zero -/

protected def div : ℤ → ℤ → ℤ
| (m : ℕ) (n : ℕ) := of_nat (m / n)
| (m : ℕ) -[1+ n] := -of_nat (m / succ n)
| -[1+ m] 0       := 0
| -[1+ m] (n+1:ℕ) := -[1+ m / succ n]
| -[1+ m] -[1+ n] := of_nat (succ (m / succ n))

protected def mod : ℤ → ℤ → ℤ
| (m : ℕ) n := (m % nat_abs n : ℕ)
| -[1+ m] n := sub_nat_nat (nat_abs n) (succ (m % nat_abs n))

def fdiv : ℤ → ℤ → ℤ
| 0       _       := 0
| (m : ℕ) (n : ℕ) := of_nat (m / n)
| (m+1:ℕ) -[1+ n] := -[1+ m / succ n]
| -[1+ m] 0       := 0
| -[1+ m] (n+1:ℕ) := -[1+ m / succ n]
| -[1+ m] -[1+ n] := of_nat (succ m / succ n)

def fmod : ℤ → ℤ → ℤ
| 0       _       := 0
| (m : ℕ) (n : ℕ) := of_nat (m % n)
| (m+1:ℕ) -[1+ n] := sub_nat_nat (m % succ n) n
| -[1+ m] (n : ℕ) := sub_nat_nat n (succ (m % n))
| -[1+ m] -[1+ n] := -of_nat (succ m % succ n)

def quot : ℤ → ℤ → ℤ
| (of_nat m) (of_nat n) := of_nat (m / n)
| (of_nat m) -[1+ n]    := -of_nat (m / succ n)
| -[1+ m]    (of_nat n) := -of_nat (succ m / n)
| -[1+ m]    -[1+ n]    := of_nat (succ m / succ n)

def rem : ℤ → ℤ → ℤ
| (of_nat m) (of_nat n) := of_nat (m % n)
| (of_nat m) -[1+ n]    := of_nat (m % succ n)
| -[1+ m]    (of_nat n) := -of_nat (succ m % n)
| -[1+ m]    -[1+ n]    := -of_nat (succ m % succ n)

instance : has_div ℤ := ⟨int.div⟩
instance : has_mod ℤ := ⟨int.mod⟩

def gcd (m n : ℤ) : ℕ := gcd (nat_abs m) (nat_abs n)

/-! Addition -/

private lemma of_nat_congr {m n : ℕ} (e : m = n) : of_nat m = of_nat n := congr_arg of_nat e

private lemma neg_succ_congr {m n : ℕ} (e : m = n) : -[1+ m] = -[1+ n] := congr_arg neg_succ_of_nat e

private lemma neg_of_nat_congr {m n : ℕ} (e : m = n) : neg_of_nat m = neg_of_nat n := congr_arg neg_of_nat e

private lemma sub_nat_nat_congr {m n m' n' : ℕ} (e : m = m') (e' : n = n') : sub_nat_nat m n = sub_nat_nat m' n' :=
by rw [e, e']

protected lemma add_comm : ∀ a b : ℤ, a + b = b + a
| (of_nat n) (of_nat m) := of_nat_congr (nat.add_comm n m)
| (of_nat n) -[1+ m]    := rfl
| -[1+ n]    (of_nat m) := rfl
| -[1+ n]    -[1+ m]    := neg_succ_congr (congr_arg succ (nat.add_comm n m))

protected lemma add_zero : ∀ a : ℤ, a + 0 = a
| (of_nat n) := rfl
| -[1+ n]    := rfl

protected lemma zero_add (a : ℤ) : 0 + a = a := eq.trans (int.add_comm 0 a) (int.add_zero a)

private lemma as_difference : ∀ a : ℤ, ∃ m n, a = sub_nat_nat m n
| (of_nat m) := ⟨m, 0, (sub_nat_nat_zero m).symm⟩
| -[1+ m]    := ⟨0, succ m, rfl⟩

private lemma add_differences (a b c d : ℕ) : sub_nat_nat a b + sub_nat_nat c d = sub_nat_nat (a + c) (b + d) :=
sub_nat_nat_elim c d (λ c d i, sub_nat_nat a b + i = sub_nat_nat (a + c) (b + d))
  (λ i n, by rw [int.add_comm, ← sub_nat_nat_add, nat.add_comm n i, ← nat.add_assoc a i n, nat.add_comm a i,
    sub_nat_nat_add_add])
  (λ i n, by rw [sub_nat_nat_add_neg_succ_of_nat, nat.add_assoc n i 1, nat.add_comm n (i + 1), ← nat.add_assoc b (i + 1) n,
    sub_nat_nat_add_add])

protected lemma add_assoc : ∀ a b c : ℤ, a + b + c = a + (b + c) :=
λ a b c, exists.elim (as_difference a) (λ a₁ h, exists.elim h (λ a₂ ha,
  exists.elim (as_difference b) (λ b₁ h, exists.elim h (λ b₂ hb,
  exists.elim (as_difference c) (λ c₁ h, exists.elim h (λ c₂ hc,
  by rw [ha, hb, hc, add_differences, add_differences, add_differences, add_differences, nat.add_assoc, nat.add_assoc]))))))

lemma add_assoc_aux1 (m n : ℕ) : ∀ c : ℤ, of_nat m + of_nat n + c = of_nat m + (of_nat n + c) :=
int.add_assoc (of_nat m) (of_nat n)

lemma add_assoc_aux2 (m n k : ℕ) : -[1+ m] + -[1+ n] + of_nat k = -[1+ m] + (-[1+ n] + of_nat k) :=
int.add_assoc -[1+ m] -[1+ n] (of_nat k)

protected lemma add_left_neg : ∀ a : ℤ, -a + a = 0
| (of_nat 0)        := rfl
| (of_nat (succ m)) := sub_nat_self (succ m)
| -[1+ m]           := sub_nat_self (succ m)

protected lemma add_right_neg (a : ℤ) : a + -a = 0 := eq.trans (int.add_comm a (-a)) (int.add_left_neg a)

/-! Multiplication -/

protected lemma mul_comm : ∀ a b : ℤ, a * b = b * a
| (of_nat m) (of_nat n) := of_nat_congr (nat.mul_comm m n)
| (of_nat m) -[1+ n]    := neg_of_nat_congr (nat.mul_comm m (succ n))
| -[1+ m]    (of_nat n) := neg_of_nat_congr (nat.mul_comm (succ m) n)
| -[1+ m]    -[1+ n]    := of_nat_congr (nat.mul_comm (succ m) (succ n))

lemma of_nat_mul_neg_of_nat (m : ℕ) : ∀ n, of_nat m * neg_of_nat n = neg_of_nat (m * n)
| 0        := rfl
| (succ n) := rfl

lemma neg_of_nat_mul_of_nat (m n : ℕ) : neg_of_nat m * of_nat n = neg_of_nat (m * n) :=
by rw [int.mul_comm, of_nat_mul_neg_of_nat, nat.mul_comm]

lemma neg_succ_of_nat_mul_neg_of_nat (m : ℕ) : ∀ n, -[1+ m] * neg_of_nat n = of_nat (succ m * n)
| 0        := rfl
| (succ n) := rfl

lemma neg_of_nat_mul_neg_succ_of_nat (m n : ℕ) : neg_of_nat n * -[1+ m] = of_nat (n * succ m) :=
by rw [int.mul_comm, neg_succ_of_nat_mul_neg_of_nat, nat.mul_comm]

protected lemma mul_assoc : ∀ a b c : ℤ, a * b * c = a * (b * c)
| (of_nat m) (of_nat n) (of_nat k) := of_nat_congr (nat.mul_assoc m n k)
| (of_nat m) (of_nat n) -[1+ k]    :=
  eq.trans (neg_of_nat_congr (nat.mul_assoc m n (succ k))) (of_nat_mul_neg_of_nat m (n * succ k)).symm
| (of_nat m) -[1+ n]    (of_nat k) := eq.trans (neg_of_nat_mul_of_nat (m * succ n) k)
  (eq.trans (neg_of_nat_congr (nat.mul_assoc m (succ n) k)) (of_nat_mul_neg_of_nat m (succ n * k)).symm)
| (of_nat m) -[1+ n]    -[1+ k]    :=
  eq.trans (neg_of_nat_mul_neg_succ_of_nat k (m * succ n)) (of_nat_congr (nat.mul_assoc m (succ n) (succ k)))
| -[1+ m]    (of_nat n) (of_nat k) :=
  eq.trans (neg_of_nat_mul_of_nat (succ m * n) k) (neg_of_nat_congr (nat.mul_assoc (succ m) n k))
| -[1+ m]    (of_nat n) -[1+ k]    := eq.trans (neg_of_nat_mul_neg_succ_of_nat k (succ m * n))
  (eq.trans (of_nat_congr (nat.mul_assoc (succ m) n (succ k))) (neg_succ_of_nat_mul_neg_of_nat m (n * succ k)).symm)
| -[1+ m]    -[1+ n]    (of_nat k) :=
  eq.trans (of_nat_congr (nat.mul_assoc (succ m) (succ n) k)) (neg_succ_of_nat_mul_neg_of_nat m (succ n * k)).symm
| -[1+ m]    -[1+ n]    -[1+ k]    := neg_of_nat_congr (nat.mul_assoc (succ m) (succ n) (succ k))

protected lemma mul_zero : ∀ (a : ℤ), a * 0 = 0
| (of_nat m) := rfl
| -[1+ m]    := rfl

protected lemma zero_mul (a : ℤ) : 0 * a = 0 := eq.trans (int.mul_comm 0 a) (int.mul_zero a)

lemma of_nat_mul_sub_nat_nat (m n k : ℕ) : of_nat m * sub_nat_nat n k = sub_nat_nat (m * n) (m * k) :=
sub_nat_nat_elim n k (λ n k i, of_nat m * i = sub_nat_nat (m * n) (m * k))
  (λ i n, by { rw [nat.left_distrib], exact sub_nat_nat_add_left.symm })
  (λ i n, show neg_of_nat (m * succ i) = sub_nat_nat (m * n) (m * (n + succ i)),
    by rw [nat.left_distrib, sub_nat_nat_add_self])

lemma neg_succ_of_nat_mul_sub_nat_nat (m n k : ℕ) :
  -[1+ m] * sub_nat_nat n k = sub_nat_nat (succ m * k) (succ m * n) :=
sub_nat_nat_elim n k (λ n k i, -[1+ m] * i = sub_nat_nat (succ m * k) (succ m * n))
  (λ i n, show neg_of_nat (succ m * i) = sub_nat_nat (succ m * n) (succ m * (n + i)),
    by rw [nat.left_distrib, sub_nat_nat_add_self])
  (λ i n, show of_nat (succ m * succ i) = sub_nat_nat (succ m * (n + succ i)) (succ m * n),
    by { rw [nat.left_distrib], exact sub_nat_nat_add_left.symm })

lemma neg_of_nat_add (m n : ℕ) : neg_of_nat m + neg_of_nat n = neg_of_nat (m + n) :=
by rw [neg_of_nat_eq_sub_nat_nat_zero, neg_of_nat_eq_sub_nat_nat_zero, neg_of_nat_eq_sub_nat_nat_zero, add_differences]

protected lemma distrib_left : ∀ a b c : ℤ, a * (b + c) = a * b + a * c :=
λ a b c, exists.elim (as_difference b) (λ b₁ h, exists.elim h (λ b₂ hb,
  exists.elim (as_difference c) (λ c₁ h, exists.elim h (λ c₂ hc,
  int.cases_on a
    (λ m, by rw [hb, hc, add_differences, of_nat_mul_sub_nat_nat, of_nat_mul_sub_nat_nat, of_nat_mul_sub_nat_nat,
      add_differences, nat.left_distrib, nat.left_distrib])
    (λ m, by rw [hb, hc, add_differences, neg_succ_of_nat_mul_sub_nat_nat, neg_succ_of_nat_mul_sub_nat_nat,
      neg_succ_of_nat_mul_sub_nat_nat, add_differences, nat.left_distrib, nat.left_distrib])))))

protected lemma distrib_right (a b c : ℤ) : (a + b) * c = a * c + b * c :=
by rw [int.mul_comm, int.distrib_left, int.mul_comm c a, int.mul_comm c b]

protected lemma zero_ne_one : (0 : int) ≠ 1 := λ e, nat.zero_ne_one (int.of_nat.inj e)

protected lemma one_mul : ∀ (a : ℤ), (1 : ℤ) * a = a
| (of_nat n) := of_nat_congr (nat.one_mul n)
| -[1+ n]    := neg_of_nat_congr (nat.one_mul (succ n))

protected lemma mul_one (a : ℤ) : a * 1 = a := eq.trans (int.mul_comm a 1) (int.one_mul a)

/-! Negation and subtraction -/

lemma of_nat_sub {n m : ℕ} (h : m ≤ n) : of_nat (n - m) = of_nat n - of_nat m :=
eq.trans (sub_nat_nat_of_le h).symm int.sub_nat_nat_eq_coe

protected lemma coe_nat_sub {n m : ℕ} : n ≤ m → (↑(m - n) : ℤ) = ↑m - ↑n := of_nat_sub

protected lemma add_left_comm (a b c : ℤ) : a + (b + c) = b + (a + c) :=
by rw [← int.add_assoc, int.add_comm a b, int.add_assoc]

protected lemma add_left_cancel {a b c : ℤ} (h : a + b = a + c) : b = c :=
have e : -a + (a + b) = -a + (a + c), from congr_arg (has_add.add (-a)) h,
by { rw [← int.add_assoc, ← int.add_assoc, int.add_left_neg, int.zero_add, int.zero_add] at e, exact e }

protected lemma neg_add {a b : ℤ} : - (a + b) = -a + -b :=
@int.add_left_cancel (a + b) _ _ (by rw [int.add_right_neg, int.add_comm a b, int.add_assoc, ← int.add_assoc a,
  int.add_right_neg, int.zero_add, int.add_right_neg])

lemma neg_succ_of_nat_coe' (n : ℕ) : -[1+ n] = -↑n - 1 :=
show -(↑n + 1 : ℤ) = -↑n + -1, from int.neg_add

def to_nat : ℤ → ℕ
| (n : ℕ) := n
| -[1+ n] := 0

theorem to_nat_sub (m n : ℕ) : to_nat (m - n) = m - n :=
@eq.subst ℤ (λ i, to_nat i = m - n) (sub_nat_nat m n) (m - n) int.sub_nat_nat_eq_coe
  (sub_nat_nat_elim m n (λ m n i, to_nat i = m - n)
    (λ i n, (nat.add_sub_cancel_left n i).symm) (λ i n, (nat.sub_self_add n (i + 1)).symm))

def nat_mod (m n : ℤ) : ℕ := (m % n).to_nat

protected lemma neg_eq_neg_one_mul : ∀ a : ℤ, -a = -1 * a
| (of_nat n) := show neg_of_nat n = neg_of_nat (1 * n), from neg_of_nat_congr (nat.one_mul n).symm
| -[1+ n]    := show of_nat (succ n) = of_nat (1 * succ n), from of_nat_congr (nat.one_mul (succ n)).symm

theorem sign_mul_nat_abs : ∀ (a : ℤ), sign a * nat_abs a = a
| (n+1:ℕ) := int.one_mul ↑(n + 1)
| 0       := rfl
| -[1+ n] := (int.neg_eq_neg_one_mul ↑(n + 1)).symm

end int
