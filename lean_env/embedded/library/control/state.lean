/- Computations that carry a state. -/

universes u v w

structure state_t (σ : Type u) (m : Type u → Type v) (α : Type u) : Type (max u v) :=
(run : σ → m (α × σ))

attribute [pp_using_anonymous_constructor] state_t

@[reducible] def state (σ α : Type u) : Type u := state_t σ id α

namespace state_t

section
variables {σ : Type u} {m : Type u → Type v}
variable [monad m]
variables {α β : Type u}

@[inline] protected def pure (a : α) : state_t σ m α := ⟨λ s, pure (a, s)⟩

@[inline] protected def bind (x : state_t σ m α) (f : α → state_t σ m β) : state_t σ m β :=
⟨λ s, x.run s >>= λ p, match p with (a, s') := (f a).run s' end⟩

instance : monad (state_t σ m) := {pure := @state_t.pure _ _ _, bind := @state_t.bind _ _ _}

protected def orelse [alternative m] {α : Type u} (x₁ x₂ : state_t σ m α) : state_t σ m α :=
⟨λ s, x₁.run s <|> x₂.run s⟩

protected def failure [alternative m] {α : Type u} : state_t σ m α := ⟨λ s, failure⟩

instance [alternative m] : alternative (state_t σ m) :=
{failure := @state_t.failure _ _ _ _, orelse := @state_t.orelse _ _ _ _}

@[inline] protected def get : state_t σ m σ := ⟨λ s, pure (s, s)⟩

@[inline] protected def put : σ → state_t σ m punit := λ s', ⟨λ s, pure (punit.star, s')⟩

@[inline] protected def modify (f : σ → σ) : state_t σ m punit := ⟨λ s, pure (punit.star, f s)⟩

@[inline] protected def lift {α : Type u} (t : m α) : state_t σ m α := ⟨λ s, t >>= λ a, pure (a, s)⟩

instance : has_monad_lift m (state_t σ m) := ⟨@state_t.lift σ m _⟩

@[inline] protected def monad_map {σ m m'} [monad m] [monad m'] {α} (f : Π {α}, m α → m' α) :
  state_t σ m α → state_t σ m' α :=
λ x, ⟨λ st, f (x.run st)⟩

instance (σ m m') [monad m] [monad m'] : monad_functor m m' (state_t σ m) (state_t σ m') :=
⟨@state_t.monad_map σ m m' _ _⟩

protected def adapt {σ σ' σ'' α : Type u} {m : Type u → Type v} [monad m] (split : σ → σ' × σ'')
  (join : σ' → σ'' → σ) (x : state_t σ' m α) : state_t σ m α :=
⟨λ st, match split st with
 | (st, ctx) := x.run st >>= λ p, match p with (a, st') := pure (a, join st' ctx) end
 end⟩

instance (ε) [monad_except ε m] : monad_except ε (state_t σ m) :=
{throw := λ α, state_t.lift ∘ throw, catch := λ α x c, ⟨λ s, catch (x.run s) (λ e, state_t.run (c e) s)⟩}

end

end state_t

class monad_state (σ : out_param (Type u)) (m : Type u → Type v) := (lift {α : Type u} : state σ α → m α)

section
variables {σ : Type u} {m : Type u → Type v}

@[priority 100]
instance monad_state_trans {n : Type u → Type w} [monad_state σ m] [has_monad_lift m n] : monad_state σ n :=
⟨λ α x, monad_lift (monad_state.lift x : m α)⟩

instance [monad m] : monad_state σ (state_t σ m) := ⟨λ α x, ⟨λ s, pure (x.run s)⟩⟩

variables [monad m] [monad_state σ m]

@[inline] def get : m σ := monad_state.lift state_t.get

@[inline] def put (st : σ) : m punit := monad_state.lift (state_t.put st)

@[inline] def modify (f : σ → σ) : m punit := monad_state.lift (state_t.modify f)

end

class monad_state_adapter (σ σ' : out_param (Type u)) (m m' : Type u → Type v) :=
(adapt_state {σ'' α : Type u} (split : σ' → σ × σ'') (join : σ → σ'' → σ') : m α → m' α)

export monad_state_adapter (adapt_state)

section
variables {σ σ' : Type u} {m m' : Type u → Type v}

@[priority 100]
instance monad_state_adapter_trans {n n' : Type u → Type v} [monad_state_adapter σ σ' m m']
  [monad_functor m m' n n'] : monad_state_adapter σ σ' n n' :=
⟨λ σ'' α split join, monad_map (λ α, (adapt_state split join : m α → m' α))⟩

instance [monad m] : monad_state_adapter σ σ' (state_t σ m) (state_t σ' m) := ⟨λ σ'' α, state_t.adapt⟩

end

instance (σ m out) [monad_run out m] : monad_run (λ α, σ → out (α × σ)) (state_t σ m) :=
⟨λ α x, run ∘ (λ σ, x.run σ)⟩
