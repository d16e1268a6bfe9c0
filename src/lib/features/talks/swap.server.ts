import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { type KnownTalk, seenTalk } from './facts.server.ts';
import { canBeSwapped, mayDecideSwap, maySwap, mayWithdrawSwap } from './policy.ts';
import { changeRow, tellEvent, tellPeople } from './records.server.ts';
import { AskSwapInput, SwapInput } from './schema.ts';

type KnownSwap = {
	id: string;
	talkId: string;
	otherTalkId: string;
	askerId: string;
	askedId: string;
	state: string;
};

const lockedSwap = async ({ tx, actor }: CommandContext, swapId: string): Promise<KnownSwap> => {
	const found = await sql<KnownSwap>`
		select id, talk_id as "talkId", other_talk_id as "otherTalkId", asker_id as "askerId", asked_id as "askedId", state from talk_swap
		where tenant_id = ${actor.tenantId} and id = ${swapId} for update`.execute(tx);
	const [swap] = found.rows;
	if (!swap) throw missing('failure_not_found');
	return swap;
};

const decide = async (
	{ tx, actor, now }: CommandContext,
	swapId: string,
	state: 'agreed' | 'declined' | 'withdrawn',
): Promise<void> => {
	await tx
		.updateTable('talk_swap')
		.set({ state, decided_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', swapId)
		.execute();
};

/** Questions about a talk whose day or speaker changes are of no use any more. */
export const closeSwapsOf = async (
	{ tx, actor, now }: CommandContext,
	...talkIds: string[]
): Promise<void> => {
	await sql`update talk_swap set state = 'withdrawn', decided_at = ${now}
		where tenant_id = ${actor.tenantId} and state = 'asked'
			and (talk_id = any(${`{${talkIds.join(',')}}`}::text::uuid[]) or other_talk_id = any(${`{${talkIds.join(',')}}`}::text::uuid[]))`.execute(
		tx,
	);
};

/** Asks a colleague to exchange days. @throws Failure missing, refused (confirmed, past), conflict when one is asked already */
export const askSwap = command('talk.ask_swap', AskSwapInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const own = await seenTalk(context, input.talkId);
	const other = await seenTalk(context, input.otherTalkId);
	context.permit(maySwap(actor, own, other, today));
	const swapId = context.newId();
	const asked = await sql`
		insert into talk_swap (tenant_id, id, unit_id, talk_id, other_talk_id, asker_id, asked_id, words, state, asked_at)
		values (${actor.tenantId}, ${swapId}, ${own.unitId}, ${own.id}, ${other.id}, ${context.personId}, ${other.speakerId}, ${input.words}, 'asked', ${now})
		on conflict (tenant_id, talk_id) where state = 'asked' do nothing returning id`.execute(tx);
	if (asked.rows.length === 0) throw conflict('failure_talk_swap_open');
	await context.emit('talk.swap_asked', {
		subject: { type: 'talk', id: own.id },
		unitId: own.unitId,
		personId: other.speakerId,
		personal: true,
		after: { swapId, otherTalkId: other.id },
	});
	await tellPeople(
		context,
		{ ...own, heldOn: other.heldOn, id: other.id, speakerName: own.speakerName },
		[other.speakerId],
		'swap_asked',
		swapId,
	);
	return { swapId };
});

/**
 * Agrees to exchange: each keeps what they write and gets the other's day, place and days to write and review by. A theme of the
 * plan stays with its month as long as neither has begun to write.
 * @throws Failure missing, refused, conflict when one of the two was confirmed, moved or given away meanwhile
 */
export const agreeSwap = command('talk.agree_swap', SwapInput, async (context, input) => {
	const swap = await lockedSwap(context, input.swapId);
	context.permit(mayDecideSwap(context.actor, swap));
	const mine = await seenTalk(context, swap.otherTalkId);
	const theirs = await seenTalk(context, swap.talkId);
	const isStill = (talk: KnownTalk, speakerId: string): boolean =>
		talk.speakerId === speakerId && canBeSwapped(talk, context.today);
	if (!isStill(mine, swap.askedId) || !isStill(theirs, swap.askerId))
		throw conflict('failure_talk_swap_gone');
	const themesStay = [mine, theirs].every(({ begunAt, version }) => begunAt === null && version === 0);
	const placeOf = (talk: KnownTalk) => ({
		held_on: talk.heldOn,
		place: talk.place,
		write_by: talk.writeBy,
		review_by: talk.reviewBy,
		...(themesStay
			? {
					theme: talk.theme,
					theme_id: talk.themeId,
					document_id: talk.documentId,
					clause_id: talk.clauseId,
				}
			: {}),
	});
	await changeRow(context, mine.id, placeOf(theirs));
	await changeRow(context, theirs.id, placeOf(mine));
	await decide(context, swap.id, 'agreed');
	for (const [talk, to] of [
		[mine, theirs],
		[theirs, mine],
	] as const)
		await tellEvent(context, talk, 'talk.swapped', {
			before: { heldOn: talk.heldOn },
			after: { heldOn: to.heldOn },
		});
	await tellPeople(
		context,
		{ ...theirs, heldOn: mine.heldOn, speakerName: mine.speakerName },
		[swap.askerId],
		'swap_agreed',
		swap.id,
	);
});

/** Declines to exchange. @throws Failure missing, refused */
export const declineSwap = command('talk.decline_swap', SwapInput, async (context, input) => {
	const swap = await lockedSwap(context, input.swapId);
	context.permit(mayDecideSwap(context.actor, swap));
	const mine = await seenTalk(context, swap.otherTalkId);
	await decide(context, swap.id, 'declined');
	await tellEvent(context, mine, 'talk.swap_declined', { personId: swap.askerId });
	await tellPeople(context, { ...mine, id: swap.talkId }, [swap.askerId], 'swap_declined', swap.id);
});

/** Takes back the own question. @throws Failure missing, refused */
export const withdrawSwap = command('talk.withdraw_swap', SwapInput, async (context, input) => {
	const swap = await lockedSwap(context, input.swapId);
	context.permit(mayWithdrawSwap(context.actor, swap));
	const own = await seenTalk(context, swap.talkId);
	await decide(context, swap.id, 'withdrawn');
	await tellEvent(context, { ...own, id: swap.otherTalkId }, 'talk.swap_withdrawn');
});
