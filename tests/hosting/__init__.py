"""Tests of the server, its deployment and its dependencies."""
