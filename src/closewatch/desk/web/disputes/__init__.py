"""What is in dispute, kept ready for pages: a look at every question, whole questions, what happened in them and what is new."""
