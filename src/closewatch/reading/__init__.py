"""Floor 3, a job: from a report to who says what and which figures. Writes nothing."""
