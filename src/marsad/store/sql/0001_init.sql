-- The tables of a store. Rows are only ever added: a newer coder writes its own rows beside the older ones.
-- Spans are [start, end) in Unicode code points of documents.text: substring(text, span_start + 1, span_end - span_start) = text.

CREATE TABLE schema_version (
  version INTEGER PRIMARY KEY,   -- number of the migration file
  name VARCHAR NOT NULL,
  applied TIMESTAMP NOT NULL     -- UTC, as every timestamp here
);

CREATE TABLE runs (
  run_id VARCHAR PRIMARY KEY,
  started TIMESTAMP NOT NULL,
  finished TIMESTAMP,            -- NULL: still running, or killed
  coder VARCHAR NOT NULL,
  arguments JSON,
  counts JSON
);

CREATE TABLE documents (
  document_key VARCHAR PRIMARY KEY,  -- hash of (id, source, url, sha256)
  id VARCHAR NOT NULL,
  source VARCHAR,
  url VARCHAR,
  title VARCHAR,
  lang VARCHAR,
  sha256 VARCHAR NOT NULL,
  text VARCHAR NOT NULL,             -- as handed in; lone surrogates, which UTF-8 cannot hold, stand as U+FFFD
  raw BLOB,                          -- UTF-8 with surrogates passed, only where `text` had to be changed
  published_start DATE,
  published_end DATE,
  published_basis VARCHAR,
  published JSON,
  encoding VARCHAR,
  credits JSON,
  furniture JSON,
  provenance JSON,
  first_run VARCHAR NOT NULL
);

-- A row here means: this coder finished this document, and all that it found stands in the tables below.
CREATE TABLE codings (
  coding BIGINT NOT NULL,            -- number in order of arrival; the rows below carry it
  document_key VARCHAR NOT NULL,
  coder VARCHAR NOT NULL,            -- engine and version, "rules 0.1.0"
  engine VARCHAR NOT NULL,           -- "rules"
  version INTEGER[] NOT NULL,        -- [0, 1, 0]: compares as versions do
  run_id VARCHAR NOT NULL,
  completed TIMESTAMP NOT NULL,
  document JSON NOT NULL,            -- the document's fields as this coder had them (it may infer the date and the furniture)
  events INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  given VARCHAR NOT NULL,            -- the publication dates handed in with the text, "" when none were: others code it anew
  exact BLOB,                        -- the whole result as JSON like `raw`, only where UTF-8 cannot hold its words
  PRIMARY KEY (document_key, coder, given)
);

CREATE TABLE events (
  event_id VARCHAR NOT NULL,
  document_key VARCHAR NOT NULL,
  coder VARCHAR NOT NULL,
  coding BIGINT NOT NULL,
  ord INTEGER NOT NULL,              -- place in the document's list of events
  type VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  modality VARCHAR NOT NULL,
  when_start DATE,
  when_end DATE,
  when_precision VARCHAR,
  confidence DOUBLE,
  trigger_text VARCHAR NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  place_keys VARCHAR,                -- folded names, one a line: what --place looks in
  actor_keys VARCHAR,                -- folded names and ids, one a line: what --actor looks in
  event JSON NOT NULL                -- the whole event in the output form
);

-- One row a value. The id hashes document, event, slot, value and span: two coders that read the same value give it the same id.
CREATE TABLE statements (
  statement_id VARCHAR NOT NULL,
  event_id VARCHAR NOT NULL,
  document_key VARCHAR NOT NULL,
  coder VARCHAR NOT NULL,
  coding BIGINT NOT NULL,
  slot VARCHAR NOT NULL,             -- "type", "where[0].name", "casualties[0].of_which[1].min"
  value VARCHAR,                     -- NULL only in a `max` slot: no upper bound
  basis VARCHAR,
  text VARCHAR,
  span_start INTEGER,
  span_end INTEGER,
  stage VARCHAR,
  rule VARCHAR,
  confidence DOUBLE
);

CREATE TABLE traces (
  document_key VARCHAR NOT NULL,
  coder VARCHAR NOT NULL,
  coding BIGINT NOT NULL,
  ord INTEGER NOT NULL,
  event_id VARCHAR NOT NULL,
  slot VARCHAR NOT NULL,
  stage VARCHAR NOT NULL,
  rule VARCHAR NOT NULL,
  kept BOOLEAN NOT NULL,             -- false: considered and lost, `note` says why
  note VARCHAR,
  text VARCHAR,
  span_start INTEGER,
  span_end INTEGER
);

CREATE TABLE failures (
  failure_id VARCHAR PRIMARY KEY,
  run_id VARCHAR NOT NULL,
  input_name VARCHAR NOT NULL,       -- the document's id, or the name of an input that gave no document
  document_key VARCHAR,
  coder VARCHAR,
  coding BIGINT,
  ord INTEGER,
  stage VARCHAR NOT NULL,
  error VARCHAR NOT NULL,
  message VARCHAR NOT NULL
);
