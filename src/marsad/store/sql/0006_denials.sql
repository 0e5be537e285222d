-- Whether a report denies the happening: a denial answers a report of the same day and place, and tells little else.
ALTER TABLE link_reports ADD COLUMN denies BOOLEAN;
UPDATE link_reports SET fingerprint = '';  -- linked anew, with it
