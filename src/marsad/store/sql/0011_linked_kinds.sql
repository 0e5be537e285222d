-- What was said of a pair when it was last linked, so that only pairs of which something else is said now are looked at again. Of a
-- pair of an earlier schema it is not known: it is looked at once more.
ALTER TABLE linked_judgements ADD COLUMN kind VARCHAR;
