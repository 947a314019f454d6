-- So that no statement reads a whole table that grows (tests/unit/core/station/plan_test.cpp).
DROP INDEX lease_session;
CREATE INDEX lease_of_epoch ON lease(epoch, session) WHERE state <> 'closed';
CREATE INDEX application_event ON application(event) WHERE event IS NOT NULL;
CREATE INDEX visit_event ON visit(event) WHERE event IS NOT NULL;
CREATE INDEX acknowledgement_server ON acknowledgement(server_ms);
CREATE INDEX rider_request_ask ON rider_request(ask);
