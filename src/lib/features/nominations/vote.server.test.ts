import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { anyRow } from '../../../../tests/support/any-row.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { nominationScenes, type Person } from '../../../../tests/support/nomination-scene.ts';
import { rulesOn } from '../inspections/domain/rules.ts';
import { writePaper } from '../papers/public.server.ts';
import { decideAward } from './decide.server.ts';
import { withdrawNomination } from './nominate.server.ts';
import { cancelAward } from './open.server.ts';
import { awardPaper, papersOf } from './paper.server.ts';
import { nominationPage } from './queries-nomination.server.ts';
import { fixFigures, recordSession, recordVote } from './vote.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { scene, rowsOf } = nominationScenes(database);

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
