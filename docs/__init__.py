"""The project's documentation; ``python -m docs.generate`` writes those pages of it that tell what the code says."""
