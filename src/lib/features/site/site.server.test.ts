import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { type Person, siteScenes } from '../../../../tests/support/site-scene.ts';
import {
	sceneDocument,
	sceneProgramme,
	scenePublication,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import { discardVersion, prepareEntry } from './commands.server.ts';
import { candidatePage } from './queries.server.ts';
import { entryShown, siteAt, sitesOn } from './read.server.ts';

const database = useDatabase();
const { talks, scene } = siteScenes(database);

test('a site is off until who heads the unit turns it on, shows the kinds that are chosen, and its place is its own', async () => {
	const { secretary, clerk, member, set, talk, publish, site, shown } = await scene();
	await publish(secretary, talk(member));
	await expect(site()).rejects.toThrow('off');
	await expect(set(clerk)).rejects.toMatchObject({ key: 'refused_site_set' });
	await set(secretary);
	expect(await shown()).toHaveLength(1);
	await set(secretary, { kinds: ['document'] });
	expect(await shown()).toHaveLength(0);
	await set(secretary, { isOn: 'no' });
	await expect(site()).rejects.toThrow('off');
	const other = await scene();
	await other.set(other.secretary, { slug: 'cho-nay', host: 'https://Tin.Donvi.vn/' });
	await expect(set(secretary, { slug: 'Chỗ này' })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(set(secretary, { host: 'tin.donvi.vn' })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(set(secretary, { embedHosts: 'a.vn; script-src *' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const sites = await sitesOn(database.db, 'tin.donvi.vn');
	expect(siteAt(sites, 'tin.donvi.vn', undefined)).toMatchObject({ slug: 'cho-nay', base: '/cong-khai' });
	await other.set(other.secretary, { isOn: 'no', host: '' });
});

test('the clerk prepares, who heads the unit approves, never the own text; what is shown is frozen until the next version', async () => {
	const { secretary, deputy, clerk, member, set, talk, words, publish, site, shown, page, desk } =
		await scene();
	await set(secretary);
	const sourceId = talk(member);
	expect((await desk(clerk))?.ready.map(({ title }) => title)).toEqual(['Nói đi đôi với làm']);
	expect(await desk(member)).toBeNull();
	await expect(publish(clerk, sourceId)).rejects.toMatchObject({ key: 'refused_site_approve' });
	await expect(publish(member, sourceId)).rejects.toMatchObject({ key: 'refused_site_work' });
	const { entryId } = await prepareEntry(database.door(clerk), words(sourceId));
	expect(await shown()).toEqual([]);
	expect((await desk(secretary))?.waiting.map(({ id }) => id)).toEqual([entryId]);
	expect((await desk(clerk))?.ready).toEqual([]);
	await publish(secretary, sourceId, { title: 'Nói đi đôi với làm, từ việc nhỏ' });
	const [head] = await shown();
	expect(head).toMatchObject({
		title: 'Nói đi đôi với làm, từ việc nhỏ',
		authorName: 'Trần Văn An',
		summary: 'Đúng giờ là tôn trọng người khác.',
	});

	// What changes in the source changes nothing here before it is approved.
	const known = talks.get(sourceId);
	if (known) talks.set(sourceId, { ...known, blocks: [{ kind: 'paragraph', text: 'Chữ khác hẳn.' }] });
	const read = async () => entryShown(database.db, await site(), `x-${head?.shortId}`);
	expect(JSON.stringify(await read())).toContain('Đúng giờ là tôn trọng');
	await prepareEntry(database.door(clerk), words(sourceId, { title: 'Bản sau' }));
	expect(JSON.stringify(await read())).not.toContain('Chữ khác hẳn');
	await discardVersion(database.door(clerk), { entryId });
	expect((await page(clerk, entryId)).waiting).toBeNull();
	await publish(deputy, sourceId, { title: 'Bản sau' });
	expect(await read()).toMatchObject({ title: 'Bản sau', version: 2, slug: 'ban-sau' });
	expect((await page(member, entryId)).versions.map(({ approvedByName }) => approvedByName)).toEqual([
		'Trịnh Phó Bí Thư',
		'Nguyễn Bí Thư',
	]);

	const own = talk(secretary);
	await expect(publish(secretary, own)).rejects.toMatchObject({ key: 'refused_site_own' });
	await publish(deputy, own);
	await expect(
		database.owner`update site_version set approved_by = author_id where author_id = ${secretary.personId}`,
	).rejects.toThrow(/check/);
});

test('nothing of a person without a consent, and nothing that is not ready', async () => {
	const { secretary, member, talk, publish } = await scene();
	const silent = talk(member, {
		author: { personId: member.personId, name: member.name, consentedAt: null },
	});
	await expect(publish(secretary, silent)).rejects.toMatchObject({ key: 'refused_site_not_ready' });
	await expect(publish(secretary, crypto.randomUUID())).rejects.toMatchObject({ kind: 'conflict' });
	await expect(publish(secretary, silent, { kind: 'model' })).rejects.toMatchObject({ kind: 'conflict' });
	const elsewhere = talk(member, { unitId: crypto.randomUUID() });
	await expect(publish(secretary, elsewhere)).rejects.toMatchObject({ kind: 'conflict' });
});

test('documents that were given to the whole unit may be shown with their clauses, internal ones never; programmes by figures alone', async () => {
	const { tenant, cell, secretary, member, set, publish, site, shown, desk } = await scene();
	await set(secretary);
	const reach = { readBy: '2026-11-30', assigned: 1, opened: 0, studied: 0, readers: {} };
	const give = async (title: string, audience: string): Promise<string> => {
		const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu'], { title });
		const id = await scenePublication(database, tenant, cell, document.id, secretary.personId, reach);
		await database.owner`update publication set audience = ${audience} where id = ${id}`;
		return document.id;
	};
	const open = await give('Về chuyển đổi số', 'unit');
	const inner = await give('NOI-BO', 'party_members');
	await expect(publish(secretary, inner, { kind: 'document', title: 'NOI-BO' })).rejects.toMatchObject({
		kind: 'conflict',
	});
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	await database.owner`update programme set issued_at = '2026-11-03T00:00:00Z', state = 'issued' where id = ${programmeId}`;
	const given = {
		programmeId,
		documentId: open,
		clauseIds: [],
		supervisorId: secretary.personId,
		ownerId: member.personId,
	};
	await sceneTask(database, tenant, cell, given, { state: 'accepted', reportedAt: '2026-11-20T02:00:00Z' });
	await sceneTask(database, tenant, cell, given, { state: 'in_progress' });
	expect((await desk(secretary))?.ready.map(({ key }) => key).sort()).toEqual(
		[`document ${open}`, `programme ${programmeId}`].sort(),
	);
	await publish(secretary, open, { kind: 'document', title: 'Nghị quyết 05-NQ/CB về chuyển đổi số' });
	await publish(secretary, programmeId, { kind: 'programme', title: 'Chương trình hành động' });
	const texts = await Promise.all(
		(await shown()).map(async ({ shortId }) =>
			JSON.stringify(await entryShown(database.db, await site(), shortId)),
		),
	);
	expect(texts.join()).toContain('Nội dung cụ thể của điểm này.');
	expect(texts.join()).toContain('1/2 nhiệm vụ đã hoàn thành');
	expect(texts.join()).not.toMatch(/Trần Văn An|Nguyễn Bí Thư|NOI-BO/);
	const timeline = await look(database.door(secretary), (tx) =>
		timelineOf(tx, secretary, { documentId: open, unitId: cell.id }),
	);
	expect(timeline.days.flatMap(({ entries }) => entries).map(({ verb }) => verb)).toContain('site.published');
});

test('whoever works on the site sees a thing as it will look; whose it is sees that others approve it', async () => {
	const { cell, secretary, clerk, member, talk } = await scene();
	const sourceId = talk(secretary);
	const see = (actor: Person) =>
		look(database.door(actor), (tx) => candidatePage(tx, actor, { unitId: cell.id, kind: 'talk', sourceId }));
	expect(await see(clerk)).toMatchObject({ powers: { prepare: true, approve: false, isOwn: false } });
	expect(await see(secretary)).toMatchObject({ powers: { prepare: false, approve: false, isOwn: true } });
	await expect(see(member)).rejects.toMatchObject({ kind: 'missing' });
});
