-- The review journal: what people judged, row by row. Rows are only added; an `undo` takes back the row that it names.
-- A judgement is attached to a document and to the words of an event in it, so it outlives the ids that a newer coder gives.

CREATE TABLE judgements (
  judgement_id VARCHAR PRIMARY KEY,
  seq BIGINT NOT NULL UNIQUE,        -- order in the journal
  made TIMESTAMP NOT NULL,           -- UTC, as the caller says
  made_by VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,             -- same, not_same, unsure; accept, correct, reject; add; note; undo
  document_key VARCHAR,              -- the event that is judged: its document, its id then, its trigger and first clause
  event_id VARCHAR,
  event_type VARCHAR,
  span_start INTEGER,
  span_end INTEGER,
  clause_start INTEGER,
  clause_end INTEGER,
  other_document_key VARCHAR,        -- of a judgement on a pair: the other event
  other_event_id VARCHAR,
  other_type VARCHAR,
  other_start INTEGER,
  other_end INTEGER,
  other_clause_start INTEGER,
  other_clause_end INTEGER,
  slot VARCHAR,                      -- of a judgement on a value: its slot then, and its words
  slot_start INTEGER,
  slot_end INTEGER,
  value VARCHAR,                     -- the corrected value; of `add` the event in the output form
  note VARCHAR,
  undoes VARCHAR,                    -- of an `undo`: the row taken back,
  root VARCHAR                       -- and the judgement at the bottom of the chain of undos
);

-- Only what stands can be undone, so the undos of one chain take turns: an even number of them leaves the judgement standing.
CREATE VIEW active_judgements AS
SELECT j.* FROM judgements j
LEFT JOIN (SELECT root, count(*) AS undos FROM judgements WHERE kind = 'undo' GROUP BY root) u ON u.root = j.judgement_id
WHERE j.kind <> 'undo' AND coalesce(u.undos, 0) % 2 = 0;

-- Documents that were forgotten: the tombstone holds no word of them.
CREATE TABLE tombstones (
  document_key VARCHAR PRIMARY KEY,
  forgotten TIMESTAMP NOT NULL,
  forgotten_by VARCHAR NOT NULL,
  reason VARCHAR
);

-- Which current event a judgement speaks of: the one with that id, else the one of the same document and words,
-- of the same type before another. `side` 2 is the other event of a pair.
CREATE VIEW judgement_targets AS
WITH sides AS (
  SELECT judgement_id, 1 AS side, document_key, event_id, event_type AS type, span_start, span_end, clause_start, clause_end
  FROM active_judgements WHERE event_id IS NOT NULL
  UNION ALL
  SELECT judgement_id, 2, other_document_key, other_event_id, other_type, other_start, other_end, other_clause_start, other_clause_end
  FROM active_judgements WHERE other_event_id IS NOT NULL
), candidates AS (
  SELECT s.judgement_id, s.side, s.event_id AS judged_id, e.event_id, e.event_id = s.event_id AS exact, e.type = s.type AS same_type,
    abs(e.trigger_start - s.span_start) AS apart
  FROM sides s JOIN current_events e ON e.document_key = s.document_key AND (
    e.event_id = s.event_id
    OR (e.trigger_start < s.span_end AND s.span_start < e.trigger_end)
    OR (e.type = s.type AND e.trigger_start >= s.clause_start AND e.trigger_end <= s.clause_end))
  UNION ALL
  -- An event added by hand is no coder's: its id stays.
  SELECT s.judgement_id, s.side, s.event_id, a.event_id, true, true, 0
  FROM sides s JOIN active_judgements a ON a.kind = 'add' AND a.event_id = s.event_id
)
SELECT judgement_id, side, event_id FROM candidates
QUALIFY row_number() OVER (PARTITION BY judgement_id, side ORDER BY exact DESC, same_type DESC, apart, event_id) = 1;

-- Events as people left them: without the rejected ones, with those added by hand. `verdict`: accepted, corrected, added, or NULL.
CREATE VIEW judged_events AS
WITH verdicts AS (
  SELECT t.event_id, bool_or(j.kind = 'reject' AND j.slot IS NULL) AS rejected, bool_or(j.slot IS NOT NULL AND j.kind <> 'accept') AS changed,
    bool_or(j.kind = 'accept' AND j.slot IS NULL) AS accepted
  FROM judgement_targets t JOIN active_judgements j USING (judgement_id)
  WHERE t.side = 1 AND j.kind IN ('accept', 'correct', 'reject') GROUP BY t.event_id
)
SELECT e.event_id, e.document_key, e.coding, e.event,
  CASE WHEN v.changed THEN 'corrected' WHEN v.accepted THEN 'accepted' END AS verdict
FROM current_events e LEFT JOIN verdicts v USING (event_id) WHERE NOT coalesce(v.rejected, false)
UNION ALL
SELECT a.event_id, a.document_key, c.coding, a.value::JSON, 'added'
FROM active_judgements a JOIN current_codings c USING (document_key) LEFT JOIN verdicts v USING (event_id)
WHERE a.kind = 'add' AND NOT coalesce(v.rejected, false);

-- What was judged of single values, on the slot as it was named then; `value` NULL with kind `reject`: the value does not stand.
CREATE VIEW judged_values AS
SELECT t.event_id, j.judgement_id, j.seq, j.kind, j.slot, j.slot_start, j.slot_end, j.value, j.made, j.made_by
FROM active_judgements j JOIN judgement_targets t ON t.judgement_id = j.judgement_id AND t.side = 1
WHERE j.slot IS NOT NULL AND j.kind IN ('accept', 'correct', 'reject');
