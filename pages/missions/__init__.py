"""Missions and who headed them."""
