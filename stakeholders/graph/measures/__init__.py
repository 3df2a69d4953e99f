"""Measures of a network, with the names and definitions of the field.

Every function takes any networkx graph (directed, undirected, with parallel ties), or the `Arrays`
of one, and leaves it as it is. Unless the text says otherwise, direction and weight do not matter,
parallel ties count once and statements of absence (`build.ABSENT`) are no ties. Split networks,
isolates and the empty network are normal cases; a number that is not defined is NaN. A node tied
to itself raises ValueError.

Each measure has one engine: rustworkx for cut points, bridges and cores; scipy for components and
proofs; arrays of numpy for paths, distances and triangles; own code for the rest. The tests hold
them against networkx and against published tables.

References: Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry 40;
Freeman (1979), "Centrality in social networks: conceptual clarification", Social Networks 1;
Wasserman and Faust (1994), Social Network Analysis; Burt (1992), Structural Holes; Borgatti (1997),
"Structural holes: unpacking Burt's redundancy measures", Connections 20; Borgatti (2006),
"Identifying sets of key players in a social network", Computational and Mathematical Organization
Theory 12; Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM Journal on
Computing 1; Brandes (2001), "A faster algorithm for betweenness centrality", Journal of
Mathematical Sociology 25; Brandes and Pich (2007), "Centrality estimation in large networks",
International Journal of Bifurcation and Chaos 17.
"""

from stakeholders.graph.measures.arrays import Arrays, Network
from stakeholders.graph.measures.groups import communities, modularity
from stakeholders.graph.measures.holes import constraint, effective_size, open_triangles
from stakeholders.graph.measures.layers import core_number, core_periphery, rank_groups
from stakeholders.graph.measures.mixing import Mixing, ei_index, mixing
from stakeholders.graph.measures.orders import efficiency, hierarchy, upper_bound
from stakeholders.graph.measures.parts import (
    Removal,
    articulation_points,
    bridges,
    components,
    connectedness,
    fragmentation,
    isolates,
    lost_pairs,
    removal,
    separations,
    strong_components,
)
from stakeholders.graph.measures.paths import (
    Sampled,
    as_share,
    betweenness,
    betweenness_centralization,
    betweenness_share,
    characteristic_path_length,
    closeness,
    diameter,
    reach,
    sampled_betweenness,
)
from stakeholders.graph.measures.players import key_players
from stakeholders.graph.measures.signs import (
    Frustration,
    frustration,
    signed_triangles,
    signs,
    triangle_balance,
    two_camps,
    unbalanced_triads,
)
from stakeholders.graph.measures.ties import (
    centralization,
    clustering,
    degree,
    degree_centralization,
    density,
    mean_clustering,
    multiplexity,
    reciprocity,
    transitivity,
)
from stakeholders.graph.measures.two_mode import TwoMode, two_mode

__all__ = [
    "Arrays",
    "Frustration",
    "Mixing",
    "Network",
    "Removal",
    "Sampled",
    "TwoMode",
    "articulation_points",
    "as_share",
    "betweenness",
    "betweenness_centralization",
    "betweenness_share",
    "bridges",
    "centralization",
    "characteristic_path_length",
    "closeness",
    "clustering",
    "communities",
    "components",
    "connectedness",
    "constraint",
    "core_number",
    "core_periphery",
    "degree",
    "degree_centralization",
    "density",
    "diameter",
    "effective_size",
    "efficiency",
    "ei_index",
    "fragmentation",
    "frustration",
    "hierarchy",
    "isolates",
    "key_players",
    "lost_pairs",
    "mean_clustering",
    "mixing",
    "modularity",
    "multiplexity",
    "open_triangles",
    "rank_groups",
    "reach",
    "reciprocity",
    "removal",
    "sampled_betweenness",
    "separations",
    "signed_triangles",
    "signs",
    "strong_components",
    "transitivity",
    "triangle_balance",
    "two_camps",
    "two_mode",
    "unbalanced_triads",
    "upper_bound",
]
