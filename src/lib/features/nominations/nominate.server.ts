import { lookAtFiles } from '#lib/features/library/public.server.ts';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { isTold } from './domain/criteria.ts';
import { evidenceOf, keepEvidence } from './evidence.server.ts';
import {
	factsOf,
	type KnownAward,
	type KnownNomination,
	lockedAward,
	nominatedUnit,
	nominationsOf,
	toldValues,
} from './facts.server.ts';
import {
	isEligible,
	mayReadNomination,
	maySign,
	mayWithdraw,
	mayWrite,
	type NominationFacts,
} from './policy.ts';
import {
	DropEvidenceInput,
	NominationInput,
	WithdrawNominationInput,
	WriteNominationInput,
} from './schema.ts';
import { tellPeople } from './told.server.ts';

type Found = {
	award: KnownAward;
	unit: KnownNomination['unit'];
	nomination: KnownNomination | null;
	facts: NominationFacts;
};

/** @throws Failure missing: the title or the unit is not there, or the actor answers for neither side */
const locked = async (context: CommandContext, awardId: string, unitId: string): Promise<Found> => {
	const { tx, actor } = context;
	const award = await lockedAward(context, awardId, 'unit');
	const unit = await nominatedUnit(tx, actor.tenantId, unitId);
	const [nomination = null] = await nominationsOf(tx, actor.tenantId, award.id, unit.id);
	const facts = factsOf(award, unit, nomination);
	if (!isEligible(award, unit) || !mayReadNomination(actor, facts).allowed)
		throw missing('failure_not_found');
	return { award, unit, nomination, facts };
};

const change = async (
	{ tx, actor }: CommandContext,
	nominationId: string,
	changed: Record<string, unknown>,
) => {
	const done = await tx
		.updateTable('nomination')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', nominationId)
		.executeTakeFirst();
	if (done.numUpdatedRows === 0n) throw missing('failure_not_found');
};

/** The event of a change of a nomination; it stands in the records of the unit. */
const tell = (
	context: CommandContext,
	{ award, unit }: Found,
	id: string,
	verb: string,
	after: Record<string, unknown> = {},
) =>
	context.emit(verb, {
		subject: { type: 'nomination', id },
		unitId: unit.id,
		after: { awardId: award.id, ...after },
	});

const insert = async (context: CommandContext, { award, unit }: Found): Promise<string> => {
	const nominationId = context.newId();
	await context.tx
		.insertInto('nomination')
		.values({
			tenant_id: context.actor.tenantId,
			id: nominationId,
			award_id: award.id,
			unit_id: unit.id,
			above_unit_id: award.unit.id,
			is_by_committee: false,
			state: 'draft',
			written_by: context.personId,
			written_at: context.now,
		})
		.execute();
	return nominationId;
};

type Values = {
	criterion: string;
	amount?: number | undefined;
	met?: 'yes' | 'no' | undefined;
	words: string;
}[];

/** Writes down what the unit tells, criterion by criterion; what it does not tell is not there. @throws Failure missing */
const writeValues = async (
	{ tx, actor }: CommandContext,
	award: KnownAward,
	nominationId: string,
	values: Values,
) => {
	if (values.some((one) => !award.rules.criteria.some(({ key }) => key === one.criterion)))
		throw missing('failure_not_found');
	await tx
		.deleteFrom('nomination_value')
		.where('tenant_id', '=', actor.tenantId)
		.where('nomination_id', '=', nominationId)
		.execute();
	for (const { criterion, amount, met, words } of values) {
		if (amount === undefined && met === undefined) continue;
		await tx
			.insertInto('nomination_value')
			.values({
				tenant_id: actor.tenantId,
				nomination_id: nominationId,
				criterion,
				amount: amount ?? null,
				is_met: met === undefined ? null : met === 'yes',
				words,
			})
			.execute();
	}
};

const recordWritten = command('nomination.write', WriteNominationInput, async (context, input) => {
	const { now } = context;
	const found = await locked(context, input.awardId, input.unitId);
	context.permit(mayWrite(context.actor, found.facts));
	const nominationId = found.nomination?.id ?? (await insert(context, found));
	await change(context, nominationId, {
		state: 'draft',
		statement: input.statement,
		written_by: context.personId,
		written_at: now,
		signed_by: null,
		signed_at: null,
		reason: '',
	});
	await writeValues(context, found.award, nominationId, input.values);
	await keepEvidence(context, nominationId, input);
	await tell(context, found, nominationId, 'nomination.written');
	return { nominationId };
});

/**
 * Writes the nomination of the own unit: what it did in words, what no record counts, and what shows it. Files are looked at before a
 * transaction is open. @throws Failure missing, refused, invalid
 */
export const writeNomination = Object.assign(
	async (door: Door, raw: unknown): Promise<{ nominationId: string }> => {
		const { data } = WriteNominationInput.safeParse(raw);
		if (data) await lookAtFiles(data.files, 'issue_nomination_file_large');
		return recordWritten(door, raw);
	},
	recordWritten,
);

/** Takes a piece of evidence out again. */
export const dropEvidence = command('nomination.drop_evidence', DropEvidenceInput, async (context, input) => {
	const { tx, actor } = context;
	const found = await locked(context, input.awardId, input.unitId);
	context.permit(mayWrite(actor, found.facts));
	if (!found.nomination) throw missing('failure_not_found');
	const dropped = await tx
		.deleteFrom('nomination_evidence')
		.where('tenant_id', '=', actor.tenantId)
		.where('nomination_id', '=', found.nomination.id)
		.where('id', '=', input.nominationEvidenceId)
		.executeTakeFirst();
	if (dropped.numDeletedRows === 0n) throw missing('failure_not_found');
	await tell(context, found, found.nomination.id, 'nomination.evidence_dropped', {
		evidenceId: input.nominationEvidenceId,
	});
});

/** @throws Failure invalid, with the criteria to which the unit must say something and has not, or that want evidence */
const checkComplete = async ({ tx, actor }: CommandContext, { award, unit }: Found, nominationId: string) => {
	const told = (await toldValues(tx, actor.tenantId, award.id)).filter(({ unitId }) => unitId === unit.id);
	const open = award.rules.criteria.filter(
		({ key, source }) => isTold(source) && !told.some(({ criterion }) => criterion === key),
	);
	if (open.length > 0)
		throw invalidAt('values', 'issue_nomination_open', { names: open.map(({ name }) => name).join('; ') });
	// What the records do not count, something else must show.
	const isShown = (await evidenceOf(tx, actor.tenantId, nominationId)).length > 0;
	if (told.length > 0 && !isShown && told.some(({ words }) => words === ''))
		throw invalidAt('evidence', 'issue_nomination_evidence');
};

/** The head signs: it goes to the committee. After the day by which units nominate it is marked as late, not refused. */
export const signNomination = command('nomination.sign', NominationInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const found = await locked(context, input.awardId, input.unitId);
	context.permit(maySign(actor, found.facts));
	const { award, nomination, unit } = found;
	if (!nomination) throw missing('failure_not_found');
	if (nomination.statement === '') throw invalidAt('statement', 'issue_nomination_statement');
	await checkComplete(context, found, nomination.id);
	const isLate = today > award.nominateBy;
	await change(context, nomination.id, {
		state: 'signed',
		is_late: isLate,
		signed_by: context.personId,
		signed_at: now,
	});
	await tell(context, found, nomination.id, 'nomination.signed', { isLate });
	const office = await rolesIn(
		tx,
		actor.tenantId,
		award.unit.id,
		['secretary', 'deputy', 'higher_officer'],
		today,
	);
	await tellPeople(context, award, office, 'signed', {
		unitId: award.unit.id,
		step: `signed ${unit.id} ${today}`,
	});
});

/** The head takes it back, with the reason; it can be written again while the title is open. */
export const withdrawNomination = command(
	'nomination.withdraw',
	WithdrawNominationInput,
	async (context, input) => {
		const { tx, actor, today } = context;
		const found = await locked(context, input.awardId, input.unitId);
		context.permit(mayWithdraw(actor, found.facts));
		const { award, nomination, unit } = found;
		if (!nomination) throw missing('failure_not_found');
		await change(context, nomination.id, { state: 'withdrawn', reason: input.reason });
		await tell(context, found, nomination.id, 'nomination.withdrawn', { reason: input.reason });
		if (nomination.state !== 'signed') return;
		const office = await rolesIn(
			tx,
			actor.tenantId,
			award.unit.id,
			['secretary', 'deputy', 'higher_officer'],
			today,
		);
		await tellPeople(context, award, office, 'withdrawn', { step: `withdrawn ${unit.id} ${today}` });
	},
);
