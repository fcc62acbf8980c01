"""A sign-off as a document: what it states, its digests, its signatures, and whether all of that still fits."""
