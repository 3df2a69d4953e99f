"""Whether a cooperation is fair and stays so: what can be reckoned, as plain functions.

Plain data in, plain data out: no rows, no requests, no clock. ``benefits``: balances, shares and
inequality; ``dependence``: what a party would be left with alone; ``aspects``: how long it can
last; ``schedule``: when it is looked at again. Every figure is a question to talk about.
"""
