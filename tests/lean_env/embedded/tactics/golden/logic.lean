example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, exact hp, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, { exact hp }, { exact hq } end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by split; assumption

example (p q : Prop) (hp : p) : p ∨ q := by { left, assumption }

example (p q : Prop) (hp : p) : q ∨ p := by { right, assumption }

example (p q : Prop) (hp : p) : q ∨ p := by { left, assumption }

example (p q : Prop) (h : p ∧ q) : q ∧ p := begin cases h with hp hq, exact ⟨hq, hp⟩ end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h with hp hq, { right, exact hp }, left, exact hq end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h, { right, exact h }, left, exact h end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h; simp only [*] end

example (p q r : Prop) (h : p → q → r) (hp : p) (hq : q) : r := begin apply h, exact hp, exact hq end

example (p q r : Prop) (h : p → q → r) (hp : p) (hq : q) : r := begin apply h; assumption end

example (p q r : Prop) (h : p → q → r) (hp : p) (hq : q) : r := begin refine h _ _, exact hp, exact hq end

example (p q r : Prop) (h : p → q → r) (hp : p) (hq : q) : r := begin refine h _ hq, exact hp end

example (p : Prop) : ¬ (p ∧ ¬ p) := begin intro h, cases h with h1 h2, contradiction end

example (p : Prop) : ¬ (p ∧ ¬ p) := begin rintro ⟨h1, h2⟩, contradiction end

example (p : Prop) (h : ¬ ¬ p) : p := begin by_contradiction h1, exact h h1 end

example (p : Prop) (h : ¬ ¬ p) : p := begin by_contra, contradiction end

example (p : Prop) (h : ¬ ¬ p) : p := begin by_cases hp : p, assumption, contradiction end

example (p : Prop) (h : ¬ ¬ p) : p := begin by_cases p, assumption, exact absurd h ‹¬¬p› end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin rw h1, exact h2 end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin rw [h1, h2] end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := by rw [h1, ← h2]

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : c = a := by rw [h1, h2]

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin rw h2 at h1, assumption end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin rwa h2 at h1 end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin rw h2 end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin subst h1, exact h2 end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin subst h1, subst h2 end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin transitivity b, assumption, assumption end

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin transitivity; assumption end

example (α : Type) (a b : α) (h1 : a = b) : b = a := begin symmetry, exact h1 end

example (α : Type) (p : α → Prop) (a : α) (h : p a) : ∃ x, p x := begin existsi a, exact h end

example (α : Type) (p : α → Prop) (a : α) (h : p a) : ∃ x, p x := ⟨_, h⟩

example (α : Type) (p : α → Prop) (a : α) (h : p a) : ∃ x, p x := begin constructor, exact h end

example (α : Type) (p : α → Prop) (h : ∃ x, p x) : ∃ y, p y := begin cases h with w hw, existsi w, exact hw end

example (α : Type) (p q : α → Prop) (h : ∃ x, p x ∧ q x) : ∃ y, q y ∧ p y := begin cases h with w hw, cases hw with h1 h2, existsi w, split, exact h2, assumption end

example (α : Type) (p q : α → Prop) : (∃ x, p x ∧ q x) → ∃ y, q y ∧ p y := begin intro h, cases h with w h, exact ⟨w, h.2, h.1⟩ end

example (p q : Prop) : p ∧ q ↔ q ∧ p := begin split, { intro h, exact ⟨h.2, h.1⟩ }, { intro h, exact ⟨h.2, h.1⟩ } end

example (p q : Prop) : p ∧ q ↔ q ∧ p := by split; intro h; cases h; split; assumption

example (p q : Prop) (hq : q) (h : p ↔ q) : p := begin rw h, exact hq end

example (p q : Prop) (hq : q) (h : p ↔ q) : p := h.mpr hq

example (p q : Prop) (hq : q) (h : p ↔ q) : p := begin apply h.2, exact hq end

example (p q : Prop) (hq : q) (h : p ↔ q) : p := begin cases h, apply h_mpr, assumption end

example (p q : Prop) (h : p → q) (hnq : ¬ q) : ¬ p := begin intro hp, apply hnq, apply h, exact hp end

example (p q : Prop) (h : p → q) (hnq : ¬ q) : ¬ p := λ hp, by { apply hnq, exact h hp }

example (p q : Prop) (h : p → q) (hnq : ¬ q) : ¬ p := begin assume hp : p, show false, from hnq (h hp) end

example (p q : Prop) (h : p → q) (hnq : ¬ q) : ¬ p := begin assume hp : q, show false, from hnq (h hp) end

example (p q : Prop) (h : p → q) (hp : p) : q := begin have hq : q := h hp, exact hq end

example (p q : Prop) (h : p → q) (hp : p) : q := begin have hq : q, { exact h hp }, exact hq end

example (p q : Prop) (h : p → q) (hp : p) : q := begin have hq := h hp, assumption end

example (p q : Prop) (h : p → q) (hp : p) : q := begin have : q, from h hp, exact this end

example (p q : Prop) (h : p → q) (hp : p) : q := begin have := h hp, exact this end

example (p q : Prop) (h : p → q) (hp : p) : q := begin suffices h2 : p, exact h h2, exact hp end

example (p q : Prop) (h : p → q) (hp : p) : q := begin suffices : p, from h this, exact hp end

example (p q : Prop) (h : p → q) (hp : p) : q := begin specialize h hp, exact h end

example (p q : Prop) (h : p → q) (hp : p) : q := begin let x := h hp, exact x end

example (p q : Prop) (hp : p) : q → p := begin revert hp, intros a b, exact a end

example (p q : Prop) (hp : p) (hq : q) : p := begin clear hq, exact hp end

example (p q : Prop) (hp : p) (hq : q) : p := begin clear hp, exact hp end

example (p q : Prop) (hp : p) (hq : q) : p := begin rename hp foo, exact foo end

example (p q : Prop) (hp : p) (hq : q) : p := begin rename [hp foo, hq → bar], exact foo end

example (p : Prop) (hp : p) : true := begin trivial end

example (p : Prop) (hp : p) : true := trivial

example (p : Prop) (h : false) : p := begin exfalso, assumption end

example (p : Prop) (h : false) : p := begin cases h end

example (p : Prop) (h : false) : p := by contradiction

example (p q : Prop) (h : p ∧ q) : p := begin change p ∧ q at h, exact h.left end

example (p q : Prop) (h : p ∧ q) : ¬¬p := begin change ¬p → false, intro hn, exact hn h.1 end

example (p q : Prop) (h : p ∧ q) : p := begin change q, exact h.2 end

example (p q : Prop) (h : p ∧ q) : p := begin try { exact h.2 }, exact h.1 end

example (p q : Prop) (h : p ∧ q) : p := begin exact h.2 <|> exact h.1 end

example (p q : Prop) (h : p ∧ q) : p := by exact h.2 <|> exact h.1

example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin repeat { split }, all_goals { assumption } end

example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin repeat { assumption <|> split } end

example (p q r : Prop) (hp : p) (hq : q) : p ∧ q ∧ r := begin repeat { split }, any_goals { assumption }, sorry end

example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin constructor; [skip, constructor]; assumption end

example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by { split, assumption, split; [assumption, assumption] }

example (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by { split, assumption, split; [assumption] }

example (α : Type) (f g : α → α) (h : ∀ x, f x = g x) : f = g := begin funext, exact h x end

example (α : Type) (f g : α → α) (h : ∀ x, f x = g x) : f = g := begin funext y, apply h end

example (α : Type) (f g : α → α) (h : ∀ x, f x = g x) : f = g := funext h

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := begin congr, exact h end

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := by congr; assumption

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := by rw h

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := by simp [h]

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := by simp *

example (α β : Type) (f : α → β) (a b : α) (h : a = b) : f a = f b := by cc

example (α : Type) (a b : α) (h : a = b) : b = a := begin generalize_hyp h2 : b = c at h, assumption end

example (α : Type) (a b : α) (f : α → α) (h : f a = b) : b = f a := begin generalize : f a = c, end

example (α : Type) (a b : α) (f : α → α) (h : ∀ x, x = b) : f a = b := begin generalize : f a = c, exact h c end

example (α : Type) (a b : α) (f : α → α) (h : ∀ x, x = b) : f a = b := begin generalize hc : f a = c, rw ← hc, apply h end

example : ∀ p q : Prop, p → q → p ∧ q := begin introv hp hq, exact ⟨hp, hq⟩ end

example : ∀ p q : Prop, p → q → p ∧ q := begin intros p q hp hq, exact and.intro hp hq end

example : ∀ p q : Prop, p → q → p ∧ q := begin intros _ _ _ _, split, assumption' end

example : ∀ p q : Prop, p → q → p ∧ q := begin intros, exact ⟨‹p›, ‹q›⟩ end

example (p : Prop) [decidable p] : p ∨ ¬ p := begin by_cases h : p, left, exact h, right, exact h end

example (p : Prop) : p ∨ ¬ p := classical.em p

example (p : Prop) : p ∨ ¬ p := begin cases classical.em p, left, assumption, right, assumption end

example (p q : Prop) (h : p) : p := begin assumption, assumption end

example (p q : Prop) (h : p) : p := begin skip, done end

example (p q : Prop) (h : p) : p := begin iterate 3 { skip }, exact h end

example (p q r : Prop) (h : p ∧ q ∧ r) : r := begin iterate 2 { cases h with _ h }, exact h end

example (p q r : Prop) : p → q → r → p := begin iterate { intro }, assumption end

example (p q r : Prop) (h : p ∧ q ∧ r) : r := begin cases_matching* _ ∧ _, assumption end

example (p q r : Prop) (h : p ∧ q ∧ r) : r := begin casesm* _ ∧ _, assumption end

example (p q r : Prop) (h : p ∧ (q ∨ r)) : r ∨ q := begin cases_type* and or, right, assumption, left, assumption end

example (p q r : Prop) (hp : p) (hq : q) : p ∧ q := begin constructor_matching* _ ∧ _, assumption, assumption end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h, case or.inl : hp { right, exact hp }, case or.inr : hq { left, exact hq } end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h, case or.inr : hq { left, exact hq }, case or.inl : hp { right, exact hp } end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin cases h, case inr { left, exact h }, case foo { right, exact h } end

example (p q : Prop) (h : p ∨ q) : q ∨ p := or.elim h (by { intro, right, assumption }) (by { intro, left, assumption })

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin refine or.elim h _ _, { exact or.inr }, exact or.inl end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin apply or.elim h, { exact or.inr }, exact or.inl end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin apply h.elim or.inr, exact or.inl end

example (p q : Prop) (h : p ∨ q) : q ∨ p := begin fapply or.elim, exact p, exact q, exact h, exact or.inr, exact or.inl end

example (α : Type) (r : α → α → Prop) (tr : ∀ a b c, r a b → r b c → r a c) (a b c : α) (h1 : r a b) (h2 : r b c) : r a c := begin apply tr, exact h1, exact h2 end

example (α : Type) (r : α → α → Prop) (tr : ∀ a b c, r a b → r b c → r a c) (a b c : α) (h1 : r a b) (h2 : r b c) : r a c := begin eapply tr, exact h1, exact h2 end

example (α : Type) (r : α → α → Prop) (tr : ∀ a b c, r a b → r b c → r a c) (a b c : α) (h1 : r a b) (h2 : r b c) : r a c := begin apply tr _ b, exact h1, exact h2 end

example (α : Type) (r : α → α → Prop) (tr : ∀ {a b c}, r a b → r b c → r a c) (a b c : α) (h1 : r a b) (h2 : r b c) : r a c := begin exact tr h1 h2 end

example (α : Type) (r : α → α → Prop) (tr : ∀ {a b c}, r a b → r b c → r a c) (a b c : α) (h1 : r a b) (h2 : r b c) : r a c := begin refine tr _ h2, assumption end

example (α : Type) (P : α → Prop) (h : ∀ x, P x) (a : α) : P a := by apply h

example (α : Type) (P : α → Prop) (h : ∀ x, P x) (a : α) : P a := by exact h _

example (α : Type) (P : α → Prop) (h : ∀ x, P x) (a : α) : P a := by exact h

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := calc a = b : h1 ... = c : h2

example (α : Type) (a b c : α) (h1 : a = b) (h2 : b = c) : a = c := begin calc a = b : by assumption ... = c : by rw h2 end

example (α : Type) (a b c d : α) (h1 : a = b) (h2 : c = d) (f : α → α → α) : f a c = f b d := begin rw [h1, h2] end

example (α : Type) (a b c d : α) (h1 : a = b) (h2 : c = d) (f : α → α → α) : f a c = f b d := by rw [‹a = b›, ‹c = d›]

example (α : Type) (a b c d : α) (h1 : ∀ x : α, x = b) (f : α → α) : f a = f b := begin rw h1 a end

example (α : Type) (a b c d : α) (h1 : ∀ x : α, x = b) (f : α → α) : f a = f b := begin rw h1 end

example (α : Type) (a b c d : α) (f : α → α) (h1 : ∀ x : α, f x = b) : f a = b := begin rw [h1] end

example (α : Type) (a b c d : α) (f : α → α) (h1 : ∀ x : α, c = d → f x = b) (hh : c = d) : f a = b := begin rw [h1], exact hh end

example (α : Type) (a b c d : α) (f : α → α) (h1 : ∀ x : α, c = d → f x = b) (hh : c = d) : f a = b := begin rw [h1 _ hh] end

example (α : Type) (a b c d : α) (f : α → α) (h1 : ∀ x : α, c = d → f x = b) (hh : c = d) : f a = b := begin rw h1 a, end

example (p q : Prop) (hp : p) : p ∨ q := by { constructor, assumption }

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by exacts [⟨hp, hq⟩]

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, exacts [hp, hq] end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, exacts [hp] end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, show q, from hq, exact hp end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, show p, from hq, exact hp end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, focus { exact hp }, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, solve1 { exact hp }, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin split, solve1 { skip }, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin success_if_fail { exact hp }, exact ⟨hp, hq⟩ end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin success_if_fail { split }, exact ⟨hp, hq⟩ end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin guard_target p ∧ q, exact ⟨hp, hq⟩ end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin guard_target q ∧ q, exact ⟨hp, hq⟩ end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin guard_hyp hp : p, exact ⟨hp, hq⟩ end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin apply and.intro, exact hp, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin apply and.intro hp, exact hq end

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := begin apply_instance end

example (α : Type) (p : α → Prop) : (¬ ∃ x, p x) ↔ ∀ x, ¬ p x := begin split, { intros h x hx, apply h, existsi x, exact hx }, { intros h hx, cases hx with x hx, exact h x hx } end

example (α : Type) (p : α → Prop) : (¬ ∃ x, p x) ↔ ∀ x, ¬ p x := ⟨λ h x hx, h ⟨x, hx⟩, λ h ⟨x, hx⟩, h x hx⟩

example (p q r : Prop) : p ∧ (q ∨ r) ↔ (p ∧ q) ∨ (p ∧ r) := begin split, { intro h, cases h with hp hqr, cases hqr with hq hr, { left, exact ⟨hp, hq⟩ }, { right, exact ⟨hp, hr⟩ } }, { intro h, cases h with h h, { exact ⟨h.1, or.inl h.2⟩ }, { exact ⟨h.1, or.inr h.2⟩ } } end

example (p q r : Prop) (h : p ∧ q) : q := begin rcases h with ⟨a, b⟩, exact b end

example (p q r : Prop) (h : p ∧ q) : q := begin obtain ⟨a, b⟩ := h, exact b end

example (p q r : Prop) (h : p ∧ q) : q := begin tauto end

example (p q r : Prop) (h : p ∧ q) : q := by { intro, exact h.2 }

example (p q r : Prop) (h : p ∧ q) : q := by foo.bar

example (p q r : Prop) (h : p ∧ q) : q := by tactic.assumption

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { rw ← e, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { rw e at h, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { rw e at *, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r ∧ q := by { rw [e] at h ⊢, exact h }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : p := by { rw [e] at h ⊢, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := e ▸ h.1

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { subst e, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { subst p, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { subst r, exact h.1 }

example (p q r : Prop) (h : p ∧ q) (e : p = r) : r := by { subst_vars, exact h.1 }
