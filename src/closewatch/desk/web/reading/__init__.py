"""A report and its originals as they are shown: words marked in place, cards beside them, archived pages made harmless."""
