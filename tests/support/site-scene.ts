import '#lib/features/library/site-source.server.ts';
import '#lib/features/programmes/site-source.server.ts';
import '#lib/features/recognition/site-source.server.ts';
import '#lib/features/site/reactions.server.ts';
import { registerSiteSource, type SiteCandidate } from '#lib/features/site/candidates.server.ts';
import { publishEntry } from '#lib/features/site/commands.server.ts';
import { deskPage, entryPage } from '#lib/features/site/queries.server.ts';
import { headsShown, type ShownSite, siteAt, sitesOn } from '#lib/features/site/read.server.ts';
import { EntryInput } from '#lib/features/site/schema.ts';
import { setSite } from '#lib/features/site/settings.server.ts';
import { type CommandContext, command, look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

export type Person = Actor & { personId: string };

/** A cell with a site of its own and talks that may be shown there. */
export const siteScenes = (database: TestDatabase) => {
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
				author: {
					personId: author.personId,
					name: author.name,
					consentedAt: new Date('2026-11-15T02:00:00Z'),
				},
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
	return { talks, withdrawTalkConsent, scene };
};
