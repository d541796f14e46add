"""How people see what a record holds: pages of HTML, tables, charts to look at and to take along."""
