import { command, type Door, look } from '#lib/platform/command/command.ts';
import { writeEvent } from '#lib/platform/command/event.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { systemActor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { letterById, requestById, ruleOf } from './facts.server.ts';
import { mayActByLink } from './policy.ts';
import { tellEvent } from './records.server.ts';
import { ConfirmReceiptInput, RemarkByLinkInput } from './schema.ts';
import { closeTokens, linkByToken, type OpenLink, useToken } from './tokens.server.ts';
import { writeRemark } from './write-remark.server.ts';

type Visit = Omit<Door, 'actor'>;

/** One who goes through a link acts as the system of its organisation, for this one thing. */
const doorOf = (visit: Visit, link: OpenLink): Door => ({ ...visit, actor: systemActor(link.tenantId) });

/** Every opening of a link is an event that the person reads; opening it uses nothing up. */
export const tellOfOpening = async (visit: Visit, link: OpenLink): Promise<void> => {
	const door = doorOf(visit, link);
	await transactionAs(door.db, door.actor, 'write', (tx) =>
		writeEvent(tx, door, door.clock(), 'residence.link_opened', {
			subject: {
				type: link.kind === 'receipt' ? 'residence_letter' : 'residence_request',
				id: link.subjectId,
			},
			unitId: link.unitId,
			personId: link.personId,
			personal: true,
		}),
	);
};

/** The words by which the form that comes with a link sums a remark up. */
export const levelsFor = async (visit: Visit, link: OpenLink, today: Day): Promise<readonly string[]> =>
	link.kind === 'receipt'
		? []
		: look(doorOf(visit, link), async (tx) => (await ruleOf(tx, link, today)).levels);

const confirm = (link: OpenLink) =>
	command('residence.confirm_receipt', ConfirmReceiptInput, async (context, input) => {
		const { tx, actor, today } = context;
		context.permit(mayActByLink(actor));
		const letter = await letterById(tx, actor.tenantId, link.subjectId, true);
		// Whoever was faster with this link, or with another one of the letter, has used them all up.
		if (letter.receivedOn || !(await useToken(context, link.id)))
			throw missing('failure_residence_link_over');
		if (input.receivedOn > today || input.receivedOn < letter.issuedOn)
			throw invalidAt('receivedOn', 'issue_residence_received_on');
		await tx
			.updateTable('residence_letter')
			.set({ received_on: input.receivedOn, received_name: input.receivedName })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', letter.id)
			.execute();
		await closeTokens(context, { letterId: letter.id });
		await tellEvent(
			context,
			'residence.letter_received',
			{ type: 'residence_letter', id: letter.id },
			letter,
			{
				by: input.receivedName,
				byLink: true,
			},
		);
	});

const remark = (link: OpenLink) =>
	command('residence.remark_by_link', RemarkByLinkInput, async (context, input) => {
		const { tx, actor } = context;
		context.permit(mayActByLink(actor));
		const request = await requestById(tx, actor.tenantId, link.subjectId, true);
		if (request.state !== 'waiting' || !request.isOpen || !(await useToken(context, link.id)))
			throw missing('failure_residence_link_over');
		await writeRemark(context, request, { ...input, way: 'link' });
	});

/**
 * Carries out what a one-time link is for, once.
 * @throws Failure missing when it was used, is over or never was; invalid, which uses nothing up
 */
export const actByLink = async (visit: Visit, token: string, raw: unknown): Promise<OpenLink['kind']> => {
	const link = await linkByToken(visit, token);
	if (!link) throw missing('failure_residence_link_over');
	await (link.kind === 'receipt' ? confirm(link) : remark(link))(doorOf(visit, link), raw);
	return link.kind;
};
