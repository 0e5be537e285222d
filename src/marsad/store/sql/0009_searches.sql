-- Searches that people saved: a filter under a name, for oneself or for everybody.
CREATE TABLE searches (
  search_id VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  query VARCHAR NOT NULL,            -- the filter, as the address of the overview has it; '': everything
  shared BOOLEAN NOT NULL,
  made TIMESTAMP NOT NULL,           -- UTC
  made_by VARCHAR NOT NULL,
  changed TIMESTAMP NOT NULL         -- when it was made, renamed or shared
);

-- Up to which link run somebody has seen what a search finds.
CREATE TABLE search_looks (
  search_id VARCHAR NOT NULL,
  looked_by VARCHAR NOT NULL,
  link_run BIGINT NOT NULL,
  looked TIMESTAMP NOT NULL,
  PRIMARY KEY (search_id, looked_by)
);

-- What a link run made of an incident that was there before: one row a value that is another now.
CREATE TABLE incident_changes (
  link_run BIGINT NOT NULL,
  incident_id VARCHAR NOT NULL,
  slot VARCHAR NOT NULL,             -- type, kind, modality, grade, when, where, sources, reports, contradictions, or an outcome, as killed
  "before" JSON NOT NULL,            -- the value as the incident's record has it; null: none
  "after" JSON NOT NULL
);
