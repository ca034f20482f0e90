/-
One class for each law that an operation or a relation may obey, the relations that obey several,
and what a strict weak order knows of elements that it cannot tell apart.
-/

universes u v

class is_symm_op (α : Type u) (β : out_param (Type v)) (op : α → α → β) : Prop :=
(symm_op : ∀ a b, op a b = op b a)

class is_commutative (α : Type u) (op : α → α → α) : Prop :=
(comm : ∀ a b, op a b = op b a)

@[priority 100]
instance is_symm_op_of_is_commutative (α : Type u) (op : α → α → α) [is_commutative α op] : is_symm_op α α op :=
{symm_op := is_commutative.comm}

class is_associative (α : Type u) (op : α → α → α) : Prop :=
(assoc : ∀ a b c, op (op a b) c = op a (op b c))

class is_left_id (α : Type u) (op : α → α → α) (o : out_param α) : Prop :=
(left_id : ∀ a, op o a = a)

class is_right_id (α : Type u) (op : α → α → α) (o : out_param α) : Prop :=
(right_id : ∀ a, op a o = a)

class is_left_null (α : Type u) (op : α → α → α) (o : out_param α) : Prop :=
(left_null : ∀ a, op o a = o)

class is_right_null (α : Type u) (op : α → α → α) (o : out_param α) : Prop :=
(right_null : ∀ a, op a o = o)

class is_left_cancel (α : Type u) (op : α → α → α) : Prop :=
(left_cancel : ∀ a b c, op a b = op a c → b = c)

class is_right_cancel (α : Type u) (op : α → α → α) : Prop :=
(right_cancel : ∀ a b c, op a b = op c b → a = c)

class is_idempotent (α : Type u) (op : α → α → α) : Prop :=
(idempotent : ∀ a, op a a = a)

class is_left_distrib (α : Type u) (op₁ : α → α → α) (op₂ : out_param (α → α → α)) : Prop :=
(left_distrib : ∀ a b c, op₁ a (op₂ b c) = op₂ (op₁ a b) (op₁ a c))

class is_right_distrib (α : Type u) (op₁ : α → α → α) (op₂ : out_param (α → α → α)) : Prop :=
(right_distrib : ∀ a b c, op₁ (op₂ a b) c = op₂ (op₁ a c) (op₁ b c))

class is_left_inv (α : Type u) (op : α → α → α) (inv : out_param (α → α)) (o : out_param α) : Prop :=
(left_inv : ∀ a, op (inv a) a = o)

class is_right_inv (α : Type u) (op : α → α → α) (inv : out_param (α → α)) (o : out_param α) : Prop :=
(right_inv : ∀ a, op a (inv a) = o)

class is_cond_left_inv (α : Type u) (op : α → α → α) (inv : out_param (α → α)) (o : out_param α)
  (p : out_param (α → Prop)) : Prop :=
(left_inv : ∀ a, p a → op (inv a) a = o)

class is_cond_right_inv (α : Type u) (op : α → α → α) (inv : out_param (α → α)) (o : out_param α)
  (p : out_param (α → Prop)) : Prop :=
(right_inv : ∀ a, p a → op a (inv a) = o)

class is_distinct (α : Type u) (a : α) (b : α) : Prop :=
(distinct : a ≠ b)

class is_irrefl (α : Type u) (r : α → α → Prop) : Prop :=
(irrefl : ∀ a, ¬ r a a)

class is_refl (α : Type u) (r : α → α → Prop) : Prop :=
(refl : ∀ a, r a a)

class is_symm (α : Type u) (r : α → α → Prop) : Prop :=
(symm : ∀ a b, r a b → r b a)

@[priority 100]
instance is_symm_op_of_is_symm (α : Type u) (r : α → α → Prop) [is_symm α r] : is_symm_op α Prop r :=
{symm_op := λ a b, propext ⟨is_symm.symm a b, is_symm.symm b a⟩}

class is_asymm (α : Type u) (r : α → α → Prop) : Prop :=
(asymm : ∀ a b, r a b → ¬ r b a)

class is_antisymm (α : Type u) (r : α → α → Prop) : Prop :=
(antisymm : ∀ a b, r a b → r b a → a = b)

class is_trans (α : Type u) (r : α → α → Prop) : Prop :=
(trans : ∀ a b c, r a b → r b c → r a c)

class is_total (α : Type u) (r : α → α → Prop) : Prop :=
(total : ∀ a b, r a b ∨ r b a)

class is_preorder (α : Type u) (r : α → α → Prop) extends is_refl α r, is_trans α r : Prop.

class is_total_preorder (α : Type u) (r : α → α → Prop) extends is_trans α r, is_total α r : Prop.

instance is_total_preorder_is_preorder (α : Type u) (r : α → α → Prop) [s : is_total_preorder α r] :
  is_preorder α r :=
{trans := s.trans, refl := λ a, or.elim (s.total a a) (λ h, h) (λ h, h)}

class is_partial_order (α : Type u) (r : α → α → Prop) extends is_preorder α r, is_antisymm α r : Prop.

class is_linear_order (α : Type u) (r : α → α → Prop) extends is_partial_order α r, is_total α r : Prop.

class is_equiv (α : Type u) (r : α → α → Prop) extends is_preorder α r, is_symm α r : Prop.

class is_per (α : Type u) (r : α → α → Prop) extends is_symm α r, is_trans α r : Prop.

class is_strict_order (α : Type u) (r : α → α → Prop) extends is_irrefl α r, is_trans α r : Prop.

class is_incomp_trans (α : Type u) (lt : α → α → Prop) : Prop :=
(incomp_trans : ∀ a b c, (¬ lt a b ∧ ¬ lt b a) → (¬ lt b c ∧ ¬ lt c b) → (¬ lt a c ∧ ¬ lt c a))

class is_strict_weak_order (α : Type u) (lt : α → α → Prop)
  extends is_strict_order α lt, is_incomp_trans α lt : Prop.

class is_trichotomous (α : Type u) (lt : α → α → Prop) : Prop :=
(trichotomous : ∀ a b, lt a b ∨ a = b ∨ lt b a)

class is_strict_total_order (α : Type u) (lt : α → α → Prop)
  extends is_trichotomous α lt, is_strict_order α lt : Prop.

instance eq_is_equiv (α : Type u) : is_equiv α (=) := {symm := @eq.symm _, trans := @eq.trans _, refl := eq.refl}

section
variables {α : Type u} {r : α → α → Prop}
local infix `≺`:50 := r

lemma irrefl [is_irrefl α r] (a : α) : ¬ a ≺ a := is_irrefl.irrefl a

lemma refl [is_refl α r] (a : α) : a ≺ a := is_refl.refl a

lemma trans [is_trans α r] {a b c : α} : a ≺ b → b ≺ c → a ≺ c := is_trans.trans a b c

lemma symm [is_symm α r] {a b : α} : a ≺ b → b ≺ a := is_symm.symm a b

lemma antisymm [is_antisymm α r] {a b : α} : a ≺ b → b ≺ a → a = b := is_antisymm.antisymm a b

lemma asymm [is_asymm α r] {a b : α} : a ≺ b → ¬ b ≺ a := is_asymm.asymm a b

lemma trichotomous [is_trichotomous α r] : ∀ (a b : α), a ≺ b ∨ a = b ∨ b ≺ a := is_trichotomous.trichotomous

lemma incomp_trans [is_incomp_trans α r] {a b c : α} :
  (¬ a ≺ b ∧ ¬ b ≺ a) → (¬ b ≺ c ∧ ¬ c ≺ b) → (¬ a ≺ c ∧ ¬ c ≺ a) :=
is_incomp_trans.incomp_trans a b c

@[priority 90]
instance is_asymm_of_is_trans_of_is_irrefl [is_trans α r] [is_irrefl α r] : is_asymm α r :=
⟨λ a b hab hba, is_irrefl.irrefl a (is_trans.trans a b a hab hba)⟩

section explicit_relation_variants
variable (r)

@[elab_simple]
lemma irrefl_of [is_irrefl α r] (a : α) : ¬ a ≺ a := is_irrefl.irrefl a

@[elab_simple]
lemma refl_of [is_refl α r] (a : α) : a ≺ a := is_refl.refl a

@[elab_simple]
lemma trans_of [is_trans α r] {a b c : α} : a ≺ b → b ≺ c → a ≺ c := is_trans.trans a b c

@[elab_simple]
lemma symm_of [is_symm α r] {a b : α} : a ≺ b → b ≺ a := is_symm.symm a b

@[elab_simple]
lemma asymm_of [is_asymm α r] {a b : α} : a ≺ b → ¬ b ≺ a := is_asymm.asymm a b

@[elab_simple]
lemma total_of [is_total α r] (a b : α) : a ≺ b ∨ b ≺ a := is_total.total a b

@[elab_simple]
lemma trichotomous_of [is_trichotomous α r] : ∀ (a b : α), a ≺ b ∨ a = b ∨ b ≺ a := is_trichotomous.trichotomous

@[elab_simple]
lemma incomp_trans_of [is_incomp_trans α r] {a b c : α} :
  (¬ a ≺ b ∧ ¬ b ≺ a) → (¬ b ≺ c ∧ ¬ c ≺ b) → (¬ a ≺ c ∧ ¬ c ≺ a) :=
is_incomp_trans.incomp_trans a b c

end explicit_relation_variants

end

namespace strict_weak_order

section
parameters {α : Type u} {r : α → α → Prop}
local infix `≺`:50 := r

def equiv (a b : α) : Prop := ¬ a ≺ b ∧ ¬ b ≺ a

parameter [is_strict_weak_order α r]

local infix (name := equiv) ` ≈ `:50 := equiv

lemma erefl (a : α) : a ≈ a := ⟨irrefl_of r a, irrefl_of r a⟩

lemma esymm {a b : α} : a ≈ b → b ≈ a := λ h, ⟨h.right, h.left⟩

lemma etrans {a b c : α} : a ≈ b → b ≈ c → a ≈ c := incomp_trans_of r

lemma not_lt_of_equiv {a b : α} : a ≈ b → ¬ a ≺ b := λ h, h.left

lemma not_lt_of_equiv' {a b : α} : a ≈ b → ¬ b ≺ a := λ h, h.right

instance is_equiv : is_equiv α equiv := {refl := erefl, trans := @etrans, symm := @esymm}

end

notation a ` ≈[`:50 lt `]` b:50 := @equiv _ lt a b

end strict_weak_order

lemma is_strict_weak_order_of_is_total_preorder {α : Type u} {le : α → α → Prop} {lt : α → α → Prop}
  [decidable_rel le] [s : is_total_preorder α le] (h : ∀ a b, lt a b ↔ ¬ le b a) : is_strict_weak_order α lt :=
have le_of : ∀ a b, ¬ lt b a → le a b, from λ a b n, decidable.of_not_not (λ k, n ((h b a).mpr k)),
{ trans := λ a b c hab hbc, (h a c).mpr (λ hca,
    (h b c).mp hbc (s.trans c a b hca (or.resolve_left (s.total b a) ((h a b).mp hab)))),
  irrefl := λ a haa, (h a a).mp haa (or.elim (s.total a a) (λ k, k) (λ k, k)),
  incomp_trans := λ a b c hab hbc,
    ⟨λ k, (h a c).mp k (s.trans c b a (le_of c b hbc.left) (le_of b a hab.left)),
     λ k, (h c a).mp k (s.trans a b c (le_of a b hab.right) (le_of b c hbc.right))⟩ }

lemma lt_of_lt_of_incomp {α : Type u} {lt : α → α → Prop} [is_strict_weak_order α lt] [decidable_rel lt] :
  ∀ {a b c}, lt a b → (¬ lt b c ∧ ¬ lt c b) → lt a c :=
λ a b c hab hbc, decidable.by_contradiction (λ nac,
  have nca : ¬ lt c a, from λ hca, hbc.right (trans_of lt hca hab),
  (incomp_trans_of lt ⟨nac, nca⟩ ⟨hbc.right, hbc.left⟩).left hab)

lemma lt_of_incomp_of_lt {α : Type u} {lt : α → α → Prop} [is_strict_weak_order α lt] [decidable_rel lt] :
  ∀ {a b c}, (¬ lt a b ∧ ¬ lt b a) → lt b c → lt a c :=
λ a b c hab hbc, decidable.by_contradiction (λ nac,
  have nca : ¬ lt c a, from λ hca, hab.right (trans_of lt hbc hca),
  (incomp_trans_of lt ⟨hab.right, hab.left⟩ ⟨nac, nca⟩).left hbc)

lemma eq_of_incomp {α : Type u} {lt : α → α → Prop} [is_trichotomous α lt] {a b} :
  (¬ lt a b ∧ ¬ lt b a) → a = b :=
λ h, or.resolve_right (or.resolve_left (trichotomous_of lt a b) h.left) h.right

lemma eq_of_eqv_lt {α : Type u} {lt : α → α → Prop} [is_trichotomous α lt] {a b} : a ≈[lt] b → a = b :=
λ h, eq_of_incomp h

lemma incomp_iff_eq {α : Type u} {lt : α → α → Prop} [is_trichotomous α lt] [is_irrefl α lt] (a b) :
  (¬ lt a b ∧ ¬ lt b a) ↔ a = b :=
⟨eq_of_incomp, λ e, @eq.subst α (λ x, ¬ lt a x ∧ ¬ lt x a) a b e ⟨irrefl_of lt a, irrefl_of lt a⟩⟩

lemma eqv_lt_iff_eq {α : Type u} {lt : α → α → Prop} [is_trichotomous α lt] [is_irrefl α lt] (a b) :
  a ≈[lt] b ↔ a = b :=
incomp_iff_eq a b

lemma not_lt_of_lt {α : Type u} {lt : α → α → Prop} [is_strict_order α lt] {a b} : lt a b → ¬ lt b a :=
λ hab hba, irrefl_of lt a (trans_of lt hab hba)
