variables (p q r s : Prop) (a b c : ℕ)

example : p → q → p := begin intro, intro, assumption end

example : p → q → p := begin intro hp, intro hq, exact hp end

example : p → q → p := begin intro _, intro _, assumption end

example : p → q → p := begin intro, exact ᾰ end

example : p → q → p := begin intros, exact ᾰ end

example : p → q → p := begin intros, exact ᾰ_1 end

example : ∀ x y : ℕ, x = y → y = x := begin intros, exact ᾰ.symm end

example : ∀ x y : ℕ, x = y → y = x := begin intros x, exact λ y h, h.symm end

example : ∀ x y : ℕ, x = y → y = x := begin intros x y h z, exact h.symm end

example : ¬ false := begin intro h, exact h end

example : ¬ false := begin intros, assumption end

example : ¬ false := begin intros h, exact h end

example : a = a := begin intro h, refl end

example : p := begin intros, exact trivial end

example : let x := 5 in x = 5 := begin intro x, refl end

example : let x := 5 in x = 5 := begin intros, refl end

example : let x := 5 in x = 5 := begin intro y, exact eq.refl y end

example : let x := 5 in x = 5 := begin simp end

example : ∀ x : ℕ, x = x := begin introv, refl end

example : ∀ x : ℕ, x = 1 → ∀ y : ℕ, y = x → y = 1 := begin introv h h', rw [h', h] end

example : ∀ x : ℕ, x = 1 → ∀ y : ℕ, y = x → y = 1 := begin introv h h' h'', rw [h', h] end

example (h : p) : p := begin rename h k, exact k end

example (h : p) : p := begin rename h → k, exact k end

example (h : p) (h2 : q) : p := begin rename [h → h2, h2 → h], exact h2 end

example (h : p) (h2 : q) : p := begin rename h h2, exact h end

example (h : p) : p := begin rename k h, exact h end

example (h : p ∧ q) : p := begin apply h.1 end

example (h : p → q) (hp : p) : q := begin apply h, exact hp end

example (h : p → q) (hp : p) : q := begin apply h end

example (h : p → q) (hp : p) : q := begin apply h; assumption end

example (h : p → q) (hp : p) : q := begin apply h _, assumption end

example (h : p → q) (hp : p) : q := begin refine h _, assumption end

example (h : p → q) (hp : p) : q := begin refine h _ end

example (h : p → q) (hp : p) : q := begin exact h _ end

example (h : ∀ x, x = a) : b = a := begin apply h end

example (h : ∀ x, x = a) : b = a := begin exact h end

example (h : ∀ x, x = a) : b = c := begin apply h end

example (h : ∀ x y, x < y → x ≠ y) (h1 : a < b) : a ≠ b := begin apply h, exact h1 end

example (h : ∀ x y, x < y → x ≠ y) (h1 : a < b) : a ≠ b := begin fapply h, exact h1 end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin apply h, exact h1, exact h2 end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin eapply h, exact h1, exact h2 end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin fapply h, exact b, exact h1, exact h2 end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin fapply h, exact h1, exact h2 end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin apply h, assumption, assumption end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := begin apply h; assumption end

example (h : ∀ x y z, x < y → y < z → x < z) (h1 : a < b) (h2 : b < c) : a < c := by apply h a b c; assumption

example : ∃ x : ℕ, x = 3 := begin apply exists.intro, refl end

example : ∃ x : ℕ, x = 3 := begin fapply exists.intro, exact 3, refl end

example : ∃ x : ℕ, x = 3 := begin existsi 3, refl end

example : ∃ x : ℕ, x = 3 := begin existsi (3 : ℕ), refl end

example : ∃ x : ℕ, x = 3 := begin existsi 4, refl end

example : ∃ x y : ℕ, x = y := begin existsi [3, 3], refl end

example : ∃ x y : ℕ, x = y := begin existsi 3, existsi 3, refl end

example : ∃ x : ℕ, x = 3 := begin existsi tt, refl end

example : ∃ x : ℕ, x = 3 := begin existsi _, refl end

example : ∃ x : ℕ, x = 3 := begin constructor, refl end

example : ∃ x : ℕ, x = 3 := begin econstructor, refl end

example : ∃ x : ℕ, x = 3 := begin split, refl end

example : ∃ x : ℕ, x = 3 := ⟨_, rfl⟩

example : p ∧ q := begin existsi p end

example (hp : p) (hq : q) : p ∧ q := begin split, exact hp, exact hq end

example (hp : p) (hq : q) : p ∧ q := begin constructor, exact hp, exact hq end

example (hp : p) (hq : q) : p ∧ q := begin split; assumption end

example (hp : p) (hq : q) : p ∧ q := begin split, assumption end

example (hp : p) (hq : q) : p ∧ q := begin split, { exact hp }, { exact hq } end

example (hp : p) (hq : q) : p ∧ q := begin split, { exact hq }, { exact hq } end

example (hp : p) (hq : q) : p ∧ q := begin split, { skip }, { exact hq } end

example (hp : p) (hq : q) : p ∧ q := by exact ⟨hp, hq⟩

example (hp : p) (hq : q) : p ∧ q := by { refine ⟨_, _⟩, exact hp, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { refine ⟨_, _⟩; assumption }

example (hp : p) (hq : q) : p ∧ q := by exacts ⟨hp, hq⟩

example (hp : p) (hq : q) : p ∧ q := by { split, exacts [hp, hq] }

example (hp : p) (hq : q) : p ∧ q := by { split, exacts [hp] }

example (hp : p) (hq : q) : p ∧ q := by { split, exacts [hp, hq, hq] }

example (hp : p) : p ∨ q := begin left, exact hp end

example (hp : p) : q ∨ p := begin left, exact hp end

example (hp : p) : q ∨ p := begin right, exact hp end

example (hp : p) : q ∨ p := begin constructor, exact hp end

example (hp : p) : p ∨ q := begin constructor, exact hp end

example (hp : p) : p ∨ q := begin split, exact hp end

example (hp : p) : p ∧ q := begin left, exact hp end

example : a = a := begin left end

example : a = a := begin split end

example : a = a := begin constructor end

example : a = b := begin constructor end

example : true := begin constructor end

example : true := begin trivial end

example : true := begin split end

example : true := begin triv end

example : a = a := begin trivial end

example (h : p) : p := begin trivial end

example (h : false) : p := begin trivial end

example (h : p) (h2 : ¬ p) : q := begin trivial end

example : a = b := begin trivial end

example : p ∧ true := begin trivial end

example : true ∧ true := begin trivial end

example (h : p) : p ∧ true := begin trivial end

example (h : false) : p := begin contradiction end

example (h : p) (h2 : ¬ p) : q := begin contradiction end

example (h : ¬ p) (h2 : p) : q := begin contradiction end

example (h : p) : q := begin contradiction end

example (h : 0 = 1) : q := begin contradiction end

example (h : a ≠ a) : q := begin contradiction end

example (h : nat.succ a = 0) : q := begin contradiction end

example (h : a + 1 = 0) : q := begin contradiction end

example (h : tt = ff) : q := begin contradiction end

example (h : (1, 2) = (1, 3)) : q := begin contradiction end

example (h : p → false) (h2 : p) : q := begin contradiction end

example (h : empty) : q := begin contradiction end

example (h : false ∧ p) : q := begin contradiction end

example (h : p) : ¬ ¬ p := begin exfalso, assumption end

example (h : p) (h' : ¬ p) : q := begin exfalso, exact h' h end

example (h : p) (h' : ¬ p) : q := begin exfalso, contradiction end

example (h : p) (h' : ¬ p) : q := begin apply absurd, exact h, exact h' end

example (h : p) (h' : ¬ p) : q := begin apply absurd; assumption end

example (h : p) (h' : ¬ p) : q := begin cases h' h end

example (h : a = b) : b = a := begin symmetry, exact h end

example (h : a = b) : b = a := begin symmetry, symmetry, exact h end

example (h : a = b) : b = a := begin symmetry at h, exact h end

example (h : p) : p := begin symmetry, exact h end

example (h : p ↔ q) : q ↔ p := begin symmetry, exact h end

example (h : a ≠ b) : b ≠ a := begin symmetry, exact h end

example (h : a < b) : b < a := begin symmetry, exact h end

example (h : a = b) (h2 : b = c) : a = c := begin transitivity, exact h, exact h2 end

example (h : a = b) (h2 : b = c) : a = c := begin transitivity b, exact h, exact h2 end

example (h : a = b) (h2 : b = c) : a = c := begin transitivity b; assumption end

example (h : a ≤ b) (h2 : b ≤ c) : a ≤ c := begin transitivity b; assumption end

example (h : a ≤ b) (h2 : b ≤ c) : a ≤ c := begin transitivity; assumption end

example (h : a = b) (h2 : b = c) : a = c := begin transitivity tt; assumption end

example (h : p) : p := begin transitivity q, exact h end

example : a ≤ a := begin refl end

example : a < a := begin refl end

example : p ↔ p := begin refl end

example : p ↔ p := begin reflexivity end

example : 2 + 2 = 4 := begin refl end

example : 2 + 2 = 5 := begin refl end

example : a + 0 = a := begin refl end

example : 0 + a = a := begin refl end

example : p → p := begin refl end

example : a == a := begin refl end

example : (λ x : ℕ, x) = id := begin refl end
