import type { AgeBand } from '#lib/features/oversight/domain/growth.ts';

/** Members of a simulated cell by age; always the same for so many members, so that no random number is taken by it. */
export const agesOf = (members: number): Record<AgeBand, number> => {
	const [young, next, middle, older] = [0.18, 0.34, 0.26, 0.15].map((part) => Math.floor(members * part));
	const told = { aged_30: young ?? 0, aged_40: next ?? 0, aged_50: middle ?? 0, aged_60: older ?? 0 };
	return { ...told, aged_more: members - told.aged_30 - told.aged_40 - told.aged_50 - told.aged_60 };
};
