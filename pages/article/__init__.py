"""The article, claim by claim."""
