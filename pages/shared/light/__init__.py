"""The site without a server: the atlas of one language as a folder that opens from a memory stick."""
