"""Makes the tables of facts that are too large to keep by hand, and the sample firm."""
