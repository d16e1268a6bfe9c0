import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { reviewScenes } from '../../../../tests/support/review-scene.ts';
import { countedPage } from './counted.server.ts';
import { selfPage } from './queries.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = reviewScenes(database);

test('a figure opens what it counts, for the person and who rates', async () => {
	const { secretary, member, officer, cell, roundId } = await scene();
	const page = await look(database.door(member), (tx) => selfPage(tx, member, roundId, today));
	expect(page.figures.map(({ key }) => key)).toEqual(['tasks', 'papers', 'meetings', 'documents']);
	expect(page.figures[0]?.href).toContain('/danh-gia/so-lieu/tasks?');
	const counted = (actor: Actor, personId: string | null) =>
		look(database.door(actor), (tx) =>
			countedPage(
				tx,
				actor,
				{ source: 'meetings', unitId: cell.id, personId, from: '2026-01-01', to: '2026-12-31' },
				today,
			),
		);
	expect(await counted(secretary, member.personId)).toMatchObject({ items: [], counted: 0 });
	expect(await counted(officer, null)).toMatchObject({ personName: null });
	await expect(counted(officer, member.personId)).rejects.toMatchObject({ kind: 'refused' });
	await expect(counted(member, null)).rejects.toMatchObject({ kind: 'refused' });
});
