-- What joins articles: copies of a text, actors that are one, statements that report one utterance.
-- All of it is made from the tables before, but for what a person says of actors; `sayso.linking` makes it, for each
-- article that is in `unlinked`.

ALTER TABLE versions ADD COLUMN primary_source TEXT CHECK (primary_source IN ('transcript', 'speech', 'release'));

-- Articles that came, changed or went since they were last linked.
CREATE TABLE unlinked (article INTEGER PRIMARY KEY);
INSERT INTO unlinked SELECT id FROM articles;
CREATE TRIGGER versions_added AFTER INSERT ON versions BEGIN
    INSERT OR IGNORE INTO unlinked VALUES (new.article);
END;
CREATE TRIGGER versions_changed AFTER UPDATE ON versions BEGIN
    INSERT OR IGNORE INTO unlinked VALUES (new.article);
END;
CREATE TRIGGER corrected_added AFTER INSERT ON corrected BEGIN
    INSERT OR IGNORE INTO unlinked SELECT v.article FROM versions AS v JOIN statements AS s ON s.version = v.id
    WHERE s.id = new.statement;
END;
CREATE TRIGGER corrected_removed BEFORE DELETE ON corrected BEGIN
    INSERT OR IGNORE INTO unlinked SELECT v.article FROM versions AS v JOIN statements AS s ON s.version = v.id
    WHERE s.id = old.statement;
END;

-- Hashes of a version's word sequences, the few that all texts keep alike, by which copies are found.
CREATE TABLE text_shingles (
    hash INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, version)
) WITHOUT ROWID;
CREATE INDEX text_shingles_by_version ON text_shingles (version);

-- Articles that share text: the share of the words of `article` that stand in `other` too, or of those outside quotation
-- marks where that is less. Each pair stands twice.
CREATE TABLE shared_texts (
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    share REAL NOT NULL,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX shared_texts_by_other ON shared_texts (other);

-- An article that repeats an earlier one, `original`, which repeats none.
CREATE TABLE copies (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    share REAL NOT NULL
);
CREATE INDEX copies_by_original ON copies (original);
CREATE TRIGGER articles_removed BEFORE DELETE ON articles BEGIN
    INSERT OR IGNORE INTO unlinked SELECT article FROM copies WHERE original = old.id;
    INSERT OR IGNORE INTO unlinked SELECT other FROM shared_texts WHERE article = old.id;
    DELETE FROM unlinked WHERE article = old.id;
END;

-- The news agency that an article credits.
CREATE TABLE credits (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    agency TEXT NOT NULL
);

-- Actors across articles. `merged` is the one that a person said this one is.
CREATE TABLE known_actors (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- no id is given twice: people name actors by it
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    titles TEXT NOT NULL,
    affiliation TEXT,
    gender TEXT,
    identifiers TEXT NOT NULL,
    merged INTEGER REFERENCES known_actors (id)
);
CREATE INDEX known_actors_by_name ON known_actors (name COLLATE NOCASE);

-- What a known actor is called, folded, to be looked up.
CREATE TABLE known_names (
    name TEXT NOT NULL,
    known INTEGER NOT NULL REFERENCES known_actors (id) ON DELETE CASCADE,
    PRIMARY KEY (name, known)
) WITHOUT ROWID;
CREATE INDEX known_names_by_known ON known_names (known);

-- Which known actor an actor of an article is, and why.
CREATE TABLE actor_links (
    actor INTEGER PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
    known INTEGER NOT NULL REFERENCES known_actors (id),
    why TEXT NOT NULL
);
CREATE INDEX actor_links_by_known ON actor_links (known);

-- Links of actors that went since, by a reread or with a new version, until all articles are linked: so who has the same
-- name and titles in the article is the same known actor again.
CREATE TABLE left_links (
    article INTEGER NOT NULL,
    name TEXT NOT NULL,
    titles TEXT NOT NULL,
    known INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (article, name, titles, known)
) WITHOUT ROWID;
CREATE TRIGGER actors_left BEFORE DELETE ON actors BEGIN
    INSERT OR REPLACE INTO left_links SELECT v.article, old.name, old.titles, l.known, l.why FROM actor_links AS l
    JOIN versions AS v ON v.id = old.version WHERE l.actor = old.id;
END;
CREATE INDEX known_actors_by_merged ON known_actors (merged) WHERE merged IS NOT NULL;

-- What people say of known actors: `known` and `other` are one ('same'); or the one called `name` in `article`, by its
-- key, is `other`, not `known` ('apart').
CREATE TABLE actor_corrections (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL CHECK (what IN ('same', 'apart')),
    known INTEGER NOT NULL REFERENCES known_actors (id),
    other INTEGER NOT NULL REFERENCES known_actors (id),
    article TEXT,
    name TEXT,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT
);
CREATE INDEX actor_corrections_by_article ON actor_corrections (article);

-- Quotations that no statement holds, so that they are found when a quotation is checked.
CREATE TABLE quotations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX quotations_by_version ON quotations (version);

-- Hashes of word sequences of what was said. `passage` is a statement, or below zero a quotation.
CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (hash, passage)
) WITHOUT ROWID;

-- Passages that went, with the words they had, until their shingles are taken out.
CREATE TABLE gone (
    passage INTEGER NOT NULL,
    content TEXT NOT NULL
);
CREATE TRIGGER statements_gone AFTER DELETE ON statements BEGIN
    INSERT INTO gone VALUES (old.id, old.content);
END;
CREATE TRIGGER statements_reworded AFTER UPDATE OF content ON statements WHEN new.content IS NOT old.content BEGIN
    INSERT INTO gone VALUES (old.id, old.content);
END;
CREATE TRIGGER quotations_gone AFTER DELETE ON quotations BEGIN
    INSERT INTO gone VALUES (-old.id, old.content);
END;

-- The sentence vectors of a statement, one for each stretch of its content with the sentence around it, 384 int8 each.
CREATE TABLE vectors (
    statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;

-- On which days a known actor is in the news, so that articles on one matter find each other. Unknown days are ''.
CREATE TABLE appearances (
    known INTEGER NOT NULL REFERENCES known_actors (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (known, day, article)
) WITHOUT ROWID;
CREATE INDEX appearances_by_article ON appearances (article);

-- Two statements that report one utterance: how sure that is, 0 to 1, and by what. statement < other.
CREATE TABLE same_utterances (
    statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('words', 'meaning')),
    PRIMARY KEY (statement, other)
) WITHOUT ROWID;
CREATE INDEX same_utterances_by_other ON same_utterances (other);

-- Statements that report one utterance.
CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE thread_statements (
    statement INTEGER PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    thread INTEGER NOT NULL REFERENCES threads (id)
);
CREATE INDEX thread_statements_by_thread ON thread_statements (thread);
-- Threads that lost a statement since they were made.
CREATE TABLE torn_threads (thread INTEGER PRIMARY KEY);
CREATE TRIGGER threads_torn AFTER DELETE ON thread_statements BEGIN
    INSERT OR IGNORE INTO torn_threads VALUES (old.thread);
END;
