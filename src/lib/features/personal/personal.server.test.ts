import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { programmeScene } from '../../../../tests/support/programme-scene.ts';
import { scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import '../meetings/personal.server.ts';
import '../programmes/personal.server.ts';
import '../proposals/personal.server.ts';
import '../reading/personal.server.ts';
import '../reflections/personal.server.ts';
import '../study/personal.server.ts';
import '../training/due.server.ts';
import '../training/personal.server.ts';
import { decideReport, reportTask } from '../programmes/commands-reports.server.ts';
import { answerProposal, assignProposal } from '../proposals/office.server.ts';
import { propose } from '../proposals/propose.server.ts';
import { handInReflection } from '../reflections/hand-in.server.ts';
import { reviewReflection } from '../reflections/review.server.ts';
import { saveReflection } from '../reflections/writing.server.ts';
import { beginRound } from '../study/commands.server.ts';
import { publishRound } from '../study/publish.server.ts';
import { confirmCertificate, enterCertificate } from '../training/certificates.server.ts';
import { declineNeed, raiseNeed } from '../training/needs.server.ts';
import { periodOf } from './domain/period.ts';
import { exportOwn } from './export.server.ts';
import { myPage } from './queries.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };

/** Two members and the secretary do and get the same of everything, each with a word of their own in every text. */
const scene = async () => {
	const all = await programmeScene(database);
	const { tenant, cell, secretary, owner: first, colleague: second, document } = all;
	const deputy = all.helper;
	await database.owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
		values (${tenant.tenantId}, gen_random_uuid(), ${deputy.personId}, ${cell.id}, 'deputy', '2024-01-01')`;
	deputy.roles = [{ role: 'deputy', unitId: cell.id, path: cell.path, unitName: cell.name }];
	const people: [Person, string][] = [
		[first, 'DAU-AN'],
		[second, 'DAU-EM'],
		[secretary, 'DAU-THU'],
	];
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 3,
		opened: 0,
		studied: 0,
		readers: {},
	});
	for (const [person] of people)
		await sceneReader(database, tenant, cell, publication, document.id, person.personId, '2026-12-01');
	const lead = database.door(secretary);
	const { roundId } = await beginRound(lead, {
		unitId: cell.id,
		title: 'Quán triệt Nghị quyết 57-NQ/TW',
		guidance: '',
		startsOn: today,
		paperDueOn: '2026-12-07',
		documentIds: [document.id],
	});
	await publishRound(lead, { roundId, audience: 'unit' });
	const pdf = (mark: string) => new TextEncoder().encode(`%PDF-1.4 ${mark}`);
	for (const [person, mark] of people) {
		const own = database.door(person);
		const reviewer = person === secretary ? deputy : secretary;
		const reviews = database.door(reviewer);
		await saveReflection(own, {
			roundId,
			revision: 0,
			fields: { core: `Điều tâm đắc ${mark}`, 'propose:a-0': `Trang bị máy quét ${mark}` },
		});
		const { reflectionId } = await handInReflection(own, { roundId });
		await database.owner`update reflection set reviewer_id = ${reviewer.personId} where id = ${reflectionId}`;
		await reviewReflection(reviews, {
			reflectionId,
			outcome: 'accepted',
			level: 'Tốt',
			words: `Bài của ${mark} sát việc`,
		});
		const { proposalId } = await propose(own, { unitId: cell.id, text: `Sửa mái che ${mark}` });
		await assignProposal(reviews, { proposalId, answerer: reviewer.personId, dueOn: '2026-12-10' });
		await answerProposal(reviews, { proposalId, answer: `Sẽ sửa cho ${mark}` });
		const { certificateId } = await enterCertificate(own, {
			unitId: cell.id,
			personId: person.personId,
			kind: 'other',
			title: `Tin học ${mark}`,
			strand: 'skills',
			issuer: 'Trường Chính trị',
			issuedOn: '2026-02-01',
			file: { name: `chung-chi-${mark}.pdf`, bytes: pdf(mark) },
		});
		await confirmCertificate(reviews, { certificateId });
		const need = await raiseNeed(own, {
			unitId: cell.id,
			personId: person.personId,
			strand: 'skills',
			body: `Học ngoại ngữ ${mark}`,
		});
		await declineNeed(reviews, { needId: need.needId, answer: `Để năm sau ${mark}` });
		const taskId = await all.give(`Nhiệm vụ ${mark}`, {
			ownerId: person.personId,
			supervisorId: reviewer.personId,
			helperIds: [],
		});
		await reportTask(own, {
			taskId,
			kind: 'completion',
			body: `Đã xong ${mark}`,
			files: [{ name: `minh-chung-${mark}.pdf`, bytes: pdf(`viec ${mark}`) }],
		});
		const [report] = await database.owner`select id from task_report where task_id = ${taskId}`;
		await decideReport(reviews, {
			reportId: String(report?.['id']),
			decision: 'returned',
			reason: `Bổ sung số liệu ${mark}`,
		});
		const meetingId = crypto.randomUUID();
		await database.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, created_by, created_at)
			values (${tenant.tenantId}, ${meetingId}, ${cell.id}, 'regular', ${`Họp ${mark}`}, '2026-11-03T08:00:00+07:00', 90, ${secretary.personId}, ${secretary.personId}, 'closed', 'x', ${secretary.personId}, now())`;
		await database.owner`insert into attendance (tenant_id, meeting_id, person_id, standing, state, by_self, changed_at)
			values (${tenant.tenantId}, ${meetingId}, ${person.personId}, 'official', 'present', false, now())`;
	}
	await tellOfLook(lead, {
		type: 'training_record',
		id: first.personId,
		personId: first.personId,
		unitId: cell.id,
	});
	return { ...all, people, first, second, secretary };
};

const pageOf = (actor: Person, key: string | null = null) =>
	look(database.door(actor), (tx) => myPage(tx, actor, periodOf(key, today).period));

test('my page shows what is mine, how I stand, what was said of me and who looked: nothing of anybody else, also for who leads', async () => {
	const { people, first, secretary } = await scene();
	for (const [person, mark] of people) {
		const page = await pageOf(person);
		const text = JSON.stringify(page);
		for (const [, other] of people)
			expect(text.includes(other), `${mark} sees ${other}`).toBe(other === mark);
		expect(page.sections.map(({ key }) => key)).toEqual([
			'reading',
			'tasks',
			'study',
			'reflections',
			'meetings',
			'proposals',
			'training',
		]);
		const figures = page.sections.flatMap((section) => section.figures.map(({ words }) => words));
		expect(figures).toEqual([
			'0/1 văn bản đã nghiên cứu',
			'1/1 bài thu hoạch đã nộp',
			'Dự 1/1 cuộc họp',
			'1/2 đề xuất đã được trả lời',
			'Chuyên môn, nghiệp vụ: 0/40 tiết',
			'Đạo đức công vụ: 0/8 tiết',
		]);
		expect(page.said.map(({ of }) => of).sort()).toEqual([
			'Bài thu hoạch của tôi',
			'Nhiệm vụ của tôi',
			'Đào tạo, bồi dưỡng',
			'Đề xuất của tôi',
		]);
		expect(page.own.person.fullName).toBe(person.name);
	}
	expect((await pageOf(first)).looks.map(({ byName }) => byName)).toEqual([secretary.name]);
	expect((await pageOf(secretary)).looks).toEqual([]);
});

test('the period narrows what is shown', async () => {
	const { first } = await scene();
	const shown = async (key: string) =>
		(await pageOf(first, key)).sections.flatMap(({ items }) => items).length;
	expect(await shown('quy-4')).toBe(8);
	expect(await shown('quy-2')).toBe(0);
	expect(await shown('quy-1')).toBe(1);
	expect(await shown('tat-ca')).toBe(8);
});

test('the export holds all that is the person’s own, with their files, and nothing of others; it is an event', async () => {
	const { people, tenant } = await scene();
	for (const [person, mark] of people) {
		const { name, body } = await exportOwn(database.door(person));
		expect(name).toBe(`Dữ liệu của ${person.name} ${today}.zip`);
		const entries = unzipSync(new Uint8Array(await new Response(body).arrayBuffer()));
		expect(Object.keys(entries).sort()).toEqual([
			'du-lieu.json',
			`tep/tasks/minh-chung-${mark}.pdf`,
			`tep/training/chung-chi-${mark}.pdf`,
			'trang-cua-toi.html',
		]);
		const told = Object.values(entries)
			.map((bytes) => strFromU8(bytes))
			.join('\n');
		for (const [, other] of people)
			expect(told.includes(other), `${mark} takes ${other}`).toBe(other === mark);
		const page = strFromU8(entries['trang-cua-toi.html'] ?? new Uint8Array());
		for (const words of [
			`Điều tâm đắc ${mark}`,
			`Bài của ${mark} sát việc`,
			`Sửa mái che ${mark}`,
			`Sẽ sửa cho ${mark}`,
			`Tin học ${mark}`,
			`Để năm sau ${mark}`,
			`Nhiệm vụ ${mark}`,
			`Bổ sung số liệu ${mark}`,
			`Họp ${mark}`,
		])
			expect(page).toContain(words);
		const data = JSON.parse(strFromU8(entries['du-lieu.json'] ?? new Uint8Array())) as Record<
			string,
			unknown
		>;
		expect(Object.keys(data)).toEqual(
			expect.arrayContaining(['person', 'memberships', 'reading', 'tasks', 'reflections', 'training']),
		);
		expect(JSON.stringify(data)).not.toContain('sha256');
	}
	const events =
		await database.owner`select person_id, is_personal from event where tenant_id = ${tenant.tenantId} and verb = 'personal.exported'`;
	expect(events.map((event) => [event['person_id'], event['is_personal']]).sort()).toEqual(
		people.map(([person]) => [person.personId, true]).sort(),
	);
});

test('there is no page and no export without a person', async () => {
	await expect(exportOwn(database.door(systemActor('t')))).rejects.toEqual(
		expect.objectContaining({ kind: 'missing' }),
	);
});
