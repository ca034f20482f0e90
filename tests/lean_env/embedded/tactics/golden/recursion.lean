def structural_through_pair : nat × nat → nat
| (0, m) := m
| (n+1, m) := structural_through_pair (n, m + 1)

def size_through_pair : list nat × list nat → nat
| ([], ys) := ys.length
| (x :: xs, ys) := size_through_pair (xs, ys) + 1

def pair_not_decreasing : nat × nat → nat
| (0, m) := m
| (n+1, m) := pair_not_decreasing (n, m + 2)

def second_argument : nat → nat → nat
| m 0 := m
| m (n+1) := second_argument (m + 1) n

def lexicographic : nat → nat → nat
| 0 n := n
| (m+1) 0 := lexicographic m 5
| (m+1) (n+1) := lexicographic (m+1) n

def lexicographic_wrong : nat → nat → nat
| 0 n := n
| (m+1) 0 := lexicographic_wrong (m+1) 5
| (m+1) (n+1) := lexicographic_wrong (m+1) n

def lexicographic_swapped : nat → nat → nat
| n 0 := n
| 0 (m+1) := lexicographic_swapped 5 m
| (n+1) (m+1) := lexicographic_swapped n (m+1)

def three : nat → nat → nat → nat
| 0 0 0 := 0
| (a+1) b c := three a (b+1) c
| 0 (b+1) c := three 0 b (c+1)
| 0 0 (c+1) := three 0 0 c

def merge : list nat → list nat → list nat
| [] ys := ys
| xs [] := xs
| (x :: xs) (y :: ys) := if x ≤ y then x :: merge xs (y :: ys) else y :: merge (x :: xs) ys

example : merge [1, 3] [2, 4] = [1, 2, 3, 4] := by simp [merge]

def split : list nat → list nat × list nat
| [] := ([], [])
| [a] := ([a], [])
| (a :: b :: l) := let p := split l in (a :: p.1, b :: p.2)

example : split [1, 2, 3] = ([1, 3], [2]) := rfl

def split' : list nat → list nat × list nat
| [] := ([], [])
| (a :: l) := match split' l with (x, y) := (a :: y, x) end

example : split' [1, 2, 3] = ([1, 3], [2]) := rfl

def sort_by_split : list nat → list nat
| [] := []
| [a] := [a]
| l := merge (sort_by_split (split l).1) (sort_by_split (split l).2)

def remove_all (n : nat) : list nat → list nat
| [] := []
| (m :: l) := if m = n then remove_all l else m :: remove_all l

theorem length_remove_all (n : nat) : ∀ l, (remove_all n l).length ≤ l.length
| [] := le_refl _
| (m :: l) := begin
  by_cases h : m = n,
  { simp [remove_all, h], exact nat.le_succ_of_le (length_remove_all l) },
  { simp [remove_all, h], exact nat.succ_le_succ (length_remove_all l) }
end

def nub : list nat → list nat
| [] := []
| (a :: l) := have (remove_all a l).length < l.length + 1, from nat.lt_succ_of_le (length_remove_all a l),
  a :: nub (remove_all a l)
using_well_founded { rel_tac := λ _ _, `[exact ⟨_, measure_wf list.length⟩], dec_tac := `[assumption] }

def nub' : list nat → list nat
| [] := []
| (a :: l) := a :: nub' (remove_all a l)

def by_have : nat → nat
| 0 := 0
| (n+1) := have h : n - 1 < n + 1, from nat.lt_succ_of_le (nat.sub_le n 1), by_have (n - 1)

def by_wrong_have : nat → nat
| 0 := 0
| (n+1) := have h : n - 1 < n + 2, from nat.lt_succ_of_le (nat.le_succ_of_le (nat.sub_le n 1)), by_wrong_have (n - 1)

def by_other_have : nat → nat
| 0 := 0
| (n+1) := have h : 0 < 1, from nat.zero_lt_one, by_other_have (n - 1)

def by_let : nat → nat
| 0 := 0
| (n+1) := let m := n in by_let m

def by_if : nat → nat
| n := if h : 0 < n then have n - 1 < n, from nat.sub_lt h nat.zero_lt_one, by_if (n - 1) + 1 else 0

def under_lambda : nat → nat → nat
| 0 := λ m, m
| (n+1) := λ m, under_lambda n (m + 1)

def unapplied : nat → nat → nat
| 0 := id
| (n+1) := unapplied n

def mapped : nat → list nat
| 0 := []
| (n+1) := list.map (λ x, x + n) (mapped n)

def passed_itself : nat → nat
| 0 := 0
| (n+1) := list.foldr (λ _ x, x) n (list.map passed_itself [n])

def in_type : Π n : nat, fin (n + 1)
| 0 := ⟨0, nat.zero_lt_one⟩
| (n+1) := ⟨(in_type n).val, nat.lt_succ_of_lt (in_type n).property⟩

def to_type : nat → Type
| 0 := nat
| (n+1) := to_type n × nat

example : to_type 1 = (nat × nat) := rfl

def curry : Π n, to_type n → nat
| 0 k := k
| (n+1) (f, k) := curry n f + k

def to_prop : nat → Prop
| 0 := true
| (n+1) := to_prop n ∧ n = n

theorem to_prop_holds : ∀ n, to_prop n
| 0 := trivial
| (n+1) := ⟨to_prop_holds n, rfl⟩

theorem induction_by_equations (p : nat → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n+1)) : ∀ n, p n
| 0 := h0
| (n+1) := hs n (induction_by_equations n)

theorem strong_induction (p : nat → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) : ∀ n, p n
| n := h n (λ m hm, strong_induction m)

theorem wrong_induction (p : nat → Prop) (hs : ∀ n, p n → p (n+1)) : ∀ n, p n
| 0 := wrong_induction 0
| (n+1) := hs n (wrong_induction n)

theorem descent (p : nat → Prop) (h : ∀ n, p (n+1) → p n) : ∀ n, p n → p 0
| 0 hn := hn
| (n+1) hn := descent n (h n hn)

theorem ascent (p : nat → Prop) (h : ∀ n, p n → p (n+1)) : ∀ n, p n → p 0
| n hn := ascent (n+1) (h n hn)

theorem false_by_loop : false := false_by_loop

theorem false_by_equations : nat → false
| n := false_by_equations n

theorem false_by_match (n : nat) : false :=
match n with
| m := false_by_match m
end

def false_from_empty : nat → empty
| n := false_from_empty (n + 1)

lemma add_comm_by_equations : ∀ m n : nat, m + n = n + m
| 0 n := nat.zero_add n
| (m+1) n := by { rw [nat.succ_add, add_comm_by_equations m n] }

lemma zero_add_by_equations : ∀ n : nat, 0 + n = n
| 0 := rfl
| (n+1) := congr_arg nat.succ (zero_add_by_equations n)

inductive ty | nat | arr : ty → ty → ty

inductive tm : list ty → ty → Type
| var : Π {Γ t} (n : nat), Γ.nth n = some t → tm Γ t
| lam : Π {Γ s t}, tm (s :: Γ) t → tm Γ (ty.arr s t)
| app : Π {Γ s t}, tm Γ (ty.arr s t) → tm Γ s → tm Γ t
| lit : Π {Γ}, nat → tm Γ ty.nat

def ty.denote : ty → Type
| ty.nat := nat
| (ty.arr s t) := ty.denote s → ty.denote t

def tm.size : Π {Γ t}, tm Γ t → nat
| _ _ (tm.var n h) := 1
| _ _ (tm.lam b) := tm.size b + 1
| _ _ (tm.app f a) := tm.size f + tm.size a + 1
| _ _ (tm.lit n) := 1

inductive texp : Type → Type 1
| num : nat → texp nat
| bool : bool → texp bool
| is_zero : texp nat → texp bool
| cond : Π {α : Type}, texp bool → texp α → texp α → texp α

def texp.eval : Π {α : Type}, texp α → α
| _ (texp.num n) := n
| _ (texp.bool b) := b
| _ (texp.is_zero e) := if texp.eval e = 0 then tt else ff
| _ (texp.cond c a b) := match texp.eval c with tt := texp.eval a | ff := texp.eval b end

example : (texp.cond (texp.is_zero (texp.num 0)) (texp.num 1) (texp.num 2)).eval = 1 := rfl

inductive vec (α : Type) : nat → Type
| nil {} : vec 0
| cons : Π {n}, α → vec n → vec (n+1)

def vec.rev_append {α : Type} : Π {n m}, vec α n → vec α m → vec α (m + n)
| _ _ vec.nil w := w
| _ m (@vec.cons _ n a v) w := cast (by rw [nat.add_succ, nat.succ_add]) (vec.rev_append v (vec.cons a w))

def vec.nth {α : Type} : Π {n}, vec α n → fin n → α
| _ (vec.cons a v) ⟨0, h⟩ := a
| _ (vec.cons a v) ⟨i+1, h⟩ := vec.nth v ⟨i, nat.lt_of_succ_lt_succ h⟩

def vec.last {α : Type} : Π {n}, vec α (n+1) → α
| 0 (vec.cons a _) := a
| (n+1) (vec.cons _ v) := vec.last v

def vec.init {α : Type} : Π {n}, vec α (n+1) → vec α n
| 0 _ := vec.nil
| (n+1) (vec.cons a v) := vec.cons a (vec.init v)

def vec.zip {α β : Type} : Π {n}, vec α n → vec β n → vec (α × β) n
| _ vec.nil vec.nil := vec.nil
| _ (vec.cons a v) (vec.cons b w) := vec.cons (a, b) (vec.zip v w)

def vec.diagonal {α : Type} : Π {n}, vec α n → vec α n → nat
| _ (vec.cons a v) vec.nil := 0
| _ _ _ := 1

def vec.head_bad {α : Type} : Π {n}, vec α n → α
| _ (vec.cons a v) := a

theorem vec.zip_nil {α β : Type} : vec.zip (vec.nil : vec α 0) (vec.nil : vec β 0) = vec.nil := rfl

theorem vec.zip_cons {α β : Type} {n} (a : α) (b : β) (v : vec α n) (w : vec β n) :
  vec.zip (vec.cons a v) (vec.cons b w) = vec.cons (a, b) (vec.zip v w) := by rw vec.zip

def eq_rec_by_match {α : Type} (P : α → Type) : Π {a b : α}, a = b → P a → P b
| a .(a) rfl p := p

def eq_rec_without_mark {α : Type} (P : α → Type) : Π {a b : α}, a = b → P a → P b
| a _ rfl p := p

def eq_rec_wrong {α : Type} (P : α → Type) : Π {a b : α}, a = b → P a → P b
| a b rfl p := p

theorem heq_by_match {α : Type} : Π {a b : α}, a == b → a = b
| a _ heq.rfl := rfl

theorem uip {α : Type} {a : α} : ∀ h : a = a, h = rfl
| rfl := rfl

def transport_mul {a b : nat} : a * b = b * a → nat
| h := a

theorem nat_cases {n : nat} : n * 2 = 0 → n = 0
| h := by { cases n, refl, cases h }

theorem cannot_match_index {n : nat} : n + n = 3 → false
| rfl := trivial

theorem exists_imp {α : Type} {p : α → Prop} {b : Prop} : (∃ x, p x) → (∀ x, p x → b) → b
| ⟨x, hx⟩ h := h x hx

def exists_to_type {p : nat → Prop} : (∃ x, p x) → nat
| ⟨x, hx⟩ := x

def or_to_type {p q : Prop} : p ∨ q → bool
| (or.inl _) := tt
| (or.inr _) := ff

def and_to_type {p q : Prop} : p ∧ q → nat
| ⟨_, _⟩ := 3

theorem or_assoc_by_equations {p q r : Prop} : (p ∨ q) ∨ r → p ∨ (q ∨ r)
| (or.inl (or.inl hp)) := or.inl hp
| (or.inl (or.inr hq)) := or.inr (or.inl hq)
| (or.inr hr) := or.inr (or.inr hr)

theorem or_missing {p q r : Prop} : (p ∨ q) ∨ r → p ∨ (q ∨ r)
| (or.inl (or.inl hp)) := or.inl hp
| (or.inr hr) := or.inr (or.inr hr)

theorem not_not_match {p : Prop} [decidable p] (h : ¬ ¬ p) : p :=
match ‹decidable p› with
| is_true hp := hp
| is_false hn := absurd hn h
end

example (n m : nat) : n = m ∨ n ≠ m :=
match nat.decidable_eq n m with
| is_true h := or.inl h
| is_false h := or.inr h
end

example (l : list nat) (h : l ≠ []) : ∃ a m, l = a :: m :=
match l, h with
| [], h := absurd rfl h
| a :: m, _ := ⟨a, m, rfl⟩
end

example (n : nat) : n = 0 ∨ ∃ m, n = m + 1 :=
match n with
| 0 := or.inl rfl
| m + 1 := or.inr ⟨m, rfl⟩
end

example (n : nat) (h : n = 3) : n < 4 :=
match n, h with
| ._, rfl := nat.lt_succ_self 3
end

example (x : nat × nat) : x = (x.1, x.2) :=
match x with (a, b) := rfl end

example (x : nat × nat) : nat :=
match x with (a, b, c) := a end

def nested_match (x y : option nat) : nat :=
match x with
| none := 0
| some a := match y with
  | none := a
  | some b := a + b
  end
end

example : nested_match (some 1) (some 2) = 3 := rfl

example (a) : nested_match (some a) none = a := by simp [nested_match]

def match_in_argument : list nat → nat
| [] := 0
| (a :: l) := (match a with 0 := 1 | n + 1 := n end) + match_in_argument l

example : match_in_argument [0, 5] = 5 := rfl

def pattern_lambda : nat × nat → nat := λ ⟨a, b⟩, a + b

example : pattern_lambda (1, 2) = 3 := rfl

def uses_parameter_twice (n : nat) : nat → nat
| 0 := n
| (k+1) := uses_parameter_twice k + uses_parameter_twice k

variables (base : nat)

def with_section_variable : nat → nat
| 0 := base
| (n+1) := with_section_variable n + base

example : with_section_variable 2 3 = 8 := rfl

def named_twice : nat → nat
| 0 := 0
| (n+1) := n

def named_twice : nat → nat
| n := n

def hidden_constructor (zero : nat) : nat → nat
| zero := zero

example : hidden_constructor 3 4 = 4 := rfl

def inaccessible_variable : Π n m : nat, n = m → nat
| n .(n) rfl := n

def inaccessible_wrong : Π n m : nat, n = m → nat
| .(m) m rfl := m

def inaccessible_unneeded : nat → nat
| .(0) := 0

def nat_literal_deep : nat → nat
| 3 := 1
| 2 := 2
| (n+3) := n
| _ := 7

example : nat_literal_deep 3 = 1 := rfl

example : nat_literal_deep 4 = 1 := rfl

def add_pattern : nat → nat
| (n + 2) := n
| (1 + n) := n
| _ := 0

def succ_pattern : nat → nat
| (nat.succ (nat.succ n)) := n
| (nat.succ n) := n
| nat.zero := 0

def int_patterns : int → nat
| (int.of_nat n) := n
| -[1+ n] := n

example : int_patterns (-3) = 2 := rfl

def list_literal : list nat → nat
| [1, 2] := 1
| [a, b] := a + b
| _ := 0

example : list_literal [3, 4] = 7 := by simp [list_literal]

def string_and_list : list string → nat
| ["a"] := 1
| ("b" :: _) := 2
| _ := 3

example : string_and_list ["b", "c"] = 2 := by simp [string_and_list]

def option_bind : option nat → option nat → option nat
| (some a) (some b) := some (a + b)
| _ _ := none

example (x) : option_bind none x = none := by cases x; refl

example (x) : option_bind none x = none := rfl

example (x) : option_bind x none = none := by cases x; simp [option_bind]

noncomputable def choose : nat → nat
| 0 := classical.choice ⟨0⟩
| (n+1) := choose n

def choose' : nat → nat
| 0 := classical.choice ⟨0⟩
| (n+1) := choose' n

private def hidden : nat → nat
| 0 := 1
| (n+1) := hidden n

example : hidden 3 = 1 := rfl

protected def nat.halve : nat → nat
| 0 := 0
| 1 := 0
| (n+2) := nat.halve n + 1

example : nat.halve 5 = 2 := rfl

@[simp] def simp_def : nat → nat
| 0 := 0
| (n+1) := simp_def n

example : simp_def 3 = 0 := by simp

@[simp] def simp_zero (n : nat) : simp_def n = 0 := by induction n; simp [*]

@[reducible] def red : nat → nat
| 0 := 0
| (n+1) := red n

instance rec_instance : Π n : nat, inhabited (fin (n+1))
| 0 := ⟨⟨0, nat.zero_lt_one⟩⟩
| (n+1) := ⟨⟨0, nat.zero_lt_succ _⟩⟩

def {u} poly {α : Type u} : list α → nat
| [] := 0
| (a :: l) := poly l + 1

example : poly [tt, ff] = 2 := rfl

def universe_change {α : Type} : list α → Type 1
| [] := punit
| (a :: l) := universe_change l × Type

mutual def f3, g3, h3
with f3 : nat → nat
| 0 := 0
| (n+1) := g3 n
with g3 : nat → nat
| 0 := 1
| (n+1) := h3 n
with h3 : nat → nat
| 0 := 2
| (n+1) := f3 n

example : f3 4 = 1 := by simp [f3, g3, h3]

mutual def differ_a, differ_b
with differ_a : nat → list nat → nat
| 0 l := 0
| (n+1) l := differ_b l
with differ_b : list nat → nat
| [] := 1
| (a :: l) := differ_a 0 l

mutual def same_size_a, same_size_b
with same_size_a : nat → nat
| 0 := 0
| (n+1) := same_size_b n
with same_size_b : nat → nat
| n := same_size_a n
