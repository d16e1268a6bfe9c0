import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type DatedTalkRule, type TalkRule, talkRuleOn } from './domain/rules.ts';
import { maySeeTalk, type TalkFacts } from './policy.ts';

export type KnownTalk = TalkFacts & {
	id: string;
	place: string;
	theme: string;
	themeId: string | null;
	documentId: string | null;
	clauseId: string | null;
	minutes: number;
	pace: number;
	writeBy: Day;
	reviewBy: Day;
	title: string;
	finalVersion: number | null;
	begunAt: Date | null;
	changeReason: string;
	presentedAt: Date | null;
	cancelReason: string;
	consent: boolean | null;
	consentAt: Date | null;
	speakerName: string;
	reviewerName: string | null;
};

/** The columns of `talk t` that policies and pages ask for. */
export const talkColumns = sql`t.id, t.unit_id as "unitId", t.state, t.held_on as "heldOn", t.place, t.speaker_id as "speakerId", t.reviewer_id as "reviewerId", t.theme,
	t.theme_id as "themeId", t.document_id as "documentId", t.clause_id as "clauseId", t.minutes, t.pace, t.write_by as "writeBy", t.review_by as "reviewBy",
	t.wants_responses as "wantsResponses", t.title, t.version, t.final_version as "finalVersion", t.begun_at as "begunAt", t.change_reason as "changeReason",
	t.presented_at as "presentedAt", t.cancel_reason as "cancelReason", t.consent, t.consent_at as "consentAt", s.full_name as "speakerName", v.full_name as "reviewerName"`;
export const talkTables = sql`talk t
	join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
	left join person v on v.tenant_id = t.tenant_id and v.id = t.reviewer_id`;

/** A talk with what its policies ask for. @throws Failure missing */
export const talkFacts = async (tx: Tx, tenantId: string, talkId: string): Promise<KnownTalk> => {
	if (!uuidPattern.test(talkId)) throw missing('failure_not_found');
	const found = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables} where t.tenant_id = ${tenantId} and t.id = ${talkId}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The talk for whoever may know of it; to everybody else it is not there. Locked for those whom row level security lets change it. */
export const seenTalk = async ({ tx, actor }: CommandContext, talkId: string): Promise<KnownTalk> => {
	if (uuidPattern.test(talkId))
		await sql`select id from talk where tenant_id = ${actor.tenantId} and id = ${talkId} for update`.execute(
			tx,
		);
	const talk = await talkFacts(tx, actor.tenantId, talkId);
	if (!maySeeTalk(actor, talk).allowed) throw missing('failure_not_found');
	return talk;
};

type Unit = { tenantId: string; unitId: string };

/** The rules of a unit, each with the day from which it holds. */
export const talkRulesOf = async (tx: Tx, unit: Unit): Promise<DatedTalkRule[]> =>
	(
		await sql<DatedTalkRule>`
			select valid_from as "validFrom", every, nth, weekday, takers, to_jsonb(chosen) as chosen, gap_days as "gapDays", minutes, pace, write_days as "writeDays",
				review_days as "reviewDays", wants_responses as "wantsResponses", place
			from talk_rule where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId}`.execute(tx)
	).rows;

/** The rule of a unit on a day. */
export const talkRuleFor = async (tx: Tx, unit: Unit, day: Day): Promise<TalkRule> =>
	talkRuleOn(await talkRulesOf(tx, unit), day);

/** What the unit's plan has for a year, in the order of the months; for a day of it see `themeOn`. */
export const themesOf = async (tx: Tx, unit: Unit, years: readonly number[]) =>
	(
		await sql<{
			id: string;
			year: number;
			fromMonth: number;
			toMonth: number;
			title: string;
			documentId: string | null;
		}>`
			select id, year, from_month as "fromMonth", to_month as "toMonth", title, document_id as "documentId" from talk_theme
			where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId} and year = any(${`{${years.join(',')}}`}::text::int[]) and dropped_at is null
			order by year, from_month, to_month desc, id`.execute(tx)
	).rows;

/** What a speaker is writing, and how often it was kept. */
export type TalkText = { title: string; body: string; revision: number; savedAt: Date | null };

/** The own text of a talk; empty as long as nothing was written. */
export const ownTextOf = async (
	tx: Tx,
	of: { tenantId: string; talkId: string; personId: string | null },
): Promise<TalkText> => {
	const row = await tx
		.selectFrom('talk_text')
		.select(['title', 'body', 'revision', 'saved_at as savedAt'])
		.where('tenant_id', '=', of.tenantId)
		.where('talk_id', '=', of.talkId)
		.where('author_id', '=', of.personId)
		.executeTakeFirst();
	return row ?? { title: '', body: '', revision: 0, savedAt: null };
};
