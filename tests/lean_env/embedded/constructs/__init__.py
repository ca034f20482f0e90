"""Golden answers of the real Lean, construct by construct."""
