/- Functions that only a virtual machine would do something for: here they are their argument. -/

universes u

def timeit {α : Type u} (s : string) (f : thunk α) : α := f ()

def trace {α : Type u} (s : string) (f : thunk α) : α := f ()

def trace_call_stack {α : Type u} (f : thunk α) : α := f ()

def scope_trace {α : Type u} {line col: nat} (f : thunk α) : α := f ()
