/- If-then-else between a proposition and a constant is a connective. -/

@[simp] lemma if_true_right_eq_or (p : Prop) [h : decidable p] (q : Prop) : (if p then q else true) = (¬p ∨ q) :=
@decidable.rec p (λ d, @ite Prop p d q true = (¬p ∨ q))
  (λ n, propext ⟨λ _, or.inl n, λ _, trivial⟩) (λ y, propext ⟨or.inr, λ k, or.resolve_left k (λ n, n y)⟩) h

@[simp] lemma if_true_left_eq_or (p : Prop) [h : decidable p] (q : Prop) : (if p then true else q) = (p ∨ q) :=
@decidable.rec p (λ d, @ite Prop p d true q = (p ∨ q))
  (λ n, propext ⟨or.inr, λ k, or.resolve_left k n⟩) (λ y, propext ⟨λ _, or.inl y, λ _, trivial⟩) h

@[simp] lemma if_false_right_eq_and (p : Prop) [h : decidable p] (q : Prop) : (if p then q else false) = (p ∧ q) :=
@decidable.rec p (λ d, @ite Prop p d q false = (p ∧ q))
  (λ n, propext ⟨λ f, false.elim f, λ k, n k.left⟩) (λ y, propext ⟨λ k, ⟨y, k⟩, λ k, k.right⟩) h

@[simp] lemma if_false_left_eq_and (p : Prop) [h : decidable p] (q : Prop) : (if p then false else q) = (¬p ∧ q) :=
@decidable.rec p (λ d, @ite Prop p d false q = (¬p ∧ q))
  (λ n, propext ⟨λ k, ⟨n, k⟩, λ k, k.right⟩) (λ y, propext ⟨λ f, false.elim f, λ k, k.left y⟩) h
