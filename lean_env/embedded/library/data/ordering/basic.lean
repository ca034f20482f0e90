/- The three outcomes of a comparison. -/

universes u v

inductive ordering
| lt | eq | gt

instance : has_repr ordering :=
⟨λ s, match s with | ordering.lt := "lt" | ordering.eq := "eq" | ordering.gt := "gt" end⟩

namespace ordering

def swap : ordering → ordering
| lt := gt
| eq := eq
| gt := lt

@[inline] def or_else : ordering → ordering → ordering
| lt _ := lt
| eq o := o
| gt _ := gt

theorem swap_swap : ∀ (o : ordering), o.swap.swap = o
| lt := rfl
| eq := rfl
| gt := rfl

end ordering

def cmp_using {α : Type u} (lt : α → α → Prop) [decidable_rel lt] (a b : α) : ordering :=
if lt a b then ordering.lt else if lt b a then ordering.gt else ordering.eq

def cmp {α : Type u} [has_lt α] [decidable_rel ((<) : α → α → Prop)] (a b : α) : ordering := cmp_using (<) a b

instance : decidable_eq ordering
| ordering.lt ordering.lt := is_true rfl
| ordering.lt ordering.eq := is_false (λ e, ordering.no_confusion e)
| ordering.lt ordering.gt := is_false (λ e, ordering.no_confusion e)
| ordering.eq ordering.lt := is_false (λ e, ordering.no_confusion e)
| ordering.eq ordering.eq := is_true rfl
| ordering.eq ordering.gt := is_false (λ e, ordering.no_confusion e)
| ordering.gt ordering.lt := is_false (λ e, ordering.no_confusion e)
| ordering.gt ordering.eq := is_false (λ e, ordering.no_confusion e)
| ordering.gt ordering.gt := is_true rfl
