structure magma := (carrier : Type) (op : carrier → carrier → carrier)
instance : has_coe_to_sort magma Type := ⟨magma.carrier⟩
example (m : magma) (x : m) : m := m.op x x

structure magma := (carrier : Type) (op : carrier → carrier → carrier)
example (m : magma) (x : m) : m := m.op x x

structure magma := (carrier : Type) (op : carrier → carrier → carrier)
instance : has_coe_to_sort magma Type := ⟨magma.carrier⟩
def nats : magma := ⟨ℕ, (+)⟩
example : nats := (3 : ℕ)

structure magma := (carrier : Type) (op : carrier → carrier → carrier)
instance : has_coe_to_sort magma Type := ⟨magma.carrier⟩
def nats : magma := ⟨ℕ, (+)⟩
example : nats := tt

structure magma := (carrier : Type) (op : carrier → carrier → carrier)
instance : has_coe_to_sort magma (Type 1) := ⟨magma.carrier⟩

structure shift := (by' : ℕ)
instance : has_coe_to_fun shift (λ _, ℕ → ℕ) := ⟨λ s n, n + s.by'⟩
example (s : shift) : s 0 = 0 + s.by' := rfl

structure shift := (by' : ℕ)
instance : has_coe_to_fun shift (λ _, ℕ → ℕ) := ⟨λ s n, n + s.by'⟩
example : (⟨3⟩ : shift) 4 = 7 := rfl

structure shift := (by' : ℕ)
example (s : shift) : s 0 = 0 := rfl

structure shift := (by' : ℕ)
instance : has_coe_to_fun shift (λ _, ℕ → ℕ) := ⟨λ s n, n + s.by'⟩
example (s : shift) : s tt = 0 := rfl

structure shift := (by' : ℕ)
instance : has_coe_to_fun shift (λ _, ℕ → ℕ) := ⟨λ s n, n + s.by'⟩
example (s : shift) (l : list ℕ) : list ℕ := l.map s

structure shift := (by' : ℕ)
instance : has_coe_to_fun shift (λ _, ℕ → ℕ) := ⟨λ s n, n + s.by'⟩
example (s t : shift) (h : ⇑s = t) : s 1 = t 1 := by rw h

structure hom (α β : Type) := (f : α → β)
instance {α β : Type} : has_coe_to_fun (hom α β) (λ _, α → β) := ⟨hom.f⟩
def comp {α β γ : Type} (g : hom β γ) (f : hom α β) : hom α γ := ⟨λ x, g (f x)⟩
example {α β γ : Type} (g : hom β γ) (f : hom α β) (x : α) : comp g f x = g (f x) := rfl

structure hom (α β : Type) := (f : α → β)
instance {α β : Type} : has_coe_to_fun (hom α β) (λ _, α → β) := ⟨hom.f⟩
def comp {α β γ : Type} (g : hom β γ) (f : hom α β) : hom α γ := ⟨λ x, g (f x)⟩
example {α β γ : Type} (g : hom β γ) (f : hom α β) (x : α) : comp f g x = g (f x) := rfl

structure pred := (p : ℕ → Prop)
instance : has_coe_to_fun pred (λ _, ℕ → Prop) := ⟨pred.p⟩
example (q : pred) (h : q 3) : ∃ n, q n := ⟨3, h⟩

structure pred := (p : ℕ → Prop)
instance : has_coe_to_sort pred Type := ⟨λ q, {n // q.p n}⟩
example (q : pred) (x : q) : q.p x.1 := x.2

structure pred := (p : ℕ → Prop)
instance : has_coe_to_sort pred Type := ⟨λ q, {n // q.p n}⟩
example (q : pred) (x : q) : q := ⟨x.1, x.1⟩

example (s : set ℕ) (x : s) : ℕ := x

example (b : bool) : Sort := b

structure dep := (n : ℕ)
instance : has_coe_to_fun dep (λ d, fin d.n → ℕ) := ⟨λ d i, i.1⟩
example (d : dep) (i : fin d.n) : d i = i.1 := rfl

structure dep := (n : ℕ)
instance : has_coe_to_fun dep (λ d, fin d.n → ℕ) := ⟨λ d i, i.1⟩
example (d e : dep) (i : fin d.n) : e i = i.1 := rfl

example (p q : bool) (h : p → q) (hp : p) : q := suffices hp' : p, from h hp', hp

example (p q : bool) (h : p → q) (hp : p) : q := have hp' : p, from hp, h hp'
