-- What the web app keeps: who may correct in a browser or through the API, and notes on statements.

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- no id is given twice
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'admin')),
    password TEXT NOT NULL, -- Argon2id
    created TEXT NOT NULL
);

-- Those who are signed in, by the SHA-256 of what their cookie holds.
CREATE TABLE sessions (
    sha256 TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);

-- What programs show to the API, by its SHA-256. `correct` may do all that `read` may.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'correct')),
    created TEXT NOT NULL
);
CREATE INDEX tokens_by_account ON tokens (account);

-- The one key that cookies and forms are signed with.
CREATE TABLE signing_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key TEXT NOT NULL
);

-- What people write beside a statement; the anchor is that of its cue, as in `anchors`.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    body TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX notes_by_article ON notes (article);

-- The review queue goes from the least sure statement on.
CREATE INDEX statements_by_confidence ON statements (confidence);
