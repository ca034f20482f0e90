/- Greatest common divisors by Euclid's algorithm. -/

open well_founded

namespace nat

def gcd : nat → nat → nat
| 0        y := y
| (succ x) y := have y % succ x < succ x, from mod_lt _ (succ_pos _), gcd (y % succ x) (succ x)

@[simp] theorem gcd_zero_left (x : nat) : gcd 0 x = x := by rw [gcd]

@[simp] theorem gcd_succ (x y : nat) : gcd (succ x) y = gcd (y % succ x) (succ x) := by rw [gcd]

@[simp] theorem gcd_one_left (n : ℕ) : gcd 1 n = 1 :=
eq.trans (gcd_succ 0 n) (eq.trans (@congr_arg ℕ ℕ (n % 1) 0 (λ k, gcd k 1) (mod_one n)) (gcd_zero_left 1))

theorem gcd_rec (m n : ℕ) : gcd m n = gcd (n % m) m :=
@nat.rec (λ k, gcd k n = gcd (n % k) k)
  (eq.trans (gcd_zero_left n) (nat.rec_on n (gcd_zero_left 0).symm
    (λ k _, eq.symm (eq.trans (gcd_succ k 0) (gcd_zero_left (succ k))))))
  (λ k _, gcd_succ k n) m

theorem gcd_def (x y : ℕ) : gcd x y = if x = 0 then y else gcd (y % x) x :=
@nat.rec (λ k, gcd k y = if k = 0 then y else gcd (y % k) k)
  (eq.trans (gcd_zero_left y) (if_pos rfl).symm)
  (λ k _, eq.trans (gcd_succ k y) (if_neg (succ_ne_zero k)).symm) x

@[simp] theorem gcd_zero_right (n : ℕ) : gcd n 0 = n :=
@nat.rec (λ k, gcd k 0 = k) (gcd_zero_left 0)
  (λ k _, eq.trans (gcd_succ k 0) (gcd_zero_left (succ k))) n

@[simp] theorem gcd_self (n : ℕ) : gcd n n = n := by rw [gcd_rec, mod_self, gcd_zero_left]

@[elab_as_eliminator]
theorem gcd.induction {P : ℕ → ℕ → Prop} (m n : ℕ) (H0 : ∀n, P 0 n)
  (H1 : ∀m n, 0 < m → P (n % m) m → P m n) : P m n :=
@nat.strong_rec_on (λ k, ∀ n, P k n) m (λ k ih n, or.elim (nat.eq_zero_or_pos k)
  (λ e, @eq.subst ℕ (λ z, P z n) 0 k e.symm (H0 n)) (λ hk, H1 k n hk (ih (n % k) (mod_lt n hk) k))) n

def lcm (m n : ℕ) : ℕ := m * n / (gcd m n)

@[reducible] def coprime (m n : ℕ) : Prop := gcd m n = 1

end nat
