/- Computations that read an environment. -/

universes u v w

structure reader_t (ρ : Type u) (m : Type u → Type v) (α : Type u) : Type (max u v) :=
(run : ρ → m α)

@[reducible] def reader (ρ : Type u) := reader_t ρ id

attribute [pp_using_anonymous_constructor] reader_t

namespace reader_t

section
variable {ρ : Type u}
variable {m : Type u → Type v}
variable [monad m]
variables {α β : Type u}

@[inline] protected def read : reader_t ρ m ρ := ⟨pure⟩

@[inline] protected def pure (a : α) : reader_t ρ m α := ⟨λ r, pure a⟩

@[inline] protected def bind (x : reader_t ρ m α) (f : α → reader_t ρ m β) : reader_t ρ m β :=
⟨λ r, x.run r >>= λ a, (f a).run r⟩

instance : monad (reader_t ρ m) := {pure := @reader_t.pure _ _ _, bind := @reader_t.bind _ _ _}

@[inline] protected def lift (a : m α) : reader_t ρ m α := ⟨λ r, a⟩

instance (m) [monad m] : has_monad_lift m (reader_t ρ m) := ⟨@reader_t.lift ρ m _⟩

@[inline] protected def monad_map {ρ m m'} [monad m] [monad m'] {α} (f : Π {α}, m α → m' α) :
  reader_t ρ m α → reader_t ρ m' α :=
λ x, ⟨λ r, f (x.run r)⟩

instance (ρ m m') [monad m] [monad m'] : monad_functor m m' (reader_t ρ m) (reader_t ρ m') :=
⟨@reader_t.monad_map ρ m m' _ _⟩

@[inline] protected def adapt {ρ' : Type u} [monad m] {α : Type u} (f : ρ' → ρ) : reader_t ρ m α → reader_t ρ' m α :=
λ x, ⟨λ r, x.run (f r)⟩

protected def orelse [alternative m] {α : Type u} (x₁ x₂ : reader_t ρ m α) : reader_t ρ m α :=
⟨λ s, x₁.run s <|> x₂.run s⟩

protected def failure [alternative m] {α : Type u} : reader_t ρ m α := ⟨λ s, failure⟩

instance [alternative m] : alternative (reader_t ρ m) :=
{failure := @reader_t.failure _ _ _ _, orelse := @reader_t.orelse _ _ _ _}

instance (ε) [monad m] [monad_except ε m] : monad_except ε (reader_t ρ m) :=
{throw := λ α, reader_t.lift ∘ throw, catch := λ α x c, ⟨λ r, catch (x.run r) (λ e, (c e).run r)⟩}

end

end reader_t

class monad_reader (ρ : out_param (Type u)) (m : Type u → Type v) := (read : m ρ)

export monad_reader (read)

@[priority 100]
instance monad_reader_trans {ρ : Type u} {m : Type u → Type v} {n : Type u → Type w} [monad_reader ρ m]
  [has_monad_lift m n] : monad_reader ρ n :=
⟨monad_lift (monad_reader.read : m ρ)⟩

instance {ρ : Type u} {m : Type u → Type v} [monad m] : monad_reader ρ (reader_t ρ m) := ⟨reader_t.read⟩

class monad_reader_adapter (ρ ρ' : out_param (Type u)) (m m' : Type u → Type v) :=
(adapt_reader {α : Type u} : (ρ' → ρ) → m α → m' α)

export monad_reader_adapter (adapt_reader)

section
variables {ρ ρ' : Type u} {m m' : Type u → Type v}

@[priority 100]
instance monad_reader_adapter_trans {n n' : Type u → Type v} [monad_reader_adapter ρ ρ' m m']
  [monad_functor m m' n n'] : monad_reader_adapter ρ ρ' n n' :=
⟨λ α f, monad_map (λ α, (adapt_reader f : m α → m' α))⟩

instance [monad m] : monad_reader_adapter ρ ρ' (reader_t ρ m) (reader_t ρ' m) := ⟨λ α, reader_t.adapt⟩

end

instance (ρ : Type u) (m out) [monad_run out m] : monad_run (λ α, ρ → out α) (reader_t ρ m) := ⟨λ α x, run ∘ x.run⟩
