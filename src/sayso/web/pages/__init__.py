"""Pages for people: a file each, with the `router` of its routes, and as MENU its place in the head of every page."""
