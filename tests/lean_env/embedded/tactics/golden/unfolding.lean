variables (p q r s : Prop) (a b c : ℕ) (f g : ℕ → ℕ)

def dbl (n : ℕ) := n + n

def fac : ℕ → ℕ | 0 := 1 | (n+1) := (n+1) * fac n

@[simp] def pw : ℕ → ℕ → ℕ | x 0 := 1 | x (n+1) := x * pw x n

structure pt := (x y : ℕ)

def pt.swap (t : pt) : pt := ⟨t.y, t.x⟩

@[reducible] def tri (n : ℕ) := n + n + n

def pp (x : ℕ) : Prop := x = x

example : dbl 2 = 4 := by unfold dbl

example : dbl 2 = 4 := by { unfold dbl }

example : dbl a = a + a := by unfold dbl

example : dbl a = a + a := by simp [dbl]

example : dbl a = a + a := by simp only [dbl]

example : dbl a = a + a := by dsimp [dbl]; refl

example : dbl a = a + a := by delta dbl; refl

example : dbl a = a + a := by dunfold dbl; refl

example : dbl a = a + a := by dunfold fac; refl

example : dbl a = a + a := by unfold fac

example : dbl a = a + a := by delta fac

example : dbl a = a + a := by unfold nope

example : dbl a = a + a := by delta nope

example : dbl a = a + a := by rw dbl

example : dbl a = a + a := by rw [dbl]

example : dbl a = a + a := by refl

example : dbl a = a + a := by simp

example : dbl a = a + a := by dsimp

example : fac 3 = 6 := by refl

example : fac 3 = 6 := by simp [fac]

example : fac 3 = 6 := by unfold fac

example : fac (a+1) = (a+1) * fac a := by unfold fac

example : fac (a+1) = (a+1) * fac a := by unfold1 fac

example : fac (a+2) = (a+2) * ((a+1) * fac a) := by unfold fac

example : fac (a+2) = (a+2) * ((a+1) * fac a) := by unfold1 fac

example : fac (a+1) = (a+1) * fac a := by rw fac

example : fac (a+1) = (a+1) * fac a := by simp [fac]

example : fac a = fac a := by unfold fac

example : fac (a+1) = (a+1) * fac a := by dunfold fac; refl

example : fac (a+1) = (a+1) * fac a := by delta fac

example (h : dbl a = 2) : a + a = 2 := by { unfold dbl at h, exact h }

example (h : dbl a = 2) : a + a = 2 := by { dunfold dbl at h, exact h }

example (h : dbl a = 2) : a + a = 2 := by { delta dbl at h, exact h }

example (h : dbl a = 2) : a + a = 2 := by { simp [dbl] at h, exact h }

example (h : dbl a = 2) : a + a = 2 := by { dsimp [dbl] at h, exact h }

example (h : dbl a = 2) : a + a = 2 := by { simp only [dbl] at h, assumption }

example (h : dbl a = 2) : a + a = dbl 1 := by { unfold dbl at *, exact h }

example (h : dbl a = 2) : a + a = dbl 1 := by { simp [dbl] at *, exact h }

example (h : dbl a = 2) : a + a = dbl 1 := by { dsimp [dbl] at *, exact h }

example (h : dbl a = 2) : a + a = dbl 1 := by { unfold dbl at h ⊢, exact h }

example (h : a = 2) : a + a = dbl 1 := by { unfold dbl at h, exact h }

example : pw a 2 = a * (a * 1) := by simp

example : pw a 0 = 1 := by simp

example : pw a 2 = a * (a * 1) := by dsimp; refl

example (t : pt) : t.swap.swap = t := by { cases t, refl }

example (t : pt) : t.swap.swap = t := by { cases t, simp [pt.swap] }

example (t : pt) : t.swap.x = t.y := by { simp [pt.swap] }

example (t : pt) : t.swap.x = t.y := by { unfold pt.swap }

example (t : pt) : t.swap.x = t.y := by { dunfold pt.swap pt.x, refl }

example (t : pt) : t.swap.x = t.y := by { unfold pt.swap pt.x }

example : (pt.mk a b).x = a := by { unfold_projs }

example : (pt.mk a b).x = a := by { unfold_projs, refl }

example : (pt.mk a b).x = a := by { dsimp, refl }

example : (pt.mk a b).x = a := by { dsimp }

example : (pt.mk a b).x = a := by { simp }

example : (pt.mk a b).x = b := by { simp }

example (h : (pt.mk a b).x = b) : a = b := by { simp at h, exact h }

example (h : (pt.mk a b).x = b) : a = b := by { unfold_projs at h, exact h }

example (h : (pt.mk a b).x = b) : a = b := by { dsimp only at h, exact h }

example (h : (pt.mk a b) = ⟨b, a⟩) : a = b := by { simp at h, exact h.1 }

example : tri a = a + a + a := by { unfold tri }

example : tri a = a + a + a := by { dsimp [tri], refl }

example : tri a = a + a + a := by { refl }

example : tri a = a + a + a := by { simp [tri] }

example : pp a := by { unfold pp }

example : pp a := by { simp [pp] }

example : pp a := by { show a = a, refl }

example : pp a := by { refl }

example : pp a := by { exact rfl }

example : pp a := by { apply rfl }

example : pp a := by { constructor }

example : p ∧ q → q ∧ p := by simp

example : p ∧ true ↔ p := by simp

example : p ∧ q ↔ q ∧ p := by simp [and_comm]

example : p ∧ q ↔ q ∧ p := by simp [and.comm]

example : p ∧ q ↔ q ∧ p := by simp only [and_comm]

example (h : p) : p ∧ true := by simp [h]

example (h : p) : p ∧ true := by simp *

example (h : p) : p ∧ true := by simp; exact h

example (h : p) : p ∧ true := by simpa

example (h : p) : p ∧ q := by simp [h]

example (h : p) : p ∧ true := by simp [nope]

example (h : p) : p ∧ true := by simp [-h]

example (h : p) : p ∧ true := by simp [*, -h]

example (h : p) : p ∧ true := by simp [h, -and_true]

example (h : p) : p ∧ true := by simp [h, -true_and]

example (h : p) : true ∧ p := by simp only [h]

example (h : p) : true ∧ p := by simp only [h, true_and]

example (h : p) : true ∧ p := by simp only [true_and]; exact h

example (h : p) : true ∧ p := by simp only

example (h : p ∧ true) : p := by { simp at h, exact h }

example (h : p ∧ true) : p := by { simp at h, assumption }

example (h : p) : p := by { simp at h, assumption }

example (h : p ∧ false) : q := by { simp at h, contradiction }

example (h : p ∧ false) : q := by { simp at h }

example (h : p ∧ false) : q := by { simp at *, contradiction }

example (h : p ∧ false) : q := by { simp * at * }

example (h : a + 0 = b) : a = b := by { simp at h ⊢, exact h }

example (h : a + 0 = b) : a = b := by { simp at *, exact h }

example (h : a + 0 = b) : a + 0 = b := by { simp at *, exact h }

example (h : a + 0 = b) : a + 0 = b := by { simp * at * }

example (h : a = b) (h2 : b = c) : a = c := by simp [h, h2]

example (h : a = b) (h2 : b = c) : a = c := by simp *

example (h : a = b) (h2 : b = c) : a = c := by simp [*]

example (h : a = b) (h2 : c = b) : a = c := by simp [h, h2.symm]

example (h : a = b) (h2 : c = b) : a = c := by simp [h, ←h2]

example (h : a = b) (h2 : c = b) : a = c := by simp [h, h2]

example : f a = f a := by simp

example : f a = g a := by simp

example (h : ∀ x, f x = g x) : f a = g a := by simp [h]

example (h : ∀ x, f x = g x) : f = g := by simp [h]

example (h : ∀ x, f x = g x) : f = g := by { funext, simp [h] }

example (h : ∀ x, f x = g x) : f = g := by { funext x, exact h x }

example (h : ∀ x, f x = g x) : f = g := by { funext x y, exact h x }

example (h : ∀ x, f x = g x) : f = g := by { apply funext, exact h }

example (h : ∀ x, f x = g x) : f = g := by { apply funext, intro x, exact h x }

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h, h2]

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h]

example (h : ∀ x, x > 0 → f x = 0) : f 1 = 0 := by simp [h]

example : a + b = b + a := by simp [nat.add_comm]

example : a + b + c = c + b + a := by simp [nat.add_comm, nat.add_left_comm]

example : a + b + c = c + b + a := by simp [nat.add_comm, nat.add_left_comm, nat.add_assoc]

example : a + b + c = c + b + a := by simp [nat.add_comm]

example : a + b + c = c + b + a := by ac_refl

example : a + b + c = c + b + b := by ac_refl

example : a * b * c = c * b * a := by ac_refl

example : a - b - c = c - b - a := by ac_refl

example : 2 + 3 = 5 := by simp

example : 2 * 3 = 6 := by norm_num

example : 2 < 3 := by simp

example : 2 < 3 := by dec_trivial

example : 2 < 3 := dec_trivial

example : 3 < 2 := dec_trivial

example : 2 ≠ 3 := by simp

example : a ≠ a + 1 := by simp

example : if a = a then p else q := by simp

example (h : p) : if a = a then p else q := by simp [h]

example (h : p) : if a = a then p else q := by simp *

example [decidable p] : (if p ∧ true then a else b) = if p then a else b := by simp
