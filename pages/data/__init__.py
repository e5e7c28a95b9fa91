"""Downloads, the plate and the citation."""
