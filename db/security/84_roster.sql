call meta.fence('roster_import', 'select, insert, update');
-- Where somebody came from and went stays as it was written.
call meta.fence('transfer', 'select, insert');
