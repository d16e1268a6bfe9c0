call meta.fence('intake_page');
call meta.fence('text_band');
call meta.fence('register_period', 'select, insert, update');
-- A number once given stays: entries are added, never taken away.
call meta.fence('register_entry', 'select, insert');

-- Forgets a file of this tenant (a scan that bore a mark of secrecy). Answers whether its bytes may be wiped: whether
-- no other organisation of this installation keeps the same.
grant delete on stored_file to thuctien_definer;
create or replace function public.forget_file(file_hash text) returns boolean
	language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
	delete from stored_file where tenant_id = meta.tenant() and sha256 = file_hash;
	return not exists (select from stored_file where sha256 = file_hash);
end $$;
alter function public.forget_file(text) owner to thuctien_definer;
revoke execute on function public.forget_file(text) from public;
grant execute on function public.forget_file(text) to thuctien_app;
