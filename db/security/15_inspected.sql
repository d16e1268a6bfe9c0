-- The day on which a transaction looks at an inspection: its own, where it tells one (a sample world that is played in the past),
-- else that of the system.
create or replace function meta.inspection_day() returns date language sql stable parallel safe
	return coalesce(nullif(current_setting('app.inspection_day', true), '')::date, (now() at time zone 'Asia/Ho_Chi_Minh')::date);
grant execute on function meta.inspection_day() to thuctien_app, thuctien_definer;

-- Records of a kind that the person of the transaction opened under a decision that is in force today: named as an inspector,
-- within the days of the inspection, until the findings went to the unit. The policies of papers and registrations (67, 71) ask
-- it once a statement. It reads past the fence, so that asking costs one look by key, and answers about nobody else.
create or replace function meta.inspected(asked text) returns uuid[] language sql stable security definer set search_path = public, pg_temp
	begin atomic
	select coalesce(array_agg(distinct r.source_id), '{}') from inspection_opening o
		join inspection_record r on r.tenant_id = o.tenant_id and r.id = o.record_id and r.kind = asked and r.person_id is distinct from o.person_id
		join inspection i on i.tenant_id = r.tenant_id and i.id = r.inspection_id and i.state = 'open'
			and meta.inspection_day() between i.starts_on and i.ends_on
		join inspection_inspector n on n.tenant_id = i.tenant_id and n.inspection_id = i.id and n.person_id = o.person_id
		where o.tenant_id = meta.tenant() and o.person_id = meta.person();
	end;
alter function meta.inspected(text) owner to thuctien_definer;
revoke execute on function meta.inspected(text) from public;
grant execute on function meta.inspected(text) to thuctien_app, thuctien_definer;
