call meta.fence('clause_not_applicable');
call meta.fence('recurrence', 'select, insert, update');
call meta.fence('task_step');
call meta.fence('indicator');
call meta.fence('indicator_value');
call meta.fence('task_dependence');
-- What was said to hurry and how deadlines moved stays as it was.
call meta.fence('task_urge', 'select, insert');
call meta.fence('deadline_change', 'select, insert, update');
