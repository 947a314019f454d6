-- Alerts as they were published, and where they stand in the feed.
CREATE TABLE alert(
  id TEXT PRIMARY KEY,
  value BLOB NOT NULL,                 -- a wire::WeatherAlert
  until_ms INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  published_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL);          -- taken out of the feed; 0: it stands there
CREATE INDEX alert_published ON alert(published_ms);
CREATE INDEX alert_standing ON alert(until_ms) WHERE ended_ms = 0;

CREATE TABLE alert_scope(
  alert TEXT NOT NULL,
  scope TEXT NOT NULL,                 -- of the feed
  PRIMARY KEY(alert, scope));
