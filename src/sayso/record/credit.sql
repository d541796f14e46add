-- How likely each speaker of a statement is, and up to three others who may have said it; nothing of those whom a person
-- named. way: JSON, the [start, end] of the words that lead there.
CREATE TABLE credit (
    statement INTEGER NOT NULL REFERENCES statements (id),
    role TEXT NOT NULL CHECK (role IN ('speaker', 'candidate')),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (id),
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
    way TEXT NOT NULL,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
CREATE INDEX credit_by_actor ON credit (actor, role);

-- Whether the credit of what was read in a version was told; it was not before this table was there.
ALTER TABLE versions ADD COLUMN credited INTEGER NOT NULL DEFAULT 0 CHECK (credited IN (0, 1));
CREATE INDEX versions_before_credit ON versions (id) WHERE latest AND NOT credited;

-- As before, with credit: of the least likely speaker; and who else it may be: "Ada Holm (.55); Ivo Marsh (.30)".
DROP VIEW statement_view;
CREATE VIEW statement_view AS
SELECT
    s.id,
    coalesce(s.when_start, substr(v.published, 1, 10)) AS day,
    v.outlet,
    (
        SELECT group_concat(a.name, '; ') FROM (
            SELECT actor FROM statement_actors WHERE statement = s.id AND role = 'speaker' ORDER BY position
        ) AS x JOIN actors AS a ON a.id = x.actor
    ) AS speakers,
    s.source,
    s.cue,
    s.content,
    (
        SELECT group_concat(a.name, '; ') FROM (
            SELECT actor FROM statement_actors WHERE statement = s.id AND role = 'addressee' ORDER BY position
        ) AS x JOIN actors AS a ON a.id = x.actor
    ) AS addressees,
    s.act,
    s.negated,
    s.stance,
    s.sourcing,
    s.kind,
    s.when_start,
    s.when_end,
    s.confidence,
    c.who AS corrected_by,
    (SELECT min(probability) FROM credit WHERE statement = s.id AND role = 'speaker') AS credit,
    (
        SELECT group_concat(name || ' (' || ltrim(printf('%.2f', probability), '0') || ')', '; ') FROM (
            SELECT a.name, x.probability FROM credit AS x JOIN actors AS a ON a.id = x.actor
            WHERE x.statement = s.id AND x.role = 'candidate' ORDER BY x.position
        )
    ) AS candidates,
    CASE WHEN s.parent NOT IN (SELECT statement FROM corrected WHERE wrong) THEN s.parent END AS parent,
    v.title,
    r.url,
    v.published,
    v.article,
    s.version
FROM statements AS s
JOIN versions AS v ON v.id = s.version AND v.latest
JOIN articles AS r ON r.id = v.article
LEFT JOIN corrected AS c ON c.statement = s.id
WHERE c.wrong IS NOT 1;

-- How much the answer of a person who is asked about a statement would settle: the review queue begins with the most.
ALTER TABLE statements ADD COLUMN settles REAL NOT NULL DEFAULT 0;
UPDATE statements SET settles = confidence * (1 - confidence);
DROP INDEX statements_by_confidence;
CREATE INDEX statements_by_settles ON statements (settles DESC);
