"""Floor 3, a job: what a person decides, held against what the case knows. Writes nothing."""
