import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { loadPlan } from './load-plan.server.ts';
import { holdersEnding, peopleGoing, previewOf } from './preview.server.ts';

export const detailKinds = ['people', 'roles', 'work', 'going_on', 'registers', 'headless'] as const;

export type DetailKind = (typeof detailKinds)[number];

export const DETAILS_AT_ONCE = 200;

export type DetailRow = {
	key: string;
	title: string;
	href: string | null;
	words: string[];
	role: Role | null;
	kind: string | null;
	count: number | null;
};

/** What a figure of the preview counts, row by row. @throws Failure missing */
export const previewDetails = async (
	tx: Tx,
	actor: Actor,
	wanted: { id: string; kind: DetailKind; page: number },
): Promise<{ plan: { id: string; title: string; effectiveOn: Day }; rows: DetailRow[]; total: number }> => {
	const { plan, effects, named } = await loadPlan(tx, actor, wanted.id);
	const preview = await previewOf(tx, actor.tenantId, effects, plan.effectiveOn);
	const row = (key: string, given: Partial<DetailRow>): DetailRow => ({
		key,
		title: '',
		href: null,
		words: [],
		role: null,
		kind: null,
		count: null,
		...given,
	});
	const rows = async (): Promise<DetailRow[]> => {
		switch (wanted.kind) {
			case 'people':
				return (
					await peopleGoing(tx, actor.tenantId, effects, plan.effectiveOn, {
						page: wanted.page,
						size: DETAILS_AT_ONCE,
					})
				).map((one) =>
					row(`${one.personId} ${one.fromId}`, {
						title: one.fullName,
						href: `/to-chuc/nguoi/${one.personId}`,
						words: [`${named(one.fromId).name} → ${named(one.toId).name}`],
					}),
				);
			case 'roles':
				return (await holdersEnding(tx, actor.tenantId, effects)).map((one) =>
					row(one.id, {
						title: one.fullName,
						href: `/to-chuc/nguoi/${one.personId}`,
						words: [named(one.unitId).name],
						role: one.role,
					}),
				);
			case 'work':
				return preview.work.map((one) =>
					row(one.unitId, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						words: one.choice === 'pass' && one.toId ? [`→ ${named(one.toId).name}`] : [],
						kind: one.choice,
						count: one.tasks + one.programmes,
					}),
				);
			case 'going_on':
				return preview.goingOn.map((one) =>
					row(`${one.unitId} ${one.kind}`, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						kind: one.kind,
						count: one.found,
					}),
				);
			case 'registers':
				return preview.registers.map((one) =>
					row(one.unitId, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						count: one.lastNumber,
					}),
				);
			case 'headless':
				return preview.headless.map((id) => row(id, { title: named(id).name, href: named(id).href }));
		}
	};
	const found = await rows();
	const people = preview.flows.reduce((sum, flow) => sum + flow.people, 0);
	return {
		plan: { id: plan.id, title: plan.title, effectiveOn: plan.effectiveOn },
		rows: found,
		total: wanted.kind === 'people' ? people : found.length,
	};
};
