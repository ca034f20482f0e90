"""Fine-tuning: supervised pairs in, an adapter out."""
