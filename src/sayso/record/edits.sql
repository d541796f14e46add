-- Whether an outlet changed an article: found when the version is added, because pages are read otherwise by each sayso.

-- 1 where the outlet changed it since the version before: `sayso.record.edits` tells what.
ALTER TABLE versions ADD COLUMN edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1));
UPDATE versions SET edited = 1 WHERE EXISTS (
    SELECT 1 FROM versions AS b WHERE b.article = versions.article AND b.number = versions.number - 1
    AND b.page <> versions.page AND b.text <> versions.text
);
CREATE INDEX versions_edited ON versions (id) WHERE edited;
