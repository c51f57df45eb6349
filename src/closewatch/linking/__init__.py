"""Floor 3, a job: from readings and what is already known to links with their reasons. Writes nothing."""
