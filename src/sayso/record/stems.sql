-- Words are searched for in all their forms, and the cue with them; and searches that have a name.

-- Words as they are written: phrases, and words that begin so.
DROP TRIGGER statements_added;
DROP TRIGGER statements_removed;
DROP TRIGGER statements_changed;
DROP TABLE statement_words;
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, source, cue, title,
    content = 'statements', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
-- The same by their stems (Porter's), so that "deny" finds "denied".
CREATE VIRTUAL TABLE statement_stems USING fts5 (
    content, source, cue, title,
    content = 'statements', content_rowid = 'id', tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO statement_words (statement_words) VALUES ('rebuild');
INSERT INTO statement_stems (statement_stems) VALUES ('rebuild');
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, content, source, cue, title)
    VALUES (new.id, new.content, new.source, new.cue, new.title);
    INSERT INTO statement_stems (rowid, content, source, cue, title)
    VALUES (new.id, new.content, new.source, new.cue, new.title);
END;
CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content, source, cue, title)
    VALUES ('delete', old.id, old.content, old.source, old.cue, old.title);
    INSERT INTO statement_stems (statement_stems, rowid, content, source, cue, title)
    VALUES ('delete', old.id, old.content, old.source, old.cue, old.title);
END;
CREATE TRIGGER statements_changed AFTER UPDATE OF content, source, cue, title ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content, source, cue, title)
    VALUES ('delete', old.id, old.content, old.source, old.cue, old.title);
    INSERT INTO statement_words (rowid, content, source, cue, title)
    VALUES (new.id, new.content, new.source, new.cue, new.title);
    INSERT INTO statement_stems (statement_stems, rowid, content, source, cue, title)
    VALUES ('delete', old.id, old.content, old.source, old.cue, old.title);
    INSERT INTO statement_stems (rowid, content, source, cue, title)
    VALUES (new.id, new.content, new.source, new.cue, new.title);
END;

-- What people search for again, by the name that they gave it: `words` as `sayso search` takes them.
CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    words TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
