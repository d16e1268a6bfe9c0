call meta.fence('issuing_body', 'select, insert, update');
call meta.fence('committee_term', 'select, insert, update');
call meta.fence('outgoing_register', 'select, insert, update');
-- A number once given stays: it may be cancelled, with a reason, and nothing else of it changes.
call meta.fence('outgoing_paper', 'select, insert');
grant update (cancelled_at, cancelled_by, cancel_reason) on outgoing_paper to thuctien_app;
