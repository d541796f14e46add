"""Whether words were said: quotations found in a record, aligned with their source, and judged."""
