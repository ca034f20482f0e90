example : ∃ x : ℕ, x > 0 := ⟨1, nat.zero_lt_one⟩
-----
example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := ⟨hp, hq, hr⟩
-----
example (p q r : Prop) (hp : p) (hq : q) (hr : r) : (p ∧ q) ∧ r := ⟨hp, hq, hr⟩
-----
example (p q r : Prop) : p ∧ q ∧ r → r ∧ p := λ ⟨hp, hq, hr⟩, ⟨hr, hp⟩
-----
example (p q r : Prop) : p ∧ q ∧ r → r ∧ p := assume ⟨hp, hq, hr⟩, ⟨hr, hp⟩
-----
example (p q r : Prop) : p ∧ q ∧ r → r ∧ p := fun ⟨hp, ⟨hq, hr⟩⟩, ⟨hr, hp⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, match h with ⟨hp, hq⟩ := ⟨hq, hp⟩ end
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, let ⟨hp, hq⟩ := h in ⟨hq, hp⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, have hp : p, from h.1, have hq : q, from h.2, ⟨hq, hp⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, have hp : p := h.1, ⟨h.2, hp⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, have p, from h.1, ⟨h.2, this⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, have p := h.1, ⟨h.2, this⟩
-----
example (p q : Prop) : p ∧ q → q ∧ p := λ h, have hp := h.1, ⟨h.2, hp⟩
-----
example (p q : Prop) (h : p) : q → p := assume : q, h
-----
example (p q : Prop) : p → q → p := assume h : p, assume : q, h
-----
example (p q : Prop) : p → q → p := assume (h : p) (h2 : q), h
-----
example (p q : Prop) : p → q → p := assume h h2, show p, from h
-----
example (p q : Prop) : p → q → p := assume h h2, show p, by assumption
-----
example (p q : Prop) : p → q → p := assume h h2, show p, begin exact h end
-----
example (p q : Prop) : p → q → p := assume h h2, show p, { exact h }
-----
example (p q : Prop) (hp : p) (hq : q) : p ∧ q := suffices h : q ∧ p, from ⟨h.2, h.1⟩, ⟨hq, hp⟩
-----
example (p q : Prop) (hp : p) (hq : q) : p ∧ q := suffices q ∧ p, from ⟨this.2, this.1⟩, ⟨hq, hp⟩
-----
example (p q : Prop) (hp : p) (hq : q) : p ∧ q := suffices h : q ∧ p, by exact ⟨h.2, h.1⟩, ⟨hq, hp⟩
-----
example (p : Prop) (h : ¬¬p) : p := classical.by_contradiction (λ hn, h hn)
-----
example (p : Prop) : p ∨ ¬p := classical.em p
-----
open classical
example (p : Prop) : p ∨ ¬p := em p
-----
example (p q : Prop) (h : p ∨ q) : q ∨ p := or.elim h (λ hp, or.inr hp) (λ hq, or.inl hq)
-----
example (p q : Prop) (h : p ∨ q) : q ∨ p := h.elim or.inr or.inl
-----
example (p q : Prop) (h : p ∨ q) : q ∨ p := match h with or.inl hp := or.inr hp | or.inr hq := or.inl hq end
-----
example (p q : Prop) : p ∨ q → q ∨ p
| (or.inl hp) := or.inr hp
| (or.inr hq) := or.inl hq
-----
example (a b c : ℕ) (h : a = b) (h2 : a = c) : b = c := h ▸ h2
-----
example (a b : ℕ) (f : ℕ → ℕ) (h : a = b) : f a = f b := h ▸ rfl
-----
example (a b : ℕ) (f : ℕ → ℕ) (h : a = b) : f a = f b := congr_arg f h
-----
example (a b : ℕ) (p : ℕ → Prop) (h : a = b) (ha : p a) : p b := eq.subst h ha
-----
example (a b : ℕ) (p : ℕ → Prop) (h : a = b) (ha : p a) : p b := @eq.subst _ _ _ _ h ha
-----
example (a b : ℕ) (p : ℕ → Prop) (h : a = b) (ha : p b) : p a := h.symm ▸ ha
-----
example (a b : ℕ) (p : ℕ → Prop) (h : a = b) (ha : p b) : p a := h ▸ ha
-----
example (n : ℕ) : 0 + n = n := nat.rec_on n rfl (λ n ih, congr_arg nat.succ ih)
-----
example (n : ℕ) : 0 + n = n := nat.rec_on n (show 0 + 0 = 0, from rfl) (assume n, assume ih : 0 + n = n, show 0 + nat.succ n = nat.succ n, from congr_arg nat.succ ih)
-----
example (n : ℕ) : 0 + n = n := nat.rec rfl (λ n ih, congr_arg nat.succ ih) n
-----
example (n : ℕ) : 0 + n = n := nat.cases_on n rfl (λ n, nat.zero_add _)
-----
def f (n : ℕ) : ℕ := nat.rec_on n 0 (λ n r, r + 2)
example : f 3 = 6 := rfl
-----
def f : ℕ → ℕ := λ n, nat.rec_on n 0 (λ n r, r + 2)
example : f 3 = 6 := rfl
-----
def f (n : ℕ) := nat.rec_on n 0 (λ n r, r + 2)
-----
def f (n : ℕ) : ℕ := if n = 0 then 1 else 2
example : f 0 = 1 := rfl
-----
def f (n : ℕ) : ℕ := if h : n = 0 then 1 else 2
example : f 0 = 1 := rfl
-----
def f (n : ℕ) : ℕ := if n = 0 then 1 else if n = 1 then 5 else 2
example : f 1 = 5 := rfl
-----
def f (n : ℕ) : ℕ := if n then 1 else 2
-----
def f (b : bool) : ℕ := if b then 1 else 2
example : f tt = 1 := rfl
-----
def f (b : bool) : ℕ := cond b 1 2
example : f tt = 1 := rfl
-----
def f (p : Prop) : ℕ := if p then 1 else 2
-----
def f (p : Prop) [decidable p] : ℕ := if p then 1 else 2
example : f true = 1 := rfl
-----
example : (λ x, x + 1) 2 = 3 := rfl
-----
example : (λ x : ℕ, x + 1) 2 = 3 := rfl
-----
example : (∘) nat.succ nat.succ 1 = 3 := rfl
-----
example : (+) 1 2 = 3 := rfl
-----
example : (+ 1) 2 = 3 := rfl
-----
example : (1 +) 2 = 3 := rfl
-----
example : (*) 2 3 = 6 := rfl
-----
example : (- 1) = (-1 : ℤ) := rfl
-----
example : (≤) 1 2 := dec_trivial
-----
example : list.map (+ 1) [1,2] = [2,3] := rfl
-----
example : list.map (λ x, x + 1) [1,2] = [2,3] := rfl
-----
example : [1,2].map nat.succ = [2,3] := rfl
-----
example : ([1,2].map nat.succ).length = 2 := rfl
-----
example : nat.succ $ nat.succ $ 1 = 3 := rfl
-----
example : (nat.succ $ nat.succ $ 1) = 3 := rfl
-----
example : (1, 2).1 = 1 := rfl
-----
example : (1, 2, 3).2.1 = 2 := rfl
-----
example : (1, 2, 3).2.2 = 3 := rfl
-----
example (p : ℕ × ℕ) : p = (p.1, p.2) := by cases p; refl
-----
example (p : ℕ × ℕ) : p = (p.1, p.2) := rfl
-----
example (p : ℕ × ℕ) : (p.fst, p.snd) = p := prod.mk.eta
-----
example (f : ℕ → ℕ) : f = λ x, f x := rfl
-----
example : (⟨1, 2⟩ : ℕ × ℕ) = (1, 2) := rfl
-----
example : ⟨1, 2⟩ = (1, 2) := rfl
-----
example := (⟨1, 2⟩ : ℕ)
-----
example : Σ n : ℕ, fin (n + 1) := ⟨2, 1⟩
-----
example : Σ' n : ℕ, n > 0 := ⟨2, dec_trivial⟩
-----
example : {n : ℕ // n > 0} := ⟨2, dec_trivial⟩
-----
example (x : {n : ℕ // n > 0}) : x.val > 0 := x.property
-----
example (x : {n : ℕ // n > 0}) : x.1 > 0 := x.2
-----
example (x : {n : ℕ // n > 0}) : ↑x > 0 := x.2
-----
example (x : {n : ℕ // n > 0}) : (x : ℕ) > 0 := x.2
-----
example (x : {n : ℕ // n > 0}) : ℕ := x
-----
example : set ℕ := {x | x > 0}
-----
example : 1 ∈ {x : ℕ | x > 0} := nat.zero_lt_one
-----
example : 1 ∈ {x | x > 0} := nat.zero_lt_one
-----
example : (1 : ℕ) ∈ ({1, 2} : set ℕ) := or.inr rfl
-----
example : (1 : ℕ) ∈ ({1, 2} : set ℕ) := or.inl rfl
-----
example (s : set ℕ) : set ℕ := {x ∈ s | x > 0}
-----
example (s : set ℕ) (x : ℕ) (h : x ∈ {x ∈ s | x > 0}) : x ∈ s := h.1
-----
example (s : set ℕ) : (∃ x ∈ s, x > 0) → ∃ x, x > 0 := λ ⟨x, hs, hx⟩, ⟨x, hx⟩
-----
example (s : set ℕ) (h : ∀ x ∈ s, x > 0) (h1 : 5 ∈ s) : 5 > 0 := h 5 h1
-----
example (s : set ℕ) (h : ∀ x, x ∈ s → x > 0) : ∀ x ∈ s, x > 0 := h
-----
example : ∃! x : ℕ, x = 1 := ⟨1, rfl, λ y h, h⟩
-----
example : ∃ x y : ℕ, x + y = 3 := ⟨1, 2, rfl⟩
-----
example : ∃ x > 0, x = 1 := ⟨1, nat.zero_lt_one, rfl⟩
-----
example : ∃ (x : ℕ) (h : x > 0), x = 1 := ⟨1, nat.zero_lt_one, rfl⟩
-----
example : ∃ (x : ℕ), x > 0 ∧ x = 1 := exists.intro 1 (and.intro nat.zero_lt_one rfl)
-----
example : ∃ x, x = 1 := Exists.intro 1 rfl
-----
example (h : ∃ x : ℕ, x > 5) : ∃ x : ℕ, x > 4 := exists.elim h (λ x hx, ⟨x, nat.lt_of_succ_lt hx⟩)
-----
example (h : ∃ x : ℕ, x > 5) : ∃ x : ℕ, x > 4 := let ⟨x, hx⟩ := h in ⟨x, nat.lt_of_succ_lt hx⟩
-----
example (h : ∃ x : ℕ, x > 5) : ∃ x : ℕ, x > 4 := match h with ⟨x, hx⟩ := ⟨x, nat.lt_of_succ_lt hx⟩ end
-----
example (h : ∃ x : ℕ, x > 5) : ℕ := match h with ⟨x, hx⟩ := x end
-----
example (h : ∃ x : ℕ, x > 5) : ℕ := let ⟨x, hx⟩ := h in x
-----
example : 'a' = 'a' := rfl
-----
example : "abc".length = 3 := rfl
-----
example : "abc" ++ "d" = "abcd" := rfl
-----
example : 'a'.to_nat = 97 := rfl
-----
example : '\n' ≠ 'a' := dec_trivial
-----
example : 0x10 = 16 := rfl
-----
example : 0b101 = 5 := rfl
-----
example : 1_000 = 1000 := rfl
-----
example : 1.5 = 1.5 := rfl
-----
example : (2 : ℤ) - 3 = -1 := rfl
-----
example : 2 - 3 = 0 := rfl
-----
example : (2 - 3 : ℤ) = -1 := rfl
-----
example : 7 / 2 = 3 := rfl
-----
example : 7 % 2 = 1 := rfl
-----
example : 2 ^ 10 = 1024 := rfl
-----
example (a : ℕ) : ↑a = (a : ℤ) := rfl
-----
example (a b : ℕ) : ((a + b : ℕ) : ℤ) = a + b := rfl
-----
example (a b : ℕ) : ((a + b : ℕ) : ℤ) = a + b := int.coe_nat_add a b
-----
example (a : ℕ) (z : ℤ) : ℤ := a + z
-----
example (a : ℕ) (z : ℤ) : ℤ := z + a
-----
example (a : ℕ) (z : ℤ) : ℕ := z + a
-----
example (b : bool) (h : b) : b = tt := h
-----
example (b : bool) (h : b) : ↑b := h
-----
example : (tt && ff : bool) = ff := rfl
-----
example : tt && ff = ff := rfl
-----
example : !tt = ff := rfl
-----
example : bnot tt = ff := rfl
-----
example : Type 1 := Type
-----
example : Type := Type
-----
example : Type* := ℕ
-----
example : Sort* := ℕ
-----
universe u
example (α : Type u) : Type u := list α
-----
example (α : Type*) : Type* := list α
-----
def f (α : Type*) : Type* := list α
-----
#check @list.nil.{0}
-----
#check list.{0}
-----
#check list.{0 1}
-----
#check nat.{0}
-----
universes u v
#check prod.{u v}
-----
#check prod.{u v}
-----
def f {α : Type} (a : α) : α := a
example : @f nat 1 = 1 := rfl
example : @f _ 1 = 1 := rfl
example : f (1 : ℕ) = 1 := rfl
-----
def f {{α : Type}} (a : α) : α := a
example : f 1 = 1 := rfl
-----
def f ⦃α : Type⦄ (a : α) : α := a
#check f
example := f nat 1
-----
example (f : Π {α : Type}, α → α) : f 1 = f 1 := rfl
-----
example (α : Type) [inhabited α] : α := default
-----
example (α : Type) [h : inhabited α] : α := h.default
-----
example (α : Type) [inhabited α] : α := default α
-----
example (α : Type) [inhabited α] : α := arbitrary α
-----
example (α : Type) [inhabited α] : α := inhabited.default
-----
example : inhabited ℕ := ⟨3⟩
-----
example : inhabited ℕ := {default := 3}
-----
example : inhabited ℕ := by apply_instance
-----
example : inhabited ℕ := infer_instance
-----
example : inhabited (ℕ → ℕ) := infer_instance
-----
example : inhabited (ℕ → empty) := infer_instance
-----
example : decidable (3 < 5) := infer_instance
-----
example : 3 < 5 := dec_trivial
-----
example : 5 < 3 := dec_trivial
-----
example : 3 < 5 := by dec_trivial
-----
example : ∀ x : fin 3, x.val < 3 := dec_trivial
-----
example : ¬ (5 < 3) := dec_trivial
-----
example : 5 ≠ 3 := dec_trivial
-----
example : 5 ≠ 3 := by contradiction
-----
example : 5 ≠ 3 := λ h, by cases h
-----
example : 5 ≠ 3 := nat.no_confusion
-----
example (n : ℕ) : n.succ ≠ 0 := λ h, nat.no_confusion h
-----
example (n : ℕ) : n.succ ≠ 0 := nat.succ_ne_zero n
-----
example (n : ℕ) : n.succ ≠ 0 .
-----
example (n : ℕ) (h : n.succ = 0) : false := by cases h
-----
example (h : false) : 1 = 2 := h.elim
-----
example (h : false) : 1 = 2 := false.elim h
-----
example (h : false) : 1 = 2 := absurd rfl h
-----
example (h : 1 = 2) : false := absurd h dec_trivial
-----
example (p : Prop) (hp : p) (hn : ¬p) : false := hn hp
-----
example (p q : Prop) (hp : p) (hn : ¬p) : q := absurd hp hn
-----
example (p : Prop) : ¬(p ∧ ¬p) := λ ⟨hp, hn⟩, hn hp
-----
example (p q : Prop) : (p → q) → (¬q → ¬p) := λ h hn hp, hn (h hp)
-----
example (p q : Prop) : p ↔ q := ⟨λ h, _, λ h, _⟩
-----
example (p q : Prop) (h : p ↔ q) (hp : p) : q := h.1 hp
-----
example (p q : Prop) (h : p ↔ q) (hp : p) : q := h.mp hp
-----
example (p q : Prop) (h : p ↔ q) (hq : q) : p := iff.mpr h hq
-----
example (p q : Prop) (h : p ↔ q) : q ↔ p := h.symm
-----
example (p : Prop) : p ↔ p := iff.rfl
-----
example (p : Prop) : p ↔ p := iff.refl _
-----
example (p q : Prop) (h : p = q) (hp : p) : q := h ▸ hp
-----
example (p q : Prop) (h : p = q) (hp : p) : q := cast h hp
-----
example (p q : Prop) (h : p = q) (hp : p) : q := eq.mp h hp
-----
example (p q : Prop) (h : p ↔ q) : p = q := propext h
-----
example (f g : ℕ → ℕ) (h : ∀ x, f x = g x) : f = g := funext h
-----
example (f g : ℕ → ℕ) (h : ∀ x, f x = g x) : f = g := funext (assume x, h x)
