"""Drawings of the map that need no browser: the sketch and the plate."""
