"""What the trained reader is made of: units, windows, weights and the decoding of its scores into drafts of statements."""
