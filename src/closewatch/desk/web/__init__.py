"""The desk in the browser: pages over one case, server-rendered, for people who read, review and keep it.

Read `app.py` first: it turns the doors of `pages/` into an application. Nothing here judges, folds or records by itself: values come
from `ledger.views`, drawings and words from `publish`, and what a person decides goes through `desk.line`.
"""
