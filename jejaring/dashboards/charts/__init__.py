"""Pictures of cells, drawn on the server: plain data in, drawings and an equal table out."""
