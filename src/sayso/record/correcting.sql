-- Every field of a statement can be corrected, and whoever corrects can take back what they said last.

-- What one person said in one go, of one statement or of many; it is taken back as one. `undoes` is the set that this one
-- takes back.
CREATE TABLE correction_sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- no id is given twice
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes INTEGER REFERENCES correction_sets (id)
);
CREATE INDEX correction_sets_by_who ON correction_sets (who);
INSERT INTO correction_sets (who, at)
SELECT who, at FROM (
    SELECT who, at FROM corrections UNION SELECT who, at FROM actor_corrections UNION SELECT who, at FROM actor_edits
) ORDER BY at, who;

-- As before, of all fields. `addressee`, `via` and `parent` (the cue of the statement that this one stands in) are lists of
-- anchors too, `addressees` one of names, `day` the first and the last possible day or null. `withdrawn`: JSON, who took it
-- back, and when.
ALTER TABLE corrections RENAME TO corrections_before;
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    anchor INTEGER NOT NULL REFERENCES anchors (id),
    field TEXT NOT NULL CHECK (
        field IN (
            'speakers', 'addressees', 'act', 'negated', 'stance', 'event', 'sourcing', 'day', 'source', 'cue',
            'content', 'addressee', 'via', 'parent', 'wrong', 'missed'
        )
    ),
    value TEXT NOT NULL,
    found TEXT,
    attached INTEGER NOT NULL CHECK (attached IN (0, 1)),
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    correction_set INTEGER NOT NULL REFERENCES correction_sets (id),
    withdrawn TEXT
);
INSERT INTO corrections
SELECT c.id, anchor, field, value, found, attached, c.who, c.at, why, s.id, NULL
FROM corrections_before AS c JOIN correction_sets AS s ON s.who = c.who AND s.at = c.at ORDER BY c.id;
DROP TABLE corrections_before;
CREATE INDEX corrections_by_anchor ON corrections (anchor, field);
CREATE INDEX corrections_unattached ON corrections (anchor) WHERE NOT attached AND withdrawn IS NULL;
CREATE INDEX corrections_by_set ON corrections (correction_set);

ALTER TABLE actor_corrections ADD COLUMN correction_set INTEGER REFERENCES correction_sets (id);
UPDATE actor_corrections SET correction_set = (
    SELECT id FROM correction_sets WHERE who = actor_corrections.who AND at = actor_corrections.at
);
CREATE INDEX actor_corrections_by_set ON actor_corrections (correction_set);
ALTER TABLE actor_edits ADD COLUMN correction_set INTEGER REFERENCES correction_sets (id);
ALTER TABLE actor_edits ADD COLUMN withdrawn TEXT;
UPDATE actor_edits SET correction_set = (
    SELECT id FROM correction_sets WHERE who = actor_edits.who AND at = actor_edits.at
);
CREATE INDEX actor_edits_by_set ON actor_edits (correction_set);
