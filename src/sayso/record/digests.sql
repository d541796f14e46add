-- Digests of the tables, the day of an article's last change, and all links made anew.

-- What each table holds in one figure, so that a changed byte does not pass for what was written: `sayso.record.digests`
-- keeps it row by row, and `sayso verify` compares. What writes here without sayso leaves it behind.
CREATE TABLE digests (
    name TEXT PRIMARY KEY,
    figure INTEGER NOT NULL
) WITHOUT ROWID;

-- When the page says that the article was last changed.
ALTER TABLE versions ADD COLUMN updated TEXT;

-- Which statements report one utterance is decided in another way than before, by what stands in sentences that end elsewhere.
INSERT OR IGNORE INTO unlinked SELECT id FROM articles;
