class container (c : Type) (elem : out_param Type) := (empty : c) (insert : elem → c → c)
instance : container (list ℕ) ℕ := ⟨[], list.cons⟩
example : container.insert 1 (container.empty : list ℕ) = [1] := rfl

class container (c : Type) (elem : out_param Type) := (empty : c) (insert : elem → c → c)
instance : container (list ℕ) ℕ := ⟨[], list.cons⟩
example : container.insert tt (container.empty : list ℕ) = [1] := rfl

class container (c : Type) (elem : Type) := (empty : c) (insert : elem → c → c)
instance : container (list ℕ) ℕ := ⟨[], list.cons⟩
example : list ℕ := container.empty

class container (c : Type) (elem : out_param Type) := (size : c → ℕ)
instance {α : Type} : container (list α) α := ⟨list.length⟩
example : container.size [1, 2] = 2 := rfl

class container (c : Type) (elem : Type) := (size : c → ℕ)
instance {α : Type} : container (list α) α := ⟨list.length⟩
example : container.size [1, 2] = 2 := rfl

class apply_to (f : Type) (a : Type) (r : out_param Type) := (app : f → a → r)
instance {α β : Type} : apply_to (α → β) α β := ⟨λ f a, f a⟩
example : apply_to.app nat.succ 3 = 4 := rfl

class apply_to (f : Type) (a : Type) (r : out_param Type) := (app : f → a → r)
instance {α β : Type} : apply_to (α → β) α β := ⟨λ f a, f a⟩
example : apply_to.app nat.succ tt = 4 := rfl

class widen (α : Type) (β : out_param Type) := (widen : α → β)
instance : widen ℕ ℤ := ⟨int.of_nat⟩
example : widen.widen 3 = (3 : ℤ) := rfl

class widen (α : Type) (β : out_param Type) := (widen : α → β)
instance : widen ℕ ℤ := ⟨int.of_nat⟩
example : widen.widen 3 = (3 : ℕ) := rfl

class widen (α : Type) (β : Type) := (widen : α → β)
instance : widen ℕ ℤ := ⟨int.of_nat⟩
example : widen.widen (3 : ℕ) = (3 : ℤ) := rfl

class widen (α : Type) (β : Type) := (widen : α → β)
instance one : widen ℕ ℤ := ⟨int.of_nat⟩
instance two : widen ℕ ℕ := ⟨id⟩
example : (widen.widen (3 : ℕ) : ℕ) = 3 := rfl
example : (widen.widen (3 : ℕ) : ℤ) = 3 := rfl

class widen (α : Type) (β : out_param Type) := (widen : α → β)
instance one : widen ℕ ℤ := ⟨int.of_nat⟩
instance two : widen ℕ ℕ := ⟨id⟩
example : (widen.widen (3 : ℕ) : ℤ) = 3 := rfl

class member' (α : out_param Type) (γ : Type) := (mem' : α → γ → Prop)
instance : member' ℕ (list ℕ) := ⟨λ a l, a ∈ l⟩
example : member'.mem' 1 [1, 2] := or.inl rfl

class member' (α : out_param Type) (γ : Type) := (mem' : α → γ → Prop)
instance : member' ℕ (list ℕ) := ⟨λ a l, a ∈ l⟩
example : member'.mem' 3 [1, 2] := or.inl rfl

example : 1 ∈ [1, 2] := or.inl rfl

example : 2 ∈ [1, 2] := or.inr (or.inl rfl)

example : tt ∈ [1, 2] := or.inl rfl

class nums (n : ℕ) (m : out_param ℕ) : Prop := (eq : m = n + 1)
instance (n : ℕ) : nums n (n + 1) := ⟨rfl⟩
example : ∃ m, nums 3 m := ⟨_, infer_instance⟩
