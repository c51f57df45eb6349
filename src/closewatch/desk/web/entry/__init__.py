"""Who comes in, and what they may hand over: accounts, sessions, the gate before every page, forms and files within their bounds."""
