import type { Counts } from './measures.ts';

/** The chain as the office above looks at it, in its order. */
export const stageKeys = [
	'spread',
	'study',
	'programme',
	'tasks',
	'registration',
	'checks',
	'results',
] as const;
export type StageKey = (typeof stageKeys)[number];

export type Stage = { key: StageKey; have: number; of: number };

/** These count people; the others count documents and tasks, which are the unit's work. */
export const isAboutPeople = (key: StageKey): boolean =>
	key === 'spread' || key === 'study' || key === 'registration' || key === 'checks';

/** How far each step of the chain was taken. A round counts by who was there and by what was handed in, both. */
export const stagesOf = (counts: Counts): Stage[] => [
	{ key: 'spread', have: counts.studied, of: counts.asked },
	{ key: 'study', have: counts.study_done + counts.papers, of: counts.study_asked + counts.papers_asked },
	{ key: 'programme', have: counts.with_programme, of: counts.documents },
	{ key: 'tasks', have: counts.tasks_done, of: counts.tasks },
	{ key: 'registration', have: counts.registered, of: counts.register_asked },
	{ key: 'checks', have: counts.checks_done, of: counts.checks_asked },
	{ key: 'results', have: counts.tasks_proved, of: counts.tasks },
];

/** In per cent, of what was asked; null where nothing was. */
export const shareOf = ({ have, of }: Pick<Stage, 'have' | 'of'>): number | null =>
	of > 0 ? (have / of) * 100 : null;

/**
 * Where the chain gets stuck: the first step that falls short of `enough` by most. What nothing was asked of does not hold up.
 * @returns null where every step is carried through
 */
export const stuckAt = (
	stages: readonly Stage[],
	enough: number,
): { key: StageKey; share: number } | null => {
	let stuck: { key: StageKey; share: number } | null = null;
	for (const stage of stages) {
		const share = shareOf(stage);
		if (share === null || share >= enough) continue;
		if (!stuck || share < stuck.share) stuck = { key: stage.key, share };
	}
	return stuck;
};

/** The middle value; of an even number the mean of the two in the middle. */
export const medianOf = (values: readonly number[]): number | null => {
	if (values.length === 0) return null;
	const sorted = [...values].sort((one, other) => one - other);
	const half = Math.floor(sorted.length / 2);
	const [low, high] = [sorted[half - 1], sorted[half]];
	return sorted.length % 2 === 1 ? (high ?? null) : ((low ?? 0) + (high ?? 0)) / 2;
};
