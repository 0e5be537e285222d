-- What the record says now. Of every engine the highest version counts (and of equal versions the last); of several engines the one
-- that coded the document last.
CREATE VIEW current_codings AS
SELECT * FROM (
  SELECT * FROM codings
  QUALIFY row_number() OVER (PARTITION BY document_key, engine ORDER BY version DESC, coding DESC) = 1
) AS newest
QUALIFY row_number() OVER (PARTITION BY document_key ORDER BY coding DESC) = 1;

-- The documents as their current coder has them: it may have found the date that nobody handed in.
CREATE VIEW current_documents AS
SELECT d.document_key, d.id, d.source, d.url, c.document->>'title' AS title, c.document->>'lang' AS lang, d.sha256, d.text,
  TRY_CAST(c.document->'published'->>'start' AS DATE) AS published_start,
  TRY_CAST(c.document->'published'->>'end' AS DATE) AS published_end,
  c.document->'published'->>'basis' AS published_basis, c.coder, c.coding
FROM documents d JOIN current_codings c USING (document_key);

CREATE VIEW current_events AS
SELECT * FROM events WHERE coding IN (SELECT coding FROM current_codings);

CREATE VIEW superseded_events AS
SELECT * FROM events WHERE coding NOT IN (SELECT coding FROM current_codings);

CREATE VIEW current_statements AS
SELECT * FROM statements WHERE coding IN (SELECT coding FROM current_codings);

-- One row a place of an event.
CREATE VIEW event_places AS
SELECT event_id, document_key, coder, type, when_start, when_end, i - 1 AS place_index,
  place->>'name' AS name, place->>'name_en' AS name_en, place->>'country' AS country, place->>'admin1' AS admin1,
  place->>'admin2' AS admin2, place->>'admin3' AS admin3, place->>'place_id' AS place_id,
  CAST(place->>'lat' AS DOUBLE) AS lat, CAST(place->>'lon' AS DOUBLE) AS lon,
  CAST(place->>'radius_km' AS DOUBLE) AS radius_km, place->>'precision' AS precision
FROM (
  SELECT *, unnest(CAST(event->'where' AS JSON[])) AS place, generate_subscripts(CAST(event->'where' AS JSON[]), 1) AS i
  FROM current_events
) AS places;

-- One row an actor of an event.
CREATE VIEW event_actors AS
SELECT event_id, document_key, coder, type, when_start, when_end, i - 1 AS actor_index,
  actor->>'role' AS role, actor->>'actor_id' AS actor_id, split_part(actor->>'actor_id', '-', 1) AS country,
  split_part(actor->>'actor_id', '-', 2) AS sector, actor->>'name' AS name, actor->>'name_en' AS name_en
FROM (
  SELECT *, unnest(CAST(event->'actors' AS JSON[])) AS actor, generate_subscripts(CAST(event->'actors' AS JSON[]), 1) AS i
  FROM current_events
) AS actors;

-- One row a toll of an event; `max` NULL: no upper bound.
CREATE VIEW event_casualties AS
SELECT event_id, document_key, coder, type, status, modality, when_start, when_end, event->'where'->0->>'country' AS country,
  event->'where'->0->>'admin1' AS admin1, i - 1 AS row_index, toll->>'outcome' AS outcome, toll->>'group' AS "group",
  toll->>'actor_id' AS actor_id, toll->>'side' AS side, CAST(toll->>'min' AS HUGEINT) AS min, CAST(toll->>'max' AS HUGEINT) AS max,
  toll->>'qualifier' AS qualifier, toll->>'text' AS text
FROM (
  SELECT *, unnest(CAST(event->'casualties' AS JSON[])) AS toll, generate_subscripts(CAST(event->'casualties' AS JSON[]), 1) AS i
  FROM current_events
) AS tolls;

-- Tolls of reports that tell a current happening, added up. Reports, not incidents: what two outlets report counts twice.
CREATE VIEW casualty_totals AS
SELECT date_trunc('month', when_start)::DATE AS month, country, outcome, "group", count(DISTINCT event_id) AS reports,
  sum(min)::HUGEINT AS low, CASE WHEN count(*) = count(max) THEN sum(max)::HUGEINT END AS high
FROM event_casualties
WHERE status = 'current' AND modality IN ('occurred', 'ongoing')
GROUP BY ALL;
