"""The two axes of the Admiralty code with the meaning of every sign in words: how reliable a source is, and how credible what it says.

After STANAG 2511 and AJP-2.1, annex on the evaluation of information. The two are judged apart: a reliable source can be wrong.
"""

from __future__ import annotations

RELIABILITY = (
    ("A", "Completely reliable"),
    ("B", "Usually reliable"),
    ("C", "Fairly reliable"),
    ("D", "Not usually reliable"),
    ("E", "Unreliable"),
    ("F", "Reliability cannot be judged"),
)
"""How far a source can be relied on, by what is known of it."""

CREDIBILITY = (
    ("1", "Confirmed by other sources"),
    ("2", "Probably true"),
    ("3", "Possibly true"),
    ("4", "Doubtful"),
    ("5", "Improbable"),
    ("6", "Truth cannot be judged"),
)
"""How credible one piece of information is, by what else is known; "confirmed" wants sources that are independent of each other."""
