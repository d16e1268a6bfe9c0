import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type CommandContext, command, look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	sceneDocument,
	sceneProgramme,
	scenePublication,
	sceneTask,
} from '../../../../tests/support/trace-scene.ts';
import '../library/site-source.server.ts';
import '../programmes/site-source.server.ts';
import { agree, setConsent, setNamed } from '../recognition/commands.server.ts';
import { propose } from '../recognition/propose.server.ts';
import '../recognition/site-source.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import { registerSiteSource, type SiteCandidate } from './candidates.server.ts';
import { discardVersion, prepareEntry, publishEntry, withdrawEntry } from './commands.server.ts';
import { atomFeed, jsonFeed } from './feeds.server.ts';
import { candidatePage, deskPage, entryPage, ownEntries } from './queries.server.ts';
import './reactions.server.ts';
import {
	entryShown,
	gatheredShown,
	headsShown,
	type ShownSite,
	searchShown,
	siteAt,
	sitesOn,
} from './read.server.ts';
import { EntryInput } from './schema.ts';
import { setSite } from './settings.server.ts';

const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };

/** Talks as a feature of their own would bring them: what is in the list is ready. */
const talks = new Map<string, SiteCandidate>();
registerSiteSource({
	kind: 'talk',
	ready: async (_tx, { unitIds }) => [...talks.values()].filter(({ unitId }) => unitIds.includes(unitId)),
	find: async (_tx, sourceId) => talks.get(sourceId) ?? null,
});
/** The author of a talk takes the consent back, as the feature of talks tells it. */
const withdrawTalkConsent = command(
	'test.consent',
	EntryInput,
	async (context: CommandContext, { entryId }) => {
		context.permit(allowed);
		await context.emit('talk.consent_withdrawn', { subject: { type: 'talk', id: entryId } });
	},
);

let number = 0;
const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const of = (name: string, place: Parameters<typeof buildPerson>[4]) =>
		buildPerson(database, tenant, cell, name, place);
	const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] });
	const clerk = await of('Lê Văn Thư', { standing: 'official', roles: ['clerk'] });
	const member = await of('Trần Văn An', { standing: 'official' });
	const fellow = await of('Phạm Thị Bình', { standing: 'non_party' });
	number += 1;
	const slug = `trang-${number}`;
	const set = (actor: Person, over: Record<string, unknown> = {}) =>
		setSite(database.door(actor), {
			unitId: cell.id,
			name: 'Trang của chi bộ',
			slug,
			kinds: ['talk', 'example', 'document', 'programme'],
			isOn: 'yes',
			...over,
		});
	const talk = (author: Person, over: Partial<SiteCandidate> = {}): string => {
		const sourceId = crypto.randomUUID();
		talks.set(sourceId, {
			kind: 'talk',
			sourceId,
			unitId: cell.id,
			title: 'Nói đi đôi với làm',
			theme: 'Nêu gương',
			day: '2026-11-16',
			author: { personId: author.personId, name: author.name, consentedAt: new Date('2026-11-15T02:00:00Z') },
			blocks: [
				{ kind: 'heading', text: 'Một việc nhỏ' },
				{ kind: 'paragraph', text: 'Đúng giờ là tôn trọng người khác.' },
				{ kind: 'quotation', text: 'Học đi đôi với hành.', source: 'Lời dạy' },
			],
			...over,
		});
		return sourceId;
	};
	const words = (sourceId: string, over: Record<string, unknown> = {}) => ({
		unitId: cell.id,
		kind: 'talk',
		sourceId,
		title: 'Nói đi đôi với làm',
		theme: 'Nêu gương',
		summary: '',
		...over,
	});
	const publish = (actor: Person, sourceId: string, over: Record<string, unknown> = {}) =>
		publishEntry(database.door(actor), words(sourceId, over));
	const site = async (): Promise<ShownSite> => {
		const found = siteAt(await sitesOn(database.db, 'x.vn'), 'x.vn', `@${slug}`);
		if (!found) throw new Error('the site is off');
		return found;
	};
	const shown = async () => (await headsShown(database.db, await site(), {})).heads;
	const page = (actor: Person, entryId: string) =>
		look(database.door(actor), (tx) => entryPage(tx, actor, entryId));
	const desk = (actor: Person) =>
		look(database.door(actor), (tx) => deskPage(tx, actor, { unit: cell, today, page: 1 }));
	return {
		tenant,
		cell,
		secretary,
		deputy,
		clerk,
		member,
		fellow,
		slug,
		set,
		talk,
		words,
		publish,
		site,
		shown,
		page,
		desk,
	};
};

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

test('readers find texts by their words, with the very marks first, and by kind, year, theme and author', async () => {
	const { secretary, member, fellow, set, talk, publish, site } = await scene();
	await set(secretary);
	const say = (author: Person, title: string, day: string, theme = 'Nêu gương') =>
		publish(secretary, talk(author, { title, day, theme, blocks: [{ kind: 'paragraph', text: title }] }), {
			title,
			theme,
		});
	await say(member, 'Mạ non trên đồng', '2025-03-01');
	await say(member, 'Má tôi kể chuyện', '2026-03-01');
	await say(fellow, 'Chuyện ở cơ quan', '2026-05-01', 'Đoàn kết');
	const here = await site();
	const find = async (words: string) =>
		(await searchShown(database.db, here, words)).heads.map(({ title }) => title);
	expect(await find('má')).toEqual(['Má tôi kể chuyện', 'Mạ non trên đồng']);
	expect(await find('mạ')).toEqual(['Mạ non trên đồng', 'Má tôi kể chuyện']);
	expect(await find('chuyen')).toHaveLength(2);
	expect(await find("' | ' & !")).toEqual([]);
	const titles = async (choice: Parameters<typeof headsShown>[2]) =>
		(await headsShown(database.db, here, choice)).heads.map(({ title }) => title);
	expect(await titles({ year: 2025 })).toEqual(['Mạ non trên đồng']);
	expect(await titles({ theme: 'doan-ket' })).toEqual(['Chuyện ở cơ quan']);
	expect(await titles({ author: 'tran-van-an' })).toHaveLength(2);
	expect(await titles({ kind: 'document' })).toEqual([]);
	const gathered = await gatheredShown(database.db, here);
	expect(gathered.years.map(({ key, entries }) => [key, entries])).toEqual([
		['2026', 2],
		['2025', 1],
	]);
	expect(gathered.authors.map(({ label }) => label)).toEqual(['Phạm Thị Bình', 'Trần Văn An']);
	const second = await headsShown(database.db, here, {}, 2, 2);
	expect([second.heads.length, second.found]).toEqual([1, 3]);
});

test('two of one name have pages of their own', async () => {
	const { tenant, cell, secretary, member, set, talk, publish, shown } = await scene();
	await set(secretary);
	const namesake = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	await publish(secretary, talk(member));
	await publish(secretary, talk(namesake));
	await publish(secretary, talk(member));
	expect((await shown()).map(({ authorSlug }) => authorSlug).sort()).toEqual([
		'tran-van-an',
		'tran-van-an',
		'tran-van-an-2',
	]);
});

test('visitors see no table: without a tenant only the functions answer, and of nobody more than the name', async () => {
	const { secretary, member, set, talk, publish, site, shown } = await scene();
	await set(secretary);
	await publish(secretary, talk(member));
	for (const table of ['site', 'site_entry', 'site_version'] as const) {
		const found = await sql<{ rows: number }>`select count(*)::int as rows from ${sql.table(table)}`.execute(
			database.db,
		);
		expect(found.rows[0]?.rows, table).toBe(0);
	}
	const seen = JSON.stringify([
		await shown(),
		await entryShown(database.db, await site(), (await shown())[0]?.shortId ?? ''),
	]);
	expect(seen).toContain('Trần Văn An');
	for (const id of [member.personId, secretary.personId, 'Nguyễn Bí Thư']) expect(seen).not.toContain(id);
});

test('feeds carry the whole text and nothing that breaks them', async () => {
	const { secretary, member, set, talk, publish, site, shown } = await scene();
	await set(secretary);
	await publish(secretary, talk(member, { blocks: [{ kind: 'paragraph', text: 'a < b & "c"\u0007' }] }), {
		title: '<script>',
	});
	const here = await site();
	const one = await entryShown(database.db, here, (await shown())[0]?.shortId ?? '');
	if (one?.state !== 'published') throw new Error('not shown');
	const feed = { site: here, origin: 'https://a.vn', entries: [one] };
	const atom = atomFeed(feed);
	expect(atom).toContain('<title>&lt;script&gt;</title>');
	expect(atom).toContain('a &amp;lt; b &amp;amp;');
	expect(atom).not.toContain('\u0007');
	const json = JSON.parse(jsonFeed(feed)) as {
		version: string;
		items: { url: string; content_html: string }[];
	};
	expect(json.version).toBe('https://jsonfeed.org/version/1.1');
	expect(json.items[0]?.url).toMatch(/^https:\/\/a\.vn\/cong-khai/);
	expect(json.items[0]?.content_html).toContain('a &lt; b &amp; &quot;c&quot;');
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
