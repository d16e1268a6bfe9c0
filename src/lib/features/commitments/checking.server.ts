import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName } from '#lib/shared/file-kind.ts';
import { currentEntries, quarterOf } from './checks.server.ts';
import { readRegistration } from './confirming.server.ts';
import { romanQuarter } from './domain/states.ts';
import { isBeingChecked } from './domain/timetable.ts';
import { type KnownRegistration, quartersIn, seenCampaign, subjectOf } from './facts.server.ts';
import { mayCheck, maySelfCheck, type QuarterFacts } from './policy.ts';
import { CheckInput, DropFileInput, SelfCheckInput } from './schema.ts';

/** One photograph or scanned page is some 5 MB; a bundle of them some more. */
const MOST_BYTES = 30 * 1024 * 1024;
const MOST_FILES = 30;

/** How far the check of a registration in a quarter is, as its policies ask. */
export const quarterFacts = async (
	{ tx, actor, today }: Pick<CommandContext, 'tx' | 'actor' | 'today'>,
	registration: KnownRegistration,
	quarter: number,
): Promise<QuarterFacts> => {
	const campaign = await seenCampaign(tx, actor, registration.campaignId).catch(() => null);
	const known = (await quartersIn(tx, actor.tenantId, registration.campaignId)).find(
		(one) => one.quarter === quarter,
	);
	const check = await quarterOf(tx, actor.tenantId, registration.id, quarter);
	return {
		isCampaignOpen: campaign?.state === 'open',
		isBeingChecked: known !== undefined && isBeingChecked(known, registration.begunOn),
		selfChecked: check?.selfCheckedAt != null,
		checked: check?.checkedAt != null,
		isPastDue: known !== undefined && known.dueOn < today,
	};
};

/** The row of a quarter, begun if need be. */
const stamped = async (
	{ tx, actor }: CommandContext,
	{ id, personId, unitId }: KnownRegistration,
	quarter: number,
	stamp: Partial<{ self_checked_at: Date; self_checked_by: string; checked_at: Date; checked_by: string }>,
): Promise<void> => {
	await tx
		.insertInto('quarter_check')
		.values({
			tenant_id: actor.tenantId,
			registration_id: id,
			quarter,
			person_id: personId,
			unit_id: unitId,
			...stamp,
		})
		.onConflict((known) => known.columns(['tenant_id', 'registration_id', 'quarter']).doUpdateSet(stamp))
		.execute();
};

const keepFiles = async (
	context: CommandContext,
	of: { registrationId: string; quarter: number },
	files: readonly { entryKey: string; name: string; bytes: Uint8Array }[],
): Promise<void> => {
	const { tx, actor, now } = context;
	for (const { entryKey, name, bytes } of files) {
		const stored = await context.files.put(bytes);
		const mediaType = mediaTypeOf(bytes);
		await insertStoredFile(context, { ...stored, format: null });
		await tx
			.insertInto('check_file')
			.values({
				tenant_id: actor.tenantId,
				id: context.newId(),
				registration_id: of.registrationId,
				quarter: of.quarter,
				entry_key: entryKey,
				sha256: stored.sha256,
				file_name: safeFileName(name, 'minh-chung'),
				media_type: mediaType,
				bytes: stored.bytes,
				added_at: now,
			})
			.execute();
	}
};

const recordSelfCheck = command('registration.self_check', SelfCheckInput, async (context, input) => {
	const { tx, actor, now } = context;
	const registration = await readRegistration(context, input.registrationId);
	const { quarter } = input;
	context.permit(maySelfCheck(actor, registration, await quarterFacts(context, registration, quarter)));
	const entries = await currentEntries(tx, actor.tenantId, registration.id);
	const said = new Map(input.entries.map((entry) => [entry.entryKey, entry]));
	for (const { key } of entries) {
		const one = said.get(key);
		if (!one) throw invalidAt(`outcome_${key}`, 'issue_check_outcome');
		if (one.outcome !== 'not_met' && one.done === '' && one.evidence === '')
			throw invalidAt(`done_${key}`, 'issue_check_done');
	}
	await stamped(context, registration, quarter, { self_checked_at: now, self_checked_by: context.personId });
	for (const { key } of entries) {
		const one = said.get(key);
		if (!one) continue;
		const row = { outcome: one.outcome, done: one.done, evidence: one.evidence, link: one.link };
		await tx
			.insertInto('self_check')
			.values({
				tenant_id: actor.tenantId,
				registration_id: registration.id,
				quarter,
				entry_key: key,
				...row,
			})
			.onConflict((known) =>
				known.columns(['tenant_id', 'registration_id', 'quarter', 'entry_key']).doUpdateSet(row),
			)
			.execute();
	}
	const known = new Set(entries.map(({ key }) => key));
	await keepFiles(
		context,
		{ registrationId: registration.id, quarter },
		input.files.filter(({ entryKey }) => known.has(entryKey)).slice(0, MOST_FILES),
	);
	await context.emit('registration.self_checked', {
		...subjectOf(registration),
		after: {
			campaignId: registration.campaignId,
			quarter,
			entries: entries.length,
			files: input.files.length,
		},
	});
	return { registrationId: registration.id };
});

/**
 * What one says of the own registration in a quarter, entry by entry, with evidence. Files are looked at before a transaction is
 * open; one that bears a mark of secrecy is never written. Until the committee has checked it may be said anew.
 * @throws Failure refused, invalid (an entry left out, met without a word of what was done)
 */
export const selfCheck = Object.assign(
	async (door: Door, raw: unknown): Promise<{ registrationId: string }> => {
		const input = SelfCheckInput.safeParse(raw);
		// What is wrong otherwise, the command says in its own words.
		if (input.success)
			for (const { entryKey, name, bytes } of input.data.files) {
				if (bytes.byteLength > MOST_BYTES)
					throw invalidAt(`files_${entryKey}`, 'issue_reflection_file_large');
				if (await bearsSecretMark(name, bytes)) throw invalidAt(`files_${entryKey}`, 'issue_file_secret');
			}
		return recordSelfCheck(door, raw);
	},
	recordSelfCheck,
);

/** Takes a file out of the own check, as long as the committee has not checked. */
export const dropCheckFile = command('registration.drop_file', DropFileInput, async (context, input) => {
	const { tx, actor } = context;
	const file = await tx
		.selectFrom('check_file')
		.select(['registration_id as registrationId', 'quarter', 'file_name as fileName'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.fileId)
		.executeTakeFirst();
	if (!file) throw missing('failure_not_found');
	const registration = await readRegistration(context, file.registrationId);
	context.permit(maySelfCheck(actor, registration, await quarterFacts(context, registration, file.quarter)));
	await tx
		.deleteFrom('check_file')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.fileId)
		.execute();
	await context.emit('registration.file_dropped', {
		...subjectOf(registration),
		before: { fileName: file.fileName },
	});
});

/** The committee member in charge agrees or says otherwise, entry by entry; what is said otherwise has its words. */
export const checkRegistration = command('registration.check', CheckInput, async (context, input) => {
	const { tx, actor, now } = context;
	const registration = await readRegistration(context, input.registrationId);
	const { quarter } = input;
	context.permit(mayCheck(actor, registration, await quarterFacts(context, registration, quarter)));
	const entries = await currentEntries(tx, actor.tenantId, registration.id);
	const own = await tx
		.selectFrom('self_check')
		.select(['entry_key as key', 'outcome'])
		.where('tenant_id', '=', actor.tenantId)
		.where('registration_id', '=', registration.id)
		.where('quarter', '=', quarter)
		.execute();
	const said = new Map(input.entries.map((entry) => [entry.entryKey, entry]));
	for (const { key } of entries) {
		const one = said.get(key);
		if (!one) throw invalidAt(`outcome_${key}`, 'issue_check_outcome');
		const self = own.find((known) => known.key === key)?.outcome;
		if (self && self !== one.outcome && one.words === '')
			throw invalidAt(`words_${key}`, 'issue_check_words');
	}
	await stamped(context, registration, quarter, { checked_at: now, checked_by: context.personId });
	for (const { key } of entries) {
		const one = said.get(key);
		if (!one) continue;
		const row = { outcome: one.outcome, words: one.words, by_id: context.personId, at: now };
		await tx
			.insertInto('check_mark')
			.values({
				tenant_id: actor.tenantId,
				registration_id: registration.id,
				quarter,
				entry_key: key,
				...row,
			})
			.onConflict((known) =>
				known.columns(['tenant_id', 'registration_id', 'quarter', 'entry_key']).doUpdateSet(row),
			)
			.execute();
	}
	await context.emit('registration.checked', {
		...subjectOf(registration),
		after: { campaignId: registration.campaignId, quarter },
	});
	const author = registration.personId ?? registration.handedInBy;
	await notify(context, {
		personIds: author ? [author] : [],
		unitId: registration.unitId,
		kind: 'registration.checked',
		subjectId: registration.id,
		step: `q${quarter}`,
		words: 'told_registration_checked',
		detail: { quarter: romanQuarter(quarter) },
		href: `/dang-ky/${registration.campaignId}/ban/${registration.id}`,
	});
	return { registrationId: registration.id };
});
