import { sql } from 'kysely';
import type { z } from 'zod';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { takeNumber } from '#lib/features/papers/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { causeOf } from './domain/links.ts';
import type { Exemption } from './domain/rules.ts';
import { type KnownLetter, letterById, linkById, placeById, ruleOf } from './facts.server.ts';
import { keepPlace } from './places.server.ts';
import { mayKeepBook } from './policy.ts';
import { tellEvent } from './records.server.ts';
import { IssueLetterInput, LetterInput, NoteReceiptInput, SettleInput } from './schema.ts';
import { secretaryOf } from './signer.server.ts';
import { closeTokens, makeToken } from './tokens.server.ts';

type Settle = z.infer<typeof SettleInput>;

/** The residential cell that was chosen, or the one that was written down beside the list. */
const placeFor = async (
	context: CommandContext,
	input: Settle,
	exemption: Exemption | undefined,
): Promise<string | null> => {
	if (exemption && !exemption.introduced) return null;
	if (input.placeId) {
		const place = await placeById(context.tx, context.actor.tenantId, input.placeId);
		if (place.unitId !== input.unitId || place.endedOn) throw invalidAt('placeId', 'issue_residence_place');
		return place.id;
	}
	if (!input.cell) throw invalidAt('placeId', 'issue_residence_place');
	if (!input.commune) throw invalidAt('commune', 'issue_residence_commune');
	const { placeId } = await keepPlace(context, {
		unitId: input.unitId,
		cell: input.cell,
		commune: input.commune,
		from: '2000-01-01',
	});
	return placeId;
};

/**
 * Somebody lives somewhere from a day on. What held before ends on that day; a new letter is to be made out where the place is
 * another one. Who is exempt is introduced or not as the kind says.
 * @throws Failure refused, missing (not of the unit), invalid
 */
export const settlePerson = command('residence.settle', SettleInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayKeepBook(actor, input.unitId));
	const people = await peopleOfUnit(tx, input.unitId, today);
	if (!people.some(({ personId }) => personId === input.personId)) throw missing('failure_not_found');
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: input.unitId }, today);
	const exemption = rule.exemptions.find(({ key }) => key === input.exemptKind);
	if (input.exemptKind && !exemption) throw invalidAt('exemptKind', 'issue_residence_exempt');
	if (exemption && !input.reason) throw invalidAt('reason', 'issue_residence_reason');
	if (input.validFrom > today) throw invalidAt('validFrom', 'issue_residence_later');
	const placeId = await placeFor(context, input, exemption);
	const found = await sql<{ id: string; placeId: string | null; validFrom: string }>`
		select id, place_id as "placeId", valid_from as "validFrom" from residence_link
		where tenant_id = ${actor.tenantId} and unit_id = ${input.unitId} and person_id = ${input.personId} and valid_to is null for update`.execute(
		tx,
	);
	const before = found.rows[0] ?? null;
	if (before && input.validFrom <= before.validFrom) throw invalidAt('validFrom', 'issue_residence_before');
	if (before)
		await sql`update residence_link set valid_to = ${input.validFrom}, letter_due = null, letter_due_on = null
			where tenant_id = ${actor.tenantId} and id = ${before.id}`.execute(tx);
	const isSamePlace = before !== null && before.placeId === placeId;
	const cause = isSamePlace ? null : causeOf({ isIntroduced: placeId !== null, before });
	const linkId = context.newId();
	await tx
		.insertInto('residence_link')
		.values({
			tenant_id: actor.tenantId,
			id: linkId,
			unit_id: input.unitId,
			person_id: input.personId,
			place_id: placeId,
			address: placeId ? input.address : '',
			valid_from: input.validFrom,
			exempt_kind: exemption?.key ?? null,
			exempt_name: exemption?.name ?? '',
			reason: exemption ? input.reason : '',
			letter_due: cause,
			letter_due_on: cause ? today : null,
			entered_by: context.personId,
			entered_at: now,
		})
		.execute();
	await tellEvent(context, 'residence.settled', { type: 'residence_link', id: linkId }, input, {
		from: input.validFrom,
		exempt: exemption?.key ?? null,
		letter: cause,
	});
	return { linkId };
});

/**
 * Makes out the letter of introduction under its number in the register of papers.
 * @throws Failure refused, conflict (none is due), invalid (a day that lies ahead)
 */
export const issueLetter = command('residence.issue_letter', IssueLetterInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const link = await linkById(tx, actor.tenantId, input.linkId, true);
	context.permit(mayKeepBook(actor, link.unitId));
	if (link.validTo || !link.letterDue || !link.placeId) throw conflict('failure_residence_no_letter');
	if (input.issuedOn > today) throw invalidAt('issuedOn', 'issue_issued_later');
	const letterId = context.newId();
	const given = await takeNumber(context, {
		unitId: link.unitId,
		side: 'party',
		type: 'introduction',
		// The register is read by more people than those who know where somebody lives.
		title: 'giới thiệu đảng viên giữ mối liên hệ với tổ chức đảng nơi cư trú',
		day: input.issuedOn,
		signer: (await secretaryOf(tx, link, input.issuedOn)).name ?? '',
		subject: { type: 'residence_letter', id: letterId },
	});
	await tx
		.insertInto('residence_letter')
		.values({
			tenant_id: actor.tenantId,
			id: letterId,
			link_id: link.id,
			unit_id: link.unitId,
			person_id: link.personId,
			cell: link.cell,
			commune: link.commune,
			mark: given.mark,
			issued_on: input.issuedOn,
			cause: link.letterDue,
			issued_by: context.personId,
			issued_at: now,
		})
		.execute();
	await tx
		.updateTable('residence_link')
		.set({ letter_due: null, letter_due_on: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', link.id)
		.execute();
	await tellEvent(context, 'residence.letter_issued', { type: 'residence_letter', id: letterId }, link, {
		mark: given.mark,
		link: link.id,
	});
	return { letterId, mark: given.mark };
});

/** A letter whose receipt is still open, for whoever keeps the book. */
const openLetter = async (context: CommandContext, letterId: string): Promise<KnownLetter> => {
	const letter = await letterById(context.tx, context.actor.tenantId, letterId, true);
	context.permit(mayKeepBook(context.actor, letter.unitId));
	if (letter.receivedOn) throw conflict('failure_residence_received');
	return letter;
};

/** Prints the letter: each print bears a code of its own, by which the residential cell confirms the receipt once. */
export const printLetter = command('residence.print_letter', LetterInput, async (context, input) => {
	const letter = await openLetter(context, input.letterId);
	const rule = await ruleOf(
		context.tx,
		{ tenantId: context.actor.tenantId, unitId: letter.unitId },
		context.today,
	);
	const made = await makeToken(context, { letterId: letter.id }, letter, rule.linkDays);
	await tellEvent(context, 'residence.letter_printed', { type: 'residence_letter', id: letter.id }, letter);
	return made;
});

/** Notes down by hand that a letter was received: the residential cell sent the slip back. */
export const noteReceipt = command('residence.note_receipt', NoteReceiptInput, async (context, input) => {
	const { tx, actor, today } = context;
	const letter = await openLetter(context, input.letterId);
	if (input.receivedOn > today || input.receivedOn < letter.issuedOn)
		throw invalidAt('receivedOn', 'issue_residence_received_on');
	await tx
		.updateTable('residence_letter')
		.set({ received_on: input.receivedOn, received_name: input.receivedName, noted_by: context.personId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', letter.id)
		.execute();
	await closeTokens(context, { letterId: letter.id });
	await tellEvent(context, 'residence.letter_received', { type: 'residence_letter', id: letter.id }, letter, {
		by: input.receivedName,
	});
});
