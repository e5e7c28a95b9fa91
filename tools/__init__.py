"""Tools of the house: benchmarks, faults on purpose, pictures, and what tests install."""
