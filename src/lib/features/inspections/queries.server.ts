import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { kindRule, mostOf } from './domain/rules.ts';
import { countFindings, type InspectionState, type RecordKind, type SampleWay } from './domain/states.ts';
import { type KnownInspection, type KnownRecord, recordsOf, seenInspection } from './facts.server.ts';
import { filesOf, type InspectionFile } from './files.server.ts';
import {
	mayAnswer,
	mayCarryOut,
	mayConclude,
	mayDemand,
	mayFollow,
	mayReport,
	maySeeNames,
	mayTake,
	mayWritePaper,
} from './policy.ts';
import { type Available, populationOf } from './take.server.ts';

export type ListedInspection = {
	id: string;
	title: string;
	unitName: string;
	inspectedUnitName: string;
	decisionNumber: string;
	decisionOn: Day;
	startsOn: Day;
	endsOn: Day;
	state: InspectionState;
	isInspector: boolean;
};

/** Every inspection of which the actor may know (row level security): ordered, carried out, or of the own unit. */
export const inspectionList = async (tx: Tx, actor: Actor): Promise<ListedInspection[]> => {
	const found = await sql<ListedInspection>`
		select i.id, i.title, a.short_name as "unitName", u.short_name as "inspectedUnitName", i.decision_number as "decisionNumber", i.decision_on as "decisionOn",
			i.starts_on as "startsOn", i.ends_on as "endsOn", i.state,
			exists (select from inspection_inspector n where n.tenant_id = i.tenant_id and n.inspection_id = i.id and n.person_id = ${actor.personId}) as "isInspector"
		from inspection i join unit a on a.tenant_id = i.tenant_id and a.id = i.unit_id join unit u on u.tenant_id = i.tenant_id and u.id = i.inspected_unit_id
		where i.tenant_id = ${actor.tenantId} order by i.state = 'concluded', i.starts_on desc, i.id desc limit 200`.execute(
		tx,
	);
	return found.rows;
};

export type Opening = { id: string; recordId: string; by: string; at: Date };
export type Answer = { id: string; recordId: string | null; words: string; by: string; at: Date };
export type FollowUp = {
	id: string;
	body: string;
	dueOn: Day;
	result: string;
	by: string | null;
	doneAt: Date | null;
};
export type Sample = {
	kind: RecordKind;
	way: SampleWay;
	seed: string;
	wanted: number;
	population: number;
	populationSha256: string;
	by: string;
	takenAt: Date;
};

export const openingsOf = async (
	tx: Tx,
	tenantId: string,
	inspectionId: string,
	recordId: string | null = null,
): Promise<Opening[]> => {
	const found = await sql<Opening>`
		select o.id, o.record_id as "recordId", p.full_name as by, o.opened_at as at from inspection_opening o
		join inspection_record r on r.tenant_id = o.tenant_id and r.id = o.record_id join person p on p.tenant_id = o.tenant_id and p.id = o.person_id
		where o.tenant_id = ${tenantId} and r.inspection_id = ${inspectionId} and (${recordId}::uuid is null or r.id = ${recordId}::uuid)
		order by o.opened_at desc, o.id desc limit 1000`.execute(tx);
	return found.rows;
};

export const answersOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<Answer[]> => {
	const found = await sql<Answer>`
		select a.id, a.record_id as "recordId", a.words, p.full_name as by, a.answered_at as at from inspection_answer a
		join person p on p.tenant_id = a.tenant_id and p.id = a.answered_by
		where a.tenant_id = ${tenantId} and a.inspection_id = ${inspectionId} order by a.answered_at, a.id`.execute(
		tx,
	);
	return found.rows;
};

const followUpsOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<FollowUp[]> => {
	const found = await sql<FollowUp>`
		select f.id, f.body, f.due_on as "dueOn", f.result, p.full_name as by, f.done_at as "doneAt" from inspection_follow_up f
		left join person p on p.tenant_id = f.tenant_id and p.id = f.done_by
		where f.tenant_id = ${tenantId} and f.inspection_id = ${inspectionId} order by f.due_on, f.id`.execute(
		tx,
	);
	return found.rows;
};

export const samplesOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<Sample[]> => {
	const found = await sql<Sample>`
		select s.kind, s.way, s.seed, s.wanted, s.population, s.population_sha256 as "populationSha256", p.full_name as by, s.taken_at as "takenAt"
		from inspection_sample s join person p on p.tenant_id = s.tenant_id and p.id = s.taken_by
		where s.tenant_id = ${tenantId} and s.inspection_id = ${inspectionId} order by s.taken_at`.execute(tx);
	return found.rows;
};

/** Names of people by their ids. */
export const namesOf = async (
	tx: Tx,
	tenantId: string,
	personIds: readonly (string | null)[],
): Promise<Map<string, string>> => {
	const wanted = [...new Set(personIds.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const found = await sql<{ id: string; name: string }>`
		select id, full_name as name from person where tenant_id = ${tenantId} and id = any(${`{${wanted.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	return new Map(found.rows.map(({ id, name }) => [id, name]));
};

/** What the scope names, in words. */
const scopeOf = async (tx: Tx, tenantId: string, one: KnownInspection): Promise<string[]> => {
	const found = await sql<{ title: string }>`
		select title from programme where tenant_id = ${tenantId} and id = ${one.programmeId}
		union all select title from campaign where tenant_id = ${tenantId} and id = ${one.campaignId}
		union all select concat_ws(' ', type_name, number, title) from document where tenant_id = ${tenantId} and id = ${one.documentId}`.execute(
		tx,
	);
	return found.rows.map(({ title }) => title);
};

/** What can be taken of a kind that is still to be taken. */
export type ToTake = {
	kind: RecordKind;
	ways: readonly SampleWay[];
	count: number;
	most: number;
	/** For choosing by hand; empty where the rules know no such way. */
	records: Available[];
};

const toTake = async (tx: Tx, one: KnownInspection, samples: readonly Sample[]): Promise<ToTake[]> => {
	const open: ToTake[] = [];
	for (const kind of one.kinds.filter((wanted) => !samples.some((sample) => sample.kind === wanted))) {
		const rule = kindRule(one.rules, kind);
		if (!rule) continue;
		const records = await populationOf(tx, one.id, kind);
		open.push({
			kind,
			ways: rule.ways,
			count: records.length,
			most: mostOf(rule, records.length),
			records: rule.ways.includes('chosen') ? records : [],
		});
	}
	return open;
};

export type ListedRecord = KnownRecord & {
	personName: string | null;
	openings: Opening[];
	answers: Answer[];
};

/** An inspection as its page shows it to the actor. @throws Failure missing */
export const inspectionPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { inspectionId: string; today: Day },
): Promise<InspectionPage> => {
	const one = await seenInspection(tx, actor, wanted.inspectionId);
	const { tenantId } = actor;
	const follows = mayFollow(actor, one).allowed;
	// Whoever does not follow it learns which of their own records it concerns.
	const known = (await recordsOf(tx, actor, one.id)).filter(
		({ personId, isPersonal }) => follows || (isPersonal && personId === actor.personId),
	);
	const openings = await openingsOf(tx, tenantId, one.id);
	const answers = follows ? await answersOf(tx, tenantId, one.id) : [];
	const samples = await samplesOf(tx, tenantId, one.id);
	const names = await namesOf(tx, tenantId, [
		...one.inspectorIds,
		...(maySeeNames(actor, one) ? known.map(({ personId }) => personId) : []),
	]);
	const counts = countFindings(known);
	return {
		one,
		follows,
		scope: await scopeOf(tx, tenantId, one),
		inspectors: one.inspectorIds
			.flatMap((id) => names.get(id) ?? [])
			.sort((a, b) => a.localeCompare(b, 'vi')),
		samples,
		toTake: mayTake(actor, one).allowed ? await toTake(tx, one, samples) : [],
		records: known.map((record) => ({
			...record,
			personName: record.personId ? (names.get(record.personId) ?? null) : null,
			openings: openings.filter(({ recordId }) => recordId === record.id),
			answers: answers.filter(({ recordId }) => recordId === record.id),
		})),
		counts,
		answers: answers.filter(({ recordId }) => recordId === null),
		followUps: follows ? await followUpsOf(tx, tenantId, one.id) : [],
		files: follows ? await filesOf(tx, tenantId, one.id) : [],
		powers: {
			inspect: mayTake(actor, one).allowed,
			report: known.length > 0 && mayReport(actor, one, counts.open).allowed,
			answer: mayAnswer(actor, one).allowed,
			conclude: mayConclude(actor, one, wanted.today).allowed,
			demand: mayDemand(actor, one).allowed,
			carryOut: mayCarryOut(actor, one).allowed,
			minutes: mayWritePaper(actor, one, 'minutes').allowed,
			conclusion: mayWritePaper(actor, one, 'conclusion').allowed,
		},
	};
};
export type InspectionPage = {
	one: KnownInspection;
	follows: boolean;
	scope: string[];
	inspectors: string[];
	samples: Sample[];
	toTake: ToTake[];
	records: ListedRecord[];
	counts: ReturnType<typeof countFindings>;
	answers: Answer[];
	followUps: FollowUp[];
	files: InspectionFile[];
	powers: Record<
		'inspect' | 'report' | 'answer' | 'conclude' | 'demand' | 'carryOut' | 'minutes' | 'conclusion',
		boolean
	>;
};
