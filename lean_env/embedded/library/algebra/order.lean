/- Preorders, partial orders and linear orders, with what follows from each. -/

set_option default_priority 100
set_option old_structure_cmd true

universe u
variables {α : Type u}

set_option auto_param.check_exists false

section preorder

class preorder (α : Type u) extends has_le α, has_lt α :=
(le_refl : ∀ a : α, a ≤ a)
(le_trans : ∀ a b c : α, a ≤ b → b ≤ c → a ≤ c)
(lt := λ a b, a ≤ b ∧ ¬ b ≤ a)
(lt_iff_le_not_le : ∀ a b : α, a < b ↔ (a ≤ b ∧ ¬ b ≤ a) . order_laws_tac)

variables [preorder α]

@[refl] lemma le_refl : ∀ a : α, a ≤ a := preorder.le_refl

@[trans] lemma le_trans : ∀ {a b c : α}, a ≤ b → b ≤ c → a ≤ c := preorder.le_trans

lemma lt_iff_le_not_le : ∀ {a b : α}, a < b ↔ (a ≤ b ∧ ¬ b ≤ a) := preorder.lt_iff_le_not_le

lemma lt_of_le_not_le : ∀ {a b : α}, a ≤ b → ¬ b ≤ a → a < b := λ a b h n, lt_iff_le_not_le.mpr ⟨h, n⟩

lemma le_not_le_of_lt : ∀ {a b : α}, a < b → a ≤ b ∧ ¬ b ≤ a := λ a b h, lt_iff_le_not_le.mp h

lemma le_of_eq {a b : α} : a = b → a ≤ b := λ e, @eq.subst α (λ x, a ≤ x) a b e (le_refl a)

@[trans] lemma ge_trans : ∀ {a b c : α}, a ≥ b → b ≥ c → a ≥ c := λ a b c h k, le_trans k h

lemma lt_irrefl : ∀ a : α, ¬ a < a := λ a h, (le_not_le_of_lt h).right (le_refl a)

lemma gt_irrefl : ∀ a : α, ¬ a > a := lt_irrefl

@[trans] lemma lt_trans : ∀ {a b c : α}, a < b → b < c → a < c :=
λ a b c h k, lt_of_le_not_le (le_trans (le_not_le_of_lt h).left (le_not_le_of_lt k).left)
  (λ hca, (le_not_le_of_lt h).right (le_trans (le_not_le_of_lt k).left hca))

@[trans] lemma gt_trans : ∀ {a b c : α}, a > b → b > c → a > c := λ a b c h k, lt_trans k h

lemma ne_of_lt {a b : α} (h : a < b) : a ≠ b := λ e, lt_irrefl b (@eq.subst α (λ x, x < b) a b e h)

lemma ne_of_gt {a b : α} (h : b < a) : a ≠ b := λ e, lt_irrefl b (@eq.subst α (λ x, b < x) a b e h)

lemma lt_asymm {a b : α} (h : a < b) : ¬ b < a := λ k, lt_irrefl a (lt_trans h k)

lemma le_of_lt : ∀ {a b : α}, a < b → a ≤ b := λ a b h, (le_not_le_of_lt h).left

@[trans] lemma lt_of_lt_of_le : ∀ {a b c : α}, a < b → b ≤ c → a < c :=
λ a b c h k, lt_of_le_not_le (le_trans (le_of_lt h) k) (λ hca, (le_not_le_of_lt h).right (le_trans k hca))

@[trans] lemma lt_of_le_of_lt : ∀ {a b c : α}, a ≤ b → b < c → a < c :=
λ a b c h k, lt_of_le_not_le (le_trans h (le_of_lt k)) (λ hca, (le_not_le_of_lt k).right (le_trans hca h))

@[trans] lemma gt_of_gt_of_ge {a b c : α} (h₁ : a > b) (h₂ : b ≥ c) : a > c := lt_of_le_of_lt h₂ h₁

@[trans] lemma gt_of_ge_of_gt {a b c : α} (h₁ : a ≥ b) (h₂ : b > c) : a > c := lt_of_lt_of_le h₂ h₁

lemma not_le_of_gt {a b : α} (h : a > b) : ¬ a ≤ b := (le_not_le_of_lt h).right

lemma not_lt_of_ge {a b : α} (h : a ≥ b) : ¬ a < b := λ k, (le_not_le_of_lt k).right h

lemma le_of_lt_or_eq : ∀ {a b : α}, (a < b ∨ a = b) → a ≤ b := λ a b h, or.elim h le_of_lt le_of_eq

lemma le_of_eq_or_lt {a b : α} (h : a = b ∨ a < b) : a ≤ b := or.elim h le_of_eq le_of_lt

def decidable_lt_of_decidable_le [@decidable_rel α (≤)] : @decidable_rel α (<)
| a b :=
  if hab : a ≤ b then
    if hba : b ≤ a then is_false (λ h, not_le_of_gt h hba)
    else is_true (lt_of_le_not_le hab hba)
  else is_false (λ h, hab (le_of_lt h))

end preorder

section partial_order

class partial_order (α : Type u) extends preorder α :=
(le_antisymm : ∀ a b : α, a ≤ b → b ≤ a → a = b)

variables [partial_order α]

lemma le_antisymm : ∀ {a b : α}, a ≤ b → b ≤ a → a = b := partial_order.le_antisymm

lemma le_antisymm_iff {a b : α} : a = b ↔ a ≤ b ∧ b ≤ a :=
⟨λ e, ⟨le_of_eq e, le_of_eq e.symm⟩, λ h, le_antisymm h.left h.right⟩

lemma lt_of_le_of_ne {a b : α} : a ≤ b → a ≠ b → a < b := λ h n, lt_of_le_not_le h (λ k, n (le_antisymm h k))

def decidable_eq_of_decidable_le [@decidable_rel α (≤)] : decidable_eq α
| a b :=
  if hab : a ≤ b then
    if hba : b ≤ a then is_true (le_antisymm hab hba)
    else is_false (λ e, hba (le_of_eq e.symm))
  else is_false (λ e, hab (le_of_eq e))

namespace decidable
variables [@decidable_rel α (≤)]

lemma lt_or_eq_of_le {a b : α} (hab : a ≤ b) : a < b ∨ a = b :=
if hba : b ≤ a then or.inr (le_antisymm hab hba) else or.inl (lt_of_le_not_le hab hba)

lemma eq_or_lt_of_le {a b : α} (hab : a ≤ b) : a = b ∨ a < b := or.swap (lt_or_eq_of_le hab)

lemma le_iff_lt_or_eq {a b : α} : a ≤ b ↔ a < b ∨ a = b := ⟨lt_or_eq_of_le, le_of_lt_or_eq⟩

end decidable

local attribute [instance] classical.prop_decidable

lemma lt_or_eq_of_le {a b : α} : a ≤ b → a < b ∨ a = b := decidable.lt_or_eq_of_le

lemma le_iff_lt_or_eq {a b : α} : a ≤ b ↔ a < b ∨ a = b := decidable.le_iff_lt_or_eq

end partial_order

section linear_order

def max_default {α : Type u} [has_le α] [decidable_rel ((≤) : α → α → Prop)] (a b : α) := if a ≤ b then b else a

def min_default {α : Type u} [has_le α] [decidable_rel ((≤) : α → α → Prop)] (a b : α) := if a ≤ b then a else b

class linear_order (α : Type u) extends partial_order α :=
(le_total : ∀ a b : α, a ≤ b ∨ b ≤ a)
(decidable_le : decidable_rel (≤))
(decidable_eq : decidable_eq α := @decidable_eq_of_decidable_le _ _ decidable_le)
(decidable_lt : decidable_rel ((<) : α → α → Prop) := @decidable_lt_of_decidable_le _ _ decidable_le)
(max : α → α → α := @max_default α _ _)
(max_def : max = @max_default α _ decidable_le . tactic.interactive.reflexivity)
(min : α → α → α := @min_default α _ _)
(min_def : min = @min_default α _ decidable_le . tactic.interactive.reflexivity)

variables [linear_order α]

local attribute [instance] linear_order.decidable_le

lemma le_total : ∀ a b : α, a ≤ b ∨ b ≤ a := linear_order.le_total

lemma le_of_not_ge {a b : α} : ¬ a ≥ b → a ≤ b := λ n, or.resolve_left (le_total b a) n

lemma le_of_not_le {a b : α} : ¬ a ≤ b → b ≤ a := λ n, or.resolve_left (le_total a b) n

lemma not_lt_of_gt {a b : α} (h : a > b) : ¬ a < b := lt_asymm h

lemma lt_of_not_ge {a b : α} (h : ¬ a ≥ b) : a < b := lt_of_le_not_le (le_of_not_ge h) h

lemma le_of_not_lt {a b : α} (h : ¬ b < a) : a ≤ b := decidable.by_contradiction (λ n, h (lt_of_not_ge n))

lemma le_of_not_gt {a b : α} : ¬ a > b → a ≤ b := le_of_not_lt

lemma lt_trichotomy (a b : α) : a < b ∨ a = b ∨ b < a :=
if h : a ≤ b then
  if k : b ≤ a then or.inr (or.inl (le_antisymm h k)) else or.inl (lt_of_le_not_le h k)
else or.inr (or.inr (lt_of_not_ge h))

lemma lt_or_le (a b : α) : a < b ∨ b ≤ a := if h : b ≤ a then or.inr h else or.inl (lt_of_not_ge h)

lemma le_or_lt (a b : α) : a ≤ b ∨ b < a := or.swap (lt_or_le b a)

lemma lt_or_ge : ∀ (a b : α), a < b ∨ a ≥ b := lt_or_le

lemma le_or_gt : ∀ (a b : α), a ≤ b ∨ a > b := le_or_lt

lemma lt_or_gt_of_ne {a b : α} (h : a ≠ b) : a < b ∨ a > b :=
or.imp_right (λ k, or.resolve_left k h) (lt_trichotomy a b)

lemma ne_iff_lt_or_gt {a b : α} : a ≠ b ↔ a < b ∨ a > b := ⟨lt_or_gt_of_ne, λ h, or.elim h ne_of_lt ne_of_gt⟩

lemma lt_iff_not_ge (x y : α) : x < y ↔ ¬ x ≥ y := ⟨not_le_of_gt, lt_of_not_ge⟩

@[simp] lemma not_lt {a b : α} : ¬ a < b ↔ b ≤ a := ⟨le_of_not_lt, not_lt_of_ge⟩

@[simp] lemma not_le {a b : α} : ¬ a ≤ b ↔ b < a := ⟨lt_of_not_ge, not_le_of_gt⟩

instance (a b : α) : decidable (a < b) := linear_order.decidable_lt a b

instance (a b : α) : decidable (a ≤ b) := linear_order.decidable_le a b

instance (a b : α) : decidable (a = b) := linear_order.decidable_eq a b

lemma eq_or_lt_of_not_lt {a b : α} (h : ¬ a < b) : a = b ∨ b < a := or.resolve_left (lt_trichotomy a b) h

instance : is_total_preorder α (≤) := {trans := @le_trans _ _, total := le_total}

instance is_strict_weak_order_of_linear_order : is_strict_weak_order α (<) :=
is_strict_weak_order_of_is_total_preorder lt_iff_not_ge

instance is_strict_total_order_of_linear_order : is_strict_total_order α (<) :=
{irrefl := lt_irrefl, trans := @lt_trans α _, trichotomous := lt_trichotomy}

def lt_by_cases (x y : α) {P : Sort*} (h₁ : x < y → P) (h₂ : x = y → P) (h₃ : y < x → P) : P :=
if h : x < y then h₁ h else
if h' : y < x then h₃ h' else
h₂ (le_antisymm (le_of_not_gt h') (le_of_not_gt h))

lemma le_imp_le_of_lt_imp_lt {β} [preorder α] [linear_order β] {a b : α} {c d : β}
  (H : d < c → b < a) (h : a ≤ b) : c ≤ d :=
le_of_not_lt (λ k, not_le_of_gt (H k) h)

end linear_order
