/- The laws of functors, applicative functors and monads, and the computations above that obey them. -/

universes u v

open function

set_option auto_param.check_exists false

class is_lawful_functor (f : Type u → Type v) [functor f] : Prop :=
(map_const_eq : ∀ {α β : Type u}, ((<$) : α → f β → f α) = (<$>) ∘ const β . control_laws_tac)
(id_map : Π {α : Type u} (x : f α), id <$> x = x)
(comp_map : Π {α β γ : Type u} (g : α → β) (h : β → γ) (x : f α), (h ∘ g) <$> x = h <$> g <$> x)

export is_lawful_functor (map_const_eq id_map comp_map)
attribute [simp] id_map

class is_lawful_applicative (f : Type u → Type v) [applicative f] extends is_lawful_functor f : Prop :=
(seq_left_eq : ∀ {α β : Type u} (a : f α) (b : f β), a <* b = const β <$> a <*> b . control_laws_tac)
(seq_right_eq : ∀ {α β : Type u} (a : f α) (b : f β), a *> b = const α id <$> a <*> b . control_laws_tac)
(pure_seq_eq_map : ∀ {α β : Type u} (g : α → β) (x : f α), pure g <*> x = g <$> x)
(map_pure : ∀ {α β : Type u} (g : α → β) (x : α), g <$> (pure x : f α) = pure (g x))
(seq_pure : ∀ {α β : Type u} (g : f (α → β)) (x : α), g <*> pure x = (λ g : α → β, g x) <$> g)
(seq_assoc : ∀ {α β γ : Type u} (x : f α) (g : f (α → β)) (h : f (β → γ)),
  h <*> (g <*> x) = (@comp α β γ <$> h) <*> g <*> x)
(comp_map := λ α β γ g h x,
  by rw [← pure_seq_eq_map g x, ← pure_seq_eq_map h (pure g <*> x), seq_assoc, map_pure,
    pure_seq_eq_map (comp h) (pure g), map_pure, pure_seq_eq_map])

export is_lawful_applicative (seq_left_eq seq_right_eq pure_seq_eq_map map_pure seq_pure seq_assoc)
attribute [simp] map_pure seq_pure

@[simp] theorem pure_id_seq {α : Type u} {f : Type u → Type v} [applicative f] [is_lawful_applicative f] (x : f α) :
  pure id <*> x = x :=
eq.trans (pure_seq_eq_map id x) (id_map x)

class is_lawful_monad (m : Type u → Type v) [monad m] extends is_lawful_applicative m : Prop :=
(bind_pure_comp_eq_map : ∀ {α β : Type u} (f : α → β) (x : m α), x >>= pure ∘ f = f <$> x . control_laws_tac)
(bind_map_eq_seq : ∀ {α β : Type u} (f : m (α → β)) (x : m α), f >>= (<$> x) = f <*> x . control_laws_tac)
(pure_bind : ∀ {α β : Type u} (x : α) (f : α → m β), pure x >>= f = f x)
(bind_assoc : ∀ {α β γ : Type u} (x : m α) (f : α → m β) (g : β → m γ), x >>= f >>= g = x >>= λ x, f x >>= g)
(pure_seq_eq_map := λ α β g x, eq.trans (bind_map_eq_seq (pure g) x).symm (pure_bind g (<$> x)))
(map_pure := λ α β g x, eq.trans (bind_pure_comp_eq_map g (pure x)).symm (pure_bind x (pure ∘ g)))
(seq_pure := λ α β g x, eq.trans (bind_map_eq_seq g (pure x)).symm (eq.trans
  (congr_arg (bind g) (funext (λ f, eq.trans (bind_pure_comp_eq_map f (pure x)).symm (pure_bind x (pure ∘ f)))))
  (bind_pure_comp_eq_map (λ f : α → β, f x) g)))
(seq_assoc := λ α β γ x g h, by simp only [(bind_pure_comp_eq_map _ _).symm, (bind_map_eq_seq _ _).symm,
  bind_assoc, pure_bind, function.comp])

export is_lawful_monad (bind_pure_comp_eq_map bind_map_eq_seq pure_bind bind_assoc)
attribute [simp] pure_bind

@[simp] theorem bind_pure {α : Type u} {m : Type u → Type v} [monad m] [is_lawful_monad m] (x : m α) :
  x >>= pure = x :=
eq.trans (bind_pure_comp_eq_map id x) (id_map x)

lemma bind_ext_congr {α β} {m : Type u → Type v} [has_bind m] {x : m α} {f g : α → m β} :
  (∀ a, f a = g a) → x >>= f = x >>= g :=
λ h, congr_arg (bind x) (funext h)

lemma map_ext_congr {α β} {m : Type u → Type v} [functor m] {x : m α} {f g : α → β} :
  (∀ a, f a = g a) → (f <$> x : m β) = g <$> x :=
λ h, congr_fun (congr_arg functor.map (funext h)) x

namespace id
variables {α β : Type}

@[simp] lemma map_eq (x : id α) (f : α → β) : f <$> x = f x := rfl

@[simp] lemma bind_eq (x : id α) (f : α → id β) : x >>= f = f x := rfl

@[simp] lemma pure_eq (a : α) : (pure a : id α) = a := rfl

end id

instance : is_lawful_monad id :=
{ map_const_eq := λ _ _, rfl, seq_left_eq := λ _ _ _ _, rfl, seq_right_eq := λ _ _ _ _, rfl,
  bind_pure_comp_eq_map := λ _ _ _ _, rfl, bind_map_eq_seq := λ _ _ _ _, rfl,
  id_map := λ _ _, rfl, pure_bind := λ _ _ _ _, rfl, bind_assoc := λ _ _ _ _ _ _, rfl }
