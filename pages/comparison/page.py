"""Comparison: two dates on two maps that move together, and what differs as a list and as a layer."""



