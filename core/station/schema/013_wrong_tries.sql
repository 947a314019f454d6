-- Wrong codes and digits over all cards and codes, in running time: neither a clock that is set nor a restart or a
-- reboot gives new tries.
CREATE TABLE wrong_try(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  wrong INTEGER NOT NULL,                        -- since the window began
  window_awake_ms INTEGER NOT NULL,
  closings INTEGER NOT NULL,                     -- in a row: each lasts twice as long as the one before
  closed_until_awake_ms INTEGER NOT NULL
);
INSERT INTO wrong_try
  SELECT 1, CASE WHEN f.failures < 10 THEN f.failures ELSE 0 END, u.awake_ms, f.failures >= 10,
  CASE WHEN f.failures < 10 THEN 0 ELSE u.awake_ms + 900000 END
  FROM uptime u, (SELECT coalesce(max(look_up_failures), 0) AS failures FROM station) f;
ALTER TABLE station DROP COLUMN look_up_failures;
ALTER TABLE station DROP COLUMN look_up_boot_id;
ALTER TABLE station DROP COLUMN look_up_boottime_ms;

-- of the checkpoint that is being staged
ALTER TABLE station ADD COLUMN staged_bytes INTEGER NOT NULL DEFAULT 0;

-- Approved cards stand here by digest alone; their numbers are overwritten where they stood.
PRAGMA secure_delete = ON;
DELETE FROM feed_value WHERE key >= 'approved/' AND key < 'approved0' AND length(key) = 25;
DELETE FROM staged_value WHERE key >= 'approved/' AND key < 'approved0' AND length(key) = 25;
