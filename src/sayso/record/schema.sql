-- The record: pages as they came, the articles made of them in all their versions, and what was read in each.
-- Offsets are code points of versions.text, end exclusive.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    lexicon TEXT,
    roster TEXT
);

-- A page's bytes, packed with zlib; sha256 is that of the bytes unpacked.
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    url TEXT,
    media_type TEXT,
    charset TEXT,
    headers TEXT NOT NULL,
    retrieved TEXT,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
);

CREATE INDEX pages_by_url ON pages (url);

-- An article is known by its address, or by its id where it has none.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    url TEXT
);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    latest INTEGER NOT NULL CHECK (latest IN (0, 1)),
    page INTEGER NOT NULL REFERENCES pages (id),
    run INTEGER NOT NULL REFERENCES runs (id),
    added TEXT NOT NULL,
    local_id TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    authors TEXT NOT NULL,
    published TEXT,
    language TEXT,
    retrieved TEXT,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    parts TEXT NOT NULL,
    engine TEXT NOT NULL,
    UNIQUE (article, number)
);
CREATE UNIQUE INDEX latest_version ON versions (article) WHERE latest;
CREATE INDEX versions_by_page ON versions (page);
CREATE INDEX versions_by_run ON versions (run);
CREATE INDEX versions_by_outlet ON versions (outlet) WHERE latest;

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id),
    local_id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    titles TEXT NOT NULL,
    affiliation TEXT,
    gender TEXT,
    identifiers TEXT NOT NULL,
    UNIQUE (version, local_id)
);
CREATE INDEX actors_by_name ON actors (name COLLATE NOCASE);

CREATE TABLE mentions (
    actor INTEGER NOT NULL REFERENCES actors (id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;

-- source, cue and content are the words of their spans, " … " between, for searching and for people.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- no id is given twice: people name statements by it
    version INTEGER NOT NULL REFERENCES versions (id),
    local_id TEXT NOT NULL,
    parent INTEGER REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    title TEXT,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
    stance TEXT NOT NULL,
    sourcing TEXT NOT NULL,
    when_start TEXT,
    when_end TEXT,
    confidence REAL NOT NULL,
    UNIQUE (version, local_id)
);
CREATE INDEX statements_by_parent ON statements (parent);
CREATE INDEX statements_by_act ON statements (act);

CREATE TABLE spans (
    statement INTEGER NOT NULL REFERENCES statements (id),
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'addressee', 'when', 'via')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;

CREATE TABLE statement_actors (
    statement INTEGER NOT NULL REFERENCES statements (id),
    role TEXT NOT NULL CHECK (role IN ('speaker', 'addressee', 'via')),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (id),
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors (actor, role);

-- What could not be read, and why; a source that fails again for the same reason is one row.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    UNIQUE (name, reason)
);
CREATE INDEX failures_by_run ON failures (run);

-- Articles that a person took out: no feed brings them back.
CREATE TABLE tombstones (
    key TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    why TEXT
) WITHOUT ROWID;

-- Feeds and sitemaps to watch.
CREATE TABLE feeds (
    address TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    checked TEXT
) WITHOUT ROWID;

CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, source, title,
    content = 'statements', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, content, source, title) VALUES (new.id, new.content, new.source, new.title);
END;
CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content, source, title)
    VALUES ('delete', old.id, old.content, old.source, old.title);
END;
CREATE TRIGGER statements_changed AFTER UPDATE OF content, source, title ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content, source, title)
    VALUES ('delete', old.id, old.content, old.source, old.title);
    INSERT INTO statement_words (rowid, content, source, title) VALUES (new.id, new.content, new.source, new.title);
END;

-- Statements of the latest versions, as a person asks for them; day is the day of saying or else of the article.
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

CREATE VIEW article_view AS
SELECT
    r.id, r.key, r.url, v.number AS versions, v.title, v.outlet, v.published, v.language, v.added,
    (
        SELECT count(*) FROM statements AS s LEFT JOIN corrected AS c ON c.statement = s.id
        WHERE s.version = v.id AND c.wrong IS NOT 1
    ) AS statements
FROM articles AS r
JOIN versions AS v ON v.article = r.id AND v.latest;

-- Where in an article a statement stands that a person corrected, by its cue: quote and position in the text that was
-- corrected, and (JSON) in the text that it was last found in. statement is that of the latest version, if any.
CREATE TABLE anchors (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    found TEXT,
    statement INTEGER UNIQUE REFERENCES statements (id)
);
CREATE INDEX anchors_by_article ON anchors (article);

-- What people say of a statement, JSON; a later row of the same field wins. Of source, cue and content it is a list of
-- anchors, of speakers of names. found: where these anchors were last found. attached: whether it holds in the latest
-- version.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    anchor INTEGER NOT NULL REFERENCES anchors (id),
    field TEXT NOT NULL CHECK (
        field IN ('speakers', 'act', 'negated', 'stance', 'source', 'cue', 'content', 'wrong', 'missed')
    ),
    value TEXT NOT NULL,
    found TEXT,
    attached INTEGER NOT NULL CHECK (attached IN (0, 1)),
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT
);
CREATE INDEX corrections_by_anchor ON corrections (anchor, field);
CREATE INDEX corrections_unattached ON corrections (anchor) WHERE NOT attached;

-- Statements that a person changed; machine is the statement as it was read (JSON), none where a person found it.
CREATE TABLE corrected (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    machine TEXT,
    wrong INTEGER NOT NULL CHECK (wrong IN (0, 1)),
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT
);
