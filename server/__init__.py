"""The server: what stands between a visitor and Streamlit."""
