import { type Actor, holds, type Role } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { type ReportState, writable } from './domain/states.ts';

export type ReportFacts = {
	unitId: string;
	aboveUnitId: string | null;
	state: ReportState;
	/** Whether a version of it was ever sent. */
	wasSent: boolean;
	/** Who signed the last version. */
	signedBy: string | null;
};

const writing: readonly Role[] = ['clerk', 'secretary', 'deputy'];
const reading: readonly Role[] = [...writing, 'committee_member'];
const heading: readonly Role[] = ['secretary', 'deputy'];
const office: readonly Role[] = ['secretary', 'deputy', 'clerk', 'higher_officer'];
const asking: readonly Role[] = ['secretary', 'deputy', 'clerk'];

/** The reports of a unit: those who lead it and its clerk. */
export const mayReadReports = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...reading);

/** What comes from the units below: the office of the unit above. */
export const mayReceive = (actor: Actor, aboveUnitId: string | null): boolean =>
	aboveUnitId !== null && holds(actor, aboveUnitId, ...office);

/** The page stands in the navigation of those who write, sign or receive reports. */
export const mayFollowReports = (actor: Actor): boolean =>
	actor.roles.some(({ role }) => role !== 'administrator');

/** Asking the own unit and those below for a kind of report: who heads the unit, and its clerk. */
export const mayAsk = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...asking), 'refused_periodic_ask');

/** Beginning a report that the unit owes. */
export const mayOpen = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...writing), 'refused_periodic_write');

/** That there is a report: the unit's own, and the office above once it was sent. To others it is not there. */
export const maySee = (actor: Actor, report: ReportFacts): Decision =>
	when(
		mayReadReports(actor, report.unitId) || (report.wasSent && mayReceive(actor, report.aboveUnitId)),
		'failure_not_found',
	);

/** Writing: clerk, secretary and deputy, until it is signed; again when it came back. */
export const mayWrite = (actor: Actor, report: ReportFacts): Decision => {
	if (!holds(actor, report.unitId, ...writing)) return denied('refused_periodic_write');
	return when(writable(report.state), 'refused_periodic_signed');
};

/** Signing off: the secretary, or the deputy on behalf of the committee. */
export const maySign = (actor: Actor, report: ReportFacts): Decision => {
	if (!holds(actor, report.unitId, ...heading)) return denied('refused_periodic_sign');
	return when(writable(report.state), 'refused_periodic_signed');
};

/** Sending up what was signed: clerk, secretary, deputy; there must be somebody above. */
export const maySend = (actor: Actor, report: ReportFacts): Decision => {
	if (!holds(actor, report.unitId, ...writing)) return denied('refused_periodic_write');
	if (report.aboveUnitId === null) return denied('refused_periodic_nobody_above');
	return when(report.state === 'signed', 'refused_periodic_unsigned');
};

/** Giving back for completing, or accepting: the office above; nobody what they signed themselves. */
export const mayDecide = (actor: Actor, report: ReportFacts): Decision => {
	if (!mayReceive(actor, report.aboveUnitId)) return denied('refused_periodic_decide');
	if (actor.personId !== null && actor.personId === report.signedBy) return denied('refused_periodic_own');
	return when(report.state === 'sent', 'refused_periodic_state');
};

/** Writing again what was signed or sent, with the reason: who signs. */
export const mayCorrect = (actor: Actor, report: ReportFacts): Decision => {
	if (!holds(actor, report.unitId, ...heading)) return denied('refused_periodic_sign');
	return when(
		report.state === 'signed' || report.state === 'sent' || report.state === 'accepted',
		'refused_periodic_state',
	);
};

/** What units below owe and gave: the office of the unit. */
export const mayGather = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...office) || holds(actor, unitId, 'committee_member'), 'failure_not_found');

/** Urging units directly below. */
export const mayUrge = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...office), 'refused_periodic_urge');
