"""The pages of the atlas, one file each; with dashboard.py the only importer of streamlit."""
