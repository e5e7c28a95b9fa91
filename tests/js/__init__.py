"""Tests of the scripts of the browser, run by Node."""
