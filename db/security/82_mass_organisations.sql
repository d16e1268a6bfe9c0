-- Who is of a mass organisation and what it does is the unit's, as memberships and tasks are: policies say who reads it.
call meta.fence('mass_member', 'select, insert, update');
call meta.fence('mass_task', 'select, insert, delete');
call meta.fence('joint_programme', 'select, insert, update');
call meta.fence('joint_activity', 'select, insert, update');
call meta.fence('joint_participant', 'select, insert');
call meta.fence('joint_file', 'select, insert');
