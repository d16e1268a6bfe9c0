call meta.fence('citation');
call meta.fence('document_relation');
call meta.fence('document_effect');
