import { randomUUID } from 'node:crypto';
import { uuidv7 } from '#lib/shared/ids.ts';
import { numberKey } from '#lib/text/fold.ts';
import type { TestTenant, TestUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

type Owner = Pick<TestDatabase, 'owner'>;

/** A document with sections I, II, III … written behind the fence; each section has one clause below it. */
export const sceneDocument = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	filedBy: string,
	headings: readonly string[],
	over: { number?: string; title?: string; state?: 'filed' | 'published' } = {},
): Promise<{ id: string; sections: { id: string; anchor: string; clauseId: string }[] }> => {
	const id = uuidv7();
	const number = over.number ?? '05-NQ/CB';
	await owner`insert into document ${owner({
		tenant_id: tenant.tenantId,
		id,
		unit_id: unit.id,
		type_code: 'NQ',
		type_name: 'Nghị quyết',
		number,
		number_key: numberKey(number),
		issuer: unit.name,
		issued_on: '2026-11-02',
		title: over.title ?? 'Về nâng cao chất lượng công tác chuyên môn và đạo đức công vụ',
		state: over.state ?? 'published',
		section_count: headings.length,
		clause_count: headings.length * 2,
		filed_by: filedBy,
		filed_at: '2026-11-02T02:00:00Z',
	})}`;
	const sections = headings.map((heading, at) => ({
		heading,
		id: randomUUID(),
		anchor: `muc-${at + 1}`,
		clauseId: randomUUID(),
		at,
	}));
	for (const section of sections) {
		await owner`insert into clause ${owner([
			{
				tenant_id: tenant.tenantId,
				id: section.id,
				document_id: id,
				ordinal: section.at * 2 + 1,
				parent_id: null,
				section_id: section.id,
				anchor: section.anchor,
				kind: 'section',
				label: `${section.at + 1}.`,
				heading: section.heading,
				text: section.heading,
				depth: 1,
				is_section: true,
			},
			{
				tenant_id: tenant.tenantId,
				id: section.clauseId,
				document_id: id,
				ordinal: section.at * 2 + 2,
				parent_id: section.id,
				section_id: section.id,
				anchor: `${section.anchor}-a`,
				kind: 'point',
				label: 'a)',
				heading: null,
				text: 'Nội dung cụ thể của điểm này.',
				depth: 2,
				is_section: false,
			},
		])}`;
	}
	return {
		id,
		sections: sections.map(({ id: section, anchor, clauseId }) => ({ id: section, anchor, clauseId })),
	};
};

/** Publishes a document in a unit with its counters. */
export const scenePublication = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	documentId: string,
	by: string,
	reach: {
		readBy: string;
		assigned: number;
		opened: number;
		studied: number;
		readers: Record<string, number>;
	},
): Promise<string> => {
	const id = randomUUID();
	await owner`insert into publication ${owner({
		tenant_id: tenant.tenantId,
		id,
		document_id: documentId,
		unit_id: unit.id,
		audience: 'unit',
		read_by: reach.readBy,
		published_by: by,
		published_at: '2026-11-03T02:00:00Z',
	})}`;
	await owner`insert into document_reach ${owner({
		tenant_id: tenant.tenantId,
		document_id: documentId,
		unit_id: unit.id,
		assigned: reach.assigned,
		opened: reach.opened,
		studied: reach.studied,
	})}`;
	for (const [sectionId, readers] of Object.entries(reach.readers)) {
		await owner`insert into section_reach ${owner({
			tenant_id: tenant.tenantId,
			document_id: documentId,
			unit_id: unit.id,
			section_id: sectionId,
			readers,
		})}`;
	}
	return id;
};

export const sceneReader = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	publicationId: string,
	documentId: string,
	personId: string,
	readBy: string,
): Promise<void> => {
	await owner`insert into reading ${owner({
		tenant_id: tenant.tenantId,
		document_id: documentId,
		person_id: personId,
		unit_id: unit.id,
		publication_id: publicationId,
		read_by: readBy,
	})}`;
};

export const sceneSummary = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	documentId: string,
	clauseId: string,
	by: string,
): Promise<string> => {
	const id = randomUUID();
	await owner`insert into summary_point ${owner({
		tenant_id: tenant.tenantId,
		id,
		document_id: documentId,
		clause_id: clauseId,
		unit_id: unit.id,
		author_id: by,
		body: 'Điểm mới so với nghị quyết trước.',
		written_at: '2026-11-05T02:00:00Z',
	})}`;
	return id;
};

export const sceneProgramme = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	by: string,
	state: 'draft' | 'issued' = 'issued',
): Promise<string> => {
	const id = randomUUID();
	await owner`insert into programme ${owner({
		tenant_id: tenant.tenantId,
		id,
		unit_id: unit.id,
		title: 'Chương trình hành động năm 2026',
		starts_on: '2026-11-01',
		ends_on: '2026-12-31',
		state,
		created_by: by,
		created_at: '2026-11-06T02:00:00Z',
	})}`;
	return id;
};

/** A task that carries out clauses, with its evidence. */
export const sceneTask = async (
	{ owner }: Owner,
	tenant: TestTenant,
	unit: TestUnit,
	given: {
		programmeId: string;
		documentId: string;
		clauseIds: string[];
		ownerId: string;
		supervisorId: string;
		title?: string;
		dueOn?: string;
	},
	over: { state?: string; percent?: number; reportedAt?: string; result?: string; evidence?: number } = {},
): Promise<string> => {
	const id = randomUUID();
	const tenant_id = tenant.tenantId;
	await owner`insert into task ${owner({
		tenant_id,
		id,
		programme_id: given.programmeId,
		unit_id: unit.id,
		title: given.title ?? 'Số hóa hồ sơ một cửa',
		result_expected: '100 % hồ sơ được số hóa',
		owner_id: given.ownerId,
		supervisor_id: given.supervisorId,
		due_on: given.dueOn ?? '2026-12-15',
		state: over.state ?? 'assigned',
		percent: over.percent ?? 0,
		result: over.result ?? null,
		created_by: given.supervisorId,
		created_at: '2026-11-07T02:00:00Z',
		reported_at: over.reportedAt ?? null,
		accepted_at: over.state === 'accepted' ? (over.reportedAt ?? null) : null,
	})}`;
	for (const clauseId of given.clauseIds) {
		await owner`insert into task_clause ${owner({ tenant_id, task_id: id, clause_id: clauseId, document_id: given.documentId })}`;
	}
	if (over.evidence) {
		const reportId = randomUUID();
		await owner`insert into task_report ${owner({
			tenant_id,
			id: reportId,
			task_id: id,
			reporter_id: given.ownerId,
			kind: 'completion',
			percent: 100,
			body: 'Đã xong.',
			reported_at: over.reportedAt ?? '2026-11-20T02:00:00Z',
		})}`;
		for (let nth = 0; nth < over.evidence; nth++) {
			await owner`insert into evidence ${owner({
				tenant_id,
				id: randomUUID(),
				task_id: id,
				report_id: reportId,
				kind: 'link',
				title: `Minh chứng ${nth + 1}`,
				url: 'https://example.vn',
				added_at: '2026-11-20T02:00:00Z',
			})}`;
		}
	}
	return id;
};

export const sceneEvent = async (
	{ owner }: Owner,
	tenant: TestTenant,
	event: {
		at: string;
		verb: string;
		unitId: string;
		documentId: string;
		actor: string | null;
		subject: [type: string, id: string];
		personal?: boolean;
		after?: string;
	},
): Promise<void> => {
	await owner`insert into event (tenant_id, id, at, verb, unit_id, actor_person_id, actor_kind, subject_type, subject_id, document_id, person_id, is_personal, after, request_id)
		values (${tenant.tenantId}, ${uuidv7(Date.parse(event.at))}, ${event.at}, ${event.verb}, ${event.unitId}, ${event.actor}, 'person', ${event.subject[0]}, ${event.subject[1]},
			${event.documentId}, ${event.personal ? event.actor : null}, ${event.personal ?? false}, ${event.after ?? null}, 'scene')`;
};
