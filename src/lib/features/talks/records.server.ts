import { sql } from 'kysely';
import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { longDate } from '#lib/shared/calendar.ts';
import type { TalkState } from './domain/states.ts';
import type { KnownTalk } from './facts.server.ts';

type Changed = Partial<{
	state: TalkState;
	held_on: string;
	place: string;
	speaker_id: string;
	reviewer_id: string | null;
	theme: string;
	theme_id: string | null;
	document_id: string | null;
	clause_id: string | null;
	write_by: string;
	review_by: string;
	title: string;
	version: number;
	final_version: number | null;
	begun_at: Date | null;
	sent_at: Date;
	reviewed_at: Date;
	change_reason: string;
	presented_at: Date;
	presented_by: string;
	cancel_reason: string;
	consent: boolean;
	consent_at: Date;
	published_at: Date;
}>;

/** Changes the row of a talk. */
export const changeRow = async (
	{ tx, actor }: CommandContext,
	talkId: string,
	changed: Changed,
): Promise<void> => {
	await tx
		.updateTable('talk')
		.set(changed)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', talkId)
		.execute();
};

/** The event of a change that concerns the speaker. */
export const tellEvent = (
	context: CommandContext,
	talk: Pick<KnownTalk, 'id' | 'unitId' | 'speakerId'>,
	verb: string,
	said: {
		personId?: string | null;
		before?: Record<string, unknown>;
		after?: Record<string, unknown>;
	} = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'talk', id: talk.id },
		unitId: talk.unitId,
		personId: said.personId === undefined ? talk.speakerId : said.personId,
		personal: true,
		...(said.before ? { before: said.before } : {}),
		...(said.after ? { after: said.after } : {}),
	});

/** What people are told of a talk; each is the end of a message key `talk_told_…`. */
type Told =
	| 'published'
	| 'changed'
	| 'replaced'
	| 'cancelled'
	| 'swap_asked'
	| 'swap_agreed'
	| 'swap_declined'
	| 'sent'
	| 'remarked'
	| 'returned'
	| 'accepted'
	| 'presented'
	| 'responded'
	| 'answered';

/** Tells people of a talk: shown in the application; the letter bears no name. */
export const tellPeople = (
	context: CommandContext,
	talk: Pick<KnownTalk, 'id' | 'unitId' | 'heldOn' | 'speakerName'>,
	personIds: readonly (string | null)[],
	told: Told,
	step: string,
) =>
	notify(context, {
		personIds: personIds.filter((id) => id !== null),
		unitId: talk.unitId,
		kind: `talk.${told}`,
		subjectId: talk.id,
		step,
		words: `talk_told_${told}`,
		detail: { day: longDate(talk.heldOn), who: talk.speakerName },
		letterWords: 'talk_letter',
		href: `/duoi-co/${talk.id}`,
	});

/** Who holds one of these roles in a unit today. */
export const holdersOf = async (
	{ tx, actor, today }: CommandContext,
	unitId: string,
	roles: readonly string[],
): Promise<{ personId: string; role: string }[]> => {
	const found = await sql<{ personId: string; role: string }>`
		select distinct person_id as "personId", role from role_assignment
		where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and role = any(${`{${roles.join(',')}}`}::text[])
			and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`.execute(tx);
	return found.rows;
};
