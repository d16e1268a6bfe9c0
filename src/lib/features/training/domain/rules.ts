import type { Role, Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/training.json' with { type: 'json' };

/** What people are trained in: the four strands of the brief, or those that a unit set. */
export type Strand = { code: string; name: string };
/** A kind of certificate; who has one that covers another needs that other no more. */
export type CertificateKind = { code: string; name: string; strand: string; covers: readonly string[] };
/** What a kind of person should have: hours a year in a strand, or a certificate. An empty list of standings or roles means everybody. */
export type Requirement = {
	key: string;
	standings: readonly Standing[];
	roles: readonly Role[];
	strand: string;
} & ({ hours: number } | { certificate: string });

export type TrainingRule = {
	strands: readonly Strand[];
	certificates: readonly CertificateKind[];
	requirements: readonly Requirement[];
};
export type DatedRule = TrainingRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product. */
export const shippedRule: TrainingRule = {
	strands: shipped.strands,
	certificates: shipped.certificates,
	requirements: shipped.requirements as unknown as Requirement[],
};

/** The code of a certificate of no kind that the rule knows. */
export const OTHER_KIND = 'other';

/**
 * The rule that holds for a unit on a day: the last that the unit set, else that of the nearest unit above, else the shipped one.
 * @param upwards the unit and those above it, the unit itself first
 */
export const ruleOn = (rules: readonly DatedRule[], upwards: readonly string[], day: Day): TrainingRule => {
	for (const unitId of upwards) {
		const begun = rules
			.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
			.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
		if (begun[0]) return begun[0];
	}
	return shippedRule;
};

/** The kinds of certificates that satisfy a requirement for one of them. */
export const acceptedFor = (certificate: string, kinds: readonly CertificateKind[]): string[] => [
	certificate,
	...kinds.filter(({ covers }) => covers.includes(certificate)).map(({ code }) => code),
];

/** The name of a strand; one that the rule no longer has keeps its code. */
export const strandName = (strands: readonly Strand[], code: string): string =>
	strands.find((strand) => strand.code === code)?.name ?? code;
