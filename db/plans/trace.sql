-- trace: written by "npm run bench -- plans" (4,000 members).

with wanted as (
			select d.id, d.type_name, d.number, d.title, d.issuer, d.issued_on, d.state,
				u.id as unit_id, u.path as unit_path, u.short_name as unit_name, h.id as holder_id, h.path as holder_path
			from document d
			join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
			join unit u on u.tenant_id = d.tenant_id and u.id = $1
			where d.tenant_id = $2 and d.id = $3
		), published as (
			select min(p.read_by) filter (where p.unit_id = w.unit_id) as own_read_by, min(p.read_by) as below_read_by
			from wanted w
			join publication p on p.tenant_id = $4 and p.document_id = w.id and p.withdrawn_at is null
			join unit x on x.tenant_id = $5 and x.id = p.unit_id and x.path <@ w.unit_path
		), reach as (
			select coalesce(sum(r.assigned) filter (where r.unit_id = w.unit_id), 0) as own_assigned,
				coalesce(sum(r.opened) filter (where r.unit_id = w.unit_id), 0) as own_opened,
				coalesce(sum(r.studied) filter (where r.unit_id = w.unit_id), 0) as own_studied,
				coalesce(sum(r.assigned), 0) as below_assigned, coalesce(sum(r.opened), 0) as below_opened, coalesce(sum(r.studied), 0) as below_studied
			from wanted w
			join document_reach r on r.tenant_id = $6 and r.document_id = w.id
			join unit x on x.tenant_id = $7 and x.id = r.unit_id and x.path <@ w.unit_path
		)
		select w.*, w.unit_path::text as unit_path, w.holder_path::text as holder_path, published.*, reach.*,
			exists (select from reading r where r.tenant_id = $8 and r.document_id = w.id and r.person_id = $9) as is_reader
		from wanted w, published, reach;
-- Nested Loop (actual rows=1.00 loops=1)
--   CTE wanted
--     ->  Result (actual rows=1.00 loops=1)
--           One-Time Filter: (((InitPlan 3).col1 = '…'::uuid) AND ((InitPlan 2).col1 = '…'::uuid) AND ((InitPlan 1).col1 = '…'::uuid))
--           InitPlan 1
--             ->  Result (actual rows=1.00 loops=1)
--           InitPlan 2
--             ->  Result (actual rows=1.00 loops=1)
--           InitPlan 3
--             ->  Result (actual rows=1.00 loops=1)
--           ->  Nested Loop (actual rows=1.00 loops=1)
--                 ->  Nested Loop (actual rows=1.00 loops=1)
--                       Join Filter: (d.unit_id = h.id)
--                       ->  Seq Scan on document d (actual rows=1.00 loops=1)
--                             Filter: ((tenant_id = '…'::uuid) AND (id = '…'::uuid))
--                       ->  Seq Scan on unit h (actual rows=1.00 loops=1)
--                             Filter: (tenant_id = '…'::uuid)
--                 ->  Seq Scan on unit u (actual rows=1.00 loops=1)
--                       Filter: ((tenant_id = '…'::uuid) AND (id = '…'::uuid))
--   ->  Nested Loop (actual rows=1.00 loops=1)
--         ->  CTE Scan on wanted w (actual rows=1.00 loops=1)
--               Storage: Memory  Maximum Storage: 17kB
--         ->  Aggregate (actual rows=1.00 loops=1)
--               InitPlan 15
--                 ->  Result (actual rows=1.00 loops=1)
--               InitPlan 16
--                 ->  Result (actual rows=1.00 loops=1)
--               ->  Result (actual rows=1.00 loops=1)
--                     One-Time Filter: (((InitPlan 16).col1 = '…'::uuid) AND ((InitPlan 15).col1 = '…'::uuid))
--                     ->  Nested Loop (actual rows=1.00 loops=1)
--                           Join Filter: ((x.id = p.unit_id) AND (x.path <@ w_1.unit_path))
--                           ->  Nested Loop (actual rows=1.00 loops=1)
--                                 Join Filter: (p.document_id = w_1.id)
--                                 ->  CTE Scan on wanted w_1 (actual rows=1.00 loops=1)
--                                       Storage: Memory  Maximum Storage: 17kB
--                                 ->  Seq Scan on publication p (actual rows=1.00 loops=1)
--                                       Filter: ((withdrawn_at IS NULL) AND (tenant_id = '…'::uuid))
--                           ->  Seq Scan on unit x (actual rows=1.00 loops=1)
--                                 Filter: (tenant_id = '…'::uuid)
--   ->  Aggregate (actual rows=1.00 loops=1)
--         InitPlan 17
--           ->  Result (actual rows=1.00 loops=1)
--         InitPlan 18
--           ->  Result (actual rows=1.00 loops=1)
--         ->  Result (actual rows=1.00 loops=1)
--               One-Time Filter: (((InitPlan 18).col1 = '…'::uuid) AND ((InitPlan 17).col1 = '…'::uuid))
--               ->  Nested Loop (actual rows=1.00 loops=1)
--                     Join Filter: ((x_1.id = r.unit_id) AND (x_1.path <@ w_2.unit_path))
--                     ->  Nested Loop (actual rows=1.00 loops=1)
--                           Join Filter: (w_2.id = r.document_id)
--                           ->  CTE Scan on wanted w_2 (actual rows=1.00 loops=1)
--                                 Storage: Memory  Maximum Storage: 17kB
--                           ->  Seq Scan on document_reach r (actual rows=1.00 loops=1)
--                                 Filter: (tenant_id = '…'::uuid)
--                     ->  Seq Scan on unit x_1 (actual rows=1.00 loops=1)
--                           Filter: (tenant_id = '…'::uuid)
--   SubPlan 9
--     ->  Result (actual rows=1.00 loops=1)
--           One-Time Filter: ((InitPlan 8).col1 = '…'::uuid)
--           InitPlan 5
--             ->  Result (actual rows=1.00 loops=1)
--           InitPlan 6
--             ->  Result (never executed)
--           InitPlan 7
--             ->  Result (never executed)
--           InitPlan 8
--             ->  Result (actual rows=1.00 loops=1)
--           ->  Index Scan using reading_person on reading r_1 (actual rows=1.00 loops=1)
--                 Index Cond: ((tenant_id = '…'::uuid) AND (person_id = '…'::uuid))
--                 Filter: ((document_id = w.id) AND ((person_id = (InitPlan 5).col1) OR (unit_id = ANY ((InitPlan 6).col1)) OR (InitPlan 7).col1))
--                 Index Searches: 1

select c.id, c.anchor, c.kind, case when c.kind = 'clause' and o.label <> '' and o.kind in ('section', 'part')
	then regexp_replace(o.label, '[^[:alnum:]]+$', '') || '.' || c.label else c.label end as label, coalesce(nullif(c.heading, ''), left(c.text, 220)) as heading, c.depth,
			coalesce(r.readers, 0) as readers, coalesce(s.summaries, 0) as summaries
		from clause c
		left join clause o on o.tenant_id = c.tenant_id and o.id = c.parent_id
		left join (
			select section_id, sum(readers) as readers from section_reach
			where tenant_id = $1 and document_id = $2 and unit_id in (select id from unit where tenant_id = $3 and path <@ $4::ltree)
			group by section_id
		) r on r.section_id = c.id
		left join (
			select x.section_id, count(*) as summaries from summary_point p
			join clause x on x.tenant_id = p.tenant_id and x.id = p.clause_id
			where p.tenant_id = $5 and p.document_id = $6 and p.unit_id = $7
			group by x.section_id
		) s on s.section_id = c.id
		where c.tenant_id = $8 and c.document_id = $9 and c.is_section
		order by c.ordinal;
-- Sort (actual rows=21.00 loops=1)
--   Sort Key: c.ordinal
--   Sort Method: quicksort  Memory: 31kB
--   InitPlan 1
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 2
--     ->  Result (actual rows=1.00 loops=1)
--   ->  Result (actual rows=21.00 loops=1)
--         One-Time Filter: ((InitPlan 1).col1 = '…'::uuid)
--         ->  Hash Left Join (actual rows=21.00 loops=1)
--               Hash Cond: (c.id = s.section_id)
--               ->  Hash Left Join (actual rows=21.00 loops=1)
--                     Hash Cond: (c.id = r.section_id)
--                     ->  Hash Left Join (actual rows=21.00 loops=1)
--                           Hash Cond: (c.parent_id = o.id)
--                           ->  Seq Scan on clause c (actual rows=21.00 loops=1)
--                                 Filter: (is_section AND (tenant_id = '…'::uuid) AND (document_id = '…'::uuid))
--                                 Rows Removed by Filter: 31
--                           ->  Hash (actual rows=52.00 loops=1)
--                                 Buckets: 1024  Batches: 1  Memory Usage: 12kB
--                                 ->  Result (actual rows=52.00 loops=1)
--                                       One-Time Filter: (((InitPlan 2).col1 = '…'::uuid) AND ((InitPlan 1).col1 = '…'::uuid))
--                                       ->  Seq Scan on clause o (actual rows=52.00 loops=1)
--                                             Filter: (tenant_id = '…'::uuid)
--                     ->  Hash (actual rows=21.00 loops=1)
--                           Buckets: 1024  Batches: 1  Memory Usage: 10kB
--                           ->  Subquery Scan on r (actual rows=21.00 loops=1)
--                                 ->  HashAggregate (actual rows=21.00 loops=1)
--                                       Group Key: section_reach.section_id
--                                       Batches: 1  Memory Usage: 32kB
--                                       InitPlan 3
--                                         ->  Result (actual rows=1.00 loops=1)
--                                       InitPlan 4
--                                         ->  Result (actual rows=1.00 loops=1)
--                                       ->  Result (actual rows=21.00 loops=1)
--                                             One-Time Filter: (((InitPlan 4).col1 = '…'::uuid) AND ((InitPlan 3).col1 = '…'::uuid))
--                                             ->  Nested Loop (actual rows=21.00 loops=1)
--                                                   Join Filter: (section_reach.unit_id = unit.id)
--                                                   ->  Seq Scan on unit (actual rows=1.00 loops=1)
--                                                         Filter: ((tenant_id = '…'::uuid) AND (path <@ '01a20fca25807000a357d36ad49cc8be'::ltree))
--                                                   ->  Seq Scan on section_reach (actual rows=21.00 loops=1)
--                                                         Filter: ((document_id = '…'::uuid) AND (tenant_id = '…'::uuid))
--               ->  Hash (actual rows=0.00 loops=1)
--                     Buckets: 1024  Batches: 1  Memory Usage: 8kB
--                     ->  Subquery Scan on s (actual rows=0.00 loops=1)
--                           ->  GroupAggregate (actual rows=0.00 loops=1)
--                                 Group Key: x.section_id
--                                 InitPlan 5
--                                   ->  Result (actual rows=1.00 loops=1)
--                                 InitPlan 6
--                                   ->  Result (actual rows=1.00 loops=1)
--                                 ->  Sort (actual rows=0.00 loops=1)
--                                       Sort Key: x.section_id
--                                       Sort Method: quicksort  Memory: 25kB
--                                       ->  Result (actual rows=0.00 loops=1)
--                                             One-Time Filter: (((InitPlan 6).col1 = '…'::uuid) AND ((InitPlan 5).col1 = '…'::uuid))
--                                             ->  Nested Loop (actual rows=0.00 loops=1)
--                                                   ->  Seq Scan on summary_point p (actual rows=0.00 loops=1)
--                                                         Filter: ((tenant_id = '…'::uuid) AND (document_id = '…'::uuid) AND (unit_id = '…'::uuid))
--                                                   ->  Index Scan using clause_pkey on clause x (never executed)
--                                                         Index Cond: ((tenant_id = '…'::uuid) AND (id = p.clause_id))
--                                                         Index Searches: 0

select t.id, t.title, case when p.state = 'draft' then 'draft' else t.state end as state, t.percent, t.due_on as "dueOn",
			(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn", o.full_name as "ownerName", u.short_name as "unitName",
			p.id as "programmeId", coalesce(e.evidence, 0) as evidence, t.result, k.section_ids as "sectionIds"
		from (
			select tc.task_id, array_agg(distinct c.section_id) as section_ids from task_clause tc
			join clause c on c.tenant_id = tc.tenant_id and c.id = tc.clause_id
			where tc.tenant_id = $1 and tc.document_id = $2
			group by tc.task_id
		) k
		join task t on t.tenant_id = $3 and t.id = k.task_id
		join programme p on p.tenant_id = $4 and p.id = t.programme_id
		join person o on o.tenant_id = $5 and o.id = t.owner_id
		join unit u on u.tenant_id = $6 and u.id = t.unit_id
		left join lateral (select count(*) as evidence from evidence v where v.tenant_id = $7 and v.task_id = t.id) e on true
		where t.state <> 'cancelled' and t.unit_id in (select id from unit where tenant_id = $8 and path <@ $9::ltree)
			and (p.state <> 'draft' or ($10 and t.unit_id = $11))
		order by t.due_on, t.id;
-- Sort (actual rows=60.00 loops=1)
--   Sort Key: t.due_on, t.id
--   Sort Method: quicksort  Memory: 36kB
--   InitPlan 1
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 2
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 3
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 4
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 5
--     ->  Result (actual rows=1.00 loops=1)
--   ->  Result (actual rows=60.00 loops=1)
--         One-Time Filter: (((InitPlan 5).col1 = '…'::uuid) AND ((InitPlan 4).col1 = '…'::uuid) AND ((InitPlan 3).col1 = '…'::uuid) AND ((InitPlan 2).col1 = '…'::uuid) AND ((InitPlan 1).col1 = '…'::uuid))
--         ->  Nested Loop Left Join (actual rows=60.00 loops=1)
--               ->  Nested Loop (actual rows=60.00 loops=1)
--                     ->  Hash Join (actual rows=60.00 loops=1)
--                           Hash Cond: (t.id = k.task_id)
--                           ->  Nested Loop (actual rows=60.00 loops=1)
--                                 Join Filter: ((p.id = t.programme_id) AND (u.id = t.unit_id) AND ((p.state <> 'draft'::text) OR (t.unit_id = '…'::uuid)))
--                                 ->  Nested Loop (actual rows=1.00 loops=1)
--                                       Join Filter: (u.id = unit.id)
--                                       ->  Nested Loop (actual rows=1.00 loops=1)
--                                             ->  Seq Scan on programme p (actual rows=1.00 loops=1)
--                                                   Filter: (tenant_id = '…'::uuid)
--                                             ->  Seq Scan on unit u (actual rows=1.00 loops=1)
--                                                   Filter: (tenant_id = '…'::uuid)
--                                       ->  Seq Scan on unit (actual rows=1.00 loops=1)
--                                             Filter: ((tenant_id = '…'::uuid) AND (path <@ '01a20fca25807000a357d36ad49cc8be'::ltree))
--                                 ->  Seq Scan on task t (actual rows=60.00 loops=1)
--                                       Filter: ((state <> 'cancelled'::text) AND (tenant_id = '…'::uuid))
--                           ->  Hash (actual rows=60.00 loops=1)
--                                 Buckets: 1024  Batches: 1  Memory Usage: 13kB
--                                 ->  Subquery Scan on k (actual rows=60.00 loops=1)
--                                       ->  GroupAggregate (actual rows=60.00 loops=1)
--                                             Group Key: tc.task_id
--                                             InitPlan 6
--                                               ->  Result (actual rows=1.00 loops=1)
--                                             InitPlan 7
--                                               ->  Result (actual rows=1.00 loops=1)
--                                             ->  Sort (actual rows=60.00 loops=1)
--                                                   Sort Key: tc.task_id, c.section_id
--                                                   Sort Method: quicksort  Memory: 27kB
--                                                   ->  Result (actual rows=60.00 loops=1)
--                                                         One-Time Filter: (((InitPlan 7).col1 = '…'::uuid) AND ((InitPlan 6).col1 = '…'::uuid))
--                                                         ->  Hash Join (actual rows=60.00 loops=1)
--                                                               Hash Cond: (tc.clause_id = c.id)
--                                                               ->  Seq Scan on task_clause tc (actual rows=60.00 loops=1)
--                                                                     Filter: ((tenant_id = '…'::uuid) AND (document_id = '…'::uuid))
--                                                               ->  Hash (actual rows=52.00 loops=1)
--                                                                     Buckets: 1024  Batches: 1  Memory Usage: 13kB
--                                                                     ->  Seq Scan on clause c (actual rows=52.00 loops=1)
--                                                                           Filter: (tenant_id = '…'::uuid)
--                     ->  Index Scan using person_pkey on person o (actual rows=1.00 loops=60)
--                           Index Cond: ((tenant_id = '…'::uuid) AND (id = t.owner_id))
--                           Index Searches: 60
--               ->  Aggregate (actual rows=1.00 loops=60)
--                     InitPlan 8
--                       ->  Result (actual rows=1.00 loops=1)
--                     ->  Result (actual rows=0.00 loops=60)
--                           One-Time Filter: ((InitPlan 8).col1 = '…'::uuid)
--                           ->  Seq Scan on evidence v (actual rows=0.00 loops=60)
--                                 Filter: ((tenant_id = '…'::uuid) AND (task_id = t.id))

with entry as (
			select max(e.id::text)::uuid as id, max(e.at) as at, e.verb, count(*) as count, bool_and(e.actor_person_id = $1) as own
			from event e
			left join task t on t.tenant_id = e.tenant_id and t.id = e.subject_id and e.subject_type = 'task'
			left join programme p on p.tenant_id = e.tenant_id and p.id = coalesce(t.programme_id, e.subject_id)
				and e.subject_type in ('task', 'programme')
			where e.tenant_id = $2 and e.document_id = $3 and e.verb = any($4)
				and (e.unit_id in (select id from unit where tenant_id = $5 and path <@ $6::ltree) or (e.unit_id = $7 and not e.is_personal and e.verb like 'document.%'))
				and (p.id is null or p.state <> 'draft' or ($8 and p.unit_id = $9))
			group by e.verb, case when e.verb = any($10) then (e.at at time zone 'Asia/Ho_Chi_Minh')::date::text else e.id::text end
			order by max(e.at) desc, max(e.id::text) desc
			limit $11
		)
		select n.id, n.at, n.verb, n.count, coalesce(n.own, false) as "isOwn", u.short_name as "unitName", e.subject_id as "subjectId",
			case when e.is_personal then null else a.full_name end as "actorName",
			coalesce(t.title, p.title, e.after ->> 'title') as title, c.label as "clauseLabel", c.anchor as "clauseAnchor"
		from entry n
		join event e on e.tenant_id = $12 and e.id = n.id
		left join unit u on u.tenant_id = $13 and u.id = e.unit_id
		left join person a on a.tenant_id = $14 and a.id = e.actor_person_id
		left join task t on t.tenant_id = $15 and t.id = e.subject_id and e.subject_type = 'task'
		left join programme p on p.tenant_id = $16 and p.id = e.subject_id and e.subject_type = 'programme'
		left join summary_point s on s.tenant_id = $17 and s.id = e.subject_id and e.verb = 'summary.written'
		left join clause c on c.tenant_id = $18 and c.id = s.clause_id
		order by n.at desc, n.id desc;
-- Sort (actual rows=41.00 loops=1)
--   Sort Key: n.at DESC, n.id DESC
--   Sort Method: quicksort  Memory: 31kB
--   InitPlan 1
--     ->  Result (never executed)
--   InitPlan 2
--     ->  Result (never executed)
--   InitPlan 3
--     ->  Result (never executed)
--   InitPlan 4
--     ->  Result (never executed)
--   InitPlan 5
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 6
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 7
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 8
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 9
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 10
--     ->  Result (actual rows=1.00 loops=1)
--   InitPlan 11
--     ->  Result (never executed)
--   ->  Result (actual rows=41.00 loops=1)
--         One-Time Filter: ((InitPlan 5).col1 = '…'::uuid)
--         ->  Hash Left Join (actual rows=41.00 loops=1)
--               Hash Cond: (e.subject_id = p.id)
--               Join Filter: (e.subject_type = 'programme'::text)
--               ->  Nested Loop Left Join (actual rows=41.00 loops=1)
--                     ->  Hash Left Join (actual rows=41.00 loops=1)
--                           Hash Cond: (e.subject_id = s.id)
--                           Join Filter: (e.verb = 'summary.written'::text)
--                           ->  Hash Right Join (actual rows=41.00 loops=1)
--                                 Hash Cond: (t.id = e.subject_id)
--                                 Join Filter: (e.subject_type = 'task'::text)
--                                 ->  Result (actual rows=60.00 loops=1)
--                                       One-Time Filter: ((InitPlan 8).col1 = '…'::uuid)
--                                       ->  Seq Scan on task t (actual rows=60.00 loops=1)
--                                             Filter: (tenant_id = '…'::uuid)
--                                 ->  Hash (actual rows=41.00 loops=1)
--                                       Buckets: 1024  Batches: 1  Memory Usage: 17kB
--                                       ->  Merge Right Join (actual rows=41.00 loops=1)
--                                             Merge Cond: (a.id = e.actor_person_id)
--                                             ->  Result (actual rows=32.00 loops=1)
--                                                   One-Time Filter: ((InitPlan 7).col1 = '…'::uuid)
--                                                   ->  Index Scan using person_pkey on person a (actual rows=32.00 loops=1)
--                                                         Index Cond: (tenant_id = '…'::uuid)
--                                                         Index Searches: 1
--                                             ->  Sort (actual rows=41.00 loops=1)
--                                                   Sort Key: e.actor_person_id
--                                                   Sort Method: quicksort  Memory: 33kB
--                                                   ->  Hash Join (actual rows=41.00 loops=1)
--                                                         Hash Cond: (e.id = n.id)
--                                                         ->  Seq Scan on event e (actual rows=66.00 loops=1)
--                                                               Filter: ((tenant_id = '…'::uuid) AND ((NOT is_personal) OR (person_id = (InitPlan 1).col1) OR (actor_person_id = (InitPlan 2).col1) OR (unit_id = ANY ((InitPlan 3).col1)) OR (InitPlan 4).col1))
--                                                         ->  Hash (actual rows=41.00 loops=1)
--                                                               Buckets: 1024  Batches: 1  Memory Usage: 12kB
--                                                               ->  Subquery Scan on n (actual rows=41.00 loops=1)
--                                                                     ->  Limit (actual rows=41.00 loops=1)
--                                                                           InitPlan 14
--                                                                             ->  Result (never executed)
--                                                                           InitPlan 15
--                                                                             ->  Result (never executed)
--                                                                           InitPlan 16
--                                                                             ->  Result (never executed)
--                                                                           InitPlan 17
--                                                                             ->  Result (never executed)
--                                                                           InitPlan 18
--                                                                             ->  Result (actual rows=1.00 loops=1)
--                                                                           InitPlan 19
--                                                                             ->  Result (actual rows=1.00 loops=1)
--                                                                           InitPlan 20
--                                                                             ->  Result (actual rows=1.00 loops=1)
--                                                                           ->  Sort (actual rows=41.00 loops=1)
--                                                                                 Sort Key: (max(e_1.at)) DESC, (max((e_1.id)::text)) DESC
--                                                                                 Sort Method: quicksort  Memory: 41kB
--                                                                                 ->  HashAggregate (actual rows=64.00 loops=1)
--                                                                                       Group Key: e_1.verb, CASE WHEN (e_1.verb = ANY ('{document.studied}'::text[])) THEN (((e_1.at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date)::text ELSE (e_1.id)::text END
--                                                                                       Batches: 1  Memory Usage: 40kB
--                                                                                       ->  Result (actual rows=64.00 loops=1)
--                                                                                             One-Time Filter: ((InitPlan 18).col1 = '…'::uuid)
--                                                                                             ->  Hash Left Join (actual rows=64.00 loops=1)
--                                                                                                   Hash Cond: (COALESCE(t_1.programme_id, e_1.subject_id) = p_1.id)
--                                                                                                   Join Filter: (e_1.subject_type = ANY ('{task,programme}'::text[]))
--                                                                                                   Filter: ((p_1.id IS NULL) OR (p_1.state <> 'draft'::text) OR (p_1.unit_id = '…'::uuid))
--                                                                                                   ->  Hash Left Join (actual rows=64.00 loops=1)
--                                                                                                         Hash Cond: (e_1.subject_id = t_1.id)
--                                                                                                         Join Filter: (e_1.subject_type = 'task'::text)
--                                                                                                         ->  Seq Scan on event e_1 (actual rows=64.00 loops=1)
--                                                                                                               Filter: ((tenant_id = '…'::uuid) AND (document_id = '…'::uuid) AND (verb = ANY ('{document.filed,document.published,document.withdrawn,document.studied,summary.written,programme.created,programme.issued,task.assigned,task.reported,task.accepted,task.returned,task.cancelled}'::text[])) AND ((NOT is_personal) OR (person_id = (InitPlan 14).col1) OR (actor_person_id = (InitPlan 15).col1) OR (unit_id = ANY ((InitPlan 16).col1)) OR (InitPlan 17).col1) AND ((ANY (unit_id = (hashed SubPlan 13).col1)) OR ((unit_id = '…'::uuid) AND (NOT is_personal) AND (verb ~~ 'document.%'::text))))
--                                                                                                               Rows Removed by Filter: 2
--                                                                                                               SubPlan 13
--                                                                                                                 ->  Result (actual rows=1.00 loops=1)
--                                                                                                                       One-Time Filter: ((InitPlan 12).col1 = '…'::uuid)
--                                                                                                                       InitPlan 12
--                                                                                                                         ->  Result (actual rows=1.00 loops=1)
--                                                                                                                       ->  Seq Scan on unit (actual rows=1.00 loops=1)
--                                                                                                                             Filter: ((tenant_id = '…'::uuid) AND (path <@ '01a20fca25807000a357d36ad49cc8be'::ltree))
--                                                                                                         ->  Hash (actual rows=60.00 loops=1)
--                                                                                                               Buckets: 1024  Batches: 1  Memory Usage: 13kB
--                                                                                                               ->  Result (actual rows=60.00 loops=1)
--                                                                                                                     One-Time Filter: (((InitPlan 19).col1 = '…'::uuid) AND ((InitPlan 18).col1 = '…'::uuid))
--                                                                                                                     ->  Seq Scan on task t_1 (actual rows=60.00 loops=1)
--                                                                                                                           Filter: (tenant_id = '…'::uuid)
--                                                                                                   ->  Hash (actual rows=1.00 loops=1)
--                                                                                                         Buckets: 1024  Batches: 1  Memory Usage: 9kB
--                                                                                                         ->  Result (actual rows=1.00 loops=1)
--                                                                                                               One-Time Filter: (((InitPlan 20).col1 = '…'::uuid) AND ((InitPlan 18).col1 = '…'::uuid))
--                                                                                                               ->  Seq Scan on programme p_1 (actual rows=1.00 loops=1)
--                                                                                                                     Filter: (tenant_id = '…'::uuid)
--                           ->  Hash (actual rows=0.00 loops=1)
--                                 Buckets: 1024  Batches: 1  Memory Usage: 8kB
--                                 ->  Nested Loop Left Join (actual rows=0.00 loops=1)
--                                       ->  Result (actual rows=0.00 loops=1)
--                                             One-Time Filter: ((InitPlan 10).col1 = '…'::uuid)
--                                             ->  Seq Scan on summary_point s (actual rows=0.00 loops=1)
--                                                   Filter: (tenant_id = '…'::uuid)
--                                       ->  Result (never executed)
--                                             One-Time Filter: ((InitPlan 11).col1 = '…'::uuid)
--                                             ->  Index Scan using clause_pkey on clause c (never executed)
--                                                   Index Cond: ((tenant_id = '…'::uuid) AND (id = s.clause_id))
--                                                   Index Searches: 0
--                     ->  Memoize (actual rows=1.00 loops=41)
--                           Cache Key: e.unit_id
--                           Cache Mode: logical
--                           Hits: 40  Misses: 1  Evictions: 0  Overflows: 0  Memory Usage: 1kB
--                           ->  Result (actual rows=1.00 loops=1)
--                                 One-Time Filter: ((InitPlan 6).col1 = '…'::uuid)
--                                 ->  Index Scan using unit_pkey on unit u (actual rows=1.00 loops=1)
--                                       Index Cond: ((tenant_id = '…'::uuid) AND (id = e.unit_id))
--                                       Index Searches: 1
--               ->  Hash (actual rows=1.00 loops=1)
--                     Buckets: 1024  Batches: 1  Memory Usage: 9kB
--                     ->  Result (actual rows=1.00 loops=1)
--                           One-Time Filter: ((InitPlan 9).col1 = '…'::uuid)
--                           ->  Seq Scan on programme p (actual rows=1.00 loops=1)
--                                 Filter: (tenant_id = '…'::uuid)
