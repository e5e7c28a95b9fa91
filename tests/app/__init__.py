"""Tests of pages, run by Streamlit without a browser."""
