/- Subtypes: equality is equality of values. -/

open decidable

universes u

namespace subtype

lemma exists_of_subtype {α : Type u} {p : α → Prop} : { x // p x } → ∃ x, p x := λ s, Exists.intro s.val s.property

variables {α : Type u} {p : α → Prop}

lemma tag_irrelevant {a : α} (h1 h2 : p a) : mk a h1 = mk a h2 := rfl

protected lemma eq : ∀ {a1 a2 : {x // p x}}, val a1 = val a2 → a1 = a2
| ⟨x, hx⟩ ⟨y, hy⟩ e := @eq.rec α x (λ z, ∀ h : p z, subtype.mk x hx = ⟨z, h⟩) (λ h, rfl) y e hy

lemma ne_of_val_ne {a1 a2 : {x // p x}} : val a1 ≠ val a2 → a1 ≠ a2 := λ h e, h (congr_arg val e)

lemma eta (a : {x // p x}) (h : p (val a)) : mk (val a) h = a := subtype.eq rfl

end subtype

open subtype

def subtype.inhabited {α : Type u} {p : α → Prop} {a : α} (h : p a) : inhabited {x // p x} := ⟨⟨a, h⟩⟩
