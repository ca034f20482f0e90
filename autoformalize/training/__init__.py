"""Fine-tuning: pairs, or the checker's verdicts, in; an adapter out."""
