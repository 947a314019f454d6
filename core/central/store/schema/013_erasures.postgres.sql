-- Digests of what was erased: applications, bookings, cases, cards (core/central/members/erased_list.h). What comes
-- late about it is not kept, and what a backup brings back is erased again.
CREATE TABLE erased(
  digest BLOB PRIMARY KEY,
  at_ms INTEGER NOT NULL);

CREATE INDEX rider_request_erasing ON rider_request(id) WHERE state = 'erasing';
CREATE INDEX visit_by_card ON visit(card) WHERE card IS NOT NULL;
CREATE INDEX pointer_record_id ON pointer_record(id);

-- Persons who were erased with only their names and sealed fields: the rest that points to them goes, too, and the
-- files are written anew.
UPDATE raw_record SET payload = NULL WHERE id IN (
  SELECT v.id FROM application a JOIN visit v ON v.card = a.card_number WHERE length(a.sealed) = 0
  UNION SELECT r.id FROM application a JOIN rider_request r ON r.application = a.id WHERE length(a.sealed) = 0);
UPDATE visit SET card = NULL WHERE card IN (SELECT card_number FROM application WHERE length(sealed) = 0);
DELETE FROM visit_card WHERE card IN (SELECT card_number FROM application WHERE length(sealed) = 0);
UPDATE booking SET card = NULL WHERE card IN (SELECT card_number FROM application WHERE length(sealed) = 0);
UPDATE application_history SET reason = ''
  WHERE application IN (SELECT id FROM application WHERE length(sealed) = 0);
UPDATE help_case SET answer = '' WHERE length(sealed) = 0;
UPDATE handoff SET masked_name = '';
UPDATE application SET card_number = substring(uuid_send(gen_random_uuid()) FROM 9), occupation = '',
  returned_fields = '', reason = '',
  resolution_person = '', resolution = '' WHERE length(sealed) = 0;
UPDATE rider_request SET reason = '', state = 'erasing' WHERE ask = 'erase' AND state = 'done';
