"""Forms of the stakeholder map, one file a subject."""
