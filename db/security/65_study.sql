-- What is studied and when is the unit's; who was there and who makes it up is for the person and those who answer for the unit.
call meta.fence('study_round', 'select, insert, update');
call meta.fence('study_round_document', 'select, insert, delete');
call meta.fence('study_round_clause', 'select, insert, delete');
call meta.fence('study_session', 'select, insert, update, delete');
call meta.fence('study_participant', 'select, insert, update');
call meta.fence_person('study_participant', 'person_id', 'unit_id');
call meta.fence('study_attendance', 'select, insert, update');
call meta.fence_person('study_attendance', 'person_id', 'unit_id');
call meta.fence('study_make_up', 'select, insert, update');
call meta.fence_person('study_make_up', 'person_id', 'unit_id');
