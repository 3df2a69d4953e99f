"""Files that come in.

Read and kept (``staging``), their words understood (``words``, ``meanings``), compared with what
is there (``rows``, ``plan``), taken over and taken back (``applying``).
"""
