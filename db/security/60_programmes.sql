call meta.fence('programme');
call meta.fence('programme_document');
call meta.fence('task');
call meta.fence('task_clause');
call meta.fence('task_helper');
call meta.fence('task_report');
call meta.fence('evidence');
