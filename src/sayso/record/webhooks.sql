-- Who is told what is new: programs that follow an actor or a search, at an address of theirs.

-- `known` is the actor, `search` else what is searched for, as it stands in an address. What came up to `seen` in
-- `arrivals` is told; `until` is the last one of the message that is being sent, after so many `tries`, again when it is
-- `due`. `problem` is what hindered the last try; one that `failed` is not sent anything any more.
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- no id is given twice: messages are named by it
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    known INTEGER REFERENCES known_actors (id),
    search TEXT CHECK ((known IS NULL) <> (search IS NULL)),
    created TEXT NOT NULL,
    seen INTEGER NOT NULL,
    until INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    due TEXT NOT NULL,
    delivered TEXT,
    problem TEXT,
    failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1))
);
CREATE INDEX webhooks_by_account ON webhooks (account);

-- Ids of statements in the order that they came in, while somebody follows: one that is read anew keeps its place.
CREATE TABLE arrivals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    statement TEXT NOT NULL UNIQUE
);
CREATE TRIGGER statements_arrived AFTER UPDATE OF permanent ON statements WHEN new.permanent IS NOT NULL BEGIN
    INSERT OR IGNORE INTO arrivals (statement) SELECT new.permanent WHERE EXISTS (SELECT 1 FROM webhooks);
END;
