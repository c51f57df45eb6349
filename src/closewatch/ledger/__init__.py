"""Floor 2: remembers. The vault keeps bytes, the journal keeps entries, the views keep what they add up to."""
