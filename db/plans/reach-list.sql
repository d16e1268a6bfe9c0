-- reach list: written by "npm run bench -- plans" (4,000 members).

select d.id, d.unit_id as "unitId", h.path::text as "unitPath", d.type_code as "typeCode", d.type_name as "typeName", d.number, d.issuer,
			d.issued_on as "issuedOn", d.title, d.state, d.section_count as sections, d.clause_count as clauses, d.pages,
			exists (select from reading r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.person_id = $1) as "isReader",
			coalesce((select jsonb_agg(distinct jsonb_build_object('id', u.id, 'path', u.path::text)) from publication p
				join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
				where p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null), '[]') as "publishedIn"
		from document d
		join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
		where d.tenant_id = $2 and d.id = $3;
-- Result (actual rows=1.00 loops=1)
--   One-Time Filter: (((InitPlan 15).col1 = '…'::uuid) AND ((InitPlan 14).col1 = '…'::uuid))
--   InitPlan 14
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 15
--     ->  Result (actual rows=1.00 loops=1)
--   ->  Nested Loop (actual rows=1.00 loops=1)
--         Join Filter: (d.unit_id = h.id)
--         ->  Seq Scan on document d (actual rows=1.00 loops=1)
--               Filter: ((tenant_id = '…'::uuid) AND (id = '…'::uuid))
--         ->  Seq Scan on unit h (actual rows=1.00 loops=1)
--               Filter: (tenant_id = '…'::uuid)
--   SubPlan 5
--     ->  Result (actual rows=1.00 loops=1)
--           One-Time Filter: ((InitPlan 4).col1 = d.tenant_id)
--           InitPlan 1
--             ->  Result (actual rows=1.00 loops=1)
--           InitPlan 2
--             ->  Result (never executed)
--           InitPlan 3
--             ->  Result (never executed)
--           InitPlan 4
--             ->  Result (actual rows=1.00 loops=1)
--           ->  Index Scan using reading_person on reading r (actual rows=1.00 loops=1)
--                 Index Cond: ((tenant_id = d.tenant_id) AND (person_id = '…'::uuid))
--                 Filter: ((document_id = d.id) AND ((person_id = (InitPlan 1).col1) OR (unit_id = ANY ((InitPlan 2).col1)) OR (InitPlan 3).col1))
--                 Index Searches: 1
--   SubPlan 13
--     ->  Aggregate (actual rows=1.00 loops=1)
--           InitPlan 11
--             ->  Result (actual rows=1.00 loops=1)
--           InitPlan 12
--             ->  Result (actual rows=1.00 loops=1)
--           ->  Sort (actual rows=1.00 loops=1)
--                 Sort Key: (jsonb_build_object('id', u.id, 'path', (u.path)::text))
--                 Sort Method: quicksort  Memory: 25kB
--                 ->  Result (actual rows=1.00 loops=1)
--                       One-Time Filter: (((InitPlan 12).col1 = d.tenant_id) AND ((InitPlan 11).col1 = d.tenant_id))
--                       ->  Nested Loop (actual rows=1.00 loops=1)
--                             Join Filter: (u.id = p.unit_id)
--                             ->  Seq Scan on publication p (actual rows=1.00 loops=1)
--                                   Filter: ((withdrawn_at IS NULL) AND (tenant_id = d.tenant_id) AND (document_id = d.id))
--                             ->  Seq Scan on unit u (actual rows=1.00 loops=1)
--                                   Filter: (tenant_id = d.tenant_id)

select "id", "kind", "name", "short_name" as "shortName", "sign", "path", "parent_id" as "parentId" from "unit" where "id" = $1;
-- Seq Scan on unit (actual rows=1.00 loops=1)
--   Filter: ((tenant_id = (InitPlan 1).col1) AND (id = '…'::uuid))
--   InitPlan 1
--     ->  Result (actual rows=1.00 loops=1)

select r.assigned, r.opened, r.studied, (select min(p.read_by) from publication p
			where p.tenant_id = r.tenant_id and p.document_id = r.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null) as "readBy"
		from document_reach r where r.tenant_id = $1 and r.document_id = $2 and r.unit_id = $3;
-- Result (actual rows=1.00 loops=1)
--   One-Time Filter: ((InitPlan 3).col1 = '…'::uuid)
--   InitPlan 3
--     ->  Result (actual rows=1.00 loops=1)
--   ->  Seq Scan on document_reach r (actual rows=1.00 loops=1)
--         Filter: ((tenant_id = '…'::uuid) AND (document_id = '…'::uuid) AND (unit_id = '…'::uuid))
--   SubPlan 2
--     ->  Aggregate (actual rows=1.00 loops=1)
--           InitPlan 1
--             ->  Result (actual rows=1.00 loops=1)
--           ->  Result (actual rows=1.00 loops=1)
--                 One-Time Filter: ((InitPlan 1).col1 = r.tenant_id)
--                 ->  Seq Scan on publication p (actual rows=1.00 loops=1)
--                       Filter: ((withdrawn_at IS NULL) AND (tenant_id = r.tenant_id) AND (document_id = r.document_id) AND (unit_id = r.unit_id))

select p.id as "personId", p.full_name as "fullName", p.job_title as "jobTitle", r.read_by as "readBy", r.opened_at as "openedAt",
			r.last_read_at as "lastReadAt", r.studied_at as "studiedAt", r.seconds, r.sections_reached as "sectionsReached"
		from reading r join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = $1 and r.document_id = $2 and r.unit_id = $3 and true and true order by p.sort_key collate "vi-x-icu", p.id limit $4 offset $5;
-- Limit (actual rows=50.00 loops=1)
--   InitPlan 1
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 2
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 3
--     ->  Result (never executed)
--   InitPlan 4
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 5
--     ->  Result (actual rows=1.00 loops=1)
--   ->  Result (actual rows=50.00 loops=1)
--         One-Time Filter: (((InitPlan 5).col1 = '…'::uuid) AND ((InitPlan 4).col1 = '…'::uuid))
--         ->  Nested Loop (actual rows=50.00 loops=1)
--               ->  Index Scan using person_name_order on person p (actual rows=50.00 loops=1)
--                     Index Cond: (tenant_id = '…'::uuid)
--                     Index Searches: 1
--               ->  Index Scan using reading_pkey on reading r (actual rows=1.00 loops=50)
--                     Index Cond: ((tenant_id = '…'::uuid) AND (document_id = '…'::uuid) AND (person_id = p.id))
--                     Filter: ((unit_id = '…'::uuid) AND ((person_id = (InitPlan 1).col1) OR (unit_id = ANY ((InitPlan 2).col1)) OR (InitPlan 3).col1))
--                     Index Searches: 50
