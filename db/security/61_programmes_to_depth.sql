call meta.fence('clause_not_applicable');
call meta.fence('recurrence', 'select, insert, update');
call meta.fence('task_step');
call meta.fence('indicator');
call meta.fence('indicator_value');
call meta.fence('task_dependence');
-- How deadlines moved stays as it was.
call meta.fence('deadline_change', 'select, insert, update');
