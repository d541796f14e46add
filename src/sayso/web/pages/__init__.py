"""Pages for people: a file each, with the `router` of its routes; menu.py has those in the head of every page."""
