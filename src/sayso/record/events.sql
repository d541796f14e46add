-- Whether something was said, or thought: speech, state, or none where every cue was asked for. What was read before
-- there was this column is speech.
ALTER TABLE statements ADD COLUMN event TEXT NOT NULL DEFAULT 'speech';

-- As before, with the event.
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
