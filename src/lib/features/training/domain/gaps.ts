import type { Role, Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { acceptedFor, type Requirement, type TrainingRule } from './rules.ts';

/** Figures about fewer people than this are not told above the unit (domain.md part 11). */
export const FEWEST_TOLD = 5;

export type TrainedPerson = {
	personId: string;
	standing: Standing | null;
	roles: readonly Role[];
	/** Hours of courses completed in the year, by strand. */
	hours: Readonly<Record<string, number>>;
	/** Confirmed certificates. */
	certificates: readonly { kind: string; expiresOn: Day | null }[];
};

/** What somebody lacks of a requirement: hours still to do, or a certificate, which may have expired. */
export type Gap = { key: string; strand: string } & (
	| { kind: 'hours'; wanted: number; done: number }
	| { kind: 'certificate'; certificate: string; expiredOn: Day | null }
);

/** Does a requirement mean this person? Who has no standing in the unit (an officer from above) is not of its people. */
export const isMeant = (
	requirement: Requirement,
	person: Pick<TrainedPerson, 'standing' | 'roles'>,
): boolean =>
	person.standing !== null &&
	(requirement.standings.length === 0 || requirement.standings.includes(person.standing)) &&
	(requirement.roles.length === 0 || requirement.roles.some((role) => person.roles.includes(role)));

/** What a person lacks on a day; nothing where all that is asked of such a person is there. */
export const gapsOf = (person: TrainedPerson, rule: TrainingRule, day: Day): Gap[] =>
	rule.requirements
		.filter((requirement) => isMeant(requirement, person))
		.flatMap((requirement): Gap[] => {
			const { key, strand } = requirement;
			if ('hours' in requirement) {
				const done = person.hours[strand] ?? 0;
				return done >= requirement.hours
					? []
					: [{ key, strand, kind: 'hours', wanted: requirement.hours, done }];
			}
			const accepted = acceptedFor(requirement.certificate, rule.certificates);
			const held = person.certificates.filter(({ kind }) => accepted.includes(kind));
			if (held.some(({ expiresOn }) => expiresOn === null || expiresOn >= day)) return [];
			const expiredOn =
				held
					.map(({ expiresOn }) => expiresOn ?? day)
					.sort()
					.at(-1) ?? null;
			return [{ key, strand, kind: 'certificate', certificate: requirement.certificate, expiredOn }];
		});

export type RequirementFigure = { key: string; strand: string; people: number; lacking: number };

/** For each requirement how many people it means and how many lack what it asks. */
export const figuresOf = (
	people: readonly TrainedPerson[],
	rule: TrainingRule,
	day: Day,
): RequirementFigure[] => {
	const gaps = people.map((person) => ({ person, gaps: gapsOf(person, rule, day) }));
	return rule.requirements.map((requirement) => ({
		key: requirement.key,
		strand: requirement.strand,
		people: people.filter((person) => isMeant(requirement, person)).length,
		lacking: gaps.filter((one) => one.gaps.some(({ key }) => key === requirement.key)).length,
	}));
};

/** The figures of a group as they are told above its unit: none about fewer than five people. */
export const toldAbove = (figures: readonly RequirementFigure[]): RequirementFigure[] =>
	figures.filter(({ people }) => people >= FEWEST_TOLD);
