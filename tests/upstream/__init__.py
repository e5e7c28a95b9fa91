"""Tests of what the atlas assumes about the insides of other packages."""
