"""The readers: functions from a report to a reading."""
