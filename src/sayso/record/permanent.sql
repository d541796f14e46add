-- Ids of statements that last: `sayso.record.permanent` makes them, and tells here what became of each.

-- One that is read again, or in a newer version, keeps its own.
ALTER TABLE statements ADD COLUMN permanent TEXT;
CREATE UNIQUE INDEX statements_by_permanent ON statements (permanent, version);

-- Ids that no statement of a latest version has: what each leads to, or else why there is nothing any more. Of what was
-- a statement the words that it had, but for articles that were taken out. article is the key of its article.
CREATE TABLE statement_ids (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    leads_to TEXT,
    speakers TEXT,
    cue TEXT,
    content TEXT,
    at TEXT NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX statement_ids_by_article ON statement_ids (article);

-- As before, but id and parent are those that last; number is that of the row, to be joined.
DROP VIEW statement_view;
CREATE VIEW statement_view AS
SELECT
    s.permanent AS id,
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
    s.event,
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
    (
        SELECT permanent FROM statements
        WHERE id = s.parent AND id NOT IN (SELECT statement FROM corrected WHERE wrong)
    ) AS parent,
    v.title,
    r.url,
    v.published,
    v.article,
    s.version,
    s.id AS number
FROM statements AS s
JOIN versions AS v ON v.id = s.version AND v.latest
JOIN articles AS r ON r.id = v.article
LEFT JOIN corrected AS c ON c.statement = s.id
WHERE c.wrong IS NOT 1;
