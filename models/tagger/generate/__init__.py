"""Synthetic labelled documents: skeletons with slots, fillers that agree, and noise that keeps the offsets."""
