import '#lib/features/library/site-source.server.ts';
import '#lib/features/programmes/site-source.server.ts';
import '#lib/features/recognition/site-source.server.ts';
import '#lib/features/site/reactions.server.ts';
import { publishEntry } from '#lib/features/site/commands.server.ts';
import type { SiteKind } from '#lib/features/site/domain/kinds.ts';
import { candidatePage, type DeskLine, deskPage } from '#lib/features/site/queries.server.ts';
import { setSite } from '#lib/features/site/settings.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Stage } from './cell.ts';

/** How many of each kind the cell has shown so far. */
const shownOf: readonly [SiteKind, number][] = [
	['example', 2],
	['document', 3],
	['programme', 1],
];

/** The cell's own resolutions speak of what is not yet well done: they stay in the house. */
const isForEverybody =
	(kind: SiteKind) =>
	(line: DeskLine): boolean =>
		line.kind === kind && !line.title.includes('-NQ/CB');

/**
 * The public site of the sample cell: on, with good examples whose people agreed, documents that were released to the whole
 * unit and a programme with its figures, approved by the secretary one after another.
 */
export const playSite = async (stage: Stage): Promise<void> => {
	const secretary = stage.people.find(({ part }) => part.roles.includes('secretary'));
	if (!secretary) throw new Error('The sample has no secretary');
	const unit = { id: stage.unitId, name: 'Chi bộ Sở Thông tin và Truyền thông' };
	await setSite(stage.at(secretary, 6, 8), {
		unitId: unit.id,
		name: 'Chi bộ Sở Thông tin và Truyền thông tỉnh Sông Lam',
		slug: 'chi-bo-so-tttt',
		contact: 'Số 12 đường Trần Phú, phường Trung tâm, tỉnh Sông Lam · 0238 000 000',
		kinds: ['talk', 'example', 'model', 'document', 'programme'],
		isOn: 'yes',
	});
	const door = stage.at(secretary, 5, 8);
	const desk = await look(door, (tx) => deskPage(tx, secretary, { unit, today: stage.today, page: 1 }));
	let hour = 9;
	for (const [kind, most] of shownOf) {
		for (const line of desk?.ready.filter(isForEverybody(kind)).slice(0, most) ?? []) {
			const sourceId = line.key.split(' ')[1] ?? '';
			const found = await look(door, (tx) =>
				candidatePage(tx, secretary, { unitId: unit.id, kind, sourceId }),
			);
			if (!('candidate' in found)) continue;
			const { title, theme } = found.candidate;
			await publishEntry(stage.at(secretary, 5, hour++), { unitId: unit.id, kind, sourceId, title, theme });
		}
	}
};
