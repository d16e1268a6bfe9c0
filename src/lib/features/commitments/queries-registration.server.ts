import { sql } from 'kysely';
import { type OwnAct, ownActs } from '#lib/features/reflections/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { checkFilesOf, currentEntries, quarterChecks, saidOf } from './checks.server.ts';
import { type Entry, entriesOf, type Source } from './domain/fields.ts';
import { COMMITTEE_DAYS, isBeingChecked } from './domain/timetable.ts';
import {
	committeeOf,
	formFor,
	itemsOf,
	type KnownCampaign,
	type KnownRegistration,
	quartersIn,
	registrationFacts,
	registrationFor,
	seenCampaign,
} from './facts.server.ts';
import {
	mayAssignChecker,
	mayConfirm,
	mayReadRegistration,
	mayRegister,
	owns,
	type QuarterFacts,
} from './policy.ts';
import { hrefOfSource, sourcesFor } from './sources.server.ts';
import { textOf, versionsOf } from './texts.server.ts';

/** An entry with the titles of what it belongs to, for reading. */
export type ShownEntry = Entry & {
	contentTitle: string;
	fieldTitle: string | null;
	/** The page of the task or the own paper from which it was taken. */
	sourceHref: string | null;
};

const hrefOf = (source: Source | null, acts: readonly OwnAct[]): string | null => {
	if (source?.kind === 'task') return hrefOfSource(source);
	const paper = acts.find(({ reflectionId }) => reflectionId === source?.id);
	// A study paper is its author’s: to others there is no way to it.
	return source && paper ? hrefOfSource(source, paper.roundId) : null;
};

const shown = (
	entries: readonly Entry[],
	items: {
		contents: readonly { id: string; title: string }[];
		fields: readonly { id: string; title: string }[];
	},
	acts: readonly OwnAct[],
): ShownEntry[] => {
	const place = new Map(items.contents.map(({ id }, at) => [id, at]));
	return entries
		.map((entry) => ({
			...entry,
			contentTitle: items.contents.find(({ id }) => id === entry.contentId)?.title ?? '',
			fieldTitle: items.fields.find(({ id }) => id === entry.fieldId)?.title ?? null,
			sourceHref: hrefOf(entry.source, acts),
		}))
		.sort((one, other) => (place.get(one.contentId) ?? 0) - (place.get(other.contentId) ?? 0));
};

/** How the quarters of a registration stand, as policies and pages ask. */
export const factsOfQuarters = async (
	tx: Tx,
	actor: Actor,
	of: { campaign: KnownCampaign; registration: Pick<KnownRegistration, 'id' | 'begunOn'> },
	today: Day,
): Promise<
	(QuarterFacts & {
		quarter: number;
		year: number;
		dueOn: Day;
		checkBy: Day;
		checkedByName: string | null;
		closedAt: Date | null;
	})[]
> => {
	const checks = await quarterChecks(tx, actor.tenantId, of.registration.id);
	return (await quartersIn(tx, actor.tenantId, of.campaign.id)).map((quarter) => {
		const check = checks.find((one) => one.quarter === quarter.quarter);
		return {
			quarter: quarter.quarter,
			year: quarter.year,
			dueOn: quarter.dueOn,
			checkBy: new Date(Date.parse(`${quarter.dueOn}T00:00:00Z`) + COMMITTEE_DAYS * 86_400_000)
				.toISOString()
				.slice(0, 10),
			closedAt: quarter.closedAt,
			isCampaignOpen: of.campaign.state === 'open',
			isBeingChecked: isBeingChecked(quarter, of.registration.begunOn),
			selfChecked: check?.selfCheckedAt != null,
			checked: check?.checkedAt != null,
			checkedByName: check?.checkedByName ?? null,
			isPastDue: quarter.dueOn < today,
		};
	});
};

/** The page on which one writes the own registration or that of the unit. @throws Failure missing, refused for who does not take part */
export const ownPage = async (tx: Tx, actor: Actor, campaignId: string, today: Day, ofUnit?: string) => {
	const campaign = await seenCampaign(tx, actor, campaignId);
	if (!actor.personId || (ofUnit && !uuidPattern.test(ofUnit))) throw missing('failure_not_found');
	const registration = await registrationFor(
		tx,
		{ tenantId: actor.tenantId, campaignId, personId: actor.personId, ofUnit },
		today,
	);
	const takesPart = ofUnit
		? campaign.unitRegisters &&
			campaign.unitIds.includes(ofUnit) &&
			owns(actor, { personId: null, unitId: ofUnit })
		: campaign.isParticipant;
	const may = mayRegister(actor, { isOpen: campaign.state === 'open', takesPart, registration });
	if (!may.allowed && !(registration && owns(actor, registration))) throw refused(may.key);
	const unitId = ofUnit ?? campaign.homeUnitId ?? campaign.unitId;
	const items = await itemsOf(tx, actor.tenantId, campaign.id);
	const versions = registration ? await versionsOf(tx, actor.tenantId, registration.id) : [];
	const acts = await ownActs(tx, actor);
	return {
		campaign,
		...items,
		unitId,
		form: registration?.form ?? (await formFor(tx, { tenantId: actor.tenantId, unitId }, today)),
		registration,
		mayWrite: may.allowed,
		text: registration
			? await textOf(tx, actor.tenantId, registration.id)
			: { fields: {}, revision: 0, savedAt: null },
		versions: versions.map((version) => ({
			...version,
			entries: shown(entriesOf(version.fields), items, acts),
		})),
		quarters: registration ? await factsOfQuarters(tx, actor, { campaign, registration }, today) : [],
		sources: may.allowed && !ofUnit ? await sourcesFor(tx, actor, unitId) : [],
	};
};

/** A registration that the actor may read. @throws Failure missing */
const seenRegistration = async (
	tx: Tx,
	actor: Actor,
	wanted: { campaignId: string; registrationId: string },
	today: Day,
): Promise<{ campaign: KnownCampaign; registration: KnownRegistration }> => {
	const registration = await registrationFacts(tx, actor.tenantId, wanted.registrationId, today);
	if (registration.campaignId !== wanted.campaignId || !mayReadRegistration(actor, registration).allowed)
		throw missing('failure_not_found');
	return { registration, campaign: await seenCampaign(tx, actor, registration.campaignId) };
};

/** One registration as it was handed in last, or an earlier version, with all that was said of it. @throws Failure missing */
export const registrationPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { campaignId: string; registrationId: string; version?: number | undefined },
	today: Day,
) => {
	const { campaign, registration } = await seenRegistration(tx, actor, wanted, today);
	const items = await itemsOf(tx, actor.tenantId, campaign.id);
	const versions = await versionsOf(tx, actor.tenantId, registration.id);
	const version = versions.find((one) => one.version === wanted.version) ?? versions[0];
	if (!version) throw missing('failure_not_found');
	const of = { tenantId: actor.tenantId, unitId: registration.unitId, campaignId: campaign.id };
	const meetings = await sql<{ id: string; title: string; day: Day }>`
		select id, title, (starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day from meeting
		where tenant_id = ${actor.tenantId} and unit_id = ${registration.unitId} and state in ('open', 'closed') order by starts_at desc limit 12`.execute(
		tx,
	);
	const isOwn = owns(actor, registration);
	const mayAssign = mayAssignChecker(actor, registration).allowed;
	return {
		campaign,
		registration,
		isOwn,
		version,
		versions: versions.map(({ version: number, reason, handedInAt, verdict }) => ({
			version: number,
			reason,
			handedInAt,
			verdict,
		})),
		entries: shown(entriesOf(version.fields), items, isOwn ? await ownActs(tx, actor) : []),
		criteria: items.criteria,
		inForce: await currentEntries(tx, actor.tenantId, registration.id),
		quarters: await factsOfQuarters(tx, actor, { campaign, registration }, today),
		said: await saidOf(tx, actor.tenantId, registration.id),
		files: await checkFilesOf(tx, actor.tenantId, registration.id),
		meetings: meetings.rows,
		committee: mayAssign ? await committeeOf(tx, of, today) : [],
		powers: { confirm: mayConfirm(actor, registration).allowed, assign: mayAssign },
	};
};
