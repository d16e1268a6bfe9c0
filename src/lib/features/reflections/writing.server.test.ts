import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Changes, changesOf, keptText, withChanges } from '#lib/text/typed-changes.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { own, reflectionScenes, say } from '../../../../tests/support/reflection-scene.ts';
import { takeBackReflection } from './hand-in.server.ts';
import { reflectionPage } from './queries-review.server.ts';
import { saveReflection } from './writing.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const { scene } = reflectionScenes(database);

/** A field that was emptied is not there any more. */
const blank = (changes: Changes) => Object.fromEntries(Object.keys(changes).map((name) => [name, '']));

test('what is typed is kept on its revision; another device gets what is there and nothing is written over', async () => {
	const { member, save, page } = await scene();
	expect(await save(member, { core: 'Một' })).toMatchObject({ isKept: true, revision: 1 });
	// The answer was lost on its way: sent again it is the same.
	expect(await save(member, { core: 'Một' })).toMatchObject({ isKept: true, revision: 1 });
	expect(await save(member, { core: 'Một hai' }, 1)).toMatchObject({ isKept: true, revision: 2 });
	expect(await save(member, { core: 'Một ba' }, 1)).toEqual({
		isKept: false,
		theirs: { revision: 2, fields: { core: 'Một hai' } },
	});
	const joined = await saveReflection(database.door(member), {
		roundId: (await page(member)).round.id,
		revision: 0,
		fields: { self: 'Tự thấy', core: 'Một ba' },
		joins: true,
	});
	expect(joined).toMatchObject({ isKept: true, revision: 3 });
	expect((await page(member)).text.fields).toEqual({ core: 'Một hai\n\nMột ba', self: 'Tự thấy' });
	// Fields that the form does not have are not kept.
	await save(member, { core: 'Một hai', khac: 'x' }, 3);
	expect((await page(member)).text).toMatchObject({ revision: 4, fields: { core: 'Một hai' } });
	const events =
		await database.owner`select verb from event where subject_type = 'reflection' and tenant_id = ${member.tenantId}`;
	expect(events.map(({ verb }) => verb)).toEqual(['reflection.begun']);
});

test('a draft is its author’s alone, for the database too', async () => {
	const { member, secretary, save, tenant } = await scene();
	await save(member, own);
	const rows = (actor: Actor) =>
		look(database.door(actor), (tx) => tx.selectFrom('reflection_text').select('fields').execute());
	expect(await rows(member)).toHaveLength(1);
	expect(await rows(secretary)).toHaveLength(0);
	const [known] = await database.owner`select id from reflection where tenant_id = ${tenant.tenantId}`;
	const states = await look(database.door(secretary), (tx) =>
		tx.selectFrom('reflection').select('state').execute(),
	);
	expect(states).toEqual([{ state: 'draft' }]);
	await expect(
		look(database.door(secretary), (tx) =>
			reflectionPage(tx, secretary, { roundId: '', reflectionId: known?.['id'] }, say),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('saves of many at one moment are each kept, in the name of their own author and of nobody else', async () => {
	const { member, second, secretary, clerk, roundId, save, type, handIn, page } = await scene();
	for (const person of [member, second, secretary]) await save(person, { core: 'Một' });
	const answers = await Promise.all(
		[1, 2, 3, 4].flatMap((revision) =>
			[member, second, secretary].map((person) =>
				type(person, { core: `${person.name} ${revision}` }, revision),
			),
		),
	);
	expect(answers.every((answer) => answer.isKept)).toBe(true);
	for (const person of [member, second, secretary])
		expect((await page(person)).text).toMatchObject({ revision: 5, fields: { core: `${person.name} 4` } });
	// Who has no paper in the round, or names another organisation, gets nothing kept.
	const one = { nth: 0, round: roundId, revision: 5, changes: { core: 'x' }, at: new Date() };
	const forged = [
		{ ...one, tenant: second.tenantId, person: clerk.personId },
		{ ...one, nth: 1, tenant: randomUUID(), person: second.personId },
	];
	const taken =
		await sql`select * from public.keep_reflections(${JSON.stringify(forged)}::text::jsonb)`.execute(
			database.door(second).db,
		);
	expect(taken.rows).toEqual([]);
	await handIn(member);
	await expect(save(member, { core: 'sau khi nộp' }, 5)).rejects.toMatchObject({ kind: 'refused' });
	expect((await page(member)).text.fields).toEqual({ core: `${member.name} 4` });
});

test('only what was typed is sent: the database puts it in as the device does, and not into another text', async () => {
	const letters = fc.constantFrom('a', 'ấ', '😀', ' ', '\n', 'đ', '́');
	const text = fc.string({ unit: letters, maxLength: 90 }).map(keptText);
	const fields = fc.dictionary(fc.constantFrom('core', 'self', 'act:a-0', 'khac'), text, { maxKeys: 4 });
	const parts = JSON.stringify([{ key: 'core' }, { key: 'self' }]);
	const cases = fc.sample(fc.tuple(fields, fields, fields), { numRuns: 150, seed: 20261123 });
	const known = { core: '', self: '', 'act:a-0': '' };
	for (const [was, now, other] of cases) {
		const changes = changesOf(was, now);
		for (const base of [was, other]) {
			const [row] =
				await database.owner`select meta.reflection_changed(${JSON.stringify(base)}::text::jsonb, ${JSON.stringify(changes)}::text::jsonb, ${parts}::text::jsonb) as fields`;
			// A field that the form does not have is left as it is.
			const { khac: _other, ...own } = changes;
			const expected = withChanges(base, own);
			const got = row?.['fields'] as Record<string, string> | null;
			expect(got && { ...known, ...got }).toEqual(
				expected && { ...known, ...base, ...blank(own), ...expected },
			);
		}
	}
});

test('typed words are kept by stretches; what was typed on an older text, or too long, is not taken', async () => {
	const { member, save, type, page } = await scene();
	const core = 'Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu.';
	await save(member, { core });
	expect(await type(member, changesOf({ core }, { core: `${core} Tôi sẽ làm.` }), 1)).toMatchObject({
		isKept: true,
		revision: 2,
	});
	expect((await page(member)).text.fields).toEqual({ core: `${core} Tôi sẽ làm.` });
	expect(await type(member, changesOf({ core }, { core: `Theo tôi: ${core}` }), 1)).toMatchObject({
		isKept: false,
		theirs: { revision: 2 },
	});
	// A stretch of a text that never was on this revision.
	expect(await type(member, { core: [0, 5, 'x', 9] }, 2)).toMatchObject({ isKept: false });
	const full = 'a'.repeat(39_990);
	expect(await type(member, { self: full }, 2)).toMatchObject({ isKept: true, revision: 3 });
	await expect(
		type(member, changesOf({ self: full }, { self: `${full}${'b'.repeat(50)}` }), 3),
	).rejects.toMatchObject({
		kind: 'invalid',
	});
	// What no database keeps is left out, and nobody else's save fails with it.
	expect(await type(member, { propose: '', 'propose:a-1': 'a\0b\ud83d' }, 3)).toMatchObject({ isKept: true });
	expect((await page(member)).text.fields['propose:a-1']).toBe('ab\ufffd');
});

test('what another device sends while the paper is being handed in is not taken behind the version', async () => {
	const { member, save, type, handIn, page } = await scene();
	await save(member, { core: own.core });
	const { reflectionId } = await handIn(member);
	await takeBackReflection(database.door(member), { reflectionId });
	expect(await type(member, { core: 'Đè lên' }, 1)).toMatchObject({ isKept: false, theirs: { revision: 2 } });
	expect((await page(member)).text).toMatchObject({ revision: 2, fields: { core: own.core } });
});
