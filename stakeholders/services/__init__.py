"""Verbs that write more than one table, one file a subject."""
