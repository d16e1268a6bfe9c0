import { sql } from 'kysely';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { keptChanges, keptText, withChanges } from '#lib/text/typed-changes.ts';
import { talkReviewerFor, talkReviewerRoles } from './domain/reviewer.ts';
import { syllablesOf } from './domain/speaking.ts';
import { type KnownTalk, ownTextOf, seenTalk, type TalkText } from './facts.server.ts';
import { mayChooseTheme, mayReopen, mayTakeBack, mayWriteTalk } from './policy.ts';
import { changeRow, holdersOf, tellEvent, tellPeople } from './records.server.ts';
import { themeFields } from './rota.server.ts';
import { MOST_LETTERS, ReopenInput, SaveInput, TalkInput, ThemeOfTalkInput } from './schema.ts';

const lockedText = async ({ tx, actor, personId }: CommandContext, talkId: string): Promise<TalkText> => {
	await sql`select revision from talk_text where tenant_id = ${actor.tenantId} and talk_id = ${talkId} and author_id = ${personId} for update`.execute(
		tx,
	);
	return ownTextOf(tx, { tenantId: actor.tenantId, talkId, personId });
};

/** What the server keeps after a save; `theirs` when it was written on an older revision: to be merged and sent again. */
export type Saved =
	| { isKept: true; revision: number; savedAt: Date }
	| { isKept: false; theirs: { revision: number; fields: { title: string; body: string } } };

const fieldsOf = ({ title, body }: Pick<TalkText, 'title' | 'body'>) => ({ title, body });

const begin = async (context: CommandContext, talk: KnownTalk): Promise<void> => {
	if (talk.begunAt) return;
	await changeRow(context, talk.id, { begun_at: context.now });
	await tellEvent(context, talk, 'talk.begun');
};

/**
 * Keeps what its speaker typed. Written on another revision than the kept one it is not taken, and the answer brings what is there: the
 * device has both and their base, and merges. A form without a script can not: there both texts are kept, one under the other.
 * @throws Failure missing, refused, invalid (too long)
 */
export const saveTalk = command(
	'talk.save',
	SaveInput,
	async (context, input): Promise<Saved> => {
		const { tx, actor, now } = context;
		const talk = await seenTalk(context, input.talkId);
		context.permit(mayWriteTalk(actor, talk));
		const kept = await lockedText(context, talk.id);
		const isNewer = input.revision !== kept.revision;
		const theirs: Saved = { isKept: false, theirs: { revision: kept.revision, fields: fieldsOf(kept) } };
		let told = { title: keptText(input.title), body: keptText(input.body) };
		if (input.changes) {
			const changed = isNewer ? null : withChanges(fieldsOf(kept), keptChanges(input.changes));
			if (!changed) return theirs;
			told = { title: changed['title'] ?? '', body: changed['body'] ?? '' };
		} else if (isNewer) told = { title: told.title || kept.title, body: bothTexts(kept.body, told.body) };
		if (told.title === kept.title && told.body === kept.body)
			return { isKept: true, revision: kept.revision, savedAt: kept.savedAt ?? now };
		if (told.body.length > MOST_LETTERS) throw invalidAt('body', 'issue_talk_long');
		const revision = kept.revision + 1;
		const row = { ...told, title: told.title.slice(0, 300), revision, saved_at: now };
		await tx
			.insertInto('talk_text')
			.values({ tenant_id: actor.tenantId, talk_id: talk.id, author_id: context.personId, ...row })
			.onConflict((known) => known.columns(['tenant_id', 'talk_id', 'author_id']).doUpdateSet(row))
			.execute();
		await begin(context, talk);
		return { isKept: true, revision, savedAt: now };
	},
	{ silent: true },
);

/** Who reviews a talk for which nobody was named. */
const chooseReviewer = async (context: CommandContext, talk: KnownTalk): Promise<string | null> => {
	const { tx, actor } = context;
	const held = await holdersOf(context, talk.unitId, talkReviewerRoles);
	const loads = await sql<{ personId: string; talks: number }>`
		select reviewer_id as "personId", count(*)::int as talks from talk
		where tenant_id = ${actor.tenantId} and unit_id = ${talk.unitId} and reviewer_id is not null and state <> 'cancelled' group by reviewer_id`.execute(
		tx,
	);
	const committee = talkReviewerRoles.flatMap((role) =>
		held
			.filter((one) => one.role === role)
			.map(({ personId }) => ({
				personId,
				role,
				talks: loads.rows.find((row) => row.personId === personId)?.talks ?? 0,
			})),
	);
	const isSecretary = held.some(({ personId, role }) => personId === talk.speakerId && role === 'secretary');
	return talkReviewerFor({ personId: talk.speakerId, isSecretary }, committee);
};

/**
 * Sends what is kept for review: it becomes a version that stays as it is. The revision goes up with that, so that what another
 * device sends at this moment is not taken behind the version's back.
 * @throws Failure missing, refused, invalid (no title, nothing written)
 */
export const sendTalk = command('talk.send', TalkInput, async (context, input) => {
	const { tx, actor, now } = context;
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayWriteTalk(actor, talk));
	const text = await lockedText(context, talk.id);
	if (text.title.trim() === '') throw invalidAt('title', 'issue_talk_title');
	if (text.body.trim() === '') throw invalidAt('body', 'issue_talk_empty');
	await sql`update talk_text set revision = revision + 1 where tenant_id = ${actor.tenantId} and talk_id = ${talk.id} and author_id = ${context.personId}`.execute(
		tx,
	);
	const version = talk.version + 1;
	const title = text.title.trim();
	await tx
		.insertInto('talk_version')
		.values({
			tenant_id: actor.tenantId,
			talk_id: talk.id,
			version,
			author_id: context.personId,
			title,
			body: text.body.trim(),
			reason: talk.changeReason,
			sent_at: now,
		})
		.execute();
	const reviewerId = talk.reviewerId ?? (await chooseReviewer(context, talk));
	await changeRow(context, talk.id, {
		state: 'in_review',
		version,
		title,
		sent_at: now,
		reviewer_id: reviewerId,
		change_reason: '',
	});
	await tellEvent(context, talk, 'talk.sent', {
		after: { version, syllables: syllablesOf(text.body), reviewerId },
	});
	if (reviewerId) await tellPeople(context, talk, [reviewerId], 'sent', `v${version}`);
	else {
		const heads = await holdersOf(context, talk.unitId, ['secretary', 'deputy']);
		await tellPeople(
			context,
			talk,
			heads.map(({ personId }) => personId),
			'sent',
			`v${version}`,
		);
	}
	return { version };
});

/** Takes back what was sent and is not reviewed yet. @throws Failure missing, refused */
export const takeBackTalk = command('talk.take_back', TalkInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayTakeBack(context.actor, talk));
	await changeRow(context, talk.id, { state: 'writing' });
	await tellEvent(context, talk, 'talk.taken_back', { after: { version: talk.version } });
});

/** Opens an accepted text for a change, with the reason; it is reviewed again as a new version. @throws Failure missing, refused */
export const reopenTalk = command('talk.reopen', ReopenInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayReopen(context.actor, talk));
	await changeRow(context, talk.id, { state: 'writing', change_reason: input.reason });
	await tellEvent(context, talk, 'talk.reopened', { after: { reason: input.reason } });
});

/** The clause, where it is one of this document. */
const clauseIn = async (
	{ tx, actor }: CommandContext,
	documentId: string,
	clauseId: string,
): Promise<string | null> => {
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', documentId)
		.where('id', '=', clauseId)
		.executeTakeFirst();
	return clause?.id ?? null;
};

/** What it is about: a theme of the plan, a document or a clause that its speaker may read, or words. @throws Failure missing, refused */
export const chooseTheme = command('talk.choose_theme', ThemeOfTalkInput, async (context, input) => {
	const { tx, actor } = context;
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayChooseTheme(actor, talk));
	const fields = await themeFields(context, talk, input);
	const place = { document_id: null as string | null, clause_id: null as string | null };
	if (input.documentId) {
		const document = await documentForReading(tx, actor, input.documentId);
		place.document_id = document.id;
		place.clause_id = input.clauseId ? await clauseIn(context, document.id, input.clauseId) : null;
	}
	// Another theme of the plan brings its own document, unless one was named with it.
	const isOtherTheme = input.themeId !== undefined && input.themeId !== talk.themeId;
	const keepsPlace = isOtherTheme && (!input.documentId || input.documentId === talk.documentId);
	await changeRow(context, talk.id, { ...fields, ...(keepsPlace ? {} : place) });
	await tellEvent(context, talk, 'talk.theme_chosen', {
		before: { theme: talk.theme, documentId: talk.documentId },
		after: { theme: input.theme, themeId: input.themeId ?? null, documentId: input.documentId ?? null },
	});
});
