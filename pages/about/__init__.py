"""What the atlas is."""
