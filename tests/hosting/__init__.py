"""Tests of the server, its deployment and what it rests on."""
