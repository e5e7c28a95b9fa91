"""Tests of the library and of pure functions."""
