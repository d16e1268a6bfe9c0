import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, timeOfDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type MinutesFacts, minutesText } from './domain/minutes.ts';
import { fingerprintOf } from './minutes.server.ts';
import { maySign } from './policy.ts';
import { type MeetingPage, meetingPage } from './queries.server.ts';

const factsOf = (page: MeetingPage, unitName: string): MinutesFacts => {
	const { meeting, people } = page;
	const lineOf = ({ documentName, personName, dueOn }: MeetingPage['summaries'][number]) => ({
		document: documentName,
		person: personName,
		dueOn,
	});
	// Of two items about one document the first takes the line.
	const firstOf = new Map(page.items.toReversed().map(({ id, documentId }) => [documentId, id]));
	const standing = (wanted: string): number => people.filter((person) => person.standing === wanted).length;
	return {
		unitName,
		title: meeting.title,
		place: meeting.place,
		day: dayOf(meeting.openedAt ?? meeting.startsAt),
		from: timeOfDay(meeting.openedAt ?? meeting.startsAt),
		to: timeOfDay(meeting.closedAt ?? meeting.startsAt),
		chair: meeting.chairName,
		taker: meeting.takerName,
		attendance: {
			official: standing('official'),
			probationary: standing('probationary'),
			others: people.length - standing('official') - standing('probationary'),
			present: page.figures.present,
			excused: people
				.filter(({ presence }) => presence === 'excused')
				.map(({ fullName, reason }) => ({ name: fullName, reason })),
			absent: people
				.filter(({ presence }) => presence === 'absent' || presence === null)
				.map(({ fullName }) => fullName),
		},
		items: page.items.map((item) => ({
			title: item.title,
			notes: item.notes.filter(({ isChosen }) => isChosen).map(({ body }) => body),
			assignments: item.assignments.map(({ title, personName, dueOn }) => ({
				title,
				person: personName,
				dueOn,
			})),
			summaries: page.summaries
				.filter(({ documentId }) => documentId === item.documentId && firstOf.get(documentId) === item.id)
				.map(lineOf),
			ballots: page.ballots
				.filter(({ itemId, state }) => itemId === item.id && state === 'closed')
				.map((ballot) => ({
					...ballot,
					yes: ballot.yes ?? 0,
					no: ballot.no ?? 0,
					abstain: ballot.abstain ?? 0,
					carried: ballot.carried ?? false,
				})),
		})),
		summaries: page.summaries.filter(({ documentId }) => !firstOf.has(documentId)).map(lineOf),
		conclusion: meeting.conclusion,
	};
};

type Kept = {
	body: string;
	number: number | null;
	year: number | null;
	chairSignedAt: Date | null;
	takerSignedAt: Date | null;
	sha256: string | null;
};

/** The minutes of a meeting: as they were saved, else as they write themselves from what was recorded. */
export const minutesPage = async (tx: Tx, actor: Actor, meetingId: string, today: Day) => {
	const page = await meetingPage(tx, actor, meetingId, today);
	// While the meeting runs, those who record see how the minutes are growing.
	const isRunning = page.meeting.state === 'open';
	if (page.meeting.state !== 'closed' && !isRunning) throw missing('failure_not_found');
	const unit = await requireUnit(tx, page.meeting.unitId);
	const found =
		await sql<Kept>`select body, number, year, chair_signed_at as "chairSignedAt", taker_signed_at as "takerSignedAt", sha256
		from meeting_minutes where tenant_id = ${actor.tenantId} and meeting_id = ${meetingId}`.execute(tx);
	const kept = found.rows[0] ?? null;
	const corrections = await sql<{ id: string; body: string; authorName: string; addedAt: Date }>`
		select c.id, c.body, p.full_name as "authorName", c.added_at as "addedAt" from minutes_correction c
		join person p on p.tenant_id = c.tenant_id and p.id = c.author_id
		where c.tenant_id = ${actor.tenantId} and c.meeting_id = ${meetingId} order by c.added_at, c.id`.execute(
		tx,
	);
	const signed = Boolean(kept?.chairSignedAt || kept?.takerSignedAt);
	const asChair = actor.personId === page.meeting.chairId;
	const own = asChair ? kept?.chairSignedAt : kept?.takerSignedAt;
	// Nobody but those who write them sees minutes that are not signed yet.
	if (!signed && !page.powers.minutes && !(isRunning && page.powers.record))
		throw missing('failure_not_found');
	return {
		meeting: page.meeting,
		unitName: unit.name,
		body: kept?.body ?? minutesText(factsOf(page, unit.name)),
		isSaved: kept !== null,
		number: kept?.number ?? null,
		year: kept?.year ?? null,
		signatures: { chair: kept?.chairSignedAt ?? null, taker: kept?.takerSignedAt ?? null },
		isUnaltered: kept?.sha256 ? kept.sha256 === fingerprintOf(kept.body) : null,
		corrections: corrections.rows,
		written: minutesText(factsOf(page, unit.name)),
		powers: {
			write: page.powers.minutes && !signed,
			sign: kept !== null && !own && maySign(actor, page.meeting).allowed,
			correct: page.powers.minutes && kept?.number != null,
		},
		day: dayOf(page.meeting.startsAt),
	};
};

/** The book of minutes of a unit, newest first. */
export const bookOfMinutes = async (tx: Tx, actor: Actor, unitId: string, year: number) => {
	const found = await sql<{ meetingId: string; number: number; title: string; day: Day }>`
		select n.meeting_id as "meetingId", n.number, m.title, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day
		from meeting_minutes n join meeting m on m.tenant_id = n.tenant_id and m.id = n.meeting_id
		where n.tenant_id = ${actor.tenantId} and n.unit_id = ${unitId} and n.year = ${year} and n.number is not null
		order by n.number desc`.execute(tx);
	return found.rows;
};
