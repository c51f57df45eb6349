"""Dossiers at the desk: what somebody wants in one, and how it is made for them."""
