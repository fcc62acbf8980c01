"""Coordinates of addresses, and distances: the only folder that may import geopy, which may send addresses away."""
