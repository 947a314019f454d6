-- What the centre told of an application that was made elsewhere and is acted on here: an ApplicationDecision. NULL:
-- made here.
ALTER TABLE application ADD COLUMN elsewhere BLOB;
