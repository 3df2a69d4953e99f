"""The pages of the roof, one file a subject."""
