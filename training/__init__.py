"""Makes the weights that `sayso.reading` ships. The only place that knows torch."""
