"""Floor 4: where people sit. The line, the commands and the settings; only line.py records."""
