import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication } from '../../../../tests/support/trace-scene.ts';
import { markAllPresent } from '../meetings/attendance.server.ts';
import { assignInMeeting } from '../meetings/given.server.ts';
import { addItem, callMeeting, planMeeting } from '../meetings/plan.server.ts';
import { openMeeting } from '../meetings/run.server.ts';
import { countHands } from '../meetings/votes.server.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { traceOf } from '../trace/queries.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import {
	beginResolution,
	nameDocuments,
	putResolution,
	reopenResolution,
	saveResolution,
	takeOverGiven,
} from './commands.server.ts';
import { addPlannedTask, removePlannedTask } from './commands-tasks.server.ts';
import './due.server.ts';
import { issueResolution } from './issue.server.ts';
import { resolutionPage, resolutionsOf } from './queries.server.ts';

const database = useDatabase();
const today = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
		buildPerson(database, tenant, cell, name, place);
	const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
	const taker = await person('Trần Thị Ghi', { standing: 'official', roles: ['committee_member'] });
	const member = await person('Lê Văn An', { standing: 'official' });
	const above = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	await scenePublication(database, tenant, cell, above.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 1,
		opened: 0,
		studied: 0,
		readers: {},
	});
	const door = database.door(secretary);
	const { meetingId } = await planMeeting(door, {
		unitId: cell.id,
		kind: 'regular',
		title: 'Sinh hoạt chi bộ tháng 11',
		day: today,
		time: '08:00',
		minutesPlanned: '90',
		chairId: secretary.personId,
		takerId: taker.personId,
	});
	await addItem(door, { meetingId, kind: 'resolution', title: 'Thông qua nghị quyết' });
	const { resolutionId } = await beginResolution(door, { unitId: cell.id, kind: 'monthly', meetingId });
	const page = (actor: Actor) =>
		look(database.door(actor), (tx) => resolutionPage(tx, actor, resolutionId, today));
	return { tenant, cell, secretary, taker, member, above, door, meetingId, resolutionId, page };
};

const opened = async () => {
	const all = await scene();
	await callMeeting(all.door, { meetingId: all.meetingId });
	await openMeeting(all.door, { meetingId: all.meetingId });
	await markAllPresent(all.door, { meetingId: all.meetingId });
	return all;
};

const vote = async ({ door, page, secretary }: Awaited<ReturnType<typeof scene>>, yes: string) => {
	const { resolution } = await page(secretary);
	await countHands(door, { ballotId: resolution.ballotId, yes, no: '0', abstain: '0' });
};

test('a draft is the committee’s until its meeting is called; one month has one resolution', async () => {
	const { cell, door, secretary, taker, member, meetingId, resolutionId, page } = await scene();
	expect((await page(secretary)).resolution).toMatchObject({
		title: 'Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026',
		standing: 'draft',
	});
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		beginResolution(database.door(taker), { unitId: cell.id, kind: 'monthly', meetingId }),
	).rejects.toMatchObject({ key: 'refused_resolution_of_month' });
	await callMeeting(door, { meetingId });
	expect((await page(member)).powers.write).toBe(false);
	await expect(
		saveResolution(database.door(member), { resolutionId, title: 'Khác', revision: 1 }),
	).rejects.toMatchObject({ key: 'refused_draft_resolution' });
});

test('two who write at once lose no word', async () => {
	const { secretary, taker, resolutionId, page } = await scene();
	const { resolution } = await page(secretary);
	const parts = { resolutionId, title: resolution.title, results: '', direction: 'Giữ nề nếp.' };
	await saveResolution(database.door(secretary), { ...parts, revision: resolution.revision });
	const kept = await saveResolution(database.door(taker), {
		...parts,
		direction: 'Số hóa hồ sơ.',
		revision: resolution.revision,
	});
	expect(kept).toMatchObject({ isMerged: true, direction: 'Giữ nề nếp.\n\nSố hóa hồ sơ.' });
});

test('voted, numbered, filed with its clauses, published, its tasks given; the trace has no open clause', async () => {
	const all = await opened();
	const { cell, secretary, taker, member, above, door, meetingId, resolutionId, page } = all;
	await assignInMeeting(door, {
		meetingId,
		title: 'Lập danh sách dự họp',
		personId: taker.personId,
		dueOn: '2026-12-10',
	});
	await nameDocuments(door, { resolutionId, documentIds: [above.id] });
	await takeOverGiven(door, { resolutionId });
	await addPlannedTask(door, {
		resolutionId,
		title: 'Số hóa 100% hồ sơ',
		resultExpected: 'Danh mục hồ sơ đã số hóa',
		ownerId: member.personId,
		dueOn: '2026-12-15',
		clauseId: above.sections[0]?.id,
	});
	await expect(
		issueResolution(door, { resolutionId, issuedOn: today, readBy: '2026-12-01' }),
	).rejects.toMatchObject({ key: 'refused_resolution_not_carried' });
	await putResolution(door, { resolutionId });
	await expect(saveResolution(door, { resolutionId, title: 'Đổi', revision: 1 })).rejects.toMatchObject({
		key: 'refused_resolution_fixed',
	});
	await vote(all, '3');
	await expect(
		issueResolution(database.door(taker), { resolutionId, issuedOn: today, readBy: '2026-12-01' }),
	).rejects.toMatchObject({ key: 'refused_issue_resolution' });
	const { documentId, mark } = await issueResolution(door, {
		resolutionId,
		issuedOn: today,
		readBy: '2026-12-01',
	});
	expect(mark).toBe('01-NQ/CB');
	const trace = await look(door, (tx) => traceOf(tx, secretary, { documentId, unitId: cell.id, today }));
	expect(trace.document).toMatchObject({ number: '01-NQ/CB', issuer: 'Chi bộ Văn phòng' });
	expect(trace.tasks.map(({ title }) => title)).toEqual(['Lập danh sách dự họp', 'Số hóa 100% hồ sơ']);
	expect(trace.rows.flatMap(({ gaps }) => gaps)).toEqual([]);
	expect(trace.rows.filter(({ tasks }) => tasks.length > 0)).toHaveLength(2);
	const upper = await look(door, (tx) =>
		traceOf(tx, secretary, { documentId: above.id, unitId: cell.id, today }),
	);
	expect(upper.tasks.map(({ title }) => title)).toEqual(['Số hóa 100% hồ sơ']);
	const told = async (of: string) =>
		(await look(door, (tx) => timelineOf(tx, secretary, { documentId: of, unitId: cell.id }))).days.flatMap(
			({ entries }) => entries.map(({ verb, title, subjectId }) => ({ verb, title, subjectId })),
		);
	expect(await told(above.id)).toContainEqual({
		verb: 'resolution.carries_out',
		title: '01-NQ/CB',
		subjectId: documentId,
	});
	expect((await told(documentId)).map(({ verb }) => verb)).toContain('resolution.issued');
	const [files, relations] = await Promise.all([
		database.owner`select r.format, f.sha256 from rendition r join stored_file f on f.tenant_id = r.tenant_id and f.sha256 = r.sha256 where r.document_id = ${documentId} order by r.format`,
		database.owner`select kind, target_id, state from document_relation where document_id = ${documentId} and state = 'confirmed'`,
	]);
	expect(files.map(({ format }) => format)).toEqual(['docx', 'pdf']);
	expect(relations).toEqual([{ kind: 'implements', target_id: above.id, state: 'confirmed' }]);
	expect((await page(member)).resolution.standing).toBe('issued');
	const listed = await look(database.door(member), (tx) => resolutionsOf(tx, member, cell));
	expect(listed.resolutions).toMatchObject([{ mark: '01-NQ/CB', standing: 'issued', tasks: 2 }]);
});

test('a vote that is lost opens the draft again; without a present member nothing is put', async () => {
	const all = await opened();
	const { door, secretary, resolutionId, page } = all;
	await putResolution(door, { resolutionId });
	await vote(all, '1');
	expect((await page(secretary)).resolution.standing).toBe('lost');
	await reopenResolution(door, { resolutionId });
	expect((await page(secretary)).resolution).toMatchObject({ standing: 'draft', ballotId: null });
	const { plannedTaskId } = await addPlannedTask(door, {
		resolutionId,
		title: 'Việc khác',
		ownerId: secretary.personId,
		dueOn: '2026-12-15',
	});
	await removePlannedTask(door, { plannedTaskId });
	expect((await page(secretary)).tasks).toEqual([]);
});

test('a resolution that was voted waits for the secretary to issue it, until it is issued', async () => {
	const all = await opened();
	const { tenant, secretary, taker, door, resolutionId } = all;
	const own = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(({ items }) =>
			items.map(({ kind, dueOn }) => `${kind} ${dueOn}`),
		);
	await putResolution(door, { resolutionId });
	expect(await own(secretary)).toEqual([]);
	await vote(all, '3');
	expect(await own(secretary)).toEqual(['issue_resolution 2026-11-26']);
	expect(await own(taker)).toEqual([]);
	await issueResolution(door, { resolutionId, issuedOn: today, readBy: '2026-12-01' });
	expect(await own(secretary)).toEqual([]);
});

test('a vote that was lost leaves nothing to issue', async () => {
	const all = await opened();
	await putResolution(all.door, { resolutionId: all.resolutionId });
	await vote(all, '1');
	const { items } = await look(database.door(all.secretary), (tx) =>
		ownDuties(tx, all.tenant.tenantId, all.secretary.personId, 6),
	);
	expect(items).toEqual([]);
});
