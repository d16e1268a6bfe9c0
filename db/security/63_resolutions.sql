call meta.fence('resolution');
call meta.fence('resolution_document');
call meta.fence('resolution_task');
