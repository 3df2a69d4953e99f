"""The wording of a draft, as words alone: its parts, a passage in it, what two versions differ in.

Plain data in, plain data out: no rows, no requests, no clocks.
"""
