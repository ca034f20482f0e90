def same (a b : ℕ) := a % 2 = b % 2
@[refl] theorem same_refl (a : ℕ) : same a a := rfl
example : same 3 3 := by refl

def same (a b : ℕ) := a % 2 = b % 2
theorem same_refl (a : ℕ) : same a a := rfl
example (n : ℕ) : same (n + 0) n := by reflexivity

inductive rel : ℕ → ℕ → Prop
| base (a) : rel a a
theorem rel_refl (a : ℕ) : rel a a := rel.base a
example (n : ℕ) : rel n n := by refl

inductive rel : ℕ → ℕ → Prop
| base (a) : rel a a
attribute [refl] rel.base
example (n : ℕ) : rel n n := by refl

inductive rel : ℕ → ℕ → Prop
| base (a) : rel a a
attribute [refl] rel.base
example (n : ℕ) : rel n (n + 1) := by refl

def same (a b : ℕ) := a % 2 = b % 2
@[symm] theorem same_symm {a b : ℕ} (h : same a b) : same b a := eq.symm h
example (a b : ℕ) (h : same a b) : same b a := by { symmetry, assumption }

def same (a b : ℕ) := a % 2 = b % 2
theorem same_symm {a b : ℕ} (h : same a b) : same b a := eq.symm h
example (a b : ℕ) (h : same a b) : same b a := by { symmetry, assumption }

inductive rel : ℕ → ℕ → Prop
| up (a) : rel a (a + 1)
| down (a) : rel (a + 1) a
theorem flip {a b} (h : rel a b) : rel b a := by { cases h, constructor, constructor }
example (a b : ℕ) (h : rel a b) : rel b a := by { symmetry, assumption }

inductive rel : ℕ → ℕ → Prop
| up (a) : rel a (a + 1)
| down (a) : rel (a + 1) a
@[symm] theorem flip {a b} (h : rel a b) : rel b a := by { cases h, constructor, constructor }
example (a b : ℕ) (h : rel a b) : rel b a := by { symmetry, assumption }

def same (a b : ℕ) := a % 2 = b % 2
@[trans] theorem same_trans {a b c : ℕ} (h : same a b) (k : same b c) : same a c := eq.trans h k
example (a b c : ℕ) (h : same a b) (k : same b c) : same a c := calc same a b : h ... same b c : k

def same (a b : ℕ) := a % 2 = b % 2
@[trans] theorem same_trans {a b c : ℕ} (h : same a b) (k : same b c) : same a c := eq.trans h k
example (a b c : ℕ) (h : same a b) (k : same b c) : same a c :=
calc
  same a b : h
  ... c : k

def same (a b : ℕ) := a % 2 = b % 2
local infix ` ~ `:50 := same
@[trans] theorem same_trans {a b c : ℕ} (h : a ~ b) (k : b ~ c) : a ~ c := eq.trans h k
example (a b c : ℕ) (h : a ~ b) (k : b ~ c) : a ~ c := calc a ~ b : h ... ~ c : k

def same (a b : ℕ) := a % 2 = b % 2
local infix ` ~ `:50 := same
theorem same_trans {a b c : ℕ} (h : a ~ b) (k : b ~ c) : a ~ c := eq.trans h k
example (a b c : ℕ) (h : a ~ b) (k : b ~ c) : a ~ c := calc a ~ b : h ... ~ c : k

def same (a b : ℕ) := a % 2 = b % 2
local infix ` ~ `:50 := same
@[trans] theorem same_eq {a b c : ℕ} (h : a ~ b) (k : b ~ c) : a ~ c := eq.trans h k
example (a b c : ℕ) (h : a ~ b) (k : b = c) : a ~ c := calc a ~ b : h ... = c : k

def same (a b : ℕ) := a % 2 = b % 2
@[trans] theorem same_trans {a b c : ℕ} (h : same a b) (k : same b c) : same a c := eq.trans h k
example (a b c : ℕ) (h : same a b) (k : same b c) : same a c := by { transitivity b, assumption, assumption }

def same (a b : ℕ) := a % 2 = b % 2
@[trans] theorem same_trans {a b c : ℕ} (h : same a b) (k : same b c) : same a c := eq.trans h k
example (a b c : ℕ) (h : same a b) (k : same b c) : same a c := by { transitivity, assumption, assumption }

@[refl] theorem not_a_relation : 1 + 1 = 2 := rfl

@[refl] theorem wrong (p : Prop) (h : p) : p := h

@[symm] theorem wrong (a b : ℕ) : a = a := rfl

@[trans] theorem wrong (a b : ℕ) (h : a = b) : b = a := h.symm

@[subst] theorem wrong (a b : ℕ) (h : a = b) : b = a := h.symm

def same (a b : ℕ) := a = b
@[subst] theorem same_subst {a b : ℕ} (p : ℕ → Prop) (h : same a b) (k : p a) : p b := eq.subst h k
example (a b : ℕ) (h : same a b) (k : a < 3) : b < 3 := by { unfold same at h, subst h, exact k }
