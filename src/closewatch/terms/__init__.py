"""Floor 0: the words of the field, as frozen values that every other room hands on. Imports nothing of Closewatch."""
