import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { anyRow } from '../../../../tests/support/any-row.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { rulesOn } from '../inspections/domain/rules.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { writePaper } from '../papers/public.server.ts';
import { decideAward } from './decide.server.ts';
import { shippedRules } from './domain/rules.ts';
import './due.server.ts';
import { dropEvidence, signNomination, withdrawNomination, writeNomination } from './nominate.server.ts';
import { cancelAward, nominateUnits, openAward } from './open.server.ts';
import { awardPaper, papersOf } from './paper.server.ts';
import { awardList, awardPage, rulesPage } from './queries.server.ts';
import { nominationFile, nominationPage } from './queries-nomination.server.ts';
import { setAwardRules } from './rule.server.ts';
import { fixFigures, recordSession, recordVote } from './vote.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
const EVERY = '00000000-0000-0000-0000-000000000000';

/** A committee with two cells of nine people and two small ones, whose figures of the year are kept. */
const scene = async () => {
	const tenant = await buildTenant(database);
	const { root } = tenant;
	const person = (unit: typeof root, name: string, roles: Parameters<typeof buildPerson>[4] = {}) =>
		buildPerson(database, tenant, unit, name, roles);
	const deputy = await person(root, 'Hồ Văn Cấp Trên', { roles: ['deputy'] });
	const chief = await person(root, 'Đỗ Thị Thường Trực', { roles: ['secretary'] });
	const cells = [];
	for (const [name, people, onTime] of [
		['Chi bộ Một', 9, 9],
		['Chi bộ Hai', 9, 7],
		['Chi bộ Ba', 3, 6],
		['Chi bộ Bốn', 4, 5],
	] as const) {
		const unit = await buildUnit(database, tenant, name);
		const head = await person(unit, `Bí thư ${name}`, { standing: 'official', roles: ['secretary'] });
		await database.owner`insert into unit_people (tenant_id, unit_id, own, below) values (${tenant.tenantId}, ${unit.id}, ${people}, ${people})`;
		await database.owner`insert into unit_progress (tenant_id, unit_id, document_id, year, quarter, documents, with_programme, asked, studied, study_asked, study_done,
			papers_asked, papers, tasks, tasks_done, tasks_on_time, tasks_proved, examples)
			values (${tenant.tenantId}, ${unit.id}, ${EVERY}, 2026, 1, 10, 8, ${people}, ${people}, ${people}, ${people}, ${people}, ${people}, 10, 10, ${onTime}, 9, 2)`;
		cells.push({ unit, head });
	}
	const [one, two, small] = cells;
	if (!one || !two || !small) throw new Error('three cells');
	const input = {
		unitId: root.id,
		name: 'Tổ chức cơ sở đảng tiêu biểu năm 2026',
		year: '2026',
		wanted: '1',
		kinds: ['cell'],
		nominateBy: '2026-12-01',
		decideBy: '2026-12-20',
	};
	const open = async (more = {}) => (await openAward(database.door(deputy), { ...input, ...more })).awardId;
	const written = {
		statement: 'Chi bộ trả 100% hồ sơ đúng hạn, cắt 12 ngày ở 5 thủ tục.',
		values: [
			{ criterion: 'level', met: 'yes', words: 'Quyết định số 41-QĐ/ĐU' },
			{ criterion: 'discipline', met: 'yes', words: 'Báo cáo tổng kết năm' },
		],
	};
	const nominate = async (awardId: string, { unit, head }: typeof one, more = {}) => {
		const of = { awardId, unitId: unit.id };
		await writeNomination(database.door(head), { ...of, ...written, ...more });
		await signNomination(database.door(head), of);
	};
	const page = (actor: Actor, awardId: string, order = 'name') =>
		look(database.door(actor), (tx) => awardPage(tx, actor, { awardId, order, today }));
	const vote = async (awardId: string, voters: Person[], counts: [string, number][], by: Person = deputy) => {
		await recordSession(database.door(by), {
			awardId,
			metOn: today,
			ballot: 'secret',
			voters: voters.map(({ personId }) => ({ personId, isPresent: true })),
		});
		const ballots = String(voters.length);
		await recordVote(database.door(by), {
			awardId,
			handedOut: ballots,
			returned: ballots,
			valid: ballots,
			counts: counts.map(([unitId, votes]) => ({ unitId, votes })),
		});
	};
	return { tenant, root, deputy, chief, one, two, small, input, open, written, nominate, page, vote };
};

const rowsOf = async (actor: Actor, table: string): Promise<number> =>
	look(database.door(actor), async (tx) => {
		const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx);
		return found.rows[0]?.n ?? 0;
	});

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

test('side by side: the best is marked, what an inspection confirmed is told, the smallest cell gives nothing away; figures stay as fixed', async () => {
	const { tenant, root, deputy, one, two, small, open, nominate, page } = await scene();
	const inspect = async (unitId: string, outcomes: string[]) => {
		const put = async (name: string, given: Record<string, string | boolean>) => {
			const { text, values } = await anyRow(
				database.owner,
				{ schema: 'public', name },
				tenant.tenantId,
				given,
			);
			await database.owner.unsafe(text, values);
		};
		const id = crypto.randomUUID();
		await put('inspection', {
			id,
			unit_id: root.id,
			inspected_unit_id: unitId,
			kinds: '{task}',
			rules: JSON.stringify(rulesOn('2026-01-01')),
			state: 'concluded',
			opened_by: deputy.personId,
			reported_at: '2026-11-01T00:00:00Z',
			answer_by: '2026-11-10',
			conclusion: 'Đạt',
			concluded_on: '2026-11-12',
			concluded_at: '2026-11-12T00:00:00Z',
		});
		for (const outcome of outcomes) {
			const recordId = crypto.randomUUID();
			await put('inspection_record', {
				id: recordId,
				inspection_id: id,
				kind: 'task',
				unit_id: unitId,
				above_unit_id: root.id,
				happened_on: '2026-05-01',
			});
			await put('inspection_finding', {
				record_id: recordId,
				outcome,
				words: 'Thấy',
				found_by: deputy.personId,
			});
		}
	};
	await inspect(one.unit.id, ['confirmed', 'confirmed']);
	await inspect(two.unit.id, ['confirmed', 'not_confirmed', 'not_seen']);
	const awardId = await open();
	for (const cell of [one, two, small]) await nominate(awardId, cell);
	const cellsOf = async (order?: string) =>
		Object.fromEntries(
			((await page(deputy, awardId, order)).committee?.compared ?? []).map((unit) => [unit.name, unit]),
		);
	const before = await cellsOf();
	expect(before['Chi bộ Một']?.cells['on_time']).toMatchObject({
		amount: 90,
		isBest: true,
		verified: { confirmed: 2, looked: 2 },
	});
	expect(before['Chi bộ Hai']?.cells['on_time']).toMatchObject({
		amount: 70,
		isBest: false,
		verified: { confirmed: 1, looked: 2 },
	});
	expect(before['Chi bộ Ba']?.cells['study']).toMatchObject({ from: 'hidden', amount: null, meets: null });
	// Its own committee sees them.
	const own = await look(database.door(small.head), (tx) =>
		nominationPage(tx, small.head, { awardId, unitId: small.unit.id, today }),
	);
	expect(own.compared.cells['study']).toMatchObject({ from: 'records', amount: 100 });
	await fixFigures(database.door(deputy), { awardId });
	await database.owner`update unit_progress set tasks_on_time = 1 where unit_id = ${one.unit.id}`;
	expect((await cellsOf())['Chi bộ Một']?.cells['on_time']).toMatchObject({ amount: 90 });
	await expect(
		withdrawNomination(database.door(one.head), { awardId, unitId: one.unit.id, reason: 'Muộn' }),
	).rejects.toMatchObject({ key: 'refused_nomination_state' });
});

test('the vote: who belongs to a nominated unit has no vote on it, more votes than there can be are refused', async () => {
	const { deputy, chief, one, two, open, nominate, page, vote } = await scene();
	const awardId = await open();
	for (const cell of [one, two]) await nominate(awardId, cell);
	const voters = [deputy, chief, one.head, two.head];
	await expect(vote(awardId, voters, [])).rejects.toMatchObject({ key: 'refused_award_state' });
	await fixFigures(database.door(deputy), { awardId });
	await expect(recordVote(database.door(deputy), { awardId, counts: [] })).rejects.toMatchObject({
		key: 'failure_award_no_session',
	});
	await expect(vote(awardId, voters, [[one.unit.id, 4]])).rejects.toMatchObject({ kind: 'invalid' });
	await vote(awardId, voters, [
		[one.unit.id, 3],
		[two.unit.id, 1],
	]);
	const { committee } = await page(deputy, awardId);
	expect(committee?.results).toMatchObject([
		{ unitId: one.unit.id, votes: 3, base: 3, hasMajority: true },
		{ unitId: two.unit.id, votes: 1, base: 3, hasMajority: false },
	]);
	// By show of hands: counted from what each said, without those of the unit.
	await recordSession(database.door(deputy), {
		awardId,
		metOn: today,
		ballot: 'open',
		voters: voters.map(({ personId }) => ({ personId, isPresent: personId !== chief.personId })),
	});
	await recordVote(database.door(deputy), {
		awardId,
		approvals: [deputy, one.head, two.head].map(({ personId }) => ({ unitId: one.unit.id, personId })),
	});
	const open2 = (await page(deputy, awardId)).committee;
	expect(open2?.results[0]).toMatchObject({ unitId: one.unit.id, votes: 2, base: 3, hasMajority: true });
	expect(await rowsOf(one.head, 'award_tally')).toBe(0);
	// Their own words only: one on the other unit, none on their own.
	expect(await rowsOf(one.head, 'award_vote')).toBe(1);
});

test('the decision: a reason for what goes beyond the rules, nobody of a nominated unit, announced to everybody', async () => {
	const { deputy, chief, one, two, small, open, nominate, page, vote } = await scene();
	const awardId = await open();
	for (const cell of [one, two]) await nominate(awardId, cell);
	await fixFigures(database.door(deputy), { awardId });
	const decision = { awardId, unitIds: [one.unit.id], decisionNumber: '52-QĐ/ĐU', decisionOn: today };
	await expect(decideAward(database.door(deputy), decision)).rejects.toMatchObject({
		key: 'refused_award_not_voted',
	});
	await vote(
		awardId,
		[deputy, chief],
		[
			[one.unit.id, 1],
			[two.unit.id, 2],
		],
	);
	await expect(decideAward(database.door(deputy), decision)).rejects.toMatchObject({
		issues: [{ path: 'reason' }],
	});
	await expect(
		decideAward(database.door(deputy), { ...decision, unitIds: [small.unit.id] }),
	).rejects.toMatchObject({ kind: 'missing' });
	const ofBoth: Person = { ...chief, standings: one.head.standings };
	await expect(decideAward(database.door(ofBoth), decision)).rejects.toMatchObject({
		key: 'refused_award_own_unit',
	});
	await decideAward(database.door(deputy), {
		...decision,
		unitIds: [two.unit.id],
	});
	const beside = await page(small.head, awardId);
	expect(beside).toMatchObject({
		committee: null,
		award: { state: 'decided', decisionNumber: '52-QĐ/ĐU', reason: '' },
		choices: [{ unitName: 'Chi bộ Hai', votes: 2, base: 2 }],
	});
	const events =
		await database.owner`select verb, unit_id from event where subject_id = ${awardId} and verb in ('award.given', 'award.decided') order by verb`;
	expect(events).toMatchObject([{ verb: 'award.decided' }, { verb: 'award.given', unit_id: two.unit.id }]);
	await expect(cancelAward(database.door(deputy), { awardId, reason: 'Nhầm' })).rejects.toMatchObject({
		key: 'refused_award_state',
	});
	await expect(vote(awardId, [deputy], [])).rejects.toMatchObject({ key: 'refused_award_state' });
	// The papers, in the prescribed form: the list for everybody, minutes and submission for the committee.
	expect(papersOf(beside)).toEqual(['list']);
	for (const which of papersOf(await page(deputy, awardId))) {
		const { paper, layout } = await look(database.door(deputy), (tx) =>
			awardPaper(tx, deputy, { awardId, which, today }),
		);
		expect((await writePaper(paper, layout, 'docx')).byteLength).toBeGreaterThan(2_000);
	}
	await expect(
		look(database.door(small.head), (tx) => awardPaper(tx, small.head, { awardId, which: 'minutes', today })),
	).rejects.toMatchObject({ kind: 'missing' });
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
