"""Networks of the literature that networkx does not carry, typed from the published tables."""

import networkx as nx

# Read 1954, as tabled by Hage and Harary 1983, p. 56-60: sixteen tribes of the highlands of New
# Guinea, friends (rova) and enemies (hina).
FRIENDS = """1-2 3-4 3-6 3-7 5-7 6-7 3-8 4-8 6-8 7-8 5-9 9-10 6-11 7-11 8-11 6-12 7-12 8-12 11-12
7-13 9-13 10-13 5-14 13-14 1-15 2-15 1-16 2-16 15-16"""
ENEMIES = """1-3 2-3 1-4 1-5 2-5 1-6 2-6 2-9 6-9 2-10 9-11 10-11 1-12 6-13 11-13 8-14 12-14 5-15
9-15 10-15 11-15 12-15 13-15 5-16 6-16 11-16 12-16 13-16 14-16"""

# Krackhardt 1987, as tabled by Wasserman and Faust 1994, appendix B: the formal line of command of
# 21 high-tech managers, each with the one above.
ABOVE = {
    2: [1, 4, 16],
    7: [2, 14, 18, 21],
    14: [3, 5, 9, 13, 15, 19, 20],
    18: [10, 11],
    21: [6, 8, 12, 17],
}

# Borgatti 1997, after Burt 1992, figure 2.2: the contacts of ego G.
EGO = "A-B A-E A-F B-D G-A G-B G-C G-D G-E G-F"


def tribes() -> nx.Graph:
    """Read's highland tribes, 29 friendships and 29 enmities."""
    graph = nx.Graph()
    for sign, pairs in ((1, FRIENDS), (-1, ENEMIES)):
        for pair in pairs.split():
            graph.add_edge(*map(int, pair.split("-")), sign=sign)
    return graph


def managers() -> nx.DiGraph:
    """Krackhardt's high-tech managers, arrows from the one above to those who report."""
    return nx.DiGraph([(above, below) for above, reports in ABOVE.items() for below in reports])
