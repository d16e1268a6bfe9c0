import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { type Tx, transactionAs } from '#lib/platform/database/transaction.ts';
import { log } from '#lib/platform/log.ts';
import type { Letter, Post, Posted } from '#lib/platform/mail/post.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { toldInDigest } from './digests.server.ts';
import { backOffSeconds, MOST_ATTEMPTS } from './domain/attempts.ts';
import { dueKinds } from './due-sources.server.ts';
import { confirmationLetter, digestLetter, urgentLetter } from './letter-words.server.ts';
import { tellAll } from './notify.server.ts';

type Claimed = {
	id: string;
	personId: string;
	kind: 'digest' | 'urgent' | 'confirmation';
	address: string;
	notificationId: string | null;
	code: string | null;
	attempts: number;
};

/** A letter whose sending began so long ago met a dead process: nobody knows whether it went out. */
const LOST_AFTER = '10 minutes';
/** A letter that could not go out for a day is about yesterday. */
const OLD_AFTER = '24 hours';

const asSystem = <R>(db: Database, tenantId: string, run: (tx: Tx) => Promise<R>): Promise<R> =>
	transactionAs(db, systemActor(tenantId), 'write', run);

/** Letters that nobody will send any more: begun and never answered, or waiting for too long. */
const endLost = async (tx: Tx, tenantId: string, now: Date): Promise<void> => {
	await sql`update letter set state = case when state = 'sending' then 'unknown' else 'given_up' end, ended_at = ${now}, code = null
		where tenant_id = ${tenantId} and ((state = 'sending' and tried_at < ${now}::timestamptz - ${LOST_AFTER}::interval)
			or (state = 'waiting' and written_at < ${now}::timestamptz - ${OLD_AFTER}::interval))`.execute(tx);
};

/** Takes the next letter: once it is taken it is on disk as being sent, and no other worker gets it. */
const claim = async (tx: Tx, tenantId: string, now: Date): Promise<Claimed | null> => {
	const found = await sql<Claimed>`
		update letter l set state = 'sending', attempts = l.attempts + 1, tried_at = ${now}
		where l.tenant_id = ${tenantId} and l.id = (select id from letter
			where tenant_id = ${tenantId} and state = 'waiting' and next_at <= ${now} order by next_at, id limit 1 for update skip locked)
		returning l.id, l.person_id as "personId", l.kind, l.address, l.notification_id as "notificationId", l.code, l.attempts`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};

/** The letter as the state of things makes it now; null when there is nothing left to say. */
const compose = async (
	tx: Tx,
	tenantId: string,
	claimed: Claimed,
	at: { base: string; now: Date },
): Promise<Letter | null> => {
	const given = { id: claimed.id, to: claimed.address };
	if (claimed.kind === 'confirmation')
		return claimed.code ? confirmationLetter(at.base, { ...given, code: claimed.code }) : null;
	const setting =
		await sql`select from reminder_setting where tenant_id = ${tenantId} and person_id = ${claimed.personId}
		and by_mail and address = ${claimed.address} and confirmed_at is not null and refused_at is null`.execute(
			tx,
		);
	if (setting.rows.length === 0) return null;
	if (claimed.kind === 'urgent') {
		const told = await sql<{ words: string | null; href: string }>`
			select letter_words as words, href from notification
			where tenant_id = ${tenantId} and id = ${claimed.notificationId} and read_at is null and settled_at is null`.execute(
			tx,
		);
		const [one] = told.rows;
		return one ? urgentLetter(at.base, { ...given, ...one }) : null;
	}
	const today = dayOf(at.now);
	const told = await toldInDigest(tx, tenantId, claimed.personId, today);
	if (told.items.length === 0 && told.unread === 0) return null;
	return digestLetter(at.base, { ...given, ...told, kinds: dueKinds(), today });
};

const record = async (
	tx: Tx,
	tenantId: string,
	letter: Claimed,
	posted: Posted | null,
	now: Date,
): Promise<void> => {
	const isAgain = posted?.outcome === 'later' && letter.attempts < MOST_ATTEMPTS;
	const state =
		posted === null
			? 'dropped'
			: isAgain
				? 'waiting'
				: posted.outcome === 'later'
					? 'given_up'
					: posted.outcome;
	const nextAt = new Date(now.getTime() + backOffSeconds(letter.attempts) * 1_000);
	await sql`update letter set state = ${state}, answer = ${posted?.answer ?? null}, next_at = ${isAgain ? nextAt : now},
			ended_at = ${isAgain ? null : now}, code = case when ${isAgain} then code end
		where tenant_id = ${tenantId} and id = ${letter.id} and state = 'sending'`.execute(tx);
	if (state !== 'refused') return;
	await sql`update reminder_setting set refused_at = ${now}, refused_answer = ${posted?.answer ?? ''}
		where tenant_id = ${tenantId} and person_id = ${letter.personId} and address = ${letter.address}`.execute(
		tx,
	);
	await tellAll(
		tx,
		[
			{
				personIds: [letter.personId],
				unitId: null,
				kind: 'letter.refused',
				subjectId: letter.personId,
				step: letter.id,
				words: 'reminder_told_refused',
				detail: { address: letter.address },
				href: '/tai-khoan/nhac-viec',
			},
		],
		now,
	);
};

/**
 * Sends what waits, one after another. A letter is written down as being sent before it is handed over: whoever dies in
 * between leaves a letter of unknown fate, and that one is not sent again. So a step makes one letter at most.
 * @param sending.most letters in one run, so that a run ends
 */
export const postLetters = async (
	db: Database,
	tenantId: string,
	sending: { post: Post; base: string; clock: () => Date; most?: number },
): Promise<Record<string, number>> => {
	const counted: Record<string, number> = {};
	await asSystem(db, tenantId, (tx) => endLost(tx, tenantId, sending.clock()));
	for (let nth = 0; nth < (sending.most ?? 500); nth++) {
		const now = sending.clock();
		const taken = await asSystem(db, tenantId, async (tx) => {
			const claimed = await claim(tx, tenantId, now);
			if (!claimed) return null;
			const letter = await compose(tx, tenantId, claimed, { base: sending.base, now });
			if (!letter) await record(tx, tenantId, claimed, null, now);
			return { claimed, letter };
		});
		if (!taken) break;
		const posted = taken.letter ? await sending.post.send(taken.letter) : null;
		if (posted)
			await asSystem(db, tenantId, (tx) => record(tx, tenantId, taken.claimed, posted, sending.clock()));
		const outcome = posted?.outcome ?? 'dropped';
		counted[outcome] = (counted[outcome] ?? 0) + 1;
		if (posted && posted.outcome !== 'sent')
			log.warn({ tenant: tenantId, letter: taken.claimed.id, ...posted }, 'letter not sent');
	}
	return counted;
};
