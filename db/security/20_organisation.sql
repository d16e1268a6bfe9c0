call meta.fence('unit');
call meta.fence('unit_name');
call meta.fence('unit_place');
call meta.fence('person');
call meta.fence('membership');
call meta.fence('role_assignment');
