import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { openPost, type Post } from '#lib/platform/mail/post.ts';
import { mailSettings } from '#lib/platform/mail/settings.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	headerOf,
	type MailServer,
	partsOf,
	startMailServer,
} from '../../../../tests/support/mail-server.ts';
import {
	sceneDocument,
	sceneProgramme,
	scenePublication,
	sceneReader,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import '../programmes/due.server.ts';
import { decideReport } from '../programmes/commands-reports.server.ts';
import '../reading/due.server.ts';
import { declareStudied } from '../reading/commands.server.ts';
import { postLetters } from './letters.server.ts';
import { notify } from './notify.server.ts';
import { remindTenant } from './remind.server.ts';

const database = useDatabase();
const base = 'http://may.example';
let server: MailServer;
let post: Post;

beforeAll(async () => {
	server = await startMailServer({ disabledCommands: ['STARTTLS'] });
	const settings = mailSettings({
		SMTP_URL: `smtp://127.0.0.1:${server.port}`,
		MAIL_FROM: 'thuctien@so.example',
	});
	if (!settings) throw new Error('no settings');
	post = openPost(settings, 3_000);
});
afterAll(async () => {
	post.close();
	await server.stop();
});
beforeEach(() => {
	server.taken.length = 0;
	server.answers.clear();
});

const at = (iso: string): Date => new Date(`${iso}:00+07:00`);

/** A cell with a member who has a document to read by 25 November and a task due on 22 November. */
const scene = async () => {
	const tenant = await buildTenant(database, `Đảng bộ ${randomUUID()}`);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-11-25',
		assigned: 1,
		opened: 0,
		studied: 0,
		readers: {},
	});
	await sceneReader(database, tenant, cell, publication, document.id, member.personId, '2026-11-25');
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const taskId = await sceneTask(database, tenant, cell, {
		programmeId,
		documentId: document.id,
		clauseIds: [],
		ownerId: member.personId,
		supervisorId: secretary.personId,
		title: 'Số hóa hồ sơ nhân sự',
		dueOn: '2026-11-22',
	});
	const { tenantId } = tenant;
	const confirm = async (person: string, address: string, hour = 7) => {
		await database.owner`insert into reminder_setting (tenant_id, person_id, address, confirmed_at, digest_hour, changed_at)
			values (${tenantId}, ${person}, ${address}, now(), ${hour}, now())`;
	};
	const told = async (person: string) =>
		(
			await database.owner`select kind, step, settled_at is not null as done from notification
			where tenant_id = ${tenantId} and person_id = ${person} order by step`
		).map((row) => `${row['kind']} ${row['step']}${row['done'] ? ' done' : ''}`);
	const letters = () =>
		database.owner`select person_id, kind, state, attempts, answer, next_at, code from letter where tenant_id = ${tenantId} order by written_at, id`;
	const remind = (now: Date, writes = true) => remindTenant(database.db, tenantId, now, writes);
	const send = (now: Date) => postLetters(database.db, tenantId, { post, base, clock: () => now });
	return {
		tenantId,
		tenant,
		cell,
		secretary,
		member,
		document,
		programmeId,
		taskId,
		confirm,
		told,
		letters,
		remind,
		send,
	};
};

test('at the hour of each person the steps of the day are told once, and one letter goes out with counts and kinds', async () => {
	const { member, secretary, confirm, told, remind, send, letters } = await scene();
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T06:59'));
	expect(await told(member.personId)).toEqual([]);
	expect(await remind(at('2026-11-23T07:00'))).toMatchObject({ letters: 1 });
	await remind(at('2026-11-23T07:05'));
	expect(await told(member.personId)).toEqual(['read soon:2026-11-25', 'carry_out warned:2026-11-22']);
	expect(await told(secretary.personId)).toEqual([]);
	expect(await send(at('2026-11-23T07:05'))).toEqual({ sent: 1 });
	expect(await send(at('2026-11-23T07:06'))).toEqual({});
	expect(server.taken.map(({ to }) => to)).toEqual(['an@chibo.example']);
	const raw = server.taken[0]?.raw ?? '';
	expect(headerOf(raw, 'Subject')).toBe('Nhắc việc: 1 nhiệm vụ cần thực hiện, 1 văn bản cần đọc');
	expect(headerOf(raw, 'List-Unsubscribe')).toBe(`<${base}/tai-khoan/nhac-viec>`);
	const text = partsOf(raw)['text/plain'] ?? '';
	expect(text).toContain('1 nhiệm vụ cần thực hiện (1 quá hạn)');
	// Published to the whole unit: it may be named. The words of a task and its title never are.
	expect(text).toContain('Nghị quyết 05-NQ/CB');
	expect(text).not.toContain('nhân sự');
	expect(text).not.toContain('Trần Văn An');
	expect(partsOf(raw)['text/html']).not.toMatch(/<img|src=|style/);
	expect(await letters()).toMatchObject([{ kind: 'digest', state: 'sent', attempts: 1 }]);
});

test('a document for the committee only is counted in a letter and not named', async () => {
	const { tenantId, member, confirm, remind, send } = await scene();
	await database.owner`update publication set audience = 'committee' where tenant_id = ${tenantId}`;
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T07:00'));
	await send(at('2026-11-23T07:00'));
	expect(partsOf(server.taken[0]?.raw ?? '')['text/plain']).toContain('1 văn bản cần đọc');
	expect(server.taken[0]?.raw).not.toContain('05-NQ/CB');
});

test('who has nothing due gets no letter; neither does an address that is not confirmed', async () => {
	const { tenantId, secretary, member, confirm, remind } = await scene();
	await confirm(secretary.personId, 'bithu@chibo.example');
	await database.owner`insert into reminder_setting (tenant_id, person_id, address, changed_at) values (${tenantId}, ${member.personId}, 'an@chibo.example', now())`;
	expect(await remind(at('2026-11-23T09:00'))).toMatchObject({ letters: 0 });
});

test('what was done between writing and sending is not in the letter; when all is done none goes out', async () => {
	const { tenantId, member, document, confirm, told, remind, send, letters } = await scene();
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T07:00'));
	await declareStudied(database.door(member), { documentId: document.id, confirmed: true });
	expect(await told(member.personId)).toContain('read soon:2026-11-25 done');
	await database.owner`update task set state = 'accepted' where tenant_id = ${tenantId}`;
	expect(await send(at('2026-11-23T07:01'))).toEqual({ dropped: 1 });
	expect(server.taken).toEqual([]);
	expect(await letters()).toMatchObject([{ state: 'dropped' }]);
	await remind(at('2026-11-24T07:00'));
	expect(await told(member.personId)).toEqual([
		'read soon:2026-11-25 done',
		'carry_out warned:2026-11-22 done',
	]);
});

test('the supervisor is told after the person was warned, once, however often the job runs', async () => {
	const { member, secretary, told, remind } = await scene();
	await remind(at('2026-11-26T07:00'));
	expect(await told(secretary.personId)).toEqual([]);
	expect(await told(member.personId)).toContain('carry_out warned:2026-11-22');
	await remind(at('2026-11-27T07:00'));
	await remind(at('2026-11-28T07:00'));
	await Promise.all([remind(at('2026-11-29T07:00')), remind(at('2026-11-29T07:00'))]);
	expect((await told(secretary.personId)).filter((line) => line.startsWith('carry_out'))).toEqual([
		'carry_out escalated:2026-11-22',
	]);
	// Of reading the one who leads the unit is told, once for the document.
	expect((await told(secretary.personId)).filter((line) => line.startsWith('read'))).toEqual([
		'read escalated:2026-11-25',
	]);
});

test('words to those who lead a unit go away once nobody of it is behind; those of another unit stay', async () => {
	const { tenantId, tenant, cell, secretary, member, document, told, remind } = await scene();
	const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	const leader = await buildPerson(database, tenant, other, 'Lê Thị Lãnh Đạo', {
		standing: 'official',
		roles: ['secretary'],
	});
	const late = await buildPerson(database, tenant, other, 'Phạm Văn Chậm');
	const [known] = await database.owner`select publication_id from reading where tenant_id = ${tenantId}`;
	const publication = String(known?.['publication_id']);
	await sceneReader(database, tenant, other, publication, document.id, late.personId, '2026-11-25');
	for (const day of ['26', '27', '28', '29']) await remind(at(`2026-11-${day}T07:00`));
	const ofReading = async (person: string) =>
		(await told(person)).filter((line) => line.startsWith('read escalated'));
	expect(await ofReading(secretary.personId)).toEqual(['read escalated:2026-11-25']);
	expect(await ofReading(leader.personId)).toEqual(['read escalated:2026-11-25']);
	// Behind the back of every command, as when somebody leaves the unit: only the job can notice.
	await database.owner`delete from reading where tenant_id = ${tenantId} and person_id = ${member.personId} and unit_id = ${cell.id}`;
	await remind(at('2026-11-30T07:00'));
	expect(await ofReading(secretary.personId)).toEqual(['read escalated:2026-11-25 done']);
	expect(await ofReading(leader.personId)).toEqual(['read escalated:2026-11-25']);
});

test('two workers at once send each letter once', async () => {
	const { member, confirm, remind, send } = await scene();
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T07:00'));
	await Promise.all([
		send(at('2026-11-23T07:00')),
		send(at('2026-11-23T07:00')),
		send(at('2026-11-23T07:00')),
	]);
	expect(server.taken).toHaveLength(1);
});

test('a process that dies between writing down and the answer leaves a letter that is not sent again', async () => {
	const { tenantId, member, confirm, remind, send, letters } = await scene();
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T07:00'));
	// The server takes the letter; the process dies before it can write that down.
	const dying: Post = {
		...post,
		send: async (letter) => {
			await post.send(letter);
			throw new Error('killed');
		},
	};
	const now = at('2026-11-23T07:00');
	await expect(postLetters(database.db, tenantId, { post: dying, base, clock: () => now })).rejects.toThrow(
		'killed',
	);
	expect(await letters()).toMatchObject([{ state: 'sending' }]);
	await send(at('2026-11-23T07:05'));
	await send(at('2026-11-23T07:30'));
	expect(server.taken).toHaveLength(1);
	expect(await letters()).toMatchObject([{ state: 'unknown' }]);
});

test('a temporary refusal is tried again, later each time; a lasting one marks the address and is told in the application', async () => {
	const { tenantId, member, confirm, told, remind, send, letters } = await scene();
	await confirm(member.personId, 'an@chibo.example');
	await remind(at('2026-11-23T07:00'));
	server.answers.set('an@chibo.example', { at: 'rcpt', code: 451 });
	expect(await send(at('2026-11-23T07:00'))).toEqual({ later: 1 });
	expect(await send(at('2026-11-23T07:00'))).toEqual({});
	expect(await send(at('2026-11-23T07:01'))).toEqual({ later: 1 });
	expect(await send(at('2026-11-23T07:02'))).toEqual({});
	expect(await letters()).toMatchObject([{ state: 'waiting', attempts: 2, next_at: at('2026-11-23T07:03') }]);
	server.answers.set('an@chibo.example', { at: 'rcpt', code: 550 });
	expect(await send(at('2026-11-23T07:03'))).toEqual({ refused: 1 });
	const [setting] =
		await database.owner`select refused_at from reminder_setting where tenant_id = ${tenantId} and person_id = ${member.personId}`;
	expect(setting?.['refused_at']).toEqual(at('2026-11-23T07:03'));
	expect((await told(member.personId)).some((line) => line.startsWith('letter.refused'))).toBe(true);
	await remind(at('2026-11-24T07:00'));
	expect(await letters()).toHaveLength(1);
});

test('a returned result is told at once, by a letter that names neither the task nor anybody', async () => {
	const { tenantId, secretary, member, taskId, confirm, told, send } = await scene();
	await confirm(member.personId, 'an@chibo.example', 22);
	const reportId = randomUUID();
	await database.owner`insert into task_report (tenant_id, id, task_id, reporter_id, kind, percent, body, reported_at)
		values (${tenantId}, ${reportId}, ${taskId}, ${member.personId}, 'completion', 100, 'Đã xong', now())`;
	await database.owner`update task set state = 'reported', reported_at = now() where tenant_id = ${tenantId} and id = ${taskId}`;
	await decideReport(database.door(secretary), {
		reportId,
		decision: 'returned',
		reason: 'Thiếu minh chứng',
	});
	expect(await told(member.personId)).toEqual([`task.returned ${reportId}`]);
	expect(await send(at('2026-11-23T09:00'))).toEqual({ sent: 1 });
	const raw = server.taken[0]?.raw ?? '';
	expect(headerOf(raw, 'Subject')).toBe('Việc gấp: Một kết quả nhiệm vụ của đồng chí được đề nghị bổ sung');
	expect(partsOf(raw)['text/plain']).toContain(`${base}/nhiem-vu/${taskId}`);
	expect(raw + partsOf(raw)['text/plain']).not.toMatch(/nhân sự|Thiếu minh chứng|Bí Thư/);
});

test('a change that is undone tells nobody; the same step is told once', async () => {
	const { tenantId, secretary, member, told } = await scene();
	const tellTwice = (fails: boolean) =>
		command('test.tell', z.object({}), async (context) => {
			context.permit(allowed);
			for (let nth = 0; nth < 2; nth++)
				await notify(context, {
					personIds: [member.personId, secretary.personId],
					unitId: null,
					kind: 'meeting.called',
					subjectId: tenantId,
					step: 'called',
					words: 'reminder_soon',
					href: '/nhac-viec',
					isUrgent: true,
				});
			if (fails) throw new Error('undone');
			await context.emit('test.told', { subject: { type: 'test', id: null } });
		});
	await expect(tellTwice(true)(database.door(secretary), {})).rejects.toThrow('undone');
	expect(await told(member.personId)).toEqual([]);
	await tellTwice(false)(database.door(secretary), {});
	expect(await told(member.personId)).toEqual(['meeting.called called']);
	expect(await told(secretary.personId)).toEqual([]);
});

test('nobody sees what another was told, not even the secretary', async () => {
	const { member, secretary, remind } = await scene();
	await remind(at('2026-11-23T07:00'));
	const count = (actor: typeof member) =>
		look(database.door(actor), (tx) => tx.selectFrom('notification').select('id').execute()).then(
			(rows) => rows.length,
		);
	expect(await count(member)).toBe(2);
	expect(await count(secretary)).toBe(0);
});
