import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '#lib/platform/files/store.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { anyRow } from '../support/any-row.ts';
import type { ServedApp } from '../support/served.ts';

/** One of everything that a unit holds, by the kind of its id; every text bears the mark. */
export type Place = { tenantId: string; mark: string; ids: Record<Kind, string> };
export type Kind = (typeof kinds)[number];

export const kinds = [
	'unit',
	'person',
	'membership',
	'role',
	'account',
	'session',
	'invitation',
	'batch',
	'intake',
	'document',
	'clause',
	'rendition',
	'sha256',
	'publication',
	'summary',
	'relation',
	'programme',
	'task',
	'report',
	'evidence',
	'step',
	'indicator',
	'recurrence',
	'urge',
	'deadlineChange',
	'event',
	'note',
	'collection',
	'item',
	'savedSearch',
	'message',
	'organ',
	'notification',
	'meeting',
	'agendaItem',
	'ballot',
	'resolution',
	'plannedTask',
	'assignment',
	'paper',
	'proposal',
	'studyRound',
	'studySession',
	'openRound',
	'reflection',
	'reflectionFile',
	'studySlide',
	'studyQuestion',
	'term',
] as const;

type Values = Record<string, string | number | boolean>;
export type Insert = (table: string, tenantId: string, given: Values, schema?: string) => Promise<void>;

export const inserter =
	({ owner }: ServedApp): Insert =>
	async (name, tenantId, given, schema = 'public') => {
		const { text, values } = await anyRow(owner, { schema, name }, tenantId, given);
		await owner.unsafe(text, values);
	};

export const plantTenant = async (
	insert: Insert,
	name: string,
): Promise<{ tenantId: string; unitId: string; path: string }> => {
	const tenantId = randomUUID();
	const unitId = randomUUID();
	const path = treeLabel(unitId);
	await insert('tenant', tenantId, { name, kind: 'grassroots_committee' });
	await insert('unit', tenantId, { id: unitId, kind: 'grassroots_committee', name, short_name: name, path });
	return { tenantId, unitId, path };
};

/** A cell below the root with one of everything, its texts marked. */
export const plantPlace = async (
	app: ServedApp,
	insert: Insert,
	root: { tenantId: string; unitId: string; path: string },
	mark: string,
): Promise<Place> => {
	const { tenantId } = root;
	const ids = Object.fromEntries(kinds.map((kind) => [kind, randomUUID()])) as Record<Kind, string>;
	const content = `Nội dung ${mark}`;
	ids.sha256 = sha256Of(Buffer.from(content));
	const file = join(app.dataDir, 'files', ids.sha256.slice(0, 2), ids.sha256.slice(2));
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);

	const put = (table: string, given: Values, schema?: string) => insert(table, tenantId, given, schema);
	const { unit, person, document, clause, programme, task, report, publication, sha256 } = ids;
	const name = `Chi bộ ${mark.slice(-2)}`;
	await put('unit', {
		id: unit,
		kind: 'cell',
		name,
		short_name: name,
		parent_id: root.unitId,
		path: `${root.path}.${treeLabel(unit)}`,
	});
	await put('unit_name', { unit_id: unit, name, short_name: name });
	await put('unit_place', { unit_id: unit, parent_id: root.unitId });
	await put('person', {
		id: person,
		full_name: `Trần ${mark}`,
		given_name: mark,
		sort_key: mark,
		job_title: mark,
	});
	await put('membership', { id: ids.membership, person_id: person, unit_id: unit, standing: 'official' });
	await put('role_assignment', { id: ids.role, person_id: person, unit_id: unit, role: 'deputy' });
	await put(
		'user',
		{
			id: ids.account,
			person_id: person,
			name: mark,
			email: `${mark}@x.invalid`,
			username: mark.toLowerCase(),
		},
		'auth',
	);
	await put(
		'session',
		{
			id: ids.session,
			user_id: ids.account,
			token: randomBytes(16).toString('hex'),
			expires_at: '2030-01-01T00:00:00Z',
			user_agent: mark,
		},
		'auth',
	);
	await put('invitation', {
		id: ids.invitation,
		person_id: person,
		created_by: person,
		expires_at: '2030-01-01T00:00:00Z',
	});
	await put('saved_search', { id: ids.savedSearch, person_id: person, name: mark, query: `q=${mark}` });
	await put('stored_file', { sha256, bytes: content.length, media_type: 'text/plain' });
	await put('document', {
		id: document,
		unit_id: unit,
		type_code: 'NQ',
		type_name: 'Nghị quyết',
		number: mark,
		title: `Về ${mark}`,
		state: 'published',
		filed_by: person,
		published_at: '2026-01-02T00:00:00Z',
		section_count: 1,
		clause_count: 1,
		characters: 100,
	});
	await put('intake', {
		id: ids.intake,
		unit_id: unit,
		batch_id: ids.batch,
		received_by: person,
		file_path: `${mark}.txt`,
		sha256,
		bytes: 9,
		format: 'txt',
		state: 'waiting',
		recognised: JSON.stringify(
			Object.fromEntries(
				['type', 'number', 'issuer', 'date', 'title'].map((field) => [
					field,
					{ value: field === 'title' ? mark : null, confidence: 0.5, place: null },
				]),
			),
		),
		reading: JSON.stringify({ paragraphs: [{ text: content }], pages: null, characters: 9, warnings: [] }),
	});
	await put('rendition', {
		id: ids.rendition,
		document_id: document,
		sha256,
		file_name: `${mark}.txt`,
		format: 'txt',
	});
	await put('clause', {
		id: clause,
		document_id: document,
		ordinal: 1,
		section_id: clause,
		anchor: 'muc-1',
		kind: 'section',
		label: '1',
		heading: mark,
		text: content,
		depth: 1,
		is_section: true,
	});
	await put('publication', {
		id: publication,
		document_id: document,
		unit_id: unit,
		audience: 'unit',
		read_by: '2026-12-31',
		note: mark,
		published_by: person,
	});
	await put('reading', {
		document_id: document,
		person_id: person,
		unit_id: unit,
		publication_id: publication,
		read_by: '2026-12-31',
	});
	await put('section_reading', {
		document_id: document,
		person_id: person,
		section_id: clause,
		unit_id: unit,
	});
	await put('document_reach', { document_id: document, unit_id: unit, assigned: 1 });
	await put('section_reach', { document_id: document, unit_id: unit, section_id: clause, readers: 1 });
	await put('summary_point', {
		id: ids.summary,
		document_id: document,
		clause_id: clause,
		unit_id: unit,
		author_id: person,
		body: mark,
	});
	await put('document_relation', {
		id: ids.relation,
		document_id: document,
		kind: 'implements',
		target_key: mark,
		target_words: mark,
		scope: 'whole',
		state: 'suggested',
		origin: 'text',
		confidence: 1,
		reason: mark,
	});
	await put('document_effect', {
		document_id: document,
		basis: 'clause',
		reason: mark,
		rules: 1_000,
		fingerprint: mark,
	});
	// As if it had been read: the job that reads documents leaves it alone.
	await app.owner`update document_effect e set fingerprint = md5(concat_ws('|', d.number_key, d.type_code, d.issuer, d.issued_on, d.title, d.clause_count, d.characters))
		from document d where e.tenant_id = ${tenantId} and e.document_id = ${document} and d.tenant_id = e.tenant_id and d.id = e.document_id`;
	await put('citation', {
		document_id: document,
		clause_id: clause,
		in_heading: false,
		starts: 0,
		ends: 3,
		words: mark,
		type_code: 'NQ',
		type_name: 'Nghị quyết',
		number: mark,
		wanted_key: mark,
	});
	await put('programme', {
		id: programme,
		unit_id: unit,
		title: `Chương trình ${mark}`,
		state: 'issued',
		created_by: person,
		issued_at: '2026-01-03T00:00:00Z',
	});
	await put('programme_document', { programme_id: programme, document_id: document });
	await put('task', {
		id: task,
		programme_id: programme,
		unit_id: unit,
		title: `Việc ${mark}`,
		result_expected: mark,
		owner_id: person,
		supervisor_id: person,
		due_on: '2026-12-31',
		state: 'reported',
		created_by: person,
	});
	await put('task_clause', { task_id: task, clause_id: clause, document_id: document });
	await put('task_report', {
		id: report,
		task_id: task,
		reporter_id: person,
		kind: 'completion',
		percent: 100,
		body: mark,
	});
	await put('evidence', {
		id: ids.evidence,
		task_id: task,
		report_id: report,
		kind: 'file',
		title: mark,
		sha256,
		file_name: `${mark}.txt`,
	});
	await put('clause_not_applicable', {
		programme_id: programme,
		clause_id: clause,
		document_id: document,
		reason: mark,
		decided_by: person,
	});
	await put('recurrence', {
		id: ids.recurrence,
		programme_id: programme,
		unit_id: unit,
		every: 'month',
		stops_on: '2026-12-31',
		stopped_at: '2026-02-01T00:00:00Z',
		created_by: person,
	});
	await put('task_step', { id: ids.step, task_id: task, title: mark, person_id: person });
	await put('indicator', {
		id: ids.indicator,
		task_id: task,
		name: mark,
		measure: mark,
		direction: 'at_least',
	});
	await put('indicator_value', { indicator_id: ids.indicator, note: mark, entered_by: person });
	await put('urge', {
		id: ids.urge,
		unit_id: unit,
		person_id: person,
		kind: 'carry_out',
		subject_id: task,
		urged_by: person,
		words: mark,
	});
	await put('deadline_change', { id: ids.deadlineChange, task_id: task, reason: mark, asked_by: person });
	await put('event', {
		id: ids.event,
		verb: 'document.published',
		unit_id: unit,
		actor_person_id: person,
		actor_kind: 'person',
		subject_type: 'document',
		subject_id: document,
		document_id: document,
		is_personal: false,
		after: JSON.stringify({ title: mark }),
	});
	const moment = '2026-11-02T08:00:00+07:00';
	await put('meeting', {
		id: ids.meeting,
		unit_id: unit,
		kind: 'regular',
		title: mark,
		place: mark,
		starts_at: moment,
		minutes_planned: 90,
		chair_id: person,
		taker_id: person,
		state: 'open',
		check_in_code: '123456',
	});
	await put('agenda_item', {
		id: ids.agendaItem,
		meeting_id: ids.meeting,
		kind: 'other',
		title: mark,
		position: 1,
	});
	await put('ballot', {
		id: ids.ballot,
		meeting_id: ids.meeting,
		item_id: ids.agendaItem,
		question: mark,
		method: 'secret',
		majority: 'half',
		state: 'open',
	});
	await put('resolution', {
		id: ids.resolution,
		unit_id: unit,
		kind: 'thematic',
		title: mark,
		meeting_id: ids.meeting,
		results: mark,
		direction: mark,
		implementation: mark,
		state: 'draft',
		created_by: person,
	});
	await put('resolution_document', { resolution_id: ids.resolution, document_id: document });
	await put('resolution_task', {
		id: ids.plannedTask,
		resolution_id: ids.resolution,
		position: 1,
		title: mark,
		owner_id: person,
		due_on: '2026-12-31',
		clause_id: clause,
		task_id: task,
	});
	await put('meeting_minutes', { meeting_id: ids.meeting, unit_id: unit, body: mark, number: 1, year: 2026 });
	await put('note', {
		id: ids.note,
		person_id: person,
		document_id: document,
		clause_id: clause,
		body: mark,
	});
	await put('collection', {
		id: ids.collection,
		unit_id: unit,
		owner_id: person,
		name: mark,
		is_shared: true,
	});
	await put('collection_item', {
		id: ids.item,
		collection_id: ids.collection,
		document_id: document,
		position: 1,
		note: mark,
		owner_id: person,
		is_shared: true,
		added_by: person,
	});
	await put('notification', {
		id: ids.notification,
		person_id: person,
		unit_id: unit,
		kind: 'read',
		subject_id: document,
		step: 'soon',
		words: 'reminder_soon',
		detail: JSON.stringify({ name: mark, days: 1 }),
		href: `/van-ban/${document}`,
	});
	await put('summary_assignment', {
		id: ids.assignment,
		unit_id: unit,
		document_id: document,
		person_id: person,
		due_on: '2026-12-31',
		note: mark,
		assigned_by: person,
		state: 'presented',
		presented_on: '2026-11-20',
	});
	await put('summary_draft', {
		assignment_id: ids.assignment,
		clause_id: clause,
		kind: 'content',
		author_id: person,
		unit_id: unit,
		body: mark,
	});
	await put('summary_remark', {
		id: randomUUID(),
		assignment_id: ids.assignment,
		unit_id: unit,
		person_id: person,
		body: mark,
	});
	await put('study_round', {
		id: ids.studyRound,
		unit_id: unit,
		title: mark,
		purpose: mark,
		guidance: mark,
		state: 'preparing',
		starts_on: '2026-11-01',
		paper_due_on: '2026-12-31',
		created_by: person,
	});
	await put('study_round_document', { round_id: ids.studyRound, document_id: document, position: 0 });
	await put('study_round_clause', { round_id: ids.studyRound, document_id: document, clause_id: clause });
	await put('study_session', { id: ids.studySession, round_id: ids.studyRound, place: mark, speaker: mark });
	await put('study_question', {
		id: ids.studyQuestion,
		round_id: ids.studyRound,
		position: 1,
		clause_id: clause,
		body: mark,
		choices: JSON.stringify([
			{ body: mark, isRight: true },
			{ body: `Không ${mark}`, isRight: false },
		]),
		explanation: mark,
		written_by: person,
	});
	await put('study_answer', { question_id: ids.studyQuestion, person_id: person });
	await put('study_slide', {
		id: ids.studySlide,
		session_id: ids.studySession,
		sha256,
		file_name: `${mark}.pdf`,
		added_by: person,
	});
	await put('study_participant', {
		round_id: ids.studyRound,
		person_id: person,
		unit_id: unit,
		home_unit_id: unit,
		is_required: true,
	});
	await put('study_attendance', {
		session_id: ids.studySession,
		person_id: person,
		round_id: ids.studyRound,
		unit_id: unit,
		home_unit_id: unit,
		state: 'excused',
		reason: mark,
	});
	await put('study_make_up', {
		round_id: ids.studyRound,
		person_id: person,
		unit_id: unit,
		home_unit_id: unit,
		way: 'recording',
		due_on: '2026-12-31',
		planned_by: person,
		done_on: '2026-12-30',
		confirmed_by: person,
	});
	// A round on whose paper everybody of the place writes (letWrite).
	await put('study_round', {
		id: ids.openRound,
		unit_id: unit,
		title: mark,
		guidance: mark,
		state: 'open',
		starts_on: '2026-11-01',
		paper_due_on: '2026-12-31',
		created_by: person,
	});
	await put('study_round_document', { round_id: ids.openRound, document_id: document, position: 0 });
	// Shared by its author, so that the people of the unit read it, and nobody else does.
	await put('reflection', {
		id: ids.reflection,
		round_id: ids.studyRound,
		unit_id: unit,
		author_id: person,
		form: JSON.stringify({ parts: [{ key: 'core', title: mark, hint: '' }], levels: [mark, mark] }),
		state: 'accepted',
		version: 1,
		shared_at: '2026-11-21T00:00:00Z',
		handed_in_at: '2026-11-20T00:00:00Z',
	});
	await put('reflection_text', {
		reflection_id: ids.reflection,
		author_id: person,
		fields: JSON.stringify({ core: mark }),
	});
	await put('reflection_version', {
		reflection_id: ids.reflection,
		version: 1,
		fields: JSON.stringify({ core: mark }),
		handed_in_at: '2026-11-20T00:00:00Z',
	});
	await put('reflection_file', {
		id: ids.reflectionFile,
		reflection_id: ids.reflection,
		sha256: ids.sha256,
		file_name: mark,
		body: mark,
		added_at: '2026-11-19T00:00:00Z',
	});
	await put('reflection_remark', {
		id: randomUUID(),
		reflection_id: ids.reflection,
		version: 1,
		body: mark,
		by_id: person,
	});
	await put('reflection_review', {
		reflection_id: ids.reflection,
		version: 1,
		outcome: 'accepted',
		level: mark,
		words: mark,
		by_id: person,
	});
	await put('reflection_form', {
		unit_id: unit,
		valid_from: '2026-01-01',
		parts: JSON.stringify([{ key: 'core', title: mark, hint: mark }]),
		levels: `{${mark},khac}`,
		set_by: person,
	});
	await put('proposal', {
		id: ids.proposal,
		unit_id: unit,
		proposer_id: person,
		recorded_by: person,
		body: mark,
		document_id: document,
		clause_id: clause,
		source: 'direct',
		naming: 'hidden',
		state: 'received',
		due_on: '2026-12-31',
		answering_unit_id: unit,
	});
	await put('proposal_step', {
		id: randomUUID(),
		proposal_id: ids.proposal,
		kind: 'received',
		by_id: person,
		unit_id: unit,
		words: mark,
	});
	await put('proposal_release', {
		proposal_id: ids.proposal,
		unit_id: unit,
		body: mark,
		answer: mark,
		answered_by: mark,
		released_by: person,
	});
	await put('reminder_setting', { person_id: person, address: `${mark}@x.invalid` });
	// The book of addresses is the organisation's; the code of a unit is its own.
	await put('exchange_organ', { id: ids.organ, unit_id: unit, code: mark, name: mark });
	await put('exchange_message', {
		id: ids.message,
		unit_id: unit,
		direction: 'in',
		kind: 'document',
		from_code: mark,
		from_name: mark,
		number: mark,
		subject: mark,
		package_sha256: sha256,
		package_name: `${mark}.edxml`,
	});
	await put('exchange_file', { message_id: ids.message, place: 1, name: mark, sha256, bytes: 9 });
	await put('exchange_receiver', { message_id: ids.message, place: 1, code: mark, name: mark });
	await put('issuing_body', {
		unit_id: unit,
		side: 'state',
		kind: 'single_head',
		name: mark,
		sign: mark,
		place: mark,
		head: mark,
		set_by: person,
	});
	await put('committee_term', {
		id: ids.term,
		unit_id: unit,
		name: mark,
		starts_on: '2026-01-01',
		ends_on: '2030-01-01',
	});
	const register = { unit_id: unit, side: 'party', period: ids.term, series: 'resolution' };
	await put('outgoing_register', register);
	await put('outgoing_paper', {
		...register,
		id: ids.paper,
		number: 1,
		type: 'resolution',
		mark: `01-NQ/${mark}`,
		title: mark,
		entered_by: person,
	});
	return { tenantId, mark, ids };
};

/** Lets people of a place take part in the round that is open there. */
export const letWrite = async (
	insert: Insert,
	{ tenantId, ids }: Place,
	personIds: readonly string[],
): Promise<void> => {
	for (const personId of personIds)
		await insert('study_participant', tenantId, {
			round_id: ids.openRound,
			person_id: personId,
			unit_id: ids.unit,
			home_unit_id: ids.unit,
			is_required: true,
		});
};
