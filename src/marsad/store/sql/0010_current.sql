-- Which codings a newer one replaced. What is current is asked on every page, and ranking all codings for it takes longer than a page may.
-- Derived from `codings` and written with them: a coding that was replaced never comes back, so rows are only added (`newest_codings`
-- tells the rule, and the check of a store compares).
CREATE TABLE superseded_codings (coding BIGINT NOT NULL, document_key VARCHAR NOT NULL);
INSERT INTO superseded_codings
SELECT coding, document_key FROM codings WHERE coding NOT IN (SELECT coding FROM current_codings) ORDER BY coding;

-- The rule. Of every engine the highest version counts (and of equal versions the last); of several engines the one that coded the
-- document last.
CREATE VIEW newest_codings AS
SELECT * FROM (
  SELECT * FROM codings
  QUALIFY row_number() OVER (PARTITION BY document_key, engine ORDER BY version DESC, coding DESC) = 1
) AS newest
QUALIFY row_number() OVER (PARTITION BY document_key ORDER BY coding DESC) = 1;

CREATE OR REPLACE VIEW current_codings AS SELECT * FROM codings ANTI JOIN superseded_codings USING (coding);

CREATE OR REPLACE VIEW current_events AS SELECT * FROM events ANTI JOIN superseded_codings USING (coding);

CREATE OR REPLACE VIEW superseded_events AS SELECT * FROM events SEMI JOIN superseded_codings USING (coding);

CREATE OR REPLACE VIEW current_statements AS SELECT * FROM statements ANTI JOIN superseded_codings USING (coding);

-- A page reads a few events of a hundred thousand: by their ids, by their document, by their coding.
CREATE INDEX events_by_id ON events (event_id);
CREATE INDEX events_by_document ON events (document_key);
CREATE INDEX codings_by_number ON codings (coding);

-- The views of what people judged, as they were, with the document in every step: who asks for some documents reads these alone.
CREATE OR REPLACE VIEW judgement_targets AS
WITH sides AS (
  SELECT judgement_id, 1 AS side, document_key, event_id, event_type AS type, span_start, span_end, clause_start, clause_end
  FROM active_judgements WHERE event_id IS NOT NULL
  UNION ALL
  SELECT judgement_id, 2, other_document_key, other_event_id, other_type, other_start, other_end, other_clause_start, other_clause_end
  FROM active_judgements WHERE other_event_id IS NOT NULL
), candidates AS (
  SELECT s.judgement_id, s.side, s.document_key, s.event_id AS judged_id, e.event_id, e.event_id = s.event_id AS exact,
    e.type = s.type AS same_type, abs(e.trigger_start - s.span_start) AS apart
  FROM sides s JOIN current_events e ON e.document_key = s.document_key AND (
    e.event_id = s.event_id
    OR (e.trigger_start < s.span_end AND s.span_start < e.trigger_end)
    OR (e.type = s.type AND e.trigger_start >= s.clause_start AND e.trigger_end <= s.clause_end))
  UNION ALL
  -- An event added by hand is no coder's: its id stays.
  SELECT s.judgement_id, s.side, s.document_key, s.event_id, a.event_id, true, true, 0
  FROM sides s JOIN active_judgements a ON a.kind = 'add' AND a.event_id = s.event_id AND a.document_key = s.document_key
)
SELECT judgement_id, side, event_id, document_key FROM candidates
QUALIFY row_number() OVER (PARTITION BY judgement_id, side, document_key ORDER BY exact DESC, same_type DESC, apart, event_id) = 1;

-- What stands on events as a whole.
CREATE VIEW event_verdicts AS
SELECT t.document_key, t.event_id, bool_or(j.kind = 'reject' AND j.slot IS NULL) AS rejected,
  bool_or(j.slot IS NOT NULL AND j.kind <> 'accept') AS changed, bool_or(j.kind = 'accept' AND j.slot IS NULL) AS accepted
FROM judgement_targets t JOIN active_judgements j USING (judgement_id)
WHERE t.side = 1 AND j.kind IN ('accept', 'correct', 'reject') GROUP BY t.document_key, t.event_id;

CREATE OR REPLACE VIEW judged_events AS
SELECT e.event_id, e.document_key, e.coding, e.event,
  CASE WHEN v.changed THEN 'corrected' WHEN v.accepted THEN 'accepted' END AS verdict
FROM current_events e LEFT JOIN event_verdicts v USING (document_key, event_id) WHERE NOT coalesce(v.rejected, false)
UNION ALL
SELECT a.event_id, a.document_key, c.coding, a.value::JSON, 'added'
FROM active_judgements a JOIN current_codings c USING (document_key) LEFT JOIN event_verdicts v USING (document_key, event_id)
WHERE a.kind = 'add' AND NOT coalesce(v.rejected, false);

CREATE OR REPLACE VIEW judged_values AS
SELECT t.event_id, j.judgement_id, j.seq, j.kind, j.slot, j.slot_start, j.slot_end, j.value, j.made, j.made_by, t.document_key
FROM active_judgements j JOIN judgement_targets t ON t.judgement_id = j.judgement_id AND t.side = 1
WHERE j.slot IS NOT NULL AND j.kind IN ('accept', 'correct', 'reject');
