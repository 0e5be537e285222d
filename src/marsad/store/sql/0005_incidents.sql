-- What linkage makes of the reports. These tables are derived: linking again replaces rows, except those of link_runs and incident_fates.

-- One row a report that was linked, as linkage sees it. `fingerprint` tells whether the event, or what people judged of it, changed since.
CREATE TABLE link_reports (
  event_id VARCHAR PRIMARY KEY,
  fingerprint VARCHAR NOT NULL,
  document_key VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,             -- happening, tally, planned
  type VARCHAR NOT NULL,
  family VARCHAR NOT NULL,
  near VARCHAR[],
  day_lo INTEGER,                    -- days since 1970-01-01
  day_hi INTEGER,
  told BOOLEAN,                      -- the text tells the day; false: taken from the document's date
  lat DOUBLE,
  lon DOUBLE,
  radius DOUBLE,                     -- kilometres that the point may be off
  spot BOOLEAN,
  names VARCHAR[],
  country VARCHAR,
  admin1 VARCHAR,
  bodies VARCHAR[],
  sides VARCHAR[],
  killed_lo INTEGER,
  killed_hi INTEGER,
  hurt_lo INTEGER,
  hurt_hi INTEGER,
  other VARCHAR,
  other_lo INTEGER,
  other_hi INTEGER,
  victims VARCHAR[],
  hour INTEGER,
  stems INTEGER[],
  words INTEGER[],
  lead INTEGER[],
  details INTEGER[],
  story INTEGER[]
);

-- Near-duplicate texts: one row a document whose text another document has too, with the group that they form.
CREATE TABLE text_bands (document_key VARCHAR NOT NULL, band SMALLINT NOT NULL, key BIGINT NOT NULL);
CREATE TABLE reprints (document_key VARCHAR PRIMARY KEY, reprint VARCHAR NOT NULL);

-- Pairs that were compared: weight in log2 odds, and the part of it that contradicts.
CREATE TABLE links (event_a VARCHAR NOT NULL, event_b VARCHAR NOT NULL, weight FLOAT NOT NULL, conflict FLOAT NOT NULL);

-- Pairs on which a judgement stood when they were last linked.
CREATE TABLE linked_judgements (event_a VARCHAR NOT NULL, event_b VARCHAR NOT NULL);

CREATE TABLE link_runs (
  link_run BIGINT PRIMARY KEY,
  made TIMESTAMP NOT NULL,
  model VARCHAR NOT NULL,
  reports BIGINT NOT NULL,           -- in all
  fresh BIGINT NOT NULL,             -- new or changed
  incidents BIGINT NOT NULL
);

CREATE TABLE incidents (
  incident_id VARCHAR PRIMARY KEY,
  kind VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  grade VARCHAR NOT NULL,
  when_start DATE,
  when_end DATE,
  country VARCHAR,
  admin1 VARCHAR,
  place VARCHAR,
  lat DOUBLE,
  lon DOUBLE,
  killed_min BIGINT,
  killed_max BIGINT,
  killed_best BIGINT,
  reports INTEGER NOT NULL,
  sources INTEGER NOT NULL,          -- independent ones
  outlets INTEGER NOT NULL,
  speakers INTEGER NOT NULL,
  since BIGINT NOT NULL,             -- the link run that made it
  changed BIGINT NOT NULL,           -- the last that changed it
  record JSON NOT NULL               -- the whole incident in the output form
);

CREATE TABLE incident_reports (
  event_id VARCHAR PRIMARY KEY,
  incident_id VARCHAR NOT NULL,
  document_key VARCHAR NOT NULL,
  role VARCHAR NOT NULL,             -- report, background, denial
  independent BOOLEAN NOT NULL
);

CREATE TABLE contradictions (
  incident_id VARCHAR NOT NULL,
  slot VARCHAR NOT NULL,             -- type, when, where, killed, injured, initiator, occurrence
  event_id VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  other_event_id VARCHAR NOT NULL,
  other_value VARCHAR NOT NULL
);

CREATE TABLE incident_relations (
  incident_id VARCHAR NOT NULL,
  relation VARCHAR NOT NULL,         -- summary_of, planned_for
  other_id VARCHAR NOT NULL
);

-- What became of an id that is an incident's no more, and what was split off.
CREATE TABLE incident_fates (
  link_run BIGINT NOT NULL,
  incident_id VARCHAR NOT NULL,
  fate VARCHAR NOT NULL,             -- merged, split, dissolved
  into_id VARCHAR                    -- NULL: dissolved
);
