"""Written addresses and what they mean; ``resolve`` in ``resolve.py`` is the way in."""
