-- Who is to summarise what, and what is being written: for that person and for those who answer for the unit.
call meta.fence('summary_assignment', 'select, insert, update');
call meta.fence_person('summary_assignment', 'person_id', 'unit_id');
call meta.fence('summary_assignment_clause', 'select, insert');
call meta.fence('summary_draft', 'select, insert, update');
call meta.fence_person('summary_draft', 'author_id', 'unit_id');
call meta.fence('summary_remark', 'select, insert');
