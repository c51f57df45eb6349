"""Keeps watch: what is to be asked when, what an answer brings, what moved between two heads, and who is told of it how.

Says only what to capture and what changed; `desk/line.py` records.
"""
