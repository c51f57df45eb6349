"""What a reviewer works with: what waits and in which order, the forms of correction, keys, and what was decided."""
