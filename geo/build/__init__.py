"""The offline build of the boundary layers; nothing imports it at run time."""
