-- The day of publication, which tells a late report from another happening, and the sectors of the sides.
ALTER TABLE link_reports ADD COLUMN published INTEGER;
ALTER TABLE link_reports ADD COLUMN sectors VARCHAR[];
UPDATE link_reports SET fingerprint = '';  -- linked anew, with them
