import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { siteScenes } from '../../../../tests/support/site-scene.ts';
import { agree, setConsent, setNamed } from '../recognition/commands.server.ts';
import { propose } from '../recognition/propose.server.ts';
import { withdrawEntry } from './commands.server.ts';
import { ownEntries } from './queries.server.ts';
import { entryShown, searchShown } from './read.server.ts';

const database = useDatabase();
const { talks, withdrawTalkConsent, scene } = siteScenes(database);

test('its author takes a text off at any time: the words are gone everywhere, the digest stays, and a new yes is needed', async () => {
	const { secretary, member, fellow, set, talk, publish, site, shown, page, desk } = await scene();
	await set(secretary);
	const sourceId = talk(member, {
		title: 'CHU-LA',
		blocks: [{ kind: 'paragraph', text: 'CHU-LA trong bài' }],
	});
	const { entryId } = await publish(secretary, sourceId, {
		title: 'CHU-LA',
		theme: 'CHU-LA',
		summary: 'CHU-LA',
	});
	await publish(secretary, sourceId, { title: 'CHU-LA lần hai' });
	const [head] = await shown();
	await expect(withdrawEntry(database.door(fellow), { entryId })).rejects.toMatchObject({ kind: 'missing' });
	await withdrawEntry(database.door(member), { entryId });
	expect(await shown()).toEqual([]);
	expect(await entryShown(database.db, await site(), `x-${head?.shortId}`)).toEqual(
		expect.objectContaining({ state: 'withdrawn', title: null, blocks: null, slug: null, authorName: null }),
	);
	expect((await searchShown(database.db, await site(), 'CHU-LA')).found).toBe(0);
	const kept = await database.owner`select v::text as row from site_version v where entry_id = ${entryId}`;
	expect(kept).toHaveLength(2);
	for (const { row } of kept) expect(row).not.toMatch(/CHU-LA|chu-la|'la'/);
	expect((await page(member, entryId)).versions.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(
		true,
	);
	const [told] =
		await database.owner`select after from event where verb = 'site.withdrawn' and subject_id = ${entryId}`;
	expect(told?.['after']).toMatchObject({ how: 'author', version: 2 });

	await expect(publish(secretary, sourceId)).rejects.toMatchObject({
		key: 'refused_site_taken_off_by_author',
	});
	expect((await desk(secretary))?.ready.map(({ key }) => key)).not.toContain(`talk ${sourceId}`);
	const known = talks.get(sourceId);
	if (known?.author)
		talks.set(sourceId, {
			...known,
			author: { ...known.author, consentedAt: new Date('2026-11-24T00:00:00Z') },
		});
	await publish(secretary, sourceId);
	expect(await shown()).toHaveLength(1);
	expect((await shown())[0]?.shortId).not.toBe(head?.shortId);
});

test('a consent that is taken back in its source takes the text off in the same transaction', async () => {
	const { secretary, member, fellow, set, talk, publish, shown } = await scene();
	await set(secretary);
	const sourceId = talk(member);
	await publish(secretary, sourceId);
	await withdrawTalkConsent(database.door(member), { entryId: sourceId });
	expect(await shown()).toEqual([]);

	const { recognitionId } = await propose(database.door(fellow), {
		unitId: talks.get(sourceId)?.unitId,
		kind: 'example',
		personId: member.personId,
		title: 'Giúp người cao tuổi nộp hồ sơ',
		deed: 'Đến tận nhà.\nNgoài giờ làm việc.',
		field: 'Đạo đức công vụ',
		evidenceText: 'Sổ tiếp dân.',
	});
	await agree(database.door(secretary), { recognitionId, committeeOn: '2026-11-20' });
	const example = { kind: 'example', title: 'Giúp người cao tuổi nộp hồ sơ', theme: 'Đạo đức công vụ' };
	await expect(publish(secretary, recognitionId, example)).rejects.toMatchObject({ kind: 'conflict' });
	const consent = (said: 'yes' | 'no', at: string) =>
		setConsent(
			database.door(member, () => new Date(at)),
			{ recognitionId, consent: said },
		);
	await consent('yes', '2026-11-22T00:00:00Z');
	await publish(secretary, recognitionId, example);
	expect((await shown()).map(({ kind, authorName, theme }) => [kind, authorName, theme])).toEqual([
		['example', 'Trần Văn An', 'Đạo đức công vụ'],
	]);
	await consent('no', '2026-11-22T01:00:00Z');
	expect(await shown()).toEqual([]);
	await consent('yes', '2026-11-22T02:00:00Z');
	await publish(secretary, recognitionId, example);
	await setNamed(database.door(member), { recognitionId, named: 'no' });
	expect(await shown()).toEqual([]);
	const mine = await look(database.door(member), (tx) =>
		ownEntries(tx, member, { from: '2000-01-01', to: '2999-12-31' }),
	);
	expect(mine.map(({ state, title }) => `${state} ${title}`)).toEqual([
		'withdrawn ',
		'withdrawn ',
		'withdrawn ',
	]);
});
