"""Rows of the record as text and HTML, without Streamlit."""
