"""Floor 3, a job: from bytes found somewhere to a report that can be read. Writes nothing."""
