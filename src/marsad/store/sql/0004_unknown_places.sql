-- One row a place of a current event that no gazetteer had: its words, its span, and the parents told with it.
CREATE VIEW unknown_places AS
SELECT event_id, document_key, coder, type, when_start, when_end, i - 1 AS place_index,
  place->>'name' AS name, place->>'country' AS country, place->>'admin1' AS admin1, place->>'admin2' AS admin2,
  place->>'admin3' AS admin3, CAST(place->>'lat' AS DOUBLE) AS lat, CAST(place->>'lon' AS DOUBLE) AS lon,
  CAST(place->>'radius_km' AS DOUBLE) AS radius_km, place->>'precision' AS precision, place->>'basis' AS basis,
  place->>'text' AS text, CAST(place->'span'->>0 AS INTEGER) AS span_start, CAST(place->'span'->>1 AS INTEGER) AS span_end
FROM (
  SELECT *, unnest(CAST(event->'where' AS JSON[])) AS place, generate_subscripts(CAST(event->'where' AS JSON[]), 1) AS i
  FROM current_events
) AS places
WHERE place->>'place_id' IS NULL;
