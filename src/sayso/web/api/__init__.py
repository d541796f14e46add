"""The JSON API: a file for each kind of thing, with the `router` of its routes under /api/v1."""
