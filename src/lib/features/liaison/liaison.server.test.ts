import { beforeAll, expect, test } from 'vitest';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { residenceScene } from '../../../../tests/support/residence-scene.ts';
import { issueLetter, noteReceipt, settlePerson } from './links.server.ts';
import { introductionPaper, requestPaper, urgingPaper } from './papers.server.ts';
import { addPlace, bookPage, mergePlace, placePage, renamePlace } from './places.server.ts';
import { personResidence, requestPage } from './queries.server.ts';
import { remarkScan, remarksOf } from './queries-remarks.server.ts';
import { answerRemark, enterRemark, seeRemark, takeBackRemark } from './remarks.server.ts';
import { askOnNeed, closeRound, completeRound, openRound, putInCharge } from './rounds.server.ts';
import { rulePage, setResidenceRule } from './rule.server.ts';
import './due.server.ts';

const database = useDatabase();
type Scene = Awaited<ReturnType<typeof residenceScene>>;
let scene: Scene;
beforeAll(async () => {
	scene = await residenceScene(database);
});
const duties = (actor: Actor & { personId: string }) =>
	look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 9, scene.today)).then(
		({ items }) => items.map(({ kind, dueOn }) => `${kind} ${dueOn}`),
	);
const said = {
	body: 'Gương mẫu, tham gia đầy đủ.',
	level: 'Tốt',
	signedBy: 'Nguyễn Văn Bình, Bí thư',
	signedOn: '2026-11-20',
};

test('who settles gets one open link and a letter; moving home ends it and asks for another', async () => {
	const { member, clerk, settle, letter, cell } = scene;
	const door = database.door(clerk);
	const { linkId } = await settle(clerk, member.personId);
	expect(await duties(clerk)).toEqual(['residence_letter 2026-11-30']);
	const letterId = await letter(linkId);
	expect(await duties(clerk)).toEqual([]);
	await expect(issueLetter(door, { linkId, issuedOn: scene.today })).rejects.toMatchObject({
		kind: 'conflict',
	});
	const { paper } = await look(door, (tx) =>
		introductionPaper(tx, clerk, letterId, { address: 'https://x.example/xac-nhan/a', until: '2026-12-23' }),
	);
	expect(paper.head.number).toMatchObject({ number: 1 });
	expect(paper.head.addressees).toEqual(['Đảng ủy phường Thành Sen, tỉnh Hà Tĩnh', 'Chi bộ tổ dân phố 5']);
	expect(JSON.stringify(paper.body)).toContain('Trần Văn An');
	expect(paper.body.at(-1)).toMatchObject({ kind: 'code' });

	await expect(settle(clerk, member.personId)).rejects.toMatchObject({ kind: 'invalid' });
	await settle(clerk, member.personId, { cell: 'Chi bộ thôn Đông', validFrom: '2026-11-01' });
	const page = await look(database.door(member), (tx) =>
		personResidence(tx, member, { unitId: cell.id, personId: member.personId, today: scene.today }),
	);
	expect(page.links.map(({ cell: name, validTo, letterDue }) => [name, validTo, letterDue])).toEqual([
		['Chi bộ thôn Đông', null, 'moved'],
		['Chi bộ tổ dân phố 5', '2026-11-01', null],
	]);
	await noteReceipt(door, { letterId, receivedOn: scene.today, receivedName: 'Ông Bình' });
	await expect(
		noteReceipt(door, { letterId, receivedOn: scene.today, receivedName: 'Ông Bình' }),
	).rejects.toMatchObject({ kind: 'conflict' });
});

test('where somebody lives is no business of a colleague or of another unit, and a member writes nothing', async () => {
	const { member, second, officer, cell, settle } = scene;
	for (const actor of [second, officer])
		await expect(
			look(database.door(actor), (tx) =>
				personResidence(tx, actor, { unitId: cell.id, personId: member.personId, today: scene.today }),
			),
		).rejects.toMatchObject({ kind: 'missing' });
	await expect(settle(second, second.personId)).rejects.toMatchObject({ kind: 'refused' });
	expect((await scene.page(second)).people).toEqual([]);
	const rows = await transactionAs(database.db, second, 'read', (tx) =>
		tx.selectFrom('residence_link').select('id').execute(),
	);
	expect(rows).toEqual([]);
});

test('of who is exempt a reason is kept; who is not introduced has no place and gets no letter', async () => {
	const { deputy, second, other, settle, clerk, page } = scene;
	await expect(settle(clerk, second.personId, { exemptKind: 'a' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await settle(clerk, second.personId, { exemptKind: 'a', reason: 'Đi học tập trung' });
	await settle(clerk, other.personId, { exemptKind: 'b', reason: 'Nhiệm vụ đặc biệt' });
	const { people } = await page(deputy);
	const of = (personId: string) => people.find((one) => one.personId === personId)?.link;
	expect(of(second.personId)).toMatchObject({ exemptKind: 'a', letterDue: 'new' });
	expect(of(other.personId)).toMatchObject({ exemptKind: 'b', placeId: null, letterDue: null });
});

test('a round waits for who was introduced, leaves out who is exempt and says why, and takes in who comes later', async () => {
	const { secretary, member, second, other, committee, settle, clerk, open, round } = scene;
	const roundId = await open(2024);
	await expect(
		openRound(database.door(secretary), { unitId: scene.cell.id, year: 2024, dueOn: '2026-12-01' }),
	).rejects.toMatchObject({ kind: 'conflict' });
	await expect(
		openRound(database.door(clerk), { unitId: scene.cell.id, year: 2023, dueOn: '2026-12-01' }),
	).rejects.toMatchObject({ kind: 'refused' });
	const before = await round(secretary, roundId);
	expect(before.waiting.map(({ personId }) => personId)).toEqual([member.personId]);
	expect(before.exempt.map(({ personId, reason }) => [personId, reason])).toEqual(
		expect.arrayContaining([
			[second.personId, 'Đi học tập trung'],
			[other.personId, 'Nhiệm vụ đặc biệt'],
		]),
	);
	expect(before.unknown).toHaveLength(4);
	expect(await duties(secretary)).toContain('residence_round 2026-12-05');
	await settle(clerk, committee.personId);
	expect((await round(secretary, roundId)).later).toBe(1);
	expect(await completeRound(database.door(committee), { roundId })).toEqual({ added: 1 });
	// Of who is exempt but introduced it is asked on need; of who is not introduced nobody can be asked.
	const [asked, never] = [second, other].map(({ personId }) =>
		before.exempt.find((one) => one.personId === personId),
	);
	await askOnNeed(database.door(secretary), { requestId: asked?.id });
	await expect(askOnNeed(database.door(secretary), { requestId: never?.id })).rejects.toMatchObject({
		kind: 'conflict',
	});
	expect((await round(secretary, roundId)).waiting).toHaveLength(3);
	await closeRound(database.door(secretary), { roundId });
	await expect(completeRound(database.door(secretary), { roundId })).rejects.toMatchObject({
		kind: 'conflict',
	});
});

test('a remark is there for the person, who heads the unit and who is in charge; the clerk enters and does not read it', async () => {
	const { secretary, deputy, committee, other, clerk, member, second, officer } = scene;
	const { requestId } = await scene.asked(2025);
	await expect(enterRemark(database.door(member), { requestId, ...said })).rejects.toMatchObject({
		key: 'refused_residence_own',
	});
	await expect(enterRemark(database.door(clerk), { requestId, ...said, body: '' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await putInCharge(database.door(secretary), { requestId, inChargeId: committee.personId });
	await expect(
		putInCharge(database.door(secretary), { requestId, inChargeId: second.personId }),
	).rejects.toMatchObject({ kind: 'invalid' });
	const png = new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
	await enterRemark(database.door(clerk), { requestId, ...said, scan: { name: 'phieu.png', bytes: png } });
	const rows = (actor: Actor) =>
		transactionAs(database.db, actor, 'read', (tx) => remarksOf(tx, actor.tenantId, requestId)).then(
			(found) => found.length,
		);
	const readers = [member, secretary, deputy, committee];
	const others = [clerk, other, second, officer, systemActor(member.tenantId)];
	for (const actor of readers) expect(await rows(actor), actor.name).toBe(1);
	for (const actor of others) expect(await rows(actor), actor.name).toBe(0);
	const scan = (actor: Actor) => look(database.door(actor), (tx) => remarkScan(tx, actor, requestId));
	expect((await scan(committee)).fileName).toBe('phieu.png');
	for (const actor of [clerk, other]) await expect(scan(actor)).rejects.toMatchObject({ kind: 'missing' });
	// That it came, those who answer for the unit know.
	const seen = await look(database.door(clerk), (tx) => requestPage(tx, clerk, requestId, scene.today));
	expect(seen).toMatchObject({ reads: false, remarks: [], request: { state: 'received' } });
	await expect(
		look(database.door(second), (tx) => requestPage(tx, second, requestId, scene.today)),
	).rejects.toMatchObject({ kind: 'missing' });
	expect(await duties(member)).toContain('residence_read 2026-11-30');

	await seeRemark(database.door(member), { requestId });
	expect(await duties(member)).toEqual([]);
	await expect(answerRemark(database.door(secretary), { requestId, answer: 'x' })).rejects.toMatchObject({
		key: 'refused_residence_person_only',
	});
	await answerRemark(database.door(member), { requestId, answer: 'Tôi vắng hai buổi do đi công tác.' });
	const told =
		await database.owner`select person_id from notification where kind = 'residence.answered' and subject_id = ${requestId}`;
	expect(new Set(told.map((row) => row['person_id']))).toEqual(
		new Set([secretary.personId, deputy.personId, committee.personId]),
	);

	await expect(
		takeBackRemark(database.door(committee), { requestId, reason: 'Nhầm phiếu' }),
	).rejects.toMatchObject({ kind: 'refused' });
	await takeBackRemark(database.door(deputy), { requestId, reason: 'Nhầm phiếu' });
	await enterRemark(database.door(deputy), { requestId, ...said });
	const mine = await look(database.door(member), (tx) => remarksOf(tx, member.tenantId, requestId));
	expect(mine.map(({ takenBackReason, answer }) => [takenBackReason, answer !== ''])).toEqual([
		['', false],
		['Nhầm phiếu', true],
	]);
});

test('the form and the letter of urging are written for whoever gathers, as long as it is waited for', async () => {
	const { clerk, member, second, secretary, settle } = scene;
	await settle(clerk, secretary.personId);
	const { roundId } = await scene.asked(2027);
	const { waiting } = await scene.round(clerk, roundId);
	const [about, aboutHead] = [member, secretary].map(
		({ personId }) => waiting.find((one) => one.personId === personId)?.id ?? '',
	);
	const form = await look(database.door(clerk), (tx) =>
		requestPaper(tx, clerk, about ?? '', scene.today, null),
	);
	expect(form.paper.head).toMatchObject({ number: null, typeName: 'Phiếu lấy ý kiến nhận xét' });
	const urging = await look(database.door(clerk), (tx) => urgingPaper(tx, clerk, about ?? '', scene.today));
	expect(JSON.stringify(urging.paper.body)).toContain('chưa nhận được ý kiến');
	// What is about the secretary the deputy signs.
	const ofHead = await look(database.door(clerk), (tx) =>
		urgingPaper(tx, clerk, aboutHead ?? '', scene.today),
	);
	expect(ofHead.paper.signatures.right.name).toBe('Phạm Văn Phó');
	await expect(
		look(database.door(second), (tx) => requestPaper(tx, second, about ?? '', scene.today, null)),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('a renamed residential cell keeps its people and asks for letters again; a merged one hands them on from the day', async () => {
	const { clerk, member, secretary, cell, round } = scene;
	const door = database.door(clerk);
	const book = await look(door, (tx) => bookPage(tx, clerk, cell.id));
	const five = book.places.find((place) => place.cell === 'Chi bộ tổ dân phố 5');
	const east = book.places.find((place) => place.cell === 'Chi bộ thôn Đông');
	if (!five || !east) throw new Error('The book is not complete');
	await expect(
		addPlace(door, { unitId: cell.id, cell: five.cell, commune: five.commune }),
	).rejects.toMatchObject({ kind: 'invalid' });
	const change = {
		placeId: five.id,
		cell: 'Chi bộ tổ dân phố 2',
		commune: five.commune,
		on: '2025-07-01',
		decision: '12-NQ/HĐND',
	};
	await expect(renamePlace(database.door(member), change)).rejects.toMatchObject({ kind: 'refused' });
	const people = (await look(door, (tx) => placePage(tx, clerk, five.id))).people.length;
	expect(await renamePlace(door, change)).toEqual({ letters: people });
	await expect(renamePlace(door, change)).rejects.toMatchObject({ kind: 'invalid' });
	const renamed = await look(door, (tx) => placePage(tx, clerk, five.id));
	expect(renamed.names.map((name) => [name.cell, name.to])).toEqual([
		['Chi bộ tổ dân phố 2', null],
		['Chi bộ tổ dân phố 5', '2025-07-01'],
	]);

	const merge = { placeId: five.id, intoId: east.id, on: '2026-11-20', expected: people };
	await expect(mergePlace(door, { ...merge, expected: people + 1 })).rejects.toMatchObject({
		kind: 'conflict',
	});
	await expect(mergePlace(door, { ...merge, intoId: five.id })).rejects.toMatchObject({ kind: 'invalid' });
	expect(await mergePlace(door, merge)).toEqual({ letters: people });
	const merged = await look(door, (tx) => placePage(tx, clerk, five.id));
	expect(merged).toMatchObject({ people: [], successor: { id: east.id }, place: { endedOn: '2026-11-20' } });
	const history = await look(door, (tx) =>
		personResidence(tx, clerk, { unitId: cell.id, personId: secretary.personId, today: scene.today }),
	);
	expect(
		history.links.map(({ cell: name, validFrom, validTo, letterDue }) => [
			name,
			validFrom,
			validTo,
			letterDue,
		]),
	).toEqual([
		['Chi bộ thôn Đông', '2026-11-20', null, 'renamed'],
		['Chi bộ tổ dân phố 2', '2024-01-01', '2026-11-20', null],
	]);
	// What is still waited for goes to the place as it is called now.
	const open = (await scene.page(secretary)).rounds.find(({ year }) => year === 2027);
	const { waiting } = await round(secretary, open?.id ?? '');
	expect(waiting.find(({ personId }) => personId === secretary.personId)?.cell).toBe('Chi bộ thôn Đông');
	await expect(renamePlace(door, { ...change, on: '2026-11-22' })).rejects.toMatchObject({
		kind: 'conflict',
	});
});

test('how the unit goes about it is set from a day on by who heads it', async () => {
	const { secretary, clerk, cell } = scene;
	const rule = {
		unitId: cell.id,
		validFrom: scene.today,
		exemptions: 'Ở xa | không giới thiệu | Công tác biệt phái',
		levels: 'Đạt\nChưa đạt',
		linkDays: 5,
		letterDays: 3,
		readDays: 2,
	};
	await expect(setResidenceRule(database.door(clerk), rule)).rejects.toMatchObject({ kind: 'refused' });
	await expect(
		setResidenceRule(database.door(secretary), { ...rule, exemptions: 'Chỉ có tên' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await setResidenceRule(database.door(secretary), rule);
	const page = await look(database.door(secretary), (tx) =>
		rulePage(tx, secretary, { unitId: cell.id, today: scene.today }),
	);
	expect(page).toMatchObject({ exemptions: rule.exemptions, levels: rule.levels, linkDays: 5 });
	await expect(
		settlePerson(database.door(clerk), {
			unitId: cell.id,
			personId: scene.deputy.personId,
			exemptKind: 'a',
			reason: 'x',
			validFrom: '2026-01-01',
		}),
	).rejects.toMatchObject({ kind: 'invalid' });
});
