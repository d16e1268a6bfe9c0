call meta.fence('reading');
call meta.fence_person('reading', 'person_id', 'unit_id');
call meta.fence('section_reading');
call meta.fence_person('section_reading', 'person_id', 'unit_id');
call meta.fence('document_reach');
call meta.fence('section_reach');
call meta.fence('summary_point');
