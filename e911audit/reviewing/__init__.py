"""Decisions of reviewed workbooks: read, merged field by field, and kept; what is doubtful is told and left."""
