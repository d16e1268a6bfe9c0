import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { nominationScenes, type Person } from '../../../../tests/support/nomination-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { shippedRules } from './domain/rules.ts';
import { dropEvidence, signNomination, withdrawNomination, writeNomination } from './nominate.server.ts';
import { cancelAward, nominateUnits, openAward } from './open.server.ts';
import { awardList } from './queries.server.ts';
import { nominationFile, nominationPage } from './queries-nomination.server.ts';
import { rulesPage, setAwardRules } from './rule.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { scene, rowsOf } = nominationScenes(database);

test('a title is opened for units below by the office of the committee; their heads are told and have a duty near the day', async () => {
	const { deputy, one, two, input, open } = await scene();
	const awardId = await open();
	const told = await database.owner`select person_id from notification where subject_id = ${awardId}`;
	expect(told.map(({ person_id }) => person_id)).toEqual(
		expect.arrayContaining([one.head.personId, two.head.personId]),
	);
	const list = await look(database.door(one.head), (tx) => awardList(tx, one.head, { unitId: one.unit.id }));
	expect(list).toMatchObject({ total: 1, awards: [{ id: awardId, own: null, isEligible: true }] });
	const by = (actor: Person, more: object) => openAward(database.door(actor), { ...input, ...more });
	await expect(by(one.head, {})).rejects.toMatchObject({ key: 'refused_award_office' });
	await expect(by(one.head, { unitId: one.unit.id })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(by(deputy, { kinds: [] })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(by(deputy, { nominateBy: '2026-11-01' })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(by(deputy, { kinds: ['mass_organisation'] })).rejects.toMatchObject({ kind: 'invalid' });
});

test('a nomination takes its figures from the records; what nobody counts the unit tells, and without it nothing is signed', async () => {
	const { one, two, deputy, open, written, page } = await scene();
	const awardId = await open();
	const of = { awardId, unitId: one.unit.id };
	const door = database.door(one.head);
	await expect(writeNomination(door, { ...of, statement: ' ' })).rejects.toMatchObject({ kind: 'invalid' });
	await writeNomination(door, { ...of, statement: written.statement });
	await expect(signNomination(door, of)).rejects.toMatchObject({ kind: 'invalid' });
	await writeNomination(door, {
		...of,
		...written,
		values: written.values.map((value) => ({ ...value, words: '' })),
	});
	await expect(signNomination(door, of)).rejects.toMatchObject({ issues: [{ path: 'evidence' }] });
	const files = [{ name: 'xep-loai.txt', bytes: new TextEncoder().encode('Hoàn thành tốt nhiệm vụ') }];
	await writeNomination(door, { ...of, ...written, files });
	const own = () => look(door, (tx) => nominationPage(tx, one.head, { ...of, today }));
	const [evidence] = (await own()).evidence;
	expect(
		await look(door, (tx) => nominationFile(tx, one.head, { ...of, evidenceId: evidence?.id ?? '' })),
	).toMatchObject({ fileName: 'xep-loai.txt' });
	await signNomination(door, of);
	const signed = await own();
	expect(signed.nomination).toMatchObject({ state: 'signed', isLate: false });
	expect(signed.compared.cells).toMatchObject({
		on_time: { amount: 90, have: 9, of: 10, from: 'records', verified: null },
		study: { amount: 100, meets: true },
		examples: { amount: 2, points: 4 },
		level: { amount: 1, from: 'unit', meets: true },
	});
	// What is signed is not changed; taken back, it is written again.
	const drop = { ...of, nominationEvidenceId: evidence?.id };
	await expect(dropEvidence(door, drop)).rejects.toMatchObject({ key: 'refused_nomination_state' });
	await withdrawNomination(door, { ...of, reason: 'Bổ sung số liệu' });
	await dropEvidence(door, drop);
	await writeNomination(door, { ...of, ...written });
	await signNomination(door, of);
	expect((await page(deputy, awardId)).committee?.compared).toHaveLength(1);
	// A unit beside sees nothing of it, neither on a page nor past it.
	await expect(
		look(database.door(two.head), (tx) => nominationPage(tx, two.head, { ...of, today })),
	).rejects.toMatchObject({ kind: 'missing' });
	expect((await page(two.head, awardId)).committee).toBeNull();
	for (const table of ['nomination', 'nomination_value', 'nomination_evidence'])
		expect(await rowsOf(two.head, table), table).toBe(0);
	await expect(writeNomination(database.door(two.head), { ...of, ...written })).rejects.toMatchObject({
		kind: 'missing',
	});
	const stranger = await scene();
	await expect(stranger.page(stranger.deputy, awardId)).rejects.toMatchObject({ kind: 'missing' });
	for (const table of ['award', 'nomination', 'award_rule'])
		expect(await rowsOf(stranger.deputy, table), table).toBe(0);
});

test('a late signature is marked and accepted; the committee nominates too, and the head of the unit signs', async () => {
	const { deputy, one, two, open, nominate, page, root } = await scene();
	const awardId = await open();
	await nominateUnits(database.door(deputy), { awardId, unitIds: [two.unit.id] });
	const duties = async (actor: Person) =>
		(await look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 9))).items.filter(
			({ kind }) => kind === 'nomination_sign',
		);
	expect(await duties(two.head)).toMatchObject([{ href: `/binh-xet/${awardId}/de-cu/${two.unit.id}` }]);
	await expect(nominateUnits(database.door(deputy), { awardId, unitIds: [root.id] })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await nominate(awardId, one);
	await database.owner`update award set nominate_by = '2026-11-20', decide_by = '2026-12-20' where id = ${awardId}`;
	await nominate(awardId, two);
	expect(await duties(two.head)).toEqual([]);
	const { committee } = await page(deputy, awardId);
	expect(committee?.nominations).toMatchObject([
		{ unit: { name: 'Chi bộ Hai' }, isByCommittee: true, isLate: true, state: 'signed' },
		{ unit: { name: 'Chi bộ Một' }, isByCommittee: false, isLate: false, state: 'signed' },
	]);
});

test('criteria are data of the committee, from a day on; a title keeps those with which it was opened', async () => {
	const { deputy, one, root, open, page } = await scene();
	const before = await open();
	const { ballot, ...voting } = shippedRules.voting;
	const set = (more: object = {}) =>
		setAwardRules(database.door(deputy), {
			unitId: root.id,
			validFrom: today,
			source: 'Hướng dẫn số 12-HD/ĐU',
			criteria: [
				{ name: 'Nhiệm vụ đúng hạn', source: 'on_time', points: '60', least: '92,5' },
				{ name: 'Mô hình được nhân rộng', source: 'told_number', points: '40', full: '2' },
			],
			...voting,
			ballot,
			...more,
		});
	await set();
	await expect(
		set({ criteria: [{ name: 'Đếm', source: 'told_number', points: '5' }] }),
	).rejects.toMatchObject({ issues: [{ path: 'criteria.0.full' }] });
	const after = await open();
	expect((await page(deputy, before)).award.rules.criteria).toHaveLength(shippedRules.criteria.length);
	expect((await page(deputy, after)).award.rules).toMatchObject({
		source: 'Hướng dẫn số 12-HD/ĐU',
		criteria: [
			{ key: 'c1', least: 92.5 },
			{ key: 'c2', full: 2 },
		],
	});
	await expect(
		look(database.door(one.head), (tx) => rulesPage(tx, one.head, { unitId: root.id, today })),
	).rejects.toMatchObject({ key: 'refused_award_office' });
	await expect(
		cancelAward(database.door(one.head), { awardId: after, reason: 'Không' }),
	).rejects.toMatchObject({ key: 'refused_award_office' });
	await cancelAward(database.door(deputy), { awardId: after, reason: 'Cấp trên đổi hướng dẫn' });
	expect((await page(one.head, after)).award).toMatchObject({
		state: 'cancelled',
		reason: 'Cấp trên đổi hướng dẫn',
	});
});
