"""The network as mathematics: graphs in, plain data out.

Nothing here knows Django, rows, people's rights, words on a page or the time of day. Callers carry
ids in through `build` and get ids back from `measures`, `layout` and `findings`.
"""
