"""Tools for development: benchmarks, fault injection, pictures, pinned packages."""
