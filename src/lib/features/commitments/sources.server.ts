import { openTasksOf } from '#lib/features/programmes/public.server.ts';
import { ownActs } from '#lib/features/reflections/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { longDate } from '#lib/shared/calendar.ts';
import type { SourceKind } from './domain/fields.ts';

/** Something that one has taken on already and can register with one tap. */
export type KnownSource = {
	kind: SourceKind;
	/** The task, or the paper with the act in it. */
	id: string;
	actKey: string;
	act: string;
	measure: string;
	/** The page of the task or the paper. */
	href: string;
};

export const hrefOfSource = (source: { kind: SourceKind; id: string }, roundId?: string): string =>
	source.kind === 'task'
		? `/nhiem-vu/${source.id}`
		: roundId
			? `/hoc-tap/${roundId}/bai-thu-hoach`
			: '/hoc-tap';

/** The actor's own open tasks in a unit and the acts of their own study papers. */
export const sourcesFor = async (tx: Tx, actor: Actor, unitId: string): Promise<KnownSource[]> => {
	const tasks = await openTasksOf(tx, { tenantId: actor.tenantId, unitId });
	const acts = await ownActs(tx, actor);
	return [
		...tasks
			.filter(({ ownerId }) => ownerId === actor.personId)
			.map(
				({ id, title, dueOn }): KnownSource => ({
					kind: 'task',
					id,
					actKey: '',
					act: title,
					measure: `Xong trước ngày ${longDate(dueOn)}`,
					href: hrefOfSource({ kind: 'task', id }),
				}),
			),
		...acts.map(
			({ reflectionId, roundId, key, what, by }): KnownSource => ({
				kind: 'paper',
				id: reflectionId,
				actKey: key,
				act: what,
				measure: by ? `Xong trước ngày ${longDate(by)}` : '',
				href: hrefOfSource({ kind: 'paper', id: reflectionId }, roundId),
			}),
		),
	];
};
