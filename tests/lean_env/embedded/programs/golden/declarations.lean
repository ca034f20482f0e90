theorem foo := rfl
-----
theorem foo : 1 = 1
-----
def foo : ℕ
-----
theorem foo (n : ℕ) := n = n
-----
lemma foo : 1 = 1 := rfl
lemma foo : 1 = 1 := rfl
-----
theorem nat.add_comm : 1 = 1 := rfl
-----
def foo (x x : ℕ) := x
example : foo 1 2 = 2 := rfl
-----
def foo {α} (a : α) := a
#check @foo
-----
def foo (a) := a + 1
-----
def foo (a) : ℕ := a + 1
-----
def foo (a b) : ℕ := a + b
-----
def foo (f : ℕ → _) := f 1 + 1
-----
def foo : _ := 1
-----
def foo : _ → ℕ := λ x : ℕ, x
-----
def foo (n : ℕ) : ℕ := match n with | 0 := 1 | (n+1) := n end
-----
def foo (n : ℕ) : ℕ := match n with | 0 := 1 end
-----
def foo (n m : ℕ) : ℕ := match n, m with | 0, _ := 1 | _, 0 := 2 | (n+1), (m+1) := n end
example : foo 0 0 = 1 := rfl
-----
def foo : ℕ → ℕ → ℕ | 0 0 := 1 | 0 _ := 2 | (n+1) m := foo n m
example : foo 1 0 = 1 := rfl
-----
def foo : ℕ → ℕ → ℕ | 0 := λ _, 1 | (n+1) := foo n
example : foo 1 0 = 1 := rfl
-----
def foo : ℕ → ℕ → ℕ | 0 0 := 1 | (n+1) := λ m, 1
-----
def foo : ℕ → ℕ | n := foo (n + 1)
-----
def foo : ℕ → ℕ | n := if n = 0 then 0 else foo (n - 1)
-----
def foo : ℕ → ℕ | n := if h : n = 0 then 0 else have n - 1 < n, from nat.sub_lt (nat.pos_of_ne_zero h) dec_trivial, foo (n - 1)
-----
def foo : ℕ → ℕ | n := if h : n = 0 then 0 else have n - 1 < n, from nat.sub_lt (nat.pos_of_ne_zero h) dec_trivial, foo (n - 1)
example : foo 3 = 0 := rfl
-----
def foo : ℕ → ℕ | n := if h : n = 0 then 0 else have n - 1 < n, from nat.sub_lt (nat.pos_of_ne_zero h) dec_trivial, foo (n - 1)
example : foo 0 = 0 := by rw foo; refl
-----
def fib : ℕ → ℕ | 0 := 0 | 1 := 1 | (n+2) := fib n + fib (n+1)
example : fib 10 = 55 := rfl
example (n) : fib (n+2) = fib n + fib (n+1) := rfl
-----
def fib : ℕ → ℕ | 0 := 0 | 1 := 1 | (n+2) := fib n + fib (n+1)
example (n) : fib (n+2) = fib n + fib (n+1) := by simp [fib]
-----
def fib : ℕ → ℕ | 0 := 0 | 1 := 1 | (n+2) := fib n + fib (n+1)
example (n) : fib (n+2) = fib n + fib (n+1) := by unfold fib
-----
def fib : ℕ → ℕ | 0 := 0 | 1 := 1 | (n+2) := fib n + fib (n+1)
example (n) : fib (n+2) = fib n + fib (n+1) := by rw fib
-----
def ack : ℕ → ℕ → ℕ | 0 n := n+1 | (m+1) 0 := ack m 1 | (m+1) (n+1) := ack m (ack (m+1) n)
-----
def ack : ℕ → ℕ → ℕ | 0 n := n+1 | (m+1) 0 := ack m 1 | (m+1) (n+1) := ack m (ack (m+1) n)
example : ack 1 1 = 3 := rfl
-----
def len {α : Type} : list α → ℕ | [] := 0 | (x::xs) := len xs + 1
example : len [1,2,3] = 3 := rfl
-----
def len {α : Type} : list α → ℕ | [] := 0 | (_::xs) := len xs + 1
example (x : ℕ) (xs) : len (x::xs) = len xs + 1 := rfl
-----
def len {α : Type} : list α → ℕ | list.nil := 0 | (list.cons _ xs) := len xs + 1
-----
open list
def len {α : Type} : list α → ℕ | nil := 0 | (cons _ xs) := len xs + 1
-----
def len {α : Type} : list α → ℕ | nil := 0 | (cons _ xs) := len xs + 1
-----
def foo : list ℕ → ℕ | [] := 0 | [a] := a | [a, b] := b | (a::b::l) := 7
example : foo [1,2,3] = 7 := rfl
-----
def foo : option ℕ → ℕ | none := 0 | (some n) := n
-----
def foo : option ℕ → ℕ | none := 0 | (some 0) := 5 | (some n) := n
example : foo (some 0) = 5 := rfl
-----
def foo : ℕ × ℕ → ℕ | (a, b) := a
-----
def foo : ℕ × ℕ → ℕ | ⟨a, b⟩ := a
-----
def foo : ℕ → ℕ | x@0 := x | x@(n+1) := x
-----
def foo : ℕ → ℕ | x := x | 0 := 1
-----
def foo : ℕ → ℕ | 0 := 1 | x := x | (n+1) := 2
-----
def foo : bool → bool → bool | tt tt := tt | _ _ := ff
example : foo tt ff = ff := rfl
-----
def foo : bool → ℕ | tt := 1 | ff := 0 | tt := 2
-----
def foo : char → ℕ | 'a' := 1 | _ := 0
example : foo 'a' = 1 := rfl
-----
def foo : string → ℕ | "a" := 1 | _ := 0
-----
def foo : ℤ → ℕ | (int.of_nat n) := n | (int.neg_succ_of_nat n) := n
-----
def foo : ℤ → ℕ | (n : ℕ) := n | -[1+ n] := n
-----
def foo : ℤ → ℕ | 0 := 1 | _ := 2
-----
def foo (n : ℕ) : ℕ → ℕ | 0 := n | (m+1) := foo m + 1
example : foo 2 3 = 5 := rfl
-----
def foo (n : ℕ) : ℕ | 0 := n | (m+1) := foo m + 1
-----
def foo : ∀ n : ℕ, n = n | 0 := rfl | (n+1) := rfl
-----
theorem foo : ∀ n : ℕ, 0 + n = n | 0 := rfl | (n+1) := congr_arg nat.succ (foo n)
-----
theorem foo : ∀ n : ℕ, 0 + n = n
| 0 := rfl
| (n+1) := show 0 + n + 1 = n + 1, by rw foo n
-----
theorem foo : ∀ n : ℕ, 0 + n = n
| 0     := rfl
| (n+1) := show 0 + n + 1 = n + 1, by rw foo
-----
theorem foo (n : ℕ) : 0 + n = n := by { induction n with n ih, refl, exact congr_arg nat.succ ih }
-----
theorem foo (n : ℕ) : 0 + n = n := by { induction n, refl, exact congr_arg nat.succ n_ih }
-----
inductive weekday : Type | sunday | monday
#check weekday.sunday
example : weekday.sunday ≠ weekday.monday := by contradiction
-----
inductive weekday | sunday | monday
open weekday
def next : weekday → weekday | sunday := monday | monday := sunday
example : next (next sunday) = sunday := rfl
theorem t (d : weekday) : next (next d) = d := by cases d; refl
theorem t2 (d : weekday) : next (next d) = d := weekday.cases_on d rfl rfl
-----
inductive weekday : Type | sunday : weekday | monday : weekday
@[derive decidable_eq] def x := 1
-----
inductive nat' | zero | succ (n : nat') : nat'
open nat'
def add : nat' → nat' → nat' | m zero := m | m (succ n) := succ (add m n)
theorem zero_add : ∀ n, add zero n = n | zero := rfl | (succ n) := by simp [add, zero_add n]
-----
inductive nat' : Type
| zero : nat'
| succ : nat' → nat'
namespace nat'
def add (m n : nat') : nat' := nat'.rec_on n m (λ _ k, succ k)
instance : has_zero nat' := ⟨zero⟩
instance : has_add nat' := ⟨add⟩
theorem add_zero (m : nat') : m + 0 = m := rfl
theorem add_succ (m n : nat') : m + succ n = succ (m + n) := rfl
theorem zero_add (n : nat') : 0 + n = n := nat'.induction_on n (show 0 + 0 = (0 : nat'), from rfl) (assume n ih, show 0 + succ n = succ n, from calc 0 + succ n = succ (0 + n) : rfl ... = succ n : by rw ih)
end nat'
-----
inductive tree (α : Type) | leaf : tree | node : tree → α → tree → tree
def tree.size {α} : tree α → ℕ | tree.leaf := 0 | (tree.node l _ r) := l.size + 1 + r.size
-----
inductive tree (α : Type) | leaf {} : tree | node : tree → α → tree → tree
def tree.size {α} : tree α → ℕ | tree.leaf := 0 | (tree.node l _ r) := tree.size l + 1 + tree.size r
example : tree.size (tree.node tree.leaf 1 tree.leaf) = 1 := rfl
-----
inductive tree (α : Type) | leaf : tree | node (l : tree) (a : α) (r : tree) : tree
#check @tree.leaf
#check @tree.node
-----
inductive vec (α : Type) : ℕ → Type | nil : vec 0 | cons {n} : α → vec n → vec (n+1)
def vec.head {α} : Π {n}, vec α (n+1) → α | n (vec.cons a v) := a
-----
inductive vec (α : Type) : ℕ → Type | nil {} : vec 0 | cons {n} : α → vec n → vec (n+1)
namespace vec
def map {α β} (f : α → β) : Π {n}, vec α n → vec β n | 0 nil := nil | (n+1) (cons a v) := cons (f a) (map v)
def tail {α} {n} : vec α (n+1) → vec α n | (cons _ v) := v
def zip {α β} : Π {n}, vec α n → vec β n → vec (α × β) n | 0 nil nil := nil | (n+1) (cons a v) (cons b w) := cons (a, b) (zip v w)
end vec
-----
inductive bad : Type | mk : (bad → ℕ) → bad
-----
inductive bad : Type | mk : (ℕ → bad) → bad
-----
inductive bad : Prop | mk : ℕ → bad
def f : bad → ℕ | (bad.mk n) := n
-----
inductive bad (α : Type) : Type | mk : bad ℕ → bad
-----
inductive le (n : ℕ) : ℕ → Prop | refl : le n | step : ∀ m, le m → le (m+1)
theorem le.trans' {a b c} (h : le a b) (h2 : le b c) : le a c := by { induction h2, assumption, exact le.step _ h2_ih }
-----
inductive even : ℕ → Prop | zero : even 0 | step : ∀ n, even n → even (n+2)
theorem t : even 4 := even.step _ (even.step _ even.zero)
theorem t2 : ¬ even 1 := λ h, by cases h
theorem t3 : ∀ n, even n → ∃ k, n = 2 * k
| _ even.zero := ⟨0, rfl⟩
| _ (even.step n h) := let ⟨k, hk⟩ := t3 n h in ⟨k + 1, by rw hk; refl⟩
-----
inductive foo | mk (n : ℕ) (h : n > 0)
example : foo := ⟨1, nat.zero_lt_one⟩
example : foo := {n := 1, h := nat.zero_lt_one}
-----
structure point := (x : ℕ) (y : ℕ)
example : point := {x := 1, y := 2}
example : point := ⟨1, 2⟩
example : point := point.mk 1 2
example (p : point) : p = {x := p.x, y := p.y} := by cases p; refl
example (p : point) : point := {x := 3, ..p}
example (p : point) : point := {p with x := 3}
example (p : point) : ({p with x := 3} : point).x = 3 := rfl
-----
structure point := (x : ℕ) (y : ℕ)
example : point := {x := 1}
-----
structure point := (x : ℕ) (y : ℕ)
example : point := {x := 1, y := 2, z := 3}
-----
structure point := (x : ℕ) (y : ℕ := 5)
example : point := {x := 1}
example : ({x := 1} : point).y = 5 := rfl
-----
structure point := (x y : ℕ)
example : {x := 1, y := 2} = point.mk 1 2 := rfl
-----
structure point := (x y : ℕ)
example : {point . x := 1, y := 2} = point.mk 1 2 := rfl
-----
structure point (α : Type) := mk' :: (x y : α)
#check point.mk'
structure point3 (α : Type) extends point α := (z : α)
example : point3 ℕ := {x := 1, y := 2, z := 3}
example (p : point3 ℕ) : ℕ := p.x
example (p : point3 ℕ) : point ℕ := p.to_point
example (p : point3 ℕ) : point ℕ := p
-----
structure foo := (x : ℕ) (h : x > 0)
def f (a : foo) : ℕ := a.x
example : f ⟨1, dec_trivial⟩ = 1 := rfl
-----
structure foo (x : ℕ) : Prop := (h : x > 0)
example : foo 1 := ⟨dec_trivial⟩
-----
structure foo extends has_add ℕ := (x : ℕ)
-----
structure A := (x : ℕ)
structure B := (x : ℕ)
structure C extends A, B
-----
set_option old_structure_cmd true
structure A := (x : ℕ)
structure B := (x : ℕ)
structure C extends A, B
example : C := {x := 1}
-----
structure A := (x : ℕ)
structure B := (y : ℕ)
structure C extends A, B := (z : ℕ)
example : C := {x := 1, y := 2, z := 3}
example (c : C) : c.to_A.x = c.x := rfl
-----
class group' (α : Type) extends has_mul α, has_one α, has_inv α := (mul_assoc : ∀ a b c : α, a * b * c = a * (b * c)) (one_mul : ∀ a : α, 1 * a = a) (mul_left_inv : ∀ a : α, a⁻¹ * a = 1)
theorem foo (G : Type) [group' G] (a b : G) : a⁻¹ * (a * b) = b := by rw [←group'.mul_assoc, group'.mul_left_inv, group'.one_mul]
-----
class foo (α : Type) := (bar : α → α)
instance : foo ℕ := ⟨nat.succ⟩
example : foo.bar 1 = 2 := rfl
instance {α β} [foo α] [foo β] : foo (α × β) := ⟨λ p, (foo.bar p.1, foo.bar p.2)⟩
example : foo.bar (1, 2) = (2, 3) := rfl
-----
class foo (α : Type) := (bar : α)
example : ℕ := foo.bar
-----
class foo (α : Type) := (bar : α)
def f (α : Type) [foo α] : α := foo.bar
example : ℕ := f ℕ
-----
class foo (α : Type) := (bar [] : α)
instance : foo ℕ := ⟨1⟩
example : foo.bar ℕ = 1 := rfl
-----
class foo (α : Type) := (bar : α)
instance : foo ℕ := ⟨1⟩
example : foo.bar ℕ = 1 := rfl
-----
@[class] def foo (n : ℕ) : Prop := n > 0
instance : foo 1 := nat.zero_lt_one
example : foo 1 := by apply_instance
-----
@[class] structure foo (α : Type) := (x : α)
instance : foo ℕ := {x := 1}
-----
instance foo : has_add string := ⟨string.append⟩
example : "a" + "b" = "ab" := rfl
-----
instance : has_coe ℕ string := ⟨λ n, "x"⟩
example : (↑(1 : ℕ) : string) = "x" := rfl
example (n : ℕ) : string := n
-----
instance : has_coe_to_fun ℕ (λ _, ℕ → ℕ) := ⟨λ n m, n + m⟩
example : (3 : ℕ) 4 = 7 := rfl
-----
instance : has_coe_to_sort ℕ Type := ⟨fin⟩
example (x : (3 : ℕ)) : fin 3 := x
-----
structure S := (carrier : Type) (x : carrier)
instance : has_coe_to_sort S Type := ⟨S.carrier⟩
example (s : S) (a : s) : s := a
example (s : S) : s := s.x
-----
structure morph := (f : ℕ → ℕ)
instance : has_coe_to_fun morph (λ _, ℕ → ℕ) := ⟨morph.f⟩
example (m : morph) : m 1 = m.f 1 := rfl
example (m : morph) : ⇑m = m.f := rfl
-----
instance : has_lt bool := ⟨λ a b, a = ff ∧ b = tt⟩
example : ff < tt := ⟨rfl, rfl⟩
-----
def foo := 1 deriving
-----
inductive foo | a | b deriving decidable_eq
-----
@[derive decidable_eq] inductive foo | a | b
-----
instance : monad list := {pure := λ α a, [a], bind := λ α β l f, (l.map f).join}
example : (do x ← [1,2], y ← [3,4], return (x + y)) = [4,5,5,6] := rfl
-----
example : (do x ← some 1, y ← some 2, return (x + y)) = some 3 := rfl
-----
example : (do x ← some 1, let y := x + 1, return y) = some 2 := rfl
-----
example : (some 1 >>= λ x, some (x + 1)) = some 2 := rfl
-----
example : (nat.succ <$> some 1) = some 2 := rfl
-----
example : (some nat.succ <*> some 1) = some 2 := rfl
-----
example : (some 1 <|> none) = some 1 := rfl
-----
def foo : state ℕ ℕ := do n ← get, put (n + 1), return n
-----
def foo : state ℕ ℕ := do n ← get, put (n + 1), pure n
example : foo.run 3 = (3, 4) := rfl
-----
def main : io unit := io.put_str_ln "hello"
-----
def unicode : ℕ → ℕ
| n₁@_ := n₁
example : unicode 1 = 1 := rfl
-----
def f : list ℕ → list ℕ
| x@([_])      := x
| x@_          := x
example : f [1,2] = [1,2] := rfl
-----
def f : list ℕ → list ℕ
| x@(a::_)      := x
| []          := []
-----
def f : ℕ × ℕ → ℕ × ℕ
| p@(a, _) := (a, p.2)
-----
def f : ℕ × ℕ → ℕ × ℕ := λ p, match p with q@(a, b@_) := (b, a) end
-----
open nat
hide succ
#check succ
-----
open nat
section
hide succ
end
#check succ
-----
hide foo
-----
open nat
hide succ
open nat
#check succ
-----
open nat
hide succ zero
#check zero
-----
hide none
#check none
-----
section
  parameter (X : Type)
  definition A {n : ℕ} : Type := X
  #check @A 1
  #check @_root_.A nat 1
end
-----
section
  parameter (X : Type)
  definition A {n : ℕ} : Type := X
  example : @A 1 = @_root_.A X 1 := rfl
end
-----
section
  parameter (X : Type)
  definition A {n : ℕ} : Type := X
  example : @A X 1 = @_root_.A X 1 := rfl
end
-----
section
  universe l
  definition A {n : ℕ} (t : Sort l) := t
  #check A
  #check _root_.A.{1}
end
-----
section
  universe l
  definition A {n : ℕ} (t : Sort l) := t
  #check A.{1}
end
-----
namespace foo
private structure point := (x : nat) (y : nat)
definition bla := point
definition mk : bla := point.mk 10 10
#check point.x
#check point.rec
end foo
open foo
#check bla
-----
namespace foo
private structure point := (x : nat) (y : nat)
definition bla := point
end foo
open foo
#check point
-----
namespace foo
private structure point := (x : nat) (y : nat)
definition bla := point
end foo
open foo
#check (⟨1, 2⟩ : bla)
-----
namespace foo
private structure point := (x : nat) (y : nat)
definition bla := point
end foo
#check ({x := 1, y := 2} : foo.bla)
-----
private structure point := (x : nat) (y : nat)
example : point := ⟨1, 2⟩
example : point := {x := 1, y := 2}
example (p : point) : ℕ := p.x
example (p : point) : p = p := by cases p; refl
-----
private structure point := (x : nat) (y : nat)
private structure point3 extends point := (z : nat)
example : point3 := {x := 1, y := 2, z := 3}
example (p : point3) : ℕ := p.x
-----
private class foo (α : Type) := (x : α)
instance : foo nat := ⟨1⟩
example : (foo.x : nat) = 1 := rfl
-----
class computable {α : Type*} (x : α) := (compute : α) (compute_eq : compute = x)
export computable
attribute [inline] compute
instance {α : Type*} (x : α) (h : ∃ (y : α), y = x) : computable (classical.some h) := ⟨x, (classical.some_spec h).symm⟩
def foo6 (h : ∃ (n : ℕ), n = 37) := compute (classical.some h)
-----
class computable {α : Type*} (x : α) := (compute : α) (compute_eq : compute = x)
export computable
instance {α : Type*} (x : α) (h : ∃ (y : α), y = x) : computable (classical.some h) := ⟨x, (classical.some_spec h).symm⟩
def foo6 (h : ∃ (n : ℕ), n = 37) := compute (classical.some h)
-----
lemma sorry_type : sorry := sorry
-----
lemma foo : ℕ := 1
-----
theorem foo : ℕ := classical.choice ⟨1⟩
-----
def fn (n : nat) : nat :=
match n with

#exit
-----
@[reducible] def foo := nat
attribute [irreducible] foo
-----
@[reducible] def foo := nat
local attribute [irreducible] foo
-----
attribute [reducible, semireducible] nat.add
-----
@[semireducible, irreducible] def foo := 1
-----
@[elab_simple, elab_as_eliminator] def foo := 1
-----
@[simp, congr] theorem foo (p q : Prop) (h : p ↔ q) : (¬ p) ↔ (¬ q) := not_congr h
-----
@[refl, symm] theorem foo (a b : nat) (h : a = b) : b = a := h.symm
-----
inductive fi : nat → Type | f0 {n} : fi (nat.succ n) | fs {n} (i : fi n) : fi (nat.succ n)
namespace fi
def lift : ∀ {m} (n) (i : fi m), fi (m + n)
| ._ n (@f0 m) := cast (by simp [nat.succ_add]) (@f0 (m + n))
| ._ n (@fs m i) := cast (by simp [nat.succ_add]) (fs (lift n i))
end fi
-----
inductive imf {A B : Type} (f : A → B) : B → Type
| mk : ∀ (a : A), imf (f a)
definition inv_1 {A B : Type} (f : A → B) : ∀ (b : B), imf f b → A
| .(f a) (imf.mk a)  := a
definition inv_2 {A B : Type} (f : A → B) : ∀ (b : B), imf f b → A
| ._ (imf.mk a)  := a
definition inv_3 {A B : Type} (f : A → B) : ∀ (b : B), imf f b → A
| _ (imf.mk a)  := a
definition inv_4 {A B : Type} (f : A → B) : ∀ {b : B}, imf f b → A
| _ (imf.mk a)  := a
-----
inductive imf {A B : Type} (f : A → B) : B → Type
| mk : ∀ (a : A), imf (f a)
definition inv_4 {A B : Type} (f : A → B) : ∀ (b : B), imf f b → A
| .(f a) (.(imf.mk) a)  := a
-----
inductive imf {A B : Type} (f : A → B) : B → Type
| mk : ∀ (a : A), imf (f a)
definition inv_4 {A B : Type} (f : A → B) : ∀ (b : B), imf f b → A
| (f a) (imf.mk a)  := a
-----
def f : ℕ → ℕ | .(0) := 1 | _ := 2
-----
def f : ℕ → ℕ | (nat.succ .(n)) := 1 | _ := 2
-----
def f : ℕ → ℕ | (id n) := 1
-----
def f : ℕ → ℕ | (n + m) := 1
-----
def f : ℕ → ℕ | (n + 2) := n | (n * 2) := 1
-----
def f : ℕ → ℕ | (2 + n) := n | _ := 1
-----
def f : ℕ → ℕ → ℕ | n n := 1
-----
def f : ℕ → ℕ | ((((n)))) := n
-----
def f : ℕ → ℕ | (n : ℕ) := n
-----
def f : ℕ → ℕ | (nat.succ (n : ℕ)) := n | nat.zero := 1
-----
def f : ℕ → ℕ | nat.succ n := n | 0 := 1
-----
def f : bool → ℕ | bool.tt := 1 | bool.ff := 2
-----
def f : bool → ℕ | true := 1 | false := 2
-----
def f : Prop → ℕ | true := 1 | false := 2
-----
def f : list ℕ → ℕ | (x::y::zs) := y | _ := 0
example : f [1,2,3] = 2 := rfl
-----
def f : list ℕ → ℕ | [x, y, z] := y | _ := 0
example : f [1,2,3] = 2 := rfl
-----
def f : ℕ → ℕ | 5 := 1 | 10 := 2 | _ := 0
example : f 10 = 2 := rfl
-----
def f : ℤ → ℕ | -1 := 1 | _ := 0
-----
def f : ℕ × (ℕ × ℕ) → ℕ | (a, b, c) := b
-----
def f : ℕ ⊕ bool → ℕ | (sum.inl n) := n | (sum.inr b) := 0
-----
def f : (Σ n : ℕ, fin n) → ℕ | ⟨n, i⟩ := n
-----
def f : {n : ℕ // n > 0} → ℕ | ⟨n, h⟩ := n
-----
def f : (∃ n : ℕ, n > 0) → ℕ | ⟨n, h⟩ := n
-----
theorem f : (∃ n : ℕ, n > 0) → true | ⟨n, h⟩ := trivial
-----
def f : empty → ℕ .
-----
def f : empty → ℕ
-----
def f : fin 0 → ℕ .
-----
def f : Π n : ℕ, n < 0 → ℕ .
-----
def f : ℕ → ℕ .
-----
def f (n : ℕ) : n = n + 1 → false .
-----
theorem f : ∀ n m : ℕ, n + m = m + n
| n 0 := by simp
| n (m+1) := by rw [nat.add_succ, f n m, nat.succ_add]
-----
namespace foo
private structure point := (x : nat) (y : nat)
example : point := ⟨1, 2⟩
example : point := {x := 1, y := 2}
example (p : point) : ℕ := p.x
section
example (p : point) : ℕ := p.x
example : point := {x := 1, y := 2}
end
end foo
-----
section
private structure point := (x : nat) (y : nat)
end
example : point := {x := 1, y := 2}
