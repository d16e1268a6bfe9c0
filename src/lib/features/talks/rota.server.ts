import { sql } from 'kysely';
import { settle } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { addDays, daysBetween } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { talkRuleOn } from './domain/rules.ts';
import { themeOn } from './domain/themes.ts';
import { type KnownTalk, seenTalk, talkRulesOf, themesOf } from './facts.server.ts';
import { mayChange, mayPlan, mayReplaceSpeaker } from './policy.ts';
import { changeRow, tellEvent, tellPeople } from './records.server.ts';
import { CancelInput, ChangeInput, DrawUpInput, UnitInput } from './schema.ts';
import { closeSwapsOf } from './swap.server.ts';

/** Those who may speak: the people of the unit. @throws Failure missing for anybody else */
const requireSpeakers = async (
	{ tx, today }: CommandContext,
	unitId: string,
	personIds: readonly string[],
): Promise<void> => {
	const people = await peopleOfUnit(tx, unitId, today);
	for (const id of personIds)
		if (!people.some(({ personId, standing }) => personId === id && standing !== null))
			throw missing('failure_not_found');
};

/**
 * Takes days with their speakers into the rota of a unit, each with the theme of the plan. Nobody but those who lead the unit sees
 * it before it is published.
 * @throws Failure refused, missing (a person of another unit), invalid (a day that has passed)
 */
export const drawUpRota = command('talk.draw_up', DrawUpInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayPlan(actor, input.unitId));
	if (input.slots.some(({ heldOn }) => heldOn < today)) throw invalidAt('slots', 'issue_talk_past');
	await requireSpeakers(
		context,
		input.unitId,
		input.slots.map(({ personId }) => personId),
	);
	const unit = { tenantId: actor.tenantId, unitId: input.unitId };
	const rules = await talkRulesOf(tx, unit);
	const years = [...new Set(input.slots.map(({ heldOn }) => Number(heldOn.slice(0, 4))))];
	const themes = await themesOf(tx, unit, years);
	for (const { heldOn, personId } of input.slots) {
		const rule = talkRuleOn(rules, heldOn);
		const theme = themeOn(themes, heldOn);
		const talkId = context.newId();
		await tx
			.insertInto('talk')
			.values({
				tenant_id: actor.tenantId,
				id: talkId,
				unit_id: input.unitId,
				state: 'planned',
				held_on: heldOn,
				place: rule.place,
				speaker_id: personId,
				theme: theme?.title ?? '',
				theme_id: theme?.id ?? null,
				document_id: theme?.documentId ?? null,
				minutes: rule.minutes,
				pace: rule.pace,
				write_by: addDays(heldOn, -rule.writeDays),
				review_by: addDays(heldOn, -rule.reviewDays),
				wants_responses: rule.wantsResponses,
				planned_by: context.personId,
				planned_at: now,
			})
			.execute();
		await tellEvent(context, { id: talkId, unitId: input.unitId, speakerId: personId }, 'talk.planned', {
			// Who speaks learns of it when the rota is published.
			personId: context.personId,
			after: { heldOn, speakerId: personId },
		});
	}
	return { planned: input.slots.length };
});

/** Publishes what is planned: each speaker is told, and has a text to write. @throws Failure refused, invalid (nothing is planned) */
export const publishRota = command('talk.publish_rota', UnitInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	context.permit(mayPlan(actor, input.unitId));
	const found = await sql<Pick<KnownTalk, 'id' | 'unitId' | 'speakerId' | 'heldOn' | 'speakerName'>>`
		select t.id, t.unit_id as "unitId", t.speaker_id as "speakerId", t.held_on as "heldOn", s.full_name as "speakerName" from talk t
		join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
		where t.tenant_id = ${actor.tenantId} and t.unit_id = ${input.unitId} and t.state = 'planned' and t.held_on >= ${today}
		order by t.held_on for update of t`.execute(tx);
	if (found.rows.length === 0) throw invalidAt('unitId', 'issue_talk_none_planned');
	for (const talk of found.rows) {
		await changeRow(context, talk.id, { state: 'writing', published_at: now });
		await tellEvent(context, talk, 'talk.published', { after: { heldOn: talk.heldOn } });
		await tellPeople(context, talk, [talk.speakerId], 'published', 'published');
	}
	return { published: found.rows.length };
});

/** What a theme of the plan, or words of one's own, make of a talk. @throws Failure missing (no theme of the unit) */
export const themeFields = async (
	{ tx, actor }: CommandContext,
	talk: KnownTalk,
	chosen: { themeId?: string | undefined; theme: string },
) => {
	if (chosen.themeId) {
		if (chosen.themeId === talk.themeId) return {};
		const theme = await tx
			.selectFrom('talk_theme')
			.select(['id', 'title', 'document_id'])
			.where('tenant_id', '=', actor.tenantId)
			.where('unit_id', '=', talk.unitId)
			.where('id', '=', chosen.themeId)
			.where('dropped_at', 'is', null)
			.executeTakeFirst();
		if (!theme) throw missing('failure_not_found');
		return { theme: theme.title, theme_id: theme.id, document_id: theme.document_id, clause_id: null };
	}
	return { theme: chosen.theme, theme_id: null };
};

/**
 * Moves a talk to another day or place, gives it to another speaker, sets its theme. A new speaker begins with an empty page; what the
 * first one wrote stays theirs alone. Whom it concerns is told.
 * @throws Failure missing, refused (held; the speaker of a confirmed talk), invalid (a day that has passed)
 */
export const changeTalk = command('talk.change', ChangeInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayChange(context.actor, talk));
	const isReplaced = input.speakerId !== talk.speakerId;
	const isMoved = input.heldOn !== talk.heldOn;
	if (isMoved && input.heldOn < context.today) throw invalidAt('heldOn', 'issue_talk_past');
	if (isReplaced) {
		context.permit(mayReplaceSpeaker(context.actor, talk));
		await requireSpeakers(context, talk.unitId, [input.speakerId]);
	}
	const shift = daysBetween(talk.heldOn, input.heldOn);
	await changeRow(context, talk.id, {
		held_on: input.heldOn,
		place: input.place,
		write_by: addDays(talk.writeBy, shift),
		review_by: addDays(talk.reviewBy, shift),
		...(await themeFields(context, talk, input)),
		...(isReplaced
			? {
					speaker_id: input.speakerId,
					reviewer_id: null,
					begun_at: null,
					title: '',
					state: talk.state === 'planned' ? 'planned' : 'writing',
				}
			: {}),
	});
	await tellEvent(context, talk, 'talk.changed', {
		before: { heldOn: talk.heldOn, place: talk.place, speakerId: talk.speakerId, theme: talk.theme },
		after: { heldOn: input.heldOn, place: input.place, speakerId: input.speakerId },
	});
	if (isReplaced || isMoved) await closeSwapsOf(context, talk.id);
	if (talk.state === 'planned') return;
	const told = { ...talk, heldOn: input.heldOn };
	const step = `${context.now.getTime()}`;
	if (isReplaced) {
		await settle(context.tx, {
			kinds: ['talk_write', 'talk_review', 'talk_present', 'talk.published'],
			subjectId: talk.id,
			personId: null,
			now: context.now,
		});
		await tellEvent(context, { ...talk, speakerId: input.speakerId }, 'talk.given');
		await tellPeople(context, told, [talk.speakerId], 'replaced', step);
		await tellPeople(context, told, [input.speakerId], 'published', step);
	} else if (isMoved || input.place !== talk.place)
		await tellPeople(context, told, [talk.speakerId, talk.reviewerId], 'changed', step);
});

/** Calls off a talk that is ahead, with the reason. @throws Failure missing, refused */
export const cancelTalk = command('talk.cancel', CancelInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayChange(context.actor, talk));
	const wasPlanned = talk.state === 'planned';
	await changeRow(context, talk.id, {
		state: 'cancelled',
		cancel_reason: input.reason,
		...(wasPlanned ? { published_at: context.now } : {}),
	});
	await closeSwapsOf(context, talk.id);
	await tellEvent(context, talk, 'talk.cancelled', { after: { reason: input.reason } });
	if (!wasPlanned)
		await tellPeople(context, talk, [talk.speakerId, talk.reviewerId], 'cancelled', 'cancelled');
});
