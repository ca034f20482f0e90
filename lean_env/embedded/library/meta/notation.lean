/-
What proofs write that only tactics could carry out: `dec_trivial`, `‹p›`, the tags that simplified and
rewritten proofs carry, and injectivity as an equation for the types that were there before tactics.
-/

universes u v

notation `‹` p `›` := (by assumption : p)

notation `dec_trivial` := of_as_true (by tactic.triv)

/-! Notations of metaprograms, which have no use here: their tokens and names are taken in Lean -/

notation a ` =ₐ `:50 b:50 := expr.alpha_eqv a b = bool.tt
infixl ` >>=[tactic] `:2 := interaction_monad_bind
infixl ` >>[tactic] `:2 := interaction_monad_seq
notation [parsing_only] `command`:max := tactic unit
reserve prefix `format! `:100
reserve prefix `sformat! `:100
prefix `format! ` := tactic.format_macro
prefix `sformat! ` := tactic.sformat_macro

@[reducible] def id_tag (tag : unit) {p : Prop} (h : p) : p := h

def tactic.id_tag.rw : unit := ()
def tactic.id_tag.simp : unit := ()
def tactic.id_tag.conv : unit := ()
def well_founded_tactics.id_tag.wf : unit := ()

lemma sum.inl.inj_eq {α : Type u} (β : Type v) (a₁ a₂ : α) : (@sum.inl α β a₁ = sum.inl a₂) = (a₁ = a₂) :=
propext ⟨λ e, sum.inl.inj e, λ e, congr_arg sum.inl e⟩

lemma sum.inr.inj_eq (α : Type u) {β : Type v} (b₁ b₂ : β) : (@sum.inr α β b₁ = sum.inr b₂) = (b₁ = b₂) :=
propext ⟨λ e, sum.inr.inj e, λ e, congr_arg sum.inr e⟩

lemma psum.inl.inj_eq {α : Sort u} (β : Sort v) (a₁ a₂ : α) : (@psum.inl α β a₁ = psum.inl a₂) = (a₁ = a₂) :=
propext ⟨λ e, psum.inl.inj e, λ e, congr_arg psum.inl e⟩

lemma psum.inr.inj_eq (α : Sort u) {β : Sort v} (b₁ b₂ : β) : (@psum.inr α β b₁ = psum.inr b₂) = (b₁ = b₂) :=
propext ⟨λ e, psum.inr.inj e, λ e, congr_arg psum.inr e⟩

lemma sigma.mk.inj_eq {α : Type u} {β : α → Type v} (a₁ : α) (b₁ : β a₁) (a₂ : α) (b₂ : β a₂) :
  (sigma.mk a₁ b₁ = sigma.mk a₂ b₂) = (a₁ = a₂ ∧ b₁ == b₂) :=
propext ⟨λ e, sigma.mk.inj e, λ h,
  @eq.rec α a₁ (λ x, ∀ y : β x, b₁ == y → sigma.mk a₁ b₁ = sigma.mk x y)
    (λ y k, congr_arg (sigma.mk a₁) (eq_of_heq k)) a₂ h.left b₂ h.right⟩

lemma psigma.mk.inj_eq {α : Sort u} {β : α → Sort v} (a₁ : α) (b₁ : β a₁) (a₂ : α) (b₂ : β a₂) :
  (psigma.mk a₁ b₁ = psigma.mk a₂ b₂) = (a₁ = a₂ ∧ b₁ == b₂) :=
propext ⟨λ e, psigma.mk.inj e, λ h,
  @eq.rec α a₁ (λ x, ∀ y : β x, b₁ == y → psigma.mk a₁ b₁ = psigma.mk x y)
    (λ y k, congr_arg (psigma.mk a₁) (eq_of_heq k)) a₂ h.left b₂ h.right⟩

lemma subtype.mk.inj_eq {α : Sort u} {p : α → Prop} (a₁ : α) (h₁ : p a₁) (a₂ : α) (h₂ : p a₂) :
  (subtype.mk a₁ h₁ = subtype.mk a₂ h₂) = (a₁ = a₂) :=
propext ⟨λ e, congr_arg subtype.val e, λ e,
  @eq.rec α a₁ (λ x, ∀ h : p x, subtype.mk a₁ h₁ = ⟨x, h⟩) (λ _, rfl) a₂ e h₂⟩

lemma option.some.inj_eq {α : Type u} (a₁ a₂ : α) : (some a₁ = some a₂) = (a₁ = a₂) :=
propext ⟨λ e, option.some.inj e, λ e, congr_arg some e⟩

lemma list.cons.inj_eq {α : Type u} (h₁ : α) (t₁ : list α) (h₂ : α) (t₂ : list α) :
  (list.cons h₁ t₁ = list.cons h₂ t₂) = (h₁ = h₂ ∧ t₁ = t₂) :=
propext ⟨λ e, list.cons.inj e, λ h, congr (congr_arg list.cons h.left) h.right⟩

lemma nat.succ.inj_eq (n₁ n₂ : nat) : (nat.succ n₁ = nat.succ n₂) = (n₁ = n₂) :=
propext ⟨λ e, nat.succ.inj e, λ e, congr_arg nat.succ e⟩

/-! Namespaces that proofs open out of habit, though what lives there in Lean is for metaprograms only -/

namespace expr end expr
namespace interactive end interactive
namespace interactive.types end interactive.types
namespace interaction_monad end interaction_monad
namespace lean end lean
namespace lean.parser end lean.parser
namespace tactic.interactive end tactic.interactive
namespace smt_tactic end smt_tactic
namespace conv end conv
namespace level end level
namespace environment end environment
namespace declaration end declaration
namespace native end native
