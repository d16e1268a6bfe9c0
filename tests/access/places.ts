import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rulesOn } from '#lib/features/inspections/domain/rules.ts';
import { shippedRules as awardRules } from '#lib/features/nominations/domain/rules.ts';
import { firstMarks } from '#lib/features/reviews/domain/points.ts';
import { shippedRules } from '#lib/features/reviews/domain/rules.ts';
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
	'unitNote',
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
	'dispatch',
	'receipt',
	'partner',
	'parcel',
	'arrival',
	'recognition',
	'recognitionEvidence',
	'siteEntry',
	'limit',
	'limitFile',
	'talk',
	'talkDraft',
	'talkTheme',
	'talkLeave',
	'talkSwap',
	'model',
	'modelDraft',
	'adoption',
	'adoptionTask',
	'award',
	'nomination',
	'nominationEvidence',
	'inspection',
	'inspectionRecord',
	'inspectionFollowUp',
	'inspectionFile',
	'reportKind',
	'periodicReport',
	'studyRound',
	'studySession',
	'openRound',
	'reflection',
	'reflectionFile',
	'reviewRound',
	'studySlide',
	'studyQuestion',
	'term',
	'campaign',
	'campaignDraft',
	'campaignItem',
	'registration',
	'checkFile',
	'course',
	'certificate',
	'need',
	'residencePlace',
	'residenceLink',
	'residenceLetter',
	'residenceRound',
	'residenceRequest',
	'mass',
	'massMember',
	'joint',
	'activity',
	'jointFile',
	'reorganisation',
	'reorganisationAct',
	'roster',
	'transfer',
	'incoming',
] as const;

type Values = Record<string, string | number | boolean | null>;
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
	await put('unit_note', {
		id: ids.unitNote,
		unit_id: unit,
		committee_id: root.unitId,
		author_id: person,
		body: mark,
	});
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
	const campaign = {
		unit_id: unit,
		document_id: document,
		title: mark,
		purpose: mark,
		starts_on: '2026-01-01',
		ends_on: '2026-12-31',
		register_by: '2026-12-31',
		audience: 'unit',
		created_by: person,
	};
	await put('site', {
		unit_id: unit,
		name: mark,
		slug: mark.toLowerCase(),
		contact: mark,
		kinds: '{document,example}',
		set_by: person,
	});
	await put('site_entry', {
		id: ids.siteEntry,
		unit_id: unit,
		kind: 'document',
		source_id: document,
		short_id: ids.siteEntry.slice(0, 8),
		state: 'published',
		version: 1,
		first_published_at: '2026-11-20T00:00:00Z',
	});
	await put('site_version', {
		entry_id: ids.siteEntry,
		version: 1,
		unit_id: unit,
		title: mark,
		summary: mark,
		blocks: JSON.stringify([{ kind: 'paragraph', text: mark }]),
		prepared_by: person,
		approved_by: person,
		approved_at: '2026-11-20T00:00:00Z',
	});
	await put('campaign', { ...campaign, id: ids.campaign, state: 'open', shows_registered: true });
	await put('campaign', { ...campaign, id: ids.campaignDraft, state: 'draft' });
	for (const campaignId of [ids.campaign, ids.campaignDraft])
		await put('campaign_item', {
			id: campaignId === ids.campaign ? ids.campaignItem : randomUUID(),
			campaign_id: campaignId,
			kind: 'content',
			position: 0,
			title: mark,
			guidance: mark,
			clause_id: clause,
		});
	await put('campaign_quarter', {
		campaign_id: ids.campaign,
		quarter: 4,
		year: 2026,
		opens_on: '2026-11-01',
		due_on: '2026-12-31',
		opened_at: '2026-11-01T00:00:00Z',
	});
	await put('campaign_unit', { campaign_id: ids.campaign, unit_id: unit });
	await put('campaign_unit', { campaign_id: ids.campaignDraft, unit_id: unit });
	await put('campaign_person', { campaign_id: ids.campaign, person_id: person, unit_id: unit });
	const entry = { 'e:a-0:content': ids.campaignItem, 'e:a-0:act': mark, 'e:a-0:measure': mark };
	await put('registration', {
		id: ids.registration,
		campaign_id: ids.campaign,
		unit_id: unit,
		person_id: person,
		form: JSON.stringify({ parts: [{ key: 'thought', title: mark, hint: mark }] }),
		state: 'confirmed',
		version: 1,
		confirmed_version: 1,
		handed_in_at: '2026-11-10T00:00:00Z',
	});
	await put('registration_text', {
		registration_id: ids.registration,
		person_id: person,
		unit_id: unit,
		fields: JSON.stringify(entry),
	});
	await put('registration_version', {
		registration_id: ids.registration,
		version: 1,
		fields: JSON.stringify(entry),
		reason: mark,
		by_id: person,
	});
	await put('registration_verdict', {
		registration_id: ids.registration,
		version: 1,
		outcome: 'confirmed',
		words: mark,
		by_id: person,
	});
	await put('registration_entry', {
		registration_id: ids.registration,
		entry_key: 'a-0',
		content_id: ids.campaignItem,
		act: mark,
		measure: mark,
	});
	await put('quarter_check', {
		registration_id: ids.registration,
		quarter: 4,
		person_id: person,
		unit_id: unit,
		self_checked_at: '2026-11-20T00:00:00Z',
		self_checked_by: person,
	});
	await put('self_check', {
		registration_id: ids.registration,
		quarter: 4,
		entry_key: 'a-0',
		outcome: 'met',
		done: mark,
		evidence: mark,
	});
	await put('check_mark', {
		registration_id: ids.registration,
		quarter: 4,
		entry_key: 'a-0',
		outcome: 'met',
		words: mark,
		by_id: person,
	});
	await put('check_file', {
		id: ids.checkFile,
		registration_id: ids.registration,
		quarter: 4,
		entry_key: 'a-0',
		sha256,
		file_name: `${mark}.txt`,
	});
	await put('commitment_form', {
		unit_id: unit,
		valid_from: '2026-01-01',
		parts: JSON.stringify([{ key: 'thought', title: mark, hint: mark }]),
		set_by: person,
	});
	await put('review_round', {
		id: ids.reviewRound,
		unit_id: unit,
		kind: 'year',
		year: 2025,
		quarter: 0,
		starts_on: '2025-01-01',
		ends_on: '2025-12-31',
		state: 'open',
		rules: JSON.stringify(shippedRules.rules),
		words: mark,
		opened_by: person,
	});
	await put('review_person', {
		round_id: ids.reviewRound,
		person_id: person,
		unit_id: unit,
		form: '2A',
		job_group: mark,
	});
	await put('review_self', {
		round_id: ids.reviewRound,
		person_id: person,
		unit_id: unit,
		marks: JSON.stringify(firstMarks(shippedRules.rules, {})),
		points: 90,
		words: JSON.stringify({ done: mark }),
		handed_in_at: '2026-11-20T00:00:00Z',
	});
	await put('review_collective', {
		round_id: ids.reviewRound,
		kind: 'unit',
		unit_id: unit,
		words: JSON.stringify({ done: mark }),
		self_points: 90,
		marks: JSON.stringify(firstMarks(shippedRules.rules, {})),
		self_by: person,
	});
	await put('review_announced', {
		round_id: ids.reviewRound,
		person_id: person,
		unit_id: unit,
		level: 'good',
		level_name: mark,
	});
	const [giver, proposer] = [randomUUID(), randomUUID()];
	for (const id of [giver, proposer])
		await put('person', { id, full_name: `Lê ${mark}`, given_name: mark, sort_key: mark });
	// Announced, so that the people of the unit read it, and nobody else does.
	await put('recognition', {
		id: ids.recognition,
		unit_id: unit,
		kind: 'example',
		person_id: person,
		title: mark,
		deed: mark,
		field: mark,
		document_id: document,
		clause_id: clause,
		state: 'announced',
		proposer_id: proposer,
		decided_by: giver,
		decided_at: '2026-11-20T00:00:00Z',
		honoured_on: '2026-11-20',
	});
	await put('dispatch', {
		id: ids.dispatch,
		document_id: document,
		unit_id: unit,
		note: mark,
		report_by: '2026-12-31',
		sent_by: person,
		sent_at: '2026-11-20T00:00:00Z',
	});
	await put('dispatch_receipt', {
		id: ids.receipt,
		dispatch_id: ids.dispatch,
		unit_id: unit,
		report_by: '2026-12-31',
		received_by: person,
		received_at: '2026-11-20T00:00:00Z',
		taken_up_by: person,
		taken_up_at: '2026-11-20T00:00:00Z',
		reason: mark,
		report: mark,
		reported_by: person,
		reported_at: '2026-11-21T00:00:00Z',
	});
	await put('exchange_partner', {
		id: ids.partner,
		unit_id: unit,
		// With whom the organisation is connected is known to all of it.
		name: 'Tổ chức đã kết nối',
		address: `https://${mark}.example`,
		role: 'superior',
		public_key: `${'A'.repeat(43)}=`,
		confirmed_by: person,
		confirmed_at: '2026-11-20T00:00:00Z',
		added_by: person,
	});
	await put('exchange_outgoing', {
		id: ids.parcel,
		partner_id: ids.partner,
		kind: mark,
		body: 'null',
		state: 'dead',
		error: mark,
	});
	await put('figures_sending', {
		partner_id: ids.partner,
		is_on: true,
		is_wanted: true,
		state: 'refused',
		settled_at: '2026-11-20T00:00:00Z',
		reason: mark,
	});
	await put('dispatch_arrival', {
		id: ids.arrival,
		partner_id: ids.partner,
		unit_id: unit,
		sender_name: mark,
		title: mark,
		note: mark,
		report_by: '2026-12-31',
		package_sha256: sha256,
		withdrawn_at: '2026-11-21T00:00:00Z',
		reason: mark,
	});
	await put('dispatch_partner', {
		id: randomUUID(),
		dispatch_id: ids.dispatch,
		partner_id: ids.partner,
		refused: mark,
	});
	await put('recognition_evidence', {
		id: ids.recognitionEvidence,
		recognition_id: ids.recognition,
		kind: 'file',
		title: mark,
		sha256,
		file_name: `${mark}.txt`,
		added_by: person,
	});
	await put('recognition_rule', {
		unit_id: unit,
		valid_from: '2026-01-01',
		forms: JSON.stringify([{ key: 'mark', name: mark, giver: mark, scope: 'both', needsDecision: false }]),
		advanced: JSON.stringify({ commendedShare: 10, onTimeShare: 90, openLimits: 0 }),
		set_by: person,
	});
	await put('talk_rule', {
		unit_id: unit,
		valid_from: '2026-01-01',
		every: 'month',
		takers: 'unit',
		minutes: 5,
		pace: 120,
		gap_days: 30,
		place: mark,
		set_by: person,
	});
	await put('talk_theme', {
		id: ids.talkTheme,
		unit_id: unit,
		year: 2026,
		from_month: 1,
		to_month: 12,
		title: mark,
		document_id: document,
		set_by: person,
	});
	await put('talk_leave', {
		id: ids.talkLeave,
		unit_id: unit,
		person_id: person,
		from_day: '2026-01-01',
		to_day: '2099-01-01',
		entered_by: person,
	});
	// Presented, so that the people of the unit read it, and nobody else does.
	await put('talk', {
		...talkOf(unit, person, mark),
		id: ids.talk,
		state: 'presented',
		reviewer_id: giver,
		version: 1,
		final_version: 1,
		title: mark,
		document_id: document,
		clause_id: clause,
		presented_at: '2026-11-20T00:00:00Z',
		presented_by: person,
		wants_responses: true,
	});
	await put('talk_version', { talk_id: ids.talk, version: 1, author_id: person, title: mark, body: mark });
	await put('talk_review', { talk_id: ids.talk, version: 1, outcome: 'accepted', words: mark, by_id: giver });
	await put('talk_remark', {
		id: randomUUID(),
		talk_id: ids.talk,
		version: 1,
		passage: mark,
		body: mark,
		by_id: giver,
	});
	await put('talk_response', { talk_id: ids.talk, person_id: giver, unit_id: unit, body: mark });
	// Opened by the person, so that who heads the unit reads it, and nobody else does.
	await put('personal_limit', {
		id: ids.limit,
		unit_id: unit,
		person_id: person,
		kind: 'talk',
		fact: mark,
		source: 'task',
		source_id: task,
		evidence: mark,
		words: mark,
		given_by: giver,
		opened_at: '2026-11-20T00:00:00Z',
		state: 'answered',
	});
	const limitEntry = randomUUID();
	await put('limit_entry', {
		id: limitEntry,
		limit_id: ids.limit,
		kind: 'answered',
		by_id: person,
		words: mark,
	});
	await put('limit_step', { id: randomUUID(), limit_id: ids.limit, body: mark });
	await put('limit_file', {
		id: ids.limitFile,
		limit_id: ids.limit,
		entry_id: limitEntry,
		sha256,
		file_name: `${mark}.txt`,
	});
	await put('limit_rule', { unit_id: unit, valid_from: '2026-01-01', set_by: person });
	// Returned, so that who leads the unit reads and changes it, and nobody else knows of it.
	for (const id of [ids.model, ids.modelDraft])
		await put('model', {
			id,
			unit_id: unit,
			above_unit_id: root.unitId,
			title: mark,
			theme: mark,
			problem: mark,
			steps: mark,
			conditions: mark,
			results: mark,
			programme_id: programme,
			state: 'returned',
			written_by: person,
			reason: mark,
		});
	await put('model_person', { model_id: ids.model, person_id: person, unit_id: unit });
	await put('model_adoption', {
		id: ids.adoption,
		model_id: ids.model,
		unit_id: unit,
		document_id: document,
		programme_id: programme,
		adopted_by: person,
	});
	await put('model_adoption_task', {
		id: ids.adoptionTask,
		adoption_id: ids.adoption,
		position: 0,
		title: mark,
		result_expected: mark,
	});
	// Of the unit, by the committee above; its findings are with the unit, so that who leads it reads them.
	await put('inspection', {
		id: ids.inspection,
		unit_id: root.unitId,
		inspected_unit_id: unit,
		title: mark,
		decision_number: mark,
		purpose: mark,
		kinds: '{task}',
		rules: JSON.stringify(rulesOn('2026-11-01')),
		state: 'reported',
		opened_by: giver,
		notes: mark,
		reported_at: '2026-11-20T00:00:00Z',
		answer_by: '2026-12-31',
	});
	await put('inspection_inspector', { inspection_id: ids.inspection, person_id: giver });
	await put('inspection_sample', {
		inspection_id: ids.inspection,
		kind: 'task',
		way: 'full',
		seed: '',
		taken_by: giver,
	});
	await put('inspection_record', {
		id: ids.inspectionRecord,
		inspection_id: ids.inspection,
		kind: 'task',
		source_id: task,
		person_id: person,
		unit_id: unit,
		above_unit_id: root.unitId,
		title: mark,
		stratum: mark,
	});
	await put('inspection_opening', {
		id: randomUUID(),
		record_id: ids.inspectionRecord,
		person_id: giver,
	});
	await put('inspection_finding', {
		record_id: ids.inspectionRecord,
		outcome: 'confirmed',
		words: mark,
		found_by: giver,
	});
	const inspectionAnswer = randomUUID();
	await put('inspection_answer', {
		id: inspectionAnswer,
		inspection_id: ids.inspection,
		words: mark,
		answered_by: person,
	});
	await put('inspection_follow_up', {
		id: ids.inspectionFollowUp,
		inspection_id: ids.inspection,
		body: mark,
		due_on: '2026-12-31',
		asked_by: giver,
	});
	await put('inspection_file', {
		id: ids.inspectionFile,
		inspection_id: ids.inspection,
		answer_id: inspectionAnswer,
		sha256,
		file_name: `${mark}.txt`,
		added_by: person,
	});
	// Of the unit, for the one above; written and not sent, so that only the unit sees it.
	await put('report_kind', {
		id: ids.reportKind,
		key: ids.reportKind,
		unit_id: unit,
		name: mark,
		period: 'quarter',
		due: '{"cell": 5}',
		sections: '[]',
		source: mark,
		set_by: person,
	});
	await put('periodic_report', {
		id: ids.periodicReport,
		unit_id: unit,
		above_unit_id: root.unitId,
		kind_id: ids.reportKind,
		kind_key: ids.reportKind,
		title: mark,
		period: 'quarter',
		state: 'writing',
		opened_by: person,
	});
	await put('report_section', {
		report_id: ids.periodicReport,
		unit_id: unit,
		key: 'ket-qua',
		title: mark,
		body: mark,
	});
	await put('report_figure', { report_id: ids.periodicReport, unit_id: unit, key: 'meetings' });
	await put('report_urge', {
		id: randomUUID(),
		kind_key: ids.reportKind,
		unit_id: unit,
		above_unit_id: root.unitId,
		urged_by: giver,
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
	await put('training_rule', {
		unit_id: unit,
		valid_from: '2026-01-01',
		strands: JSON.stringify([{ code: 'skills', name: `Kỹ năng ${mark}` }]),
		certificates: JSON.stringify([]),
		requirements: JSON.stringify([{ key: 'all', standings: [], roles: [], strand: 'skills', hours: 8 }]),
		set_by: person,
	});
	await put('training_course', {
		id: ids.course,
		unit_id: unit,
		title: mark,
		strand: 'skills',
		starts_on: '2026-11-01',
		ends_on: '2026-11-02',
		hours: 8,
		state: 'planned',
		created_by: person,
	});
	await put('training_participant', { course_id: ids.course, person_id: person, unit_id: unit });
	await put('training_certificate', {
		id: ids.certificate,
		unit_id: unit,
		person_id: person,
		kind: 'other',
		title: mark,
		strand: 'skills',
		issuer: mark,
		issued_on: '2026-01-01',
		sha256,
		file_name: `${mark}.pdf`,
		media_type: 'application/pdf',
		state: 'entered',
		entered_by: person,
	});
	await put('training_need', {
		id: ids.need,
		unit_id: unit,
		person_id: person,
		strand: 'skills',
		body: mark,
		source: 'own',
		recorded_by: person,
		due_on: '2026-12-31',
		state: 'open',
	});
	await put('residence_place', { id: ids.residencePlace, unit_id: unit, added_by: person });
	await put('residence_place_name', { place_id: ids.residencePlace, cell: mark, commune: mark });
	await put('residence_link', {
		id: ids.residenceLink,
		unit_id: unit,
		person_id: person,
		place_id: ids.residencePlace,
		address: mark,
		entered_by: person,
	});
	await put('residence_letter', {
		id: ids.residenceLetter,
		link_id: ids.residenceLink,
		unit_id: unit,
		person_id: person,
		cell: mark,
		commune: mark,
		mark: `01-GGT/${mark}`,
		issued_by: person,
	});
	await put('residence_round', {
		id: ids.residenceRound,
		unit_id: unit,
		year: 2026,
		state: 'open',
		opened_by: person,
	});
	await put('residence_request', {
		id: ids.residenceRequest,
		round_id: ids.residenceRound,
		unit_id: unit,
		person_id: person,
		link_id: ids.residenceLink,
		cell: mark,
		commune: mark,
		state: 'received',
		received_at: '2026-11-20T00:00:00Z',
	});
	await put('residence_remark', {
		id: randomUUID(),
		request_id: ids.residenceRequest,
		unit_id: unit,
		person_id: person,
		year: 2026,
		level: mark,
		body: mark,
		signed_by: mark,
		way: 'scan',
		sha256,
		file_name: `${mark}.txt`,
		media_type: 'text/plain',
		entered_by: giver,
	});
	await put('unit', {
		id: ids.mass,
		kind: 'mass_organisation',
		name: `Công đoàn ${mark}`,
		short_name: mark,
		parent_id: unit,
		path: `${root.path}.${treeLabel(unit)}.${treeLabel(ids.mass)}`,
	});
	// A title of the unit's own for units below, of which one nominated itself; what is announced is not among it.
	await put('award_rule', {
		unit_id: unit,
		source: mark,
		criteria: JSON.stringify(awardRules.criteria),
		voting: JSON.stringify(awardRules.voting),
		set_by: person,
	});
	await put('award', {
		id: ids.award,
		unit_id: unit,
		name: mark,
		year: 2026,
		kinds: '{mass_organisation}',
		note: mark,
		nominate_by: '2026-12-01',
		decide_by: '2026-12-31',
		rules: JSON.stringify({ ...awardRules, source: mark }),
		state: 'voting',
		opened_by: person,
		fixed_by: person,
		fixed_at: '2026-11-20T00:00:00Z',
	});
	await put('nomination', {
		id: ids.nomination,
		award_id: ids.award,
		unit_id: ids.mass,
		above_unit_id: unit,
		state: 'signed',
		statement: mark,
		written_by: person,
		signed_by: person,
		signed_at: '2026-11-19T00:00:00Z',
		reason: mark,
		figures: '{}',
	});
	await put('nomination_value', {
		nomination_id: ids.nomination,
		criterion: 'level',
		is_met: true,
		words: mark,
	});
	await put('nomination_evidence', {
		id: ids.nominationEvidence,
		nomination_id: ids.nomination,
		title: `${mark}.txt`,
		document_id: null,
		sha256,
		added_by: person,
	});
	await put('award_session', {
		award_id: ids.award,
		met_on: '2026-11-21',
		ballot: 'open',
		recorded_by: person,
	});
	await put('award_voter', { award_id: ids.award, person_id: person, is_present: true });
	await put('award_tally', { award_id: ids.award, unit_id: ids.mass, votes: 1, base: 1 });
	await put('award_vote', { award_id: ids.award, unit_id: ids.mass, person_id: person, choice: 'yes' });
	await put('mass_member', {
		id: ids.massMember,
		unit_id: ids.mass,
		person_id: person,
		duty: mark,
		is_head: true,
		added_by: person,
	});
	await put('mass_task', { unit_id: ids.mass, task_id: task, part: 'leads', given_by: person });
	await put('joint_programme', {
		id: ids.joint,
		unit_id: ids.mass,
		title: mark,
		partner: mark,
		contents: mark,
		starts_on: '2026-01-01',
		ends_on: '2026-12-31',
		document_id: document,
		clause_id: clause,
		created_by: person,
	});
	await put('joint_activity', {
		id: ids.activity,
		programme_id: ids.joint,
		unit_id: ids.mass,
		title: mark,
		state: 'done',
		done: mark,
		ended_at: '2026-11-20T00:00:00Z',
		planned_by: person,
	});
	await put('joint_participant', { activity_id: ids.activity, person_id: person });
	await put('joint_file', {
		id: ids.jointFile,
		activity_id: ids.activity,
		sha256,
		file_name: `${mark}.txt`,
		media_type: 'text/plain',
		added_by: person,
	});
	await put('reorganisation', {
		id: ids.reorganisation,
		unit_id: unit,
		title: mark,
		reason: mark,
		effective_on: '2027-01-01',
		state: 'draft',
		created_by: person,
	});
	await put('reorganisation_act', {
		id: ids.reorganisationAct,
		reorganisation_id: ids.reorganisation,
		kind: 'rename',
		body: JSON.stringify({ kind: 'rename', unitId: unit, name: mark, shortName: mark }),
	});
	await put('roster_import', {
		id: ids.roster,
		unit_id: unit,
		file_name: `${mark}.xlsx`,
		headings: JSON.stringify(['Họ và tên']),
		lines: JSON.stringify([{ line: 2, cells: [`Trần ${mark}`] }]),
		left_out: '[]',
		mapping: JSON.stringify({ fullName: 0 }),
		standing: 'official',
		starts_on: '2026-01-01',
		state: 'uploaded',
		created_by: person,
	});
	await put('member_transfer', {
		id: ids.transfer,
		person_id: person,
		unit_id: unit,
		membership_id: ids.membership,
		standing: 'official',
		kind: 'official',
		kind_name: mark,
		to_organisation: mark,
		to_unit: mark,
		reason: mark,
		effective_on: '2027-01-01',
		facts: JSON.stringify({ position: mark }),
		state: 'preparing',
	});
	await put('incoming_transfer', {
		id: ids.incoming,
		transfer_id: randomUUID(),
		letter: JSON.stringify({
			format: 'thuctien-chuyen-sinh-hoat/1',
			transferId: randomUUID(),
			from: { organisationId: randomUUID(), organisation: mark, unit: mark },
			to: { organisation: mark, unit: mark },
			kind: { key: 'official', name: mark },
			mark: `01-GGT/${mark}`,
			issuedOn: '2026-11-01',
			signer: mark,
			effectiveOn: '2026-11-01',
			returnsOn: null,
			person: { fullName: `Trần ${mark}`, standing: 'official', facts: {} },
			record: null,
		}),
		way: 'file',
		unit_id: unit,
		take_in_by: '2026-12-31',
		state: 'arrived',
	});
	await put('unit_event', {
		id: randomUUID(),
		kind: 'rename',
		effective_on: '2026-01-02',
		from_units: `{${unit}}`,
		to_units: `{${unit}}`,
		before: mark,
		after: mark,
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

const talkOf = (unit: string, speaker: string, mark: string): Values => ({
	unit_id: unit,
	speaker_id: speaker,
	held_on: '2026-11-20',
	place: mark,
	theme: mark,
	minutes: 5,
	pace: 120,
	planned_by: speaker,
	published_at: '2026-11-01T00:00:00Z',
});

/** Gives somebody of a place a talk that is being written. */
export const letSpeak = async (
	insert: Insert,
	{ tenantId, ids, mark }: Place,
	personId: string,
): Promise<void> => {
	await insert('talk', tenantId, {
		...talkOf(ids.unit, personId, mark),
		id: ids.talkDraft,
		state: 'writing',
		document_id: ids.document,
	});
	const asked = randomUUID();
	await insert('person', tenantId, { id: asked, full_name: `Vũ ${mark}`, given_name: mark, sort_key: mark });
	await insert('talk_swap', tenantId, {
		id: ids.talkSwap,
		unit_id: ids.unit,
		talk_id: ids.talkDraft,
		other_talk_id: ids.talk,
		asker_id: personId,
		asked_id: asked,
		state: 'asked',
		words: mark,
	});
	await insert('talk_text', tenantId, {
		talk_id: ids.talkDraft,
		author_id: personId,
		title: mark,
		body: mark,
	});
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

/** Lets people of a place register in the campaign that is open there; each has a registration that is confirmed. */
export const letRegister = async (
	insert: Insert,
	{ tenantId, ids }: Place,
	personIds: readonly string[],
): Promise<void> => {
	for (const personId of personIds) {
		const registrationId = randomUUID();
		await insert('campaign_person', tenantId, {
			campaign_id: ids.campaign,
			person_id: personId,
			unit_id: ids.unit,
		});
		await insert('registration', tenantId, {
			id: registrationId,
			campaign_id: ids.campaign,
			unit_id: ids.unit,
			person_id: personId,
			form: JSON.stringify({ parts: [] }),
			state: 'confirmed',
			version: 1,
			confirmed_version: 1,
		});
		await insert('registration_text', tenantId, {
			registration_id: registrationId,
			person_id: personId,
			unit_id: ids.unit,
			fields: '{}',
		});
	}
};

/** Puts people of a place into its round; the first of them rated whoever the place has. */
export const letBeRated = async (
	insert: Insert,
	{ tenantId, ids, mark }: Place,
	personIds: readonly string[],
): Promise<void> => {
	for (const [at, personId] of personIds.entries())
		await insert('review_person', tenantId, {
			round_id: ids.reviewRound,
			person_id: personId,
			unit_id: ids.unit,
			rater_id: personIds[at === 0 ? 1 : 0] ?? '',
			form: '2A',
			job_group: mark,
		});
	await insert('review_rating', tenantId, {
		round_id: ids.reviewRound,
		person_id: ids.person,
		unit_id: ids.unit,
		rater_id: personIds[0] ?? '',
		marks: JSON.stringify(firstMarks(shippedRules.rules, {})),
		points: 88,
		words: mark,
	});
	await insert('review_label', tenantId, {
		id: randomUUID(),
		unit_id: ids.unit,
		year: 2017,
		kind: 'person',
		person_id: ids.person,
		label: mark,
		recorded_by: personIds[0] ?? '',
	});
};
