"""Frozen views: what reports and a sign-off receive. They hold no session and cannot judge; `telling` makes them."""
