"""Makes the weights that `sayso.attribution` ships. The only place that knows torch."""
