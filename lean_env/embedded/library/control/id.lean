/- The identity monad. -/

universe u

@[inline] def id_bind {α β : Type u} (x : α) (f : α → id β) : id β := f x

@[inline] instance : monad.{u u} id := {pure := @id, bind := @id_bind}

@[inline] instance : monad_run id id := ⟨@id⟩
