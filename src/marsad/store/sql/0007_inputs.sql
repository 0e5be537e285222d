-- Where each document was read: the file or address, the place in it, when it was had, and what took its text out.
CREATE VIEW document_origins AS
SELECT document_key, id, source, provenance->>'file' AS file, provenance->>'member' AS member, provenance->>'record' AS record,
  TRY_CAST(provenance->>'offset' AS BIGINT) AS byte_offset, provenance->>'address' AS address,
  TRY_CAST(provenance->>'fetched' AS TIMESTAMP) AS fetched, provenance->>'sha256' AS sha256,
  TRY_CAST(provenance->>'size' AS BIGINT) AS size, provenance->>'format' AS format, provenance->>'encoding' AS encoding,
  provenance->>'extractor' AS extractor, provenance->>'extractor_version' AS extractor_version, provenance->>'reader' AS reader, first_run
FROM documents;

-- What is known of a failure beside its reason: where to read it again, how it was read, and what became of it.
CREATE TABLE quarantine (
  failure_id VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,           -- the file or address; '' where none is known, as for standard input
  provenance JSON,
  reading JSON,                      -- the options with which it was read
  noted TIMESTAMP NOT NULL,
  tried TIMESTAMP NOT NULL,          -- the last time
  tries INTEGER NOT NULL,
  fate VARCHAR,                      -- NULL: open; mended, dropped
  PRIMARY KEY (failure_id, origin)
);

CREATE VIEW failure_fates AS
SELECT f.failure_id, f.input_name, f.document_key, f.coder, f.stage, f.error, f.message, f.run_id,
  coalesce(q.origin, d.provenance->>'file', '') AS origin, coalesce(q.provenance, d.provenance) AS provenance, q.reading,
  coalesce(q.noted, r.started) AS noted, coalesce(q.tried, r.started) AS tried, coalesce(q.tries, 1) AS tries,
  CASE WHEN q.fate IS NOT NULL THEN q.fate
    WHEN f.coding IS NOT NULL AND f.coding NOT IN (SELECT coding FROM current_codings) THEN 'superseded'
    ELSE 'open' END AS fate
FROM failures f LEFT JOIN quarantine q USING (failure_id) LEFT JOIN runs r USING (run_id)
LEFT JOIN documents d ON d.document_key = f.document_key;

-- What a watch has taken in: a file of the same size and time is not read again.
CREATE TABLE inputs (
  origin VARCHAR PRIMARY KEY,
  size BIGINT NOT NULL,
  modified BIGINT NOT NULL,          -- nanoseconds since 1970-01-01
  reader VARCHAR NOT NULL,           -- who read it: another version reads it again
  taken TIMESTAMP NOT NULL,
  documents INTEGER NOT NULL,
  failures INTEGER NOT NULL
);
