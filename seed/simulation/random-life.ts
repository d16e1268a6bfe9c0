import type postgres from 'postgres';
import type { Random } from '../random.ts';

/**
 * One kind of change at random rows of a simulated tenant, each with the event that the command would write: what the roll-up must
 * keep up with. Rows are picked by a hash, so the same random numbers give the same changes.
 */
type Change = {
	name: string;
	sql: (tenant: string, salt: string, count: number) => [text: string, values: unknown[]];
};

const event = (
	verb: string,
	subjectType: string,
	fields = 'c.unit_id, c.subject_id, c.document_id, c.person_id',
): string => `
	insert into event (tenant_id, id, at, verb, unit_id, actor_kind, subject_type, subject_id, document_id, person_id, is_personal, request_id)
	select $1::uuid, uuidv7(), now(), '${verb}', x.unit_id, 'system', '${subjectType}', x.subject_id, x.document_id, x.person_id, false, 'life'
	from (select ${fields} from changed c) x(unit_id, subject_id, document_id, person_id)`;
const pick = (table: string, key: string, where = 'true'): string =>
	`picked as (select ${key} from ${table} where tenant_id = $1::uuid and ${where} order by md5(${key.split(',')[0]}::text || ${key.includes(',') ? `${key.split(',')[1]}::text` : "''"} || $2) limit $3)`;

const simple = (name: string, text: string): Change => ({
	name,
	sql: (tenant, salt, count) => [text, [tenant, salt, count]],
});

const changes: readonly Change[] = [
	simple(
		'studied',
		`with ${pick('document_reach', 'document_id,unit_id')},
		changed as (update document_reach r set studied = case when r.studied < r.assigned then r.studied + 1 else r.studied - 1 end from picked p
			where r.tenant_id = $1::uuid and r.document_id = p.document_id and r.unit_id = p.unit_id returning r.unit_id, r.document_id as subject_id, r.document_id, null::uuid as person_id)
		${event('document.studied', 'document')}`,
	),
	simple(
		'task',
		`with ${pick('task', 'id')},
		changed as (update task t set state = (array['assigned', 'in_progress', 'reported', 'accepted', 'accepted', 'cancelled'])[1 + abs(hashtext(t.id::text || $2)) % 6],
			reported_at = (t.due_on - 3 + abs(hashtext($2 || t.id::text)) % 7) + time '10:00' from picked p
			where t.tenant_id = $1::uuid and t.id = p.id returning t.unit_id, t.id as subject_id, null::uuid as document_id, null::uuid as person_id)
		${event('task.reported', 'task')}`,
	),
	simple(
		'deadline',
		`with ${pick('task', 'id')},
		changed as (update task t set due_on = t.due_on + 20 from picked p
			where t.tenant_id = $1::uuid and t.id = p.id returning t.unit_id, t.id as subject_id, null::uuid as document_id, null::uuid as person_id)
		${event('deadline.moved', 'task')}`,
	),
	simple(
		'attendance',
		`with ${pick('study_attendance', 'session_id,person_id')},
		changed as (update study_attendance a set state = case a.state when 'present' then 'absent' else 'present' end from picked p
			where a.tenant_id = $1::uuid and a.session_id = p.session_id and a.person_id = p.person_id returning a.unit_id, a.round_id as subject_id, null::uuid as document_id, a.person_id)
		${event('study.attendance_recorded', 'study_round')}`,
	),
	simple(
		'paper',
		`with ${pick('reflection', 'id')},
		changed as (update reflection f set state = case f.state when 'handed_in' then 'draft' else 'handed_in' end from picked p
			where f.tenant_id = $1::uuid and f.id = p.id returning f.unit_id, f.id as subject_id, null::uuid as document_id, f.author_id as person_id)
		${event('reflection.handed_in', 'reflection')}`,
	),
	simple(
		'registration',
		`with ${pick('registration', 'id')},
		changed as (update registration g set state = case when g.state = 'handed_in' then 'confirmed' else 'handed_in' end,
			confirmed_version = case when g.state = 'handed_in' then 1::smallint end from picked p
			where g.tenant_id = $1::uuid and g.id = p.id returning g.unit_id, g.id as subject_id, null::uuid as document_id, g.person_id)
		${event('registration.confirmed', 'registration')}`,
	),
	simple(
		'check',
		`with ${pick('quarter_check', 'registration_id,quarter')},
		changed as (update quarter_check k set checked_at = case when k.checked_at is null then now() end from picked p
			where k.tenant_id = $1::uuid and k.registration_id = p.registration_id and k.quarter = p.quarter
			returning k.unit_id, k.registration_id as subject_id, null::uuid as document_id, k.person_id)
		${event('registration.checked', 'registration')}`,
	),
	simple(
		'example',
		`with ${pick('recognition', 'id')},
		changed as (update recognition r set state = case r.state when 'announced' then 'withdrawn' else 'announced' end from picked p
			where r.tenant_id = $1::uuid and r.id = p.id returning r.unit_id, r.id as subject_id, null::uuid as document_id, null::uuid as person_id)
		${event('recognition.announced', 'recognition')}`,
	),
	simple(
		'membership',
		`with ${pick('membership', 'id')},
		changed as (update membership m set valid_to = case when m.valid_to is null then m.valid_from + 100 end from picked p
			where m.tenant_id = $1::uuid and m.id = p.id returning m.unit_id, m.id as subject_id, null::uuid as document_id, m.person_id)
		${event('membership.ended', 'membership')}`,
	),
	simple(
		'programme',
		`with ${pick('programme', 'id')},
		changed as (update programme g set state = case g.state when 'issued' then 'draft' else 'issued' end from picked p
			where g.tenant_id = $1::uuid and g.id = p.id returning g.unit_id, g.id as subject_id, null::uuid as document_id, null::uuid as person_id)
		${event('programme.issued', 'programme')}`,
	),
];

/** Moves a cell below another parent, with the event: the one change after which paths are others. */
const moveUnit = `with a as (select id, parent_id from unit where tenant_id = $1::uuid and kind = 'cell' order by md5(id::text || $2) limit 1),
	b as (select p.id, p.path from unit p, a where p.tenant_id = $1::uuid and p.kind = 'grassroots_committee' and p.id <> a.parent_id order by md5(p.id::text || $2) limit $3),
	changed as (update unit u set parent_id = b.id, path = b.path || subpath(u.path, nlevel(u.path) - 1) from a, b where u.tenant_id = $1::uuid and u.id = a.id
		returning u.id as unit_id, u.id as subject_id, null::uuid as document_id, null::uuid as person_id)
	${event('unit.moved', 'unit')}`;

/** Changes `count` rows of one kind. @returns how many events it wrote */
export const liveOn = async (
	owner: postgres.Sql,
	tenantId: string,
	random: Random,
	count: number,
): Promise<number> => {
	const salt = String(random.below(1_000_000_000));
	if (random.chance(0.01)) return (await owner.unsafe(moveUnit, [tenantId, salt, 1])).count;
	const [text, values] = random.pick(changes).sql(tenantId, salt, count);
	return (await owner.unsafe(text, values as never[])).count;
};
