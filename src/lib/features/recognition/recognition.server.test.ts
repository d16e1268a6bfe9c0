import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	sceneDocument,
	sceneProgramme,
	scenePublication,
	sceneReader,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import { advancedPage } from './advanced.server.ts';
import { agree, decline, setConsent, setNamed, withdraw } from './commands.server.ts';
import './due.server.ts';
import { issueNotice, recognitionPaper } from './paper.server.ts';
import { propose } from './propose.server.ts';
import { commendationsOf, recognitionCounts } from './public.server.ts';
import { announcedList, openProposals, recognitionPage } from './queries.server.ts';
import { setRecognitionRule } from './rule.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
const deed = 'Trần Văn An đến nhà ba cụ cao tuổi để giúp nộp hồ sơ, ngoài giờ làm việc.';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
		buildPerson(database, tenant, unit, name, roles);
	const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] });
	const committee = await of('Lê Chi Ủy', { standing: 'official', roles: ['committee_member'] });
	const member = await of('Trần Văn An', { standing: 'official' });
	const fellow = await of('Phạm Thị Bình', { standing: 'non_party' });
	const colleague = await of('Bùi Văn Cường', { standing: 'official' });
	const officer = await of('Hồ Cấp Trên', { standing: 'official', roles: ['higher_officer'] }, tenant.root);
	const stranger = await of('Đỗ Người Ngoài', { standing: 'official' }, tenant.root);
	const send = (actor: Person, over: Record<string, unknown> = {}) =>
		propose(database.door(actor), {
			unitId: cell.id,
			kind: 'example',
			personId: member.personId,
			title: 'Giúp người cao tuổi nộp hồ sơ tại nhà',
			deed,
			field: 'Đạo đức công vụ',
			evidenceText: 'Sổ tiếp dân ngày 10/11.',
			...over,
		}).then(({ recognitionId }) => recognitionId);
	const say = (actor: Person, recognitionId: string, over: Record<string, unknown> = {}) =>
		agree(database.door(actor), { recognitionId, committeeOn: '2026-11-20', ...over });
	const page = (actor: Person, recognitionId: string) =>
		look(database.door(actor), (tx) => recognitionPage(tx, actor, recognitionId));
	const list = (actor: Person, over: Record<string, unknown> = {}) =>
		look(database.door(actor), (tx) =>
			announcedList(tx, actor, { unitId: cell.id, page: 1, year: null, kind: '', field: '', ...over }),
		);
	const rows = (actor: Person) =>
		look(database.door(actor), (tx) => tx.selectFrom('recognition').select('id').execute()).then(
			(found) => found.length,
		);
	const own = (actor: Person) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9)).then(({ items }) =>
			items.map(({ kind }) => kind),
		);
	return {
		tenant,
		cell,
		secretary,
		deputy,
		committee,
		member,
		fellow,
		colleague,
		officer,
		stranger,
		send,
		say,
		page,
		list,
		rows,
		own,
	};
};

test('proposed by a colleague, agreed after the committee, announced at once; shown beyond the unit only as the person says', async () => {
	const {
		secretary,
		deputy,
		committee,
		member,
		fellow,
		colleague,
		stranger,
		send,
		say,
		page,
		list,
		rows,
		own,
		cell,
	} = await scene();
	const id = await send(fellow);
	expect([await own(secretary), await own(deputy), await own(member)]).toEqual([
		['recognition_decide'],
		['recognition_decide'],
		[],
	]);
	// Who is proposed learns of it when it is announced.
	for (const other of [member, stranger]) {
		expect(await rows(other)).toBe(0);
		await expect(page(other, id)).rejects.toMatchObject({ kind: 'missing' });
	}
	await expect(say(committee, id)).rejects.toMatchObject({ key: 'refused_recognition_decide' });
	await expect(say(secretary, id, { committeeOn: '2026-11-24' })).rejects.toMatchObject({ kind: 'invalid' });
	await say(secretary, id);
	expect([await own(secretary), await own(member)]).toEqual([[], ['recognition_consent']]);
	expect(await list(fellow)).toMatchObject({
		found: 1,
		individual: 1,
		deeds: [{ personName: 'Trần Văn An', field: 'Đạo đức công vụ', honouredOn: today }],
	});
	expect(await rows(stranger)).toBe(0);
	expect((await list(fellow, { year: 2025 })).found).toBe(0);
	expect((await list(fellow, { kind: 'example', field: 'Đạo đức công vụ', year: 2026 })).found).toBe(1);

	// Only the person says whether it may be shown.
	for (const other of [secretary, fellow])
		await expect(
			setConsent(database.door(other), { recognitionId: id, consent: 'yes' }),
		).rejects.toMatchObject({ key: 'refused_recognition_consent' });
	await setConsent(database.door(member), { recognitionId: id, consent: 'yes' });
	expect(await own(member)).toEqual([]);
	expect((await page(secretary, id)).one.consent).toBe(true);
	expect((await page(fellow, id)).one.consent).toBe(null);
	await setConsent(database.door(member), { recognitionId: id, consent: 'no' });
	expect((await page(member, id)).one.consent).toBe(false);
	const events = await database.owner`select verb from event where subject_id = ${id} order by id`;
	expect(events.map(({ verb }) => verb)).toEqual([
		'recognition.proposed',
		'recognition.announced',
		'recognition.given',
		'recognition.consented',
		'recognition.consent_withheld',
	]);

	// Without the name: the deed is read, and not whose it is.
	await setNamed(database.door(member), { recognitionId: id, named: 'no' });
	expect(await rows(colleague)).toBe(0);
	for (const other of [fellow, colleague])
		expect(await list(other)).toMatchObject({ found: 1, deeds: [{ personName: null, isOpen: false }] });
	expect((await list(fellow)).deeds[0]?.deed).toBe(deed.replace('Trần Văn An', 'một đồng chí'));
	expect((await list(member)).deeds).toMatchObject([{ personName: 'Trần Văn An', isOpen: true }]);
	await decline(database.door(deputy), { recognitionId: await send(secretary), reason: 'Đã biểu dương.' });
	expect((await list(fellow)).found).toBe(1);
	const seen = await look(database.door(colleague), (tx) =>
		commendationsOf(tx, colleague, [member.personId], '2026-01-01', '2026-12-31'),
	);
	expect(seen).toEqual([]);
	expect(
		await look(database.door(secretary), (tx) =>
			recognitionCounts(tx, secretary, cell.id, '2026-01-01', '2026-12-31'),
		),
	).toEqual({
		individualExamples: 1,
		collectiveExamples: 0,
		individualCommendations: 0,
		collectiveCommendations: 0,
	});
});

test('nobody proposes or decides for themselves, nor decides on what they proposed; the table refuses it too', async () => {
	const { cell, secretary, deputy, member, officer, send, say, page } = await scene();
	await expect(send(member)).rejects.toMatchObject({ key: 'refused_recognition_own' });
	const ofSecretary = await send(deputy, { personId: secretary.personId });
	await expect(say(secretary, ofSecretary)).rejects.toMatchObject({ kind: 'missing' });
	await expect(say(deputy, ofSecretary)).rejects.toMatchObject({ key: 'refused_recognition_proposer' });
	await expect(
		decline(database.door(deputy), { recognitionId: ofSecretary, reason: 'Thôi' }),
	).rejects.toMatchObject({ key: 'refused_recognition_proposer' });
	// Nobody of the unit may: the office above does.
	await say(officer, ofSecretary);
	expect((await page(member, ofSecretary)).decidedByName).toBe('Hồ Cấp Trên');
	for (const column of ['proposer_id', 'decided_by'])
		await expect(
			database.owner.unsafe(`update recognition set ${column} = person_id where id = $1::text::uuid`, [
				ofSecretary,
			]),
		).rejects.toThrow(/recognition_check/);
	await expect(
		database.owner`update recognition set decided_by = proposer_id where id = ${ofSecretary}`,
	).rejects.toThrow(/recognition_check/);

	const own = await send(member, { personId: deputy.personId });
	await expect(withdraw(database.door(secretary), { recognitionId: own })).rejects.toMatchObject({
		key: 'refused_recognition_proposer_only',
	});
	await withdraw(database.door(member), { recognitionId: own });
	await expect(say(secretary, own)).rejects.toMatchObject({ key: 'refused_recognition_state' });

	const declined = await send(member, { personId: deputy.personId });
	await decline(database.door(secretary), { recognitionId: declined, reason: 'Cần thêm minh chứng.' });
	expect((await page(member, declined)).one.reason).toBe('Cần thêm minh chứng.');
	const waiting = await look(database.door(member), (tx) => openProposals(tx, member, cell.id));
	expect(waiting.map(({ state }) => state)).toEqual(['declined']);
	await expect(page(deputy, declined)).rejects.toMatchObject({ kind: 'missing' });
});

test('a collective to which whoever decides belongs needs a second one who heads the unit', async () => {
	const { cell, secretary, deputy, committee, member, fellow, send, say, list, page } = await scene();
	const collective = {
		personId: undefined,
		collective: 'Tổ số hóa hồ sơ',
		memberIds: [secretary.personId, deputy.personId, member.personId],
		title: 'Số hóa xong hồ sơ tồn trước hạn',
	};
	await expect(send(fellow, { ...collective, memberIds: [] })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(send(fellow, { ...collective, personId: member.personId })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const id = await send(fellow, collective);
	expect(await say(secretary, id)).toEqual({ state: 'proposed' });
	await expect(say(secretary, id)).rejects.toMatchObject({ key: 'refused_recognition_second' });
	expect((await list(fellow)).found).toBe(0);
	expect(await say(deputy, id)).toEqual({ state: 'announced' });
	expect(await list(fellow)).toMatchObject({ found: 1, individual: 0, collective: 1 });
	expect((await page(fellow, id)).members).toHaveLength(3);
	// One to which nobody who heads the unit belongs is announced at once.
	const other = await send(fellow, { ...collective, memberIds: [member.personId, committee.personId] });
	expect(await say(secretary, other)).toEqual({ state: 'announced' });
	expect(
		await look(database.door(secretary), (tx) =>
			recognitionCounts(tx, secretary, cell.id, '2026-01-01', '2026-12-31'),
		),
	).toMatchObject({ individualExamples: 0, collectiveExamples: 2 });
});

test('a commendation in a form that asks for a decision has its number, day and giver; the rule is the unit’s', async () => {
	const { cell, secretary, member, fellow, send, say, page } = await scene();
	const given = { kind: 'commendation', formKey: 'merit_certificate' };
	await expect(send(fellow, { ...given, formKey: '' })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(send(fellow, { ...given, formKey: 'emulation_flag' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const id = await send(fellow, given);
	await expect(say(secretary, id)).rejects.toMatchObject({ kind: 'invalid' });
	await say(secretary, id, {
		decisionNumber: '12-QĐ/ĐU',
		decisionOn: '2026-11-18',
		givenBy: 'Đảng ủy cơ sở',
	});
	expect((await page(fellow, id)).one).toMatchObject({
		honouredOn: '2026-11-18',
		form: { name: 'Giấy khen' },
	});
	expect(
		await look(database.door(fellow), (tx) =>
			commendationsOf(tx, fellow, [member.personId], '2026-01-01', '2026-12-31'),
		),
	).toMatchObject([{ kind: 'commendation', formName: 'Giấy khen', decisionNumber: '12-QĐ/ĐU' }]);

	const rule = { unitId: cell.id, validFrom: today, commendedShare: 50, onTimeShare: 80, openLimits: 1 };
	const forms = 'Thư khen | Bí thư | cả hai | không cần quyết định';
	await expect(setRecognitionRule(database.door(fellow), { ...rule, forms })).rejects.toMatchObject({
		key: 'refused_recognition_rule',
	});
	await expect(
		setRecognitionRule(database.door(secretary), { ...rule, forms: 'Thư khen' }),
	).rejects.toMatchObject({
		kind: 'invalid',
	});
	await setRecognitionRule(database.door(secretary), { ...rule, forms });
	await expect(send(fellow, given)).rejects.toMatchObject({ kind: 'invalid' });
	await send(fellow, { ...given, formKey: 'thu_khen' });
	const stand = await look(database.door(secretary), (tx) =>
		advancedPage(tx, secretary, { unitId: cell.id, year: 2026, today }),
	);
	expect(stand.criteria.map(({ key, have, of, isMet }) => [key, have, of, isMet])).toEqual([
		['commended', 1, 6, false],
		['on_time', 0, 0, true],
		['open_limits', 0, null, true],
	]);
	await expect(
		look(database.door(fellow), (tx) => advancedPage(tx, fellow, { unitId: cell.id, year: 2026, today })),
	).rejects.toMatchObject({ key: 'refused_recognition_lead' });
});

test('evidence is needed: words, a link, an accepted task of the person; a task of another is none', async () => {
	const { tenant, cell, secretary, member, fellow, send, say, page } = await scene();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Đạo đức công vụ']);
	const reach = { readBy: '2026-11-30', assigned: 1, opened: 0, studied: 0, readers: {} };
	const publicationId = await scenePublication(
		database,
		tenant,
		cell,
		document.id,
		secretary.personId,
		reach,
	);
	for (const { personId } of [fellow, member])
		await sceneReader(database, tenant, cell, publicationId, document.id, personId, '2026-11-30');
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const given = {
		programmeId,
		documentId: document.id,
		clauseIds: [],
		supervisorId: secretary.personId,
		ownerId: member.personId,
	};
	const accepted = { state: 'accepted', reportedAt: '2026-11-20T02:00:00Z' };
	const taskId = await sceneTask(database, tenant, cell, given, accepted);
	const others = await sceneTask(database, tenant, cell, { ...given, ownerId: secretary.personId }, accepted);
	const none = { evidenceText: '' };
	await expect(send(fellow, none)).rejects.toMatchObject({ kind: 'invalid' });
	await expect(send(fellow, { ...none, link: 'javascript:alert(1)' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(send(fellow, { ...none, taskIds: [others] })).rejects.toMatchObject({ kind: 'missing' });
	const secret = { name: 'MẬT.txt', bytes: new TextEncoder().encode('TỐI MẬT\nNội dung') };
	await expect(send(fellow, { ...none, files: [secret] })).rejects.toMatchObject({ kind: 'invalid' });
	const id = await send(fellow, {
		taskIds: [taskId],
		link: 'https://sotttt.example.vn/tin/1',
		files: [{ name: 'anh.txt', bytes: new TextEncoder().encode('Ảnh chụp buổi hướng dẫn') }],
		documentId: document.id,
		clauseId: document.sections[0]?.id,
	});
	await say(secretary, id);
	const shown = await page(member, id);
	expect(shown.evidence.map(({ kind }) => kind).sort()).toEqual(['file', 'link', 'task', 'text']);
	expect(shown.place).toMatchObject({ documentId: document.id, clause: '1.' });
	// On the timeline of the document by name, for as long as the person lets it be.
	const onTimeline = async (actor: Person) => {
		const timeline = await look(database.door(actor), (tx) =>
			timelineOf(tx, actor, { documentId: document.id, unitId: cell.id }),
		);
		return timeline.days
			.flatMap(({ entries }) => entries)
			.filter(({ verb }) => verb === 'recognition.announced')
			.map(({ title, clauseLabel }) => [title, clauseLabel]);
	};
	expect(await onTimeline(secretary)).toEqual([['Trần Văn An: Giúp người cao tuổi nộp hồ sơ tại nhà', '1.']]);
	const notice = { recognitionId: id, issuedOn: today };
	await expect(issueNotice(database.door(fellow), notice)).rejects.toMatchObject({
		key: 'refused_recognition_notice',
	});
	const { mark } = await issueNotice(database.door(secretary), notice);
	expect(mark).toMatch(/^01-TB/);
	await expect(issueNotice(database.door(secretary), notice)).rejects.toMatchObject({ kind: 'conflict' });
	await setNamed(database.door(member), { recognitionId: id, named: 'no' });
	expect(await onTimeline(secretary)).toEqual([[null, '1.']]);
	await setNamed(database.door(member), { recognitionId: id, named: 'yes' });
	const { paper } = await look(database.door(secretary), (tx) => recognitionPaper(tx, secretary, id, today));
	expect(paper).toMatchObject({ type: 'notice' });
	expect(paper.head.title).toContain('Trần Văn An');
	await expect(
		look(database.door(fellow), (tx) => recognitionPaper(tx, fellow, id, today)),
	).rejects.toMatchObject({ kind: 'missing' });
});
