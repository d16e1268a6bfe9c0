import { type Actor, belongsTo, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { type CampaignState, isWritten, type RegistrationState } from './domain/states.ts';

export type CampaignFacts = {
	unitId: string;
	path: string;
	state: CampaignState;
	/** Units whose people take part. */
	unitIds: readonly string[];
	/** The actor takes part. */
	isParticipant: boolean;
};
export type RegistrationFacts = {
	unitId: string;
	/** Whose it is; null: the unit's own. */
	personId: string | null;
	handedInBy: string | null;
	checkerId: string | null;
	state: RegistrationState;
	version: number;
	confirmedVersion: number | null;
	/** The secretary's own, or the unit's that the secretary handed in. */
	isOfSecretary: boolean;
	/** The unit has a deputy who is not the one whose it is. */
	hasDeputy: boolean;
};

const isMe = (actor: Actor, personId: string | null): boolean =>
	actor.personId !== null && actor.personId === personId;
export const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** Setting up, changing, opening and closing a campaign: who leads the unit. */
export const mayLeadCampaign = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_lead_campaign');

export const mayChangeCampaign = (
	actor: Actor,
	campaign: Pick<CampaignFacts, 'unitId' | 'state'>,
): Decision =>
	leads(actor, campaign.unitId)
		? when(campaign.state === 'draft', 'refused_campaign_open')
		: denied('refused_lead_campaign');

export const mayCloseCampaign = (
	actor: Actor,
	campaign: Pick<CampaignFacts, 'unitId' | 'state'>,
): Decision =>
	leads(actor, campaign.unitId)
		? when(campaign.state === 'open', 'refused_campaign_state')
		: denied('refused_lead_campaign');

/** A draft is seen by who prepares it; one that is open by the people of its units and by who follows them from above. */
export const maySeeCampaign = (actor: Actor, campaign: CampaignFacts): Decision => {
	if (leads(actor, campaign.unitId) || actor.kind === 'system') return when(true, '');
	if (campaign.state === 'draft') return denied('failure_not_found');
	return when(
		campaign.isParticipant ||
			[campaign.unitId, ...campaign.unitIds].some((unitId) => belongsTo(actor, unitId)) ||
			holdsAbove(actor, campaign.path, 'higher_officer'),
		'failure_not_found',
	);
};

/** Whose it is: the person's; that of a unit is the secretary's and the deputy's to write. */
export const owns = (
	actor: Actor,
	{ personId, unitId }: Pick<RegistrationFacts, 'personId' | 'unitId'>,
): boolean => (personId === null ? holds(actor, unitId, 'secretary', 'deputy') : isMe(actor, personId));

/** Whoever takes part registers, for oneself; the secretary and the deputy for the unit. */
export const mayRegister = (
	actor: Actor,
	of: { isOpen: boolean; takesPart: boolean; registration: RegistrationFacts | null },
): Decision => {
	if (!of.takesPart || (of.registration && !owns(actor, of.registration))) return denied('refused_register');
	if (!of.isOpen) return denied('refused_campaign_state');
	return when(of.registration === null || isWritten(of.registration.state), 'refused_registration_waits');
};

/** What was handed in is read by whose it is, by who leads the unit and by who checks it (domain.md part 11). */
export const mayReadRegistration = (actor: Actor, registration: RegistrationFacts): Decision =>
	when(
		owns(actor, registration) ||
			(registration.version > 0 &&
				(isMe(actor, registration.checkerId) || leads(actor, registration.unitId))),
		'failure_not_found',
	);

/**
 * The committee confirms in a meeting; the secretary or the deputy records it. Nobody confirms their own or what they handed
 * in for the unit: the secretary's is confirmed by the deputy, where there is none by a member of the committee.
 */
export const mayConfirm = (actor: Actor, registration: RegistrationFacts): Decision => {
	if (isMe(actor, registration.personId) || isMe(actor, registration.handedInBy))
		return denied('refused_confirm_own');
	const may = registration.isOfSecretary
		? holds(actor, registration.unitId, registration.hasDeputy ? 'deputy' : 'committee_member')
		: holds(actor, registration.unitId, 'secretary', 'deputy');
	return may
		? when(registration.state === 'handed_in', 'refused_registration_state')
		: denied('refused_confirm');
};

/** Naming who checks: the secretary and the deputy, not of what is their own; whether the one named may is asked with the committee. */
export const mayAssignChecker = (actor: Actor, registration: RegistrationFacts): Decision => {
	if (!holds(actor, registration.unitId, 'secretary', 'deputy')) return denied('refused_assign_checker');
	return when(
		!isMe(actor, registration.personId) && !isMe(actor, registration.handedInBy),
		'refused_assign_checker_own',
	);
};

export type QuarterFacts = {
	isCampaignOpen: boolean;
	isBeingChecked: boolean;
	selfChecked: boolean;
	checked: boolean;
	isPastDue: boolean;
};

/** What one says of the own registration, while the quarter is checked and the committee has not. */
export const maySelfCheck = (
	actor: Actor,
	registration: RegistrationFacts,
	quarter: QuarterFacts,
): Decision => {
	if (!owns(actor, registration) || isMe(actor, registration.checkerId)) return denied('refused_self_check');
	if (registration.confirmedVersion === null) return denied('refused_check_unconfirmed');
	if (!quarter.isCampaignOpen || !quarter.isBeingChecked) return denied('refused_quarter_closed');
	return when(!quarter.checked, 'refused_check_done');
};

/** The committee member in charge, never of the own; what the person has not said waits until its day has passed. */
export const mayCheck = (actor: Actor, registration: RegistrationFacts, quarter: QuarterFacts): Decision => {
	if (isMe(actor, registration.personId)) return denied('refused_check_own');
	if (!isMe(actor, registration.checkerId)) return denied('refused_check');
	if (registration.confirmedVersion === null) return denied('refused_check_unconfirmed');
	if (!quarter.isCampaignOpen || !quarter.isBeingChecked) return denied('refused_quarter_closed');
	return when(quarter.selfChecked || quarter.isPastDue, 'refused_check_early');
};

/** Closing the check of a quarter: the secretary and the deputy of the unit that calls the campaign. */
export const mayCloseQuarter = (actor: Actor, campaign: Pick<CampaignFacts, 'unitId'>): Decision =>
	when(holds(actor, campaign.unitId, 'secretary', 'deputy'), 'refused_close_quarter');

/** Opening it: by the clock on its day, or before by the secretary and the deputy. */
export const mayOpenQuarter = (actor: Actor, campaign: Pick<CampaignFacts, 'unitId' | 'state'>): Decision =>
	actor.kind === 'system' || holds(actor, campaign.unitId, 'secretary', 'deputy')
		? when(campaign.state === 'open', 'refused_campaign_state')
		: denied('refused_close_quarter');

/** How the unit wants its commitments: the secretary and the deputy. */
export const maySetForm = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_set_commitment_form');
