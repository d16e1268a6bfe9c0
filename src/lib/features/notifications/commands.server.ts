import { createHash, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { nudge } from '#lib/platform/jobs/jobs.ts';
import { conflict, missing, refused, tooMany } from '#lib/shared/failures.ts';
import { ruleOn } from './domain/rules.ts';
import { dueKinds, duties } from './due-sources.server.ts';
import { postLettersName } from './job-names.ts';
import { mayKeepOwn, maySetRule, mayUrge } from './policy.ts';
import { rulesOf } from './reminder-rules.server.ts';
import {
	ConfirmAddressInput,
	OpenToldInput,
	ReadAllInput,
	SendCodeInput,
	SetRemindersInput,
	SetRuleInput,
	UrgeInput,
} from './schema.ts';
import { urgeOnce, urgePauseOf } from './urges.server.ts';

const CODES_A_DAY = 5;
const TRIES = 5;
const HOURS_VALID = 24;
const HOUR_MS = 3_600_000;

const hashOf = (personId: string, code: string): string =>
	createHash('sha256').update(`${personId} ${code}`).digest('hex');

/** Opens something that one was told: from then on it is read. @returns where it leads */
export const openTold = command(
	'reminders.open',
	OpenToldInput,
	async ({ tx, actor, now, permit }, { notificationId }) => {
		permit(mayKeepOwn(actor));
		const told = await tx
			.updateTable('notification')
			.set((row) => ({ read_at: row.fn.coalesce('read_at', row.val(now)) }))
			.where('id', '=', notificationId)
			.where('person_id', '=', actor.personId)
			.returning('href')
			.executeTakeFirst();
		if (!told) throw missing('failure_not_found');
		return { href: told.href };
	},
	{ silent: true },
);

/** Everything that one was told until now is read. */
export const readAllTold = command(
	'reminders.read_all',
	ReadAllInput,
	async ({ tx, actor, now, permit }) => {
		permit(mayKeepOwn(actor));
		await tx
			.updateTable('notification')
			.set({ read_at: now })
			.where('person_id', '=', actor.personId)
			.where('read_at', 'is', null)
			.execute();
	},
	{ silent: true },
);

/** Sends a new code to an address, not more than a few times a day. */
const sendCode = async (
	{ tx, actor, personId, now, newId }: CommandContext,
	address: string,
): Promise<void> => {
	const sent = await sql<{ count: number }>`
		select count(*)::int as count from letter where tenant_id = ${actor.tenantId} and person_id = ${personId} and kind = 'confirmation'
			and written_at > ${new Date(now.getTime() - 24 * HOUR_MS)}`.execute(tx);
	if ((sent.rows[0]?.count ?? 0) >= CODES_A_DAY) throw tooMany('failure_mail_codes');
	const code = String(randomInt(0, 100_000_000)).padStart(8, '0');
	const letterId = newId();
	await tx
		.updateTable('reminder_setting')
		.set({
			code_hash: hashOf(personId, code),
			code_until: new Date(now.getTime() + HOURS_VALID * HOUR_MS),
			code_tries: 0,
		})
		.where('person_id', '=', personId)
		.execute();
	await tx
		.insertInto('letter')
		.values({
			tenant_id: actor.tenantId,
			id: letterId,
			person_id: personId,
			kind: 'confirmation',
			step: letterId,
			address,
			code,
			written_at: now,
			next_at: now,
		})
		.execute();
	await nudge(tx, postLettersName, {});
};

/** How somebody wants to be reminded. A new address counts once its owner has given back the code that is sent to it. */
export const setReminders = command('reminders.set', SetRemindersInput, async (context, input) => {
	const { tx, actor, personId, now } = context;
	context.permit(mayKeepOwn(actor));
	const known = await tx
		.selectFrom('reminder_setting')
		.select(['address', 'digest_hour', 'by_mail'])
		.where('person_id', '=', personId)
		.forUpdate()
		.executeTakeFirst();
	const address = input.address?.toLowerCase() ?? null;
	const isNew = address !== (known?.address ?? null);
	const values = {
		by_mail: input.byMail === 'on',
		digest_hour: input.hour,
		changed_at: now,
		...(isNew
			? {
					address,
					confirmed_at: null,
					code_hash: null,
					code_until: null,
					refused_at: null,
					refused_answer: null,
				}
			: {}),
	};
	await tx
		.insertInto('reminder_setting')
		.values({ tenant_id: actor.tenantId, person_id: personId, ...values })
		.onConflict((on) => on.columns(['tenant_id', 'person_id']).doUpdateSet(values))
		.execute();
	if (isNew && address) await sendCode(context, address);
	await context.emit('reminders.set', {
		subject: { type: 'person', id: personId },
		personId,
		personal: true,
		after: { byMail: values.by_mail, hour: input.hour, addressChanged: isNew },
	});
	return { needsCode: isNew && address !== null };
});

/** Sends the code once more. */
export const sendCodeAgain = command('reminders.send_code', SendCodeInput, async (context) => {
	const { tx, actor, personId } = context;
	context.permit(mayKeepOwn(actor));
	const known = await tx
		.selectFrom('reminder_setting')
		.select(['address', 'confirmed_at', 'refused_at'])
		.where('person_id', '=', personId)
		.forUpdate()
		.executeTakeFirst();
	if (!known?.address || (known.confirmed_at && !known.refused_at))
		throw conflict('failure_changed_meanwhile');
	await sendCode(context, known.address);
	await context.emit('reminders.code_sent', {
		subject: { type: 'person', id: personId },
		personId,
		personal: true,
	});
});

type Setting = { code_hash: string | null; code_until: Date | null; code_tries: number };

const isRight = (known: Setting | undefined, personId: string, code: string, now: Date): boolean =>
	known?.code_hash === hashOf(personId, code) &&
	known.code_until !== null &&
	known.code_until > now &&
	known.code_tries < TRIES;

/**
 * The owner of an address gives back the code. A wrong one is counted, so the change is kept and answered with `false`.
 * @returns whether the address is confirmed now
 */
export const confirmAddress = command('reminders.confirm', ConfirmAddressInput, async (context, { code }) => {
	const { tx, actor, personId, now } = context;
	context.permit(mayKeepOwn(actor));
	const known = await tx
		.selectFrom('reminder_setting')
		.select(['code_hash', 'code_until', 'code_tries'])
		.where('person_id', '=', personId)
		.forUpdate()
		.executeTakeFirst();
	if (!known?.code_hash) throw invalidAt('code', 'issue_mail_code_wrong');
	const right = isRight(known as Setting, personId, code, now);
	await tx
		.updateTable('reminder_setting')
		.set(
			right
				? { confirmed_at: now, code_hash: null, code_until: null, refused_at: null, refused_answer: null }
				: { code_tries: known.code_tries + 1 },
		)
		.where('person_id', '=', personId)
		.execute();
	await context.emit(right ? 'reminders.confirmed' : 'reminders.code_wrong', {
		subject: { type: 'person', id: personId },
		personId,
		personal: true,
	});
	return { confirmed: right };
});

/** Reminds people by hand of what they owe; not before the unit's pause since the last time is over. */
export const urgePeople = command('reminders.urge', UrgeInput, async (context, { unitId, thing }) => {
	const { tx, actor, today } = context;
	await requireUnit(tx, unitId);
	const wanted = new Set(thing);
	const allowedAtAll = mayUrge(actor, unitId, '');
	if (!allowedAtAll.allowed) throw refused(allowedAtAll.key);
	const kinds = dueKinds();
	const chosen = (await duties(tx, { tenantId: actor.tenantId, unitId })).filter(
		(item) =>
			wanted.has(`${item.kind}:${item.subjectId}:${item.personId}`) && kinds.get(item.kind)?.isOwed === true,
	);
	if (chosen.length === 0) throw invalidAt('thing', 'issue_urge_gone');
	const pauseHours = await urgePauseOf(tx, { tenantId: actor.tenantId, unitId }, today);
	let urged = 0;
	for (const { kind, subjectId, personId, name, dueOn, href } of chosen) {
		context.permit(mayUrge(actor, unitId, personId));
		const done = await urgeOnce(context, {
			unitId,
			personId,
			things: [{ kind, subjectId }],
			pauseHours,
			told: {
				kind,
				subjectId,
				words: 'reminder_urged',
				letterWords: 'reminder_letter_urged',
				detail: { name, by: actor.name },
				href,
			},
			after: { name, dueOn },
		});
		if (done) urged += 1;
	}
	if (urged === 0) throw tooMany('failure_urged_lately', { hours: pauseHours });
	return { urged, passedOver: chosen.length - urged };
});

/** Sets how a unit reminds, from a day on. The rules of earlier days stay. */
export const setReminderRule = command('reminders.set_rule', SetRuleInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetRule(actor, input.unitId));
	if (input.validFrom < today) throw invalidAt('validFrom', 'issue_rule_past');
	const values = {
		soon_days: input.soonDays,
		warn_days: input.warnDays,
		escalate_days: input.escalateDays,
		urge_pause_hours: input.urgePauseHours,
		set_by: context.personId,
		set_at: now,
	};
	const before = ruleOn(await rulesOf(tx, actor.tenantId), input.unitId, input.validFrom);
	await tx
		.insertInto('reminder_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: input.validFrom, ...values })
		.onConflict((on) => on.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(values))
		.execute();
	const { unitId, ...after } = input;
	await context.emit('reminders.rule_set', {
		subject: { type: 'unit', id: unitId },
		unitId,
		before: { ...before },
		after,
	});
});
