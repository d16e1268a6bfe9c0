import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { reviewScenes } from '../../../../tests/support/review-scene.ts';
import { roundFacts } from './facts.server.ts';
import { rulesPage } from './queries.server.ts';
import { setReviewRules } from './rules.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = reviewScenes(database);

test('rules are data from a day on, of the unit or the organisation; an open round keeps its own', async () => {
	const { secretary, member, cell, roundId } = await scene();
	const { inForce } = await look(database.door(member), (tx) => rulesPage(tx, member, cell.id, today));
	const given = {
		unitId: cell.id,
		validFrom: today,
		source: 'Hướng dẫn của Đảng ủy',
		general: inForce.rules.general.map(({ title, max }) => ({ title, max })),
		tasks: inForce.rules.tasks,
		bands: inForce.rules.bands.map(({ name, from, onTime, beyond }) => ({
			name,
			from,
			onTime: onTime ?? undefined,
			beyond: beyond ?? undefined,
		})),
		quota: { share: 15, outstanding: 20 },
		difference: 8,
	};
	await expect(setReviewRules(database.door(member), given)).rejects.toMatchObject({
		key: 'refused_review_rules',
	});
	await expect(
		setReviewRules(database.door(secretary), { ...given, general: given.general.slice(1) }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await setReviewRules(database.door(secretary), given);
	const after = await look(database.door(secretary), (tx) => rulesPage(tx, secretary, cell.id, today));
	expect(after.inForce).toMatchObject({
		source: 'Hướng dẫn của Đảng ủy',
		rules: { difference: 8, quota: { share: 15 } },
	});
	expect(after.versions).toHaveLength(1);
	const round = await look(database.door(secretary), (tx) => roundFacts(tx, secretary.tenantId, roundId));
	expect(round.rules.difference).toBe(10);
});
