"""From a spot on a sheet back to the positions that everybody shares."""

from stakeholders.presenters.drawing import UNIT, is_upright


def moved(drawing, party_id: str, x: float, y: float, *, arranged: int):
    """Where everybody stands after somebody put a party at a point of a drawing.

    Returns positions by id: of that party alone where the map was ``arranged`` on such a sheet
    before, else of all, so that nobody else moves. None if the party has no place of its own: who
    has no tie stands in a row.
    """
    spots = {node.party["id"]: (node.x, node.y) for node in drawing.nodes if node.degree}
    if party_id not in spots:
        return None
    spots[party_id] = (min(max(x, 0), drawing.width), min(max(y, 0), drawing.height))
    if arranged == drawing.width:
        spots = {party_id: spots[party_id]}
    return {each: _position(*spot, drawing.width) for each, spot in spots.items()}


def _position(x, y, width):
    """The point of ``Reading.positions`` for a spot on a sheet of that width."""
    point = (y, x) if is_upright(width) else (x, y)
    return [round(float(each) / UNIT, 3) for each in point]
