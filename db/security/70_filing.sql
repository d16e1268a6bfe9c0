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

-- Those of the given clauses to which something points: work, reading, summaries, notes. They outlive a new version of
-- their text; what was only read off the clause (and is deleted with it) does not hold it.
create or replace function public.clauses_in_use(clause_ids uuid[]) returns setof uuid
	language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
	reference record;
begin
	for reference in
		select c.conrelid::regclass as source, (
			select quote_ident(a.attname) from pg_attribute a
			where a.attrelid = c.conrelid and a.attnum = c.conkey[array_length(c.conkey, 1)]) as field
		from pg_constraint c where c.confrelid = 'clause'::regclass and c.contype = 'f' and c.confdeltype <> 'c' and c.conrelid <> 'clause'::regclass
	loop
		return query execute format('select distinct %s from %s where tenant_id = meta.tenant() and %1$s = any ($1)', reference.field, reference.source)
			using clause_ids;
	end loop;
end $$;
alter function public.clauses_in_use(uuid[]) owner to thuctien_definer;
revoke execute on function public.clauses_in_use(uuid[]) from public;
grant execute on function public.clauses_in_use(uuid[]) to thuctien_app;
