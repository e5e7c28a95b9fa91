"""The dataset for pages, and the files for the browser."""
