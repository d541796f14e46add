-- Who is who across articles, so that it hangs on what the articles say and on nothing else: not on their order.

-- Names as they are compared. `block` is what all spellings of a surname have in common; `number` how many appearances
-- have the name, `known` who has it for the most part; `signature` is what that hung on, `bearers` who is meant by one word.
CREATE TABLE name_forms (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL UNIQUE,
    block TEXT NOT NULL,
    first TEXT NOT NULL,
    number INTEGER NOT NULL DEFAULT 0,
    known INTEGER REFERENCES known_actors (id),
    signature TEXT,
    bearers TEXT
);
CREATE INDEX name_forms_by_block ON name_forms (block);
CREATE INDEX name_forms_by_first ON name_forms (first);

-- The name of each actor of a latest version. `rank` draws some of those who have one name, the same on any machine;
-- `telling` is whether those who are named beside one are told by it.
CREATE TABLE actor_forms (
    actor INTEGER PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
    form INTEGER NOT NULL REFERENCES name_forms (id),
    rank INTEGER NOT NULL,
    telling INTEGER NOT NULL CHECK (telling IN (0, 1))
);
CREATE INDEX actor_forms_by_rank ON actor_forms (form, rank, actor);

-- What else articles call those of a name: another name, the initials that they give beside it (`own`), or an
-- identifier (#wikidata=Q1). Of `actor` as it stands there, of `form` for some of those who have the name.
CREATE TABLE also_called (
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    other TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    PRIMARY KEY (actor, other)
) WITHOUT ROWID;
CREATE TABLE form_aliases (
    form INTEGER NOT NULL REFERENCES name_forms (id),
    other TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    PRIMARY KEY (form, other)
) WITHOUT ROWID;
CREATE INDEX form_aliases_by_other ON form_aliases (other);

-- Names of which somebody came or went since it was last decided who has them, and who came.
CREATE TABLE open_forms (form INTEGER PRIMARY KEY);
CREATE TABLE open_actors (actor INTEGER PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE);
CREATE TRIGGER actor_forms_added AFTER INSERT ON actor_forms BEGIN
    UPDATE name_forms SET number = number + 1 WHERE id = new.form;
    INSERT OR IGNORE INTO open_forms VALUES (new.form);
    INSERT OR IGNORE INTO open_actors VALUES (new.actor);
END;
CREATE TRIGGER actor_forms_removed AFTER DELETE ON actor_forms BEGIN
    UPDATE name_forms SET number = number - 1 WHERE id = old.form;
    INSERT OR IGNORE INTO open_forms VALUES (old.form);
END;

-- `permanent` is the id by which people and programs name an actor. `moved` is the one that it was found to be, when
-- more was read. `types` and `genders` count what its articles take it for.
ALTER TABLE known_actors ADD COLUMN permanent TEXT;
ALTER TABLE known_actors ADD COLUMN moved INTEGER REFERENCES known_actors (id);
ALTER TABLE known_actors ADD COLUMN types TEXT NOT NULL DEFAULT '{}';
ALTER TABLE known_actors ADD COLUMN genders TEXT NOT NULL DEFAULT '{}';
UPDATE known_actors SET permanent = printf('a%09d', id);
CREATE UNIQUE INDEX known_actors_by_permanent ON known_actors (permanent);

-- `machine` is whom sayso takes an actor for, `known` who that is by what people say.
ALTER TABLE actor_links ADD COLUMN machine INTEGER REFERENCES known_actors (id);
UPDATE actor_links SET machine = known;
CREATE INDEX actor_links_by_machine ON actor_links (machine);

-- How many of a known actor's articles say so: its names (JSON: name, type, whether it is identified there), types,
-- genders, titles, affiliations, identifiers (JSON: scheme, value).
CREATE VIEW actor_votes AS
SELECT id AS actor, 'name' AS field, json_array(name, type, identifiers <> '{}') AS value FROM actors
UNION ALL SELECT id, 'type', type FROM actors
UNION ALL SELECT id, 'gender', gender FROM actors WHERE gender IS NOT NULL
UNION ALL SELECT id, 'affiliation', affiliation FROM actors WHERE affiliation IS NOT NULL
UNION ALL SELECT a.id, 'title', t.value FROM actors AS a JOIN json_each(a.titles) AS t
UNION ALL SELECT a.id, 'identifier', json_array(t.key, t.value) FROM actors AS a JOIN json_each(a.identifiers) AS t;
CREATE TABLE known_votes (
    known INTEGER NOT NULL REFERENCES known_actors (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (known, field, value)
) WITHOUT ROWID;
CREATE INDEX known_votes_by_number ON known_votes (known, field, number DESC);
INSERT INTO known_votes
SELECT l.known, x.field, x.value, count(*) FROM actor_links AS l JOIN actor_votes AS x ON x.actor = l.actor GROUP BY 1, 2, 3;
CREATE TRIGGER actor_links_added AFTER INSERT ON actor_links BEGIN
    INSERT INTO known_votes SELECT new.known, x.field, x.value, count(*) FROM actor_votes AS x WHERE x.actor = new.actor
    GROUP BY 1, 2, 3 ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER actor_links_changed AFTER UPDATE OF known ON actor_links WHEN new.known <> old.known BEGIN
    UPDATE known_votes SET number = number - x.n FROM (
        SELECT field, value, count(*) AS n FROM actor_votes WHERE actor = old.actor GROUP BY 1, 2
    ) AS x WHERE known = old.known AND known_votes.field = x.field AND known_votes.value = x.value;
    INSERT INTO known_votes SELECT new.known, x.field, x.value, count(*) FROM actor_votes AS x WHERE x.actor = new.actor
    GROUP BY 1, 2, 3 ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER actor_links_removed BEFORE DELETE ON actor_links BEGIN
    UPDATE known_votes SET number = number - x.n FROM (
        SELECT field, value, count(*) AS n FROM actor_votes WHERE actor = old.actor GROUP BY 1, 2
    ) AS x WHERE known = old.known AND known_votes.field = x.field AND known_votes.value = x.value;
END;

ALTER TABLE left_links ADD COLUMN machine INTEGER;
UPDATE left_links SET machine = known;
DROP TRIGGER actors_left;
CREATE TRIGGER actors_left BEFORE DELETE ON actors BEGIN
    INSERT OR REPLACE INTO left_links SELECT v.article, old.name, old.titles, l.known, l.why, l.machine
    FROM actor_links AS l JOIN versions AS v ON v.id = old.version WHERE l.actor = old.id;
    DELETE FROM actor_links WHERE actor = old.id; -- while what its votes were is there yet
END;

-- Articles in which somebody was found to be another one: what is tied by who spoke is tied anew.
CREATE TABLE moved_actors (article INTEGER PRIMARY KEY);

-- Who an actor may be whose name does not tell it.
CREATE TABLE actor_candidates (
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    known INTEGER NOT NULL REFERENCES known_actors (id) ON DELETE CASCADE,
    PRIMARY KEY (actor, known)
) WITHOUT ROWID;
CREATE INDEX actor_candidates_by_known ON actor_candidates (known);

-- What people say of an actor itself: its name, type, titles, gender, identifiers; JSON, the last one wins. Also who it
-- is not. `withdrawn` is when a word was taken back, and by whom.
CREATE TABLE actor_edits (
    id INTEGER PRIMARY KEY,
    known INTEGER NOT NULL REFERENCES known_actors (id),
    field TEXT NOT NULL CHECK (field IN ('name', 'type', 'titles', 'affiliation', 'gender', 'identifiers', 'not')),
    value TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT
);
CREATE INDEX actor_edits_by_known ON actor_edits (known, field);
ALTER TABLE actor_corrections ADD COLUMN withdrawn TEXT;

DELETE FROM known_names;
INSERT OR IGNORE INTO unlinked SELECT id FROM articles;

-- Who has to do with a statement of a latest version, to be joined by its id: as the article tells it, and the actor that
-- is the same in every article.
CREATE VIEW speaker_view AS
SELECT
    s.permanent AS statement, x.role, x.position, a.name AS told_as, k.permanent AS actor, k.name, k.type,
    k.identifiers, v.article
FROM statement_actors AS x
JOIN statements AS s ON s.id = x.statement
JOIN versions AS v ON v.id = s.version AND v.latest
JOIN actors AS a ON a.id = x.actor
LEFT JOIN actor_links AS l ON l.actor = a.id
LEFT JOIN known_actors AS k ON k.id = l.known
LEFT JOIN corrected AS c ON c.statement = s.id
WHERE c.wrong IS NOT 1;
