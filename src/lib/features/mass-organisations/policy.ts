import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** A mass organisation with what policies ask for: the unit to which it belongs, and who heads it today. */
export type OrganisationFacts = {
	unitId: string;
	aboveUnitId: string | null;
	headIds: readonly string[];
	memberIds: readonly string[];
};

const isOne = (actor: Actor, ids: readonly string[]): boolean =>
	actor.personId !== null && ids.includes(actor.personId);
const headsAbove = (actor: Actor, { aboveUnitId }: OrganisationFacts): boolean =>
	aboveUnitId !== null && holds(actor, aboveUnitId, 'secretary', 'deputy');
const heads = (actor: Actor, organisation: OrganisationFacts): boolean =>
	isOne(actor, organisation.headIds) || holds(actor, organisation.unitId, 'secretary', 'deputy');

/** Its own people, and the people of the unit to which it belongs. An administrator keeps the machine and sees nothing by that. */
export const maySeeOrganisation = (actor: Actor, organisation: OrganisationFacts): Decision =>
	when(
		isOne(actor, organisation.memberIds) ||
			heads(actor, organisation) ||
			(organisation.aboveUnitId !== null &&
				(actor.standings.some(({ unitId }) => unitId === organisation.aboveUnitId) ||
					holds(
						actor,
						organisation.aboveUnitId,
						'secretary',
						'deputy',
						'committee_member',
						'clerk',
						'higher_officer',
					))),
		'failure_not_found',
	);

/** Its members, programmes and activities: who heads it, and who heads the unit to which it belongs. */
export const mayRunOrganisation = (actor: Actor, organisation: OrganisationFacts): Decision =>
	when(heads(actor, organisation) || headsAbove(actor, organisation), 'refused_mass_run');

/** Naming who heads it, and entrusting tasks of the unit: who heads the unit to which it belongs. */
export const mayDirectOrganisation = (actor: Actor, organisation: OrganisationFacts): Decision =>
	when(headsAbove(actor, organisation), 'refused_mass_direct');
