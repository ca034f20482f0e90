theorem t (p q : Prop) : p = p := rfl

theorem t (p q : Prop) : p ↔ p := iff.rfl

theorem t (p q : Prop) : p == p := heq.refl p

theorem t : ∀ p : Prop, p = p := λ p, rfl

theorem t : ∀ p : Prop, p = p := @rfl _

theorem t : reflexive (@eq ℕ) := @rfl _

theorem t : reflexive (@eq ℕ) := λ _, rfl

theorem t : reflexive (@eq ℕ) := λ (_ : ℕ), rfl

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := (rfl)

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := @rfl ℕ a

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := @rfl _ _

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := by exact rfl

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := begin exact rfl end

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := show a = a, from rfl

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := (rfl : a = a)

def same (a b : ℕ) := a = b
def t (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a = b
example (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a = b
instance t (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := eq.refl a

@[reducible] def same (a b : ℕ) := a = b
theorem t (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a = b
local attribute [reducible] same
theorem t (a : ℕ) : same a a := rfl

theorem t : (1 : ℕ) ≥ 1 → true := λ h, trivial

theorem t : ¬ 1 = 1 → 1 = 1 := λ h, rfl

theorem t : ∀ p q : Prop, p = p := λ p q, rfl

def Q := ∀ n : ℕ, n = n
theorem t : Q := λ n, rfl

def Q := ∀ n : ℕ, n = n
theorem t : Q := λ n : ℕ, rfl

theorem t : 1 = 1 ∧ true → 1 = 1 := assume h, rfl

theorem t : 1 = 1 ∧ true := ⟨rfl, trivial⟩

theorem t : ∃ x : ℕ, x = 1 := ⟨1, rfl⟩

theorem t : id (1 = 1) := rfl

theorem t : (λ x : ℕ, x = x) 1 := rfl

theorem t : let x := 1 in x = x := rfl

def P (n : ℕ) : Prop := 1 = 1
theorem t : P 0
| := rfl

def P (n : ℕ) : Prop := 1 = 1
theorem t : ∀ n, P n
| n := rfl

theorem t (h : 1 = 2) : 1 = 2 := by { cases h }

lemma t : 2 ∣ 4 := ⟨2, rfl⟩

lemma foo (f : ℕ → ℕ) : f ∘ id = f := rfl

lemma foo (α : Type) : function.injective (@id α) := λ a b h, h

lemma foo (α : Type) (a b : α) : ¬ (a ≠ a) := not_not_intro rfl

lemma foo (α : Type) (s : set α) (a : α) : (a ∈ s) = s a := rfl

lemma foo (α : Type) (s : set α) (a : α) : (a ∈ s) ↔ s a := iff.refl _

lemma foo (α : Type) (s : set α) (a : α) : a ∈ {x | x = a} := rfl

lemma foo : 2 ∣ 4 ↔ 2 ∣ 4 := iff.rfl

lemma foo (α : Type) : (≠) = λ a b : α, ¬ a = b := rfl

def f (n : ℕ) := n
@[simp] theorem t (n : ℕ) : f n = f n := by refl

def f (n : ℕ) := n
@[simp] theorem t (n : ℕ) : f n = f n := @rfl _ _

def f (n : ℕ) := n
@[simp] theorem t (n : ℕ) : f n = f n := (rfl)

def f (n : ℕ) := n
@[simp] theorem t (n : ℕ) : f n ↔ f n := iff.rfl

def f (n : ℕ) : Prop := n = n
@[simp] theorem t (n : ℕ) : f n ↔ f n := iff.rfl

def f (n : ℕ) : Prop := n = n
@[simp] theorem t (n : ℕ) : f n ↔ f n := iff.refl _

def f (n : ℕ) := n
theorem t (n : ℕ) : f n = n := eq.refl _
example (n : ℕ) : f n = n := by dsimp [t]

def f (n : ℕ) := n
theorem t (n : ℕ) : f n = n := rfl
example (n : ℕ) : f n = n := by dsimp [t]

def f (n : ℕ) := n
theorem t (n : ℕ) : f n = n := by refl
example (n : ℕ) : f n = n := by dsimp only [t]

def f (n : ℕ) := n
theorem t : ∀ (n : ℕ), f n = n := λ n, rfl
example (n : ℕ) : f n = n := by dsimp only [t]

def f (n : ℕ) := n
theorem t : ∀ (n : ℕ), f n = n
| n := rfl
example (n : ℕ) : f n = n := by dsimp only [t]

def same (a b : ℕ) := a % 2 = b % 2
theorem same_refl (a : ℕ) : same a a := rfl
example : same 3 3 := by refl

def same (a b : ℕ) := a % 2 = b % 2
@[refl] theorem same_refl (a : ℕ) : same a a := eq.refl _
example : same 3 3 := by refl

def same (a b : ℕ) := a % 2 = b % 2
@[refl] theorem same_refl (a : ℕ) : same a a := by refl
example : same 3 3 := by refl

def same (a b : ℕ) := a % 2 = b % 2
theorem same_refl (a : ℕ) : same a a := rfl
attribute [refl] same_refl
example : same 3 3 := by refl

def same (a b : ℕ) := a % 2 = b % 2
theorem same_refl (a : ℕ) : same a a := rfl
attribute [simp] same_refl

def same (a b : ℕ) := a % 2 = b % 2
@[simp] theorem same_refl (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a % 2 = b % 2
@[symm] theorem same_refl (a : ℕ) : same a a → same a a := λ h, rfl

def same (a b : ℕ) := a % 2 = b % 2
@[reducible] theorem same_refl (a : ℕ) : same a a := rfl

def same (a b : ℕ) := a % 2 = b % 2
@[refl] lemma same_refl (a : ℕ) : same a a := by { unfold same }

def same (a b : ℕ) := a % 2 = b % 2
@[refl] lemma same_refl : ∀ (a : ℕ), same a a := λ _, rfl

@[reducible] def same (a b : ℕ) := a % 2 = b % 2
@[refl] lemma same_refl : ∀ (a : ℕ), same a a := λ _, rfl
