universes u v

variables (α : Type u) (β : α → Type v) (a b c d e : ℕ) (f g : ℕ → ℕ) (h2 : ℕ → ℕ → ℕ) (p q r s : Prop)

inductive vec (α : Type u) : ℕ → Type u
| nil {} : vec 0
| cons : Π {n}, α → vec n → vec (n+1)

constant len {α : Type u} {n : ℕ} : vec α n → ℕ

constant app {α : Type u} {n m : ℕ} : vec α n → vec α m → vec α (n + m)

example (n m : ℕ) (v : vec α n) (w : vec α m) : n = m → v == w → len v = len w := by cc

example (n m : ℕ) (v : vec α n) (w : vec α m) : v == w → len v = len w := by cc

example (n m : ℕ) (v v' : vec α n) (w w' : vec α m) : v = v' → w = w' → app v w = app v' w' := by cc

example (n m k : ℕ) (v : vec α n) (w : vec α m) (w' : vec α k) : m = k → w == w' → app v w == app v w' := by cc

example (n m k : ℕ) (v : vec α n) (w : vec α m) (w' : vec α k) : m = k → w == w' → len (app v w) = len (app v w') := by cc

example (n m k : ℕ) (v : vec α n) (w : vec α m) (w' : vec α k) : m = k → len (app v w) = len (app v w') := by cc

example (A B : Type) (x : A) (h : A = B) : cast h x == x := by cc

example (A B : Type) (x y : A) (h : A = B) : x = y → cast h x = cast h y := by cc

example (A B C : Type) (x : A) (h : A = B) (h' : B = C) : cast h' (cast h x) == x := by cc

example (A B C : Type) (x : A) (h : A = B) (h' : B = C) (h3 : A = C) : cast h' (cast h x) = cast h3 x := by cc

example (x y : ℕ) (P : ℕ → Type) (z : P x) (h : x = y) : @eq.rec ℕ x P z y h == z := by cc

example (x y : ℕ) (P : ℕ → Type) (z : P x) (h : x = y) : (eq.rec_on h z : P y) == z := by cc

example (a b : ℕ) : a == b → f a = f b := by cc

example (a b : ℕ) : ¬ (a == b) → a ≠ b := by cc

example (a b : ℕ) (h : a == b) : b == a := by cc

example (A B : Type) (x : A) (y : B) : x == y → y == x := by cc

example (A B C : Type) (x : A) (y : B) (z : C) : x == y → y == z → x == z := by cc

example (A B C : Type) (x : A) (y : B) (z : C) : x == y → x == z := by cc

example (A B : Type) (x : A) (y : B) : x == y → A = B := by cc

example (F : Π x : ℕ, x > 0 → ℕ) (hx : a > 0) (hy : b > 0) : a = b → F a hx = F b hy := by cc

example (F : Π x : ℕ, fin x → ℕ) (x : fin a) (y : fin b) : a = b → x == y → F a x = F b y := by cc

example (F : Π x : ℕ, fin x → ℕ) (x : fin a) (y : fin b) : x == y → F a x = F b y := by cc

example (F : Π x : ℕ, fin x) : a = b → F a == F b := by cc

example (F : Π x : ℕ, fin x) (G : Π x : ℕ, fin x) : F = G → F a == G a := by cc

example (F : Π x : ℕ, fin x) (G : Π x : ℕ, fin x) : F = G → a = b → F a == G b := by cc

example : a + b = c → b + a = c := by cc

example : a + b + c = d → c + a + b = d := by cc

example : a + b = c → c + d = e → a + d + b = e := by cc

example : a + b = c → b + d = e → c + d = a + e := by cc

example : a * b = c → b * d = e → c * d = a * e := by cc

example : a * b = c → b + d = e → c + d = a * e := by cc

example : a + a = b → a + a + a = c → b + a = c := by cc

example : a + b = a + c → b = c := by cc

example : f (a + b) = c → f (b + a) = d → c = d := by cc

example : f (a + b + c) = d → f (c + b + a) = d := by cc

example : f (a + b * c) = d → f (c * b + a) = d := by cc

example : a - b = c → b - a = c := by cc

example : max a b = c → max b a = c := by cc

example : a + 0 = a := by cc

example : a + b = d → b = c → a + c = d := by cc

example : a = 1 → b = 2 → a ≠ b := by cc

example : a = 1 → b = 2 → a = b → p := by cc

example (x y : ℤ) : x = 1 → y = -1 → x ≠ y := by cc

example (x y : ℤ) : x = 5 → y = -7 → x = y → false := by cc

example (x y : char) : x = 'a' → y = 'b' → x ≠ y := by cc

example (x y : string) : x = "a" → y = "b" → x ≠ y := by cc

example (x y : string) : x = "a" → y = "a" → x = y := by cc

example (x y : string) : x = "a" → y = "" → x ≠ y := by cc

example : (λ x, x + 1) = f → f 2 = 2 + 1 := by cc

example : f = (λ x, g x) → f a = g a := by cc

example : f = (λ x, x) → f a = a := by cc

example : f = (λ x, x) → g = (λ x, x) → f a = g a := by cc

example : f = g → f a = g a := by cc

example : f = g → a = b → f a = g b := by cc

example : f a = a → f (f (f a)) = a := by cc

example : f (f (f a)) = a → f (f (f (f (f a)))) = a → f a = a := by cc

example : h2 a = h2 b → h2 a c = h2 b c := by cc

example : h2 a = f → f c = h2 a c := by cc

example : p ∧ q → q ∧ p := by cc

example : p ∨ q → q ∨ p := by cc

example : (p ↔ q) → (q ↔ p) := by cc

example : (p ↔ q) → (p ∧ r ↔ q ∧ r) := by cc

example : p → q → p ∧ q := by cc

example : ¬ ¬ p → p := by cc

example : p ∨ ¬ p := by cc

example : (p → q) → p → q := by cc

example : (p → q) → ¬ q → ¬ p := by cc

example : (p → q → r) → p → q → r := by cc

example : ¬ p → p → q := by cc

example : (p = q) → p → q := by cc

example : (p ≠ q) → p → ¬ q := by cc

example : ¬ (p ↔ ¬ p) := by cc

example (P : ℕ → Prop) : ¬ (∃ x, P x) → ¬ P a := by cc

example (P : ℕ → Prop) : (∀ x, P x) → P a := by cc

example (P : ℕ → Prop) (h : ¬ (∃ x, P x)) : ∀ x, ¬ P x := by cc

example (P : ℕ → Prop) : a = b → P a → P b := by cc

example (P : ℕ → ℕ → Prop) : a = b → c = d → P a c → P b d := by cc

example (P : ℕ → ℕ → Prop) : a = b → P a c → P d b := by cc

example : some a = some b → a = b := by cc

example : some a = none → p := by cc

example : (a, b) = (c, d) → a = c ∧ b = d := by cc

example : (a, b).1 = a := by cc

example (x : ℕ × ℕ) : x = (a, b) → x.1 = a := by cc

example : nat.succ a = nat.succ b → a = b := by cc

example : a + 1 = b + 1 → a = b := by cc

example : [a, b] = [c, d] → b = d := by cc

example (x y : unit) : x = y := by cc

example (x y : unit) (F : unit → ℕ) : F x = F y := by cc

example (hp hq : p) (F : p → ℕ) : F hp = F hq := by cc

example [decidable p] [decidable q] : (p ↔ q) → ite p a b = ite q a b := by cc

example [decidable p] : p → ite p a b = a := by cc

example [decidable p] : ¬ p → ite p a b = b := by cc

example [decidable p] : ite p a a = a := by cc

example [decidable p] : ite p a b = a := by cc

example : a ≤ b → a = c → c ≤ b := by cc

example : a ≠ b → b ≠ a := by cc

example : a ≠ b → f a ≠ f b := by cc

example : f a ≠ f b → a ≠ b := by cc

example (x := 3) : x = 3 := by cc

example : let x := 3 in x = 3 := by { intro x, cc }

example : let x := a in f x = f a := by { intro x, cc }

example : a = b → b = c → c = d → d = e → a = e := by cc

example : a = b → b = c → c = d → a = e := by cc

example : (a = b) = (b = a) := by cc

example : (a = b) = (c = d) → a = b → c = d := by cc

example : true := by cc

example : false → p := by cc

example : p := by cc
