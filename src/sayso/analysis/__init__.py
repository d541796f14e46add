"""What a record shows as a whole: positions over time, counts, the audit of sources, and their charts."""
