import { withoutMarks } from '#lib/text/fold.ts';
import type { Requirement, TrainingRule } from './rules.ts';

const isForAll = (requirement: Requirement): requirement is Requirement & { hours: number } =>
	'hours' in requirement && requirement.standings.length === 0 && requirement.roles.length === 0;

const codeOf = (name: string): string =>
	withoutMarks(name)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_|_$/g, '');

/**
 * A rule with other strands, by their names, and other hours a year for everybody. A strand that keeps its name keeps its code, so
 * that what was recorded under it still counts; requirements of strands that are gone go too.
 * @param hours by code of a strand; nought: none are asked for. What is not named stays
 */
export const changedRule = (
	rule: TrainingRule,
	names: readonly string[],
	hours: Readonly<Record<string, number>>,
): TrainingRule => {
	const strands = [...new Set(names)].map(
		(name) => rule.strands.find((strand) => strand.name === name) ?? { code: codeOf(name), name },
	);
	const known = new Set(strands.map(({ code }) => code));
	const stays = rule.requirements.filter(
		(requirement) =>
			known.has(requirement.strand) && !(isForAll(requirement) && hours[requirement.strand] !== undefined),
	);
	const asked = Object.entries(hours)
		.filter(([strand, count]) => count > 0 && known.has(strand))
		.map(([strand, count]) => ({
			key: `${strand}_hours`,
			standings: [],
			roles: [],
			strand,
			hours: count,
		}));
	return { strands, certificates: rule.certificates, requirements: [...asked, ...stays] };
};
