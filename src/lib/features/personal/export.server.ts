import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { command, type Door, look } from '#lib/platform/command/command.ts';
import { looksAtMe } from '#lib/platform/command/personal-look.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type ZipEntry, zipStream } from '#lib/platform/files/zip-stream.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type ExportedPage, exportPage, fileNames } from './domain/export-page.ts';
import { allTime } from './domain/period.ts';
import { mayExport, mayHavePage } from './policy.ts';
import { ownDataOf } from './queries.server.ts';
import { type PersonalItem, personalSources } from './sources.server.ts';
import { sayLook, sayPlaces } from './ui/words.ts';

const packed = /\.(pdf|docx|xlsx|pptx|zip|jpe?g|png|webp)$/i;

const lineOf = ({ title, words, state, at }: PersonalItem) => ({
	title,
	words,
	state: state?.word ?? null,
	day: longDate(dayOf(at)),
});

/** What the archive of a person holds: a page to read, the same as data, and the person's own files. */
const planExport = async (tx: Tx, actor: Actor & { personId: string }, now: Date): Promise<ZipEntry[]> => {
	const own = await ownDataOf(tx, actor);
	const looks = await looksAtMe(tx, actor, 10_000);
	const parts: ExportedPage['parts'][number][] = [
		{ title: m.personal_own_data(), facts: sayPlaces(own), empty: m.personal_section_none() },
	];
	const data: Record<string, unknown> = {
		madeAt: now.toISOString(),
		organisation: actor.tenantName,
		person: own.person,
		memberships: own.memberships,
		roles: own.roles,
		lookedAt: looks.map(({ type, at, byName }) => ({ type, at, byName })),
	};
	const kept: ZipEntry[] = [];
	for (const source of personalSources()) {
		const { items, said = [] } = await source.of(tx, actor, allTime(dayOf(now)));
		const taken = await source.export(tx, actor);
		const files = taken.files ?? [];
		const names = fileNames(files.map(({ name }) => name)).map((name) => `tep/${source.key}/${name}`);
		for (const [nth, { sha256 }] of files.entries()) {
			const name = names[nth] ?? '';
			kept.push({ name, sha256, isPacked: packed.test(name) });
		}
		parts.push({
			title: source.title(),
			items: [...items, ...said].sort((one, other) => other.at.getTime() - one.at.getTime()).map(lineOf),
			texts: taken.texts ?? [],
			files: names,
			empty: m.personal_section_none(),
		});
		data[source.key] = taken.data;
	}
	parts.push({
		title: m.personal_looks(),
		items: looks.map((one) => ({
			title: one.byName,
			words: [sayLook(one.type), timeOfDay(one.at)],
			state: null,
			day: longDate(dayOf(one.at)),
		})),
		empty: m.personal_looks_none(),
	});
	const page = exportPage(
		{
			title: m.personal_export_title({ name: own.person.fullName }),
			lines: [actor.tenantName, m.personal_export_made({ day: longDate(dayOf(now)), time: timeOfDay(now) })],
			parts,
		},
		getLocale(),
	);
	const text = new TextEncoder();
	return [
		{ name: 'trang-cua-toi.html', isPacked: false, bytes: text.encode(page) },
		{ name: 'du-lieu.json', isPacked: false, bytes: text.encode(`${JSON.stringify(data, null, '\t')}\n`) },
		...kept,
	];
};

/** The event of an export: who takes out what is kept of them can see later that, and when, it was taken out. */
const recordExport = command('personal.export', z.object({}), async (context) => {
	context.permit(mayExport(context.actor, context.personId));
	await context.emit('personal.exported', {
		subject: { type: 'person', id: context.personId },
		personId: context.personId,
		personal: true,
	});
});

/**
 * Everything that is kept of the actor, as one archive that is made while it is taken down. Every row is read in the actor's
 * own name, behind the same fences as any page.
 * @throws Failure missing where there is no person
 */
export const exportOwn = Object.assign(
	async (door: Door): Promise<{ name: string; body: ReadableStream<Uint8Array> }> => {
		const { actor } = door;
		if (!mayHavePage(actor)) throw missing('failure_not_found');
		const now = door.clock();
		const entries = await look(door, (tx) => planExport(tx, actor, now));
		await recordExport(door, {});
		return {
			name: `${m.personal_export_file({ name: actor.name })} ${dayOf(now)}.zip`,
			body: zipStream(door.files, entries),
		};
	},
	recordExport,
);
