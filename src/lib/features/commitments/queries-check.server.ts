import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { checkFilesOf, currentEntries, saidOf } from './checks.server.ts';
import type { EntryOutcome } from './domain/states.ts';
import {
	type KnownCampaign,
	quartersIn,
	registrationFacts,
	registrationFor,
	seenCampaign,
} from './facts.server.ts';
import { mayCheck, maySelfCheck, owns } from './policy.ts';
import { factsOfQuarters } from './queries-registration.server.ts';

/** What one says of the own registration in a quarter. @throws Failure missing, refused */
export const selfCheckPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { campaignId: string; quarter: number; ofUnit?: string | undefined },
	today: Day,
) => {
	const campaign = await seenCampaign(tx, actor, wanted.campaignId);
	if (!actor.personId || (wanted.ofUnit && !uuidPattern.test(wanted.ofUnit)))
		throw missing('failure_not_found');
	const registration = await registrationFor(
		tx,
		{ tenantId: actor.tenantId, campaignId: campaign.id, personId: actor.personId, ofUnit: wanted.ofUnit },
		today,
	);
	if (!registration || !owns(actor, registration)) throw refused('refused_check_unconfirmed');
	const quarter = (await factsOfQuarters(tx, actor, { campaign, registration }, today)).find(
		(one) => one.quarter === wanted.quarter,
	);
	if (!quarter) throw missing('failure_not_found');
	const said = (await saidOf(tx, actor.tenantId, registration.id)).filter(
		(one) => one.quarter === wanted.quarter,
	);
	const may = maySelfCheck(actor, registration, quarter);
	return {
		campaign,
		registration,
		quarter,
		entries: (await currentEntries(tx, actor.tenantId, registration.id)).map((entry) => ({
			...entry,
			self: said.find(({ key }) => key === entry.key)?.self ?? null,
			checked: said.find(({ key }) => key === entry.key)?.checked ?? null,
		})),
		files: (await checkFilesOf(tx, actor.tenantId, registration.id)).filter(
			(file) => file.quarter === wanted.quarter,
		),
		mayCheck: may.allowed,
	};
};

export type ToCheck = { id: string; name: string; selfChecked: boolean; checked: boolean };

/** Whom a committee member checks in a quarter, and the one whose turn it is, on one screen. @throws Failure missing, refused */
export const checkPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { campaignId: string; quarter: number; registrationId?: string | undefined },
	today: Day,
) => {
	const campaign = await seenCampaign(tx, actor, wanted.campaignId);
	const quarter = (await quartersIn(tx, actor.tenantId, campaign.id)).find(
		(one) => one.quarter === wanted.quarter,
	);
	if (!quarter) throw missing('failure_not_found');
	const list = await sql<ToCheck>`
		select r.id, coalesce(n.full_name, u.name) as name, q.self_checked_at is not null as "selfChecked", q.checked_at is not null as checked from registration r
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		left join person n on n.tenant_id = r.tenant_id and n.id = r.person_id
		left join quarter_check q on q.tenant_id = r.tenant_id and q.registration_id = r.id and q.quarter = ${wanted.quarter}
		where r.tenant_id = ${actor.tenantId} and r.campaign_id = ${campaign.id} and r.checker_id = ${actor.personId} and r.confirmed_version is not null
		order by (r.person_id is not null), n.sort_key collate "vi-x-icu", r.id`.execute(tx);
	if (
		list.rows.length === 0 &&
		!campaign.unitIds.some((unitId) => actor.roles.some((held) => held.unitId === unitId))
	)
		throw refused('refused_check');
	const chosen =
		list.rows.find(({ id }) => id === wanted.registrationId) ??
		list.rows.find(({ selfChecked, checked }) => selfChecked && !checked) ??
		list.rows.find(({ checked }) => !checked) ??
		list.rows[0];
	const current = chosen ? await currentToCheck(tx, actor, campaign, chosen.id, wanted.quarter, today) : null;
	return { campaign, quarter, list: list.rows, current };
};

const currentToCheck = async (
	tx: Tx,
	actor: Actor,
	campaign: KnownCampaign,
	id: string,
	quarter: number,
	today: Day,
) => {
	const registration = await registrationFacts(tx, actor.tenantId, id, today);
	const facts = (await factsOfQuarters(tx, actor, { campaign, registration }, today)).find(
		(one) => one.quarter === quarter,
	);
	if (!facts) throw missing('failure_not_found');
	const said = (await saidOf(tx, actor.tenantId, id)).filter((one) => one.quarter === quarter);
	return {
		registration,
		facts,
		mayCheck: mayCheck(actor, registration, facts).allowed,
		entries: (await currentEntries(tx, actor.tenantId, id)).map((entry) => {
			const self = said.find(({ key }) => key === entry.key)?.self ?? null;
			const checked = said.find(({ key }) => key === entry.key)?.checked ?? null;
			return { ...entry, self, checked, differs: differs(self, checked) };
		}),
		files: (await checkFilesOf(tx, actor.tenantId, id)).filter((file) => file.quarter === quarter),
	};
};

/** Do the person and the committee see it differently? It is for a talk, and has no consequence by itself. */
const differs = (
	self: { outcome: EntryOutcome } | null,
	checked: { outcome: EntryOutcome } | null,
): boolean => self !== null && checked !== null && self.outcome !== checked.outcome;

/** A file of evidence, for whoever may read the registration. @throws Failure missing */
export const checkFile = async (
	tx: Tx,
	actor: Actor,
	fileId: string,
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	if (!uuidPattern.test(fileId)) throw missing('failure_not_found');
	const file = await tx
		.selectFrom('check_file')
		.select(['sha256', 'file_name as fileName', 'media_type as mediaType'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', fileId)
		.executeTakeFirst();
	if (!file) throw missing('failure_not_found');
	return file;
};
