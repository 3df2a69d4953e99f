"""Numbers by region and month: what dashboards read instead of rows.

``measures`` declares what is counted, each app in its ``tallies.py``; ``marking`` notes which
village changed; ``keeping`` counts it again and carries the difference upward; ``rebuilding``
counts everything from the rows; ``reading`` gives numbers with small ones hidden (``privacy``).
"""
