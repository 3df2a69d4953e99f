"""Results turned into the shapes that templates need, one file a subject."""
