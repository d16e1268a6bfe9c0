import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { ageBands } from './domain/growth.ts';
import { committeeOf, mayFollowUnit, mayNote, mayTellAges, mayWithdrawNote } from './policy.ts';
import { AgesInput, FollowInput, NoteInput, WithdrawNoteInput } from './schema.ts';

/** Follows a unit, so that it comes first on the pages of whoever follows it. */
export const followUnit = command('oversight.follow', FollowInput, async (context, { unitId }) => {
	const { tx, actor, personId, now } = context;
	const unit = await requireUnit(tx, unitId);
	context.permit(mayFollowUnit(actor, unit));
	await sql`insert into unit_following (tenant_id, person_id, unit_id, since) values (${actor.tenantId}, ${personId}, ${unit.id}, ${now})
		on conflict do nothing`.execute(tx);
	await context.emit('oversight.followed', { subject: { type: 'unit', id: unit.id }, unitId: unit.id });
});

/** Follows it no more. */
export const unfollowUnit = command('oversight.unfollow', FollowInput, async (context, { unitId }) => {
	const { tx, actor, personId } = context;
	const unit = await requireUnit(tx, unitId);
	context.permit(mayFollowUnit(actor, unit));
	await sql`delete from unit_following where tenant_id = ${actor.tenantId} and person_id = ${personId} and unit_id = ${unit.id}`.execute(
		tx,
	);
	await context.emit('oversight.unfollowed', { subject: { type: 'unit', id: unit.id }, unitId: unit.id });
});

/** Whether a text names somebody who belongs to the unit. A note is about the unit, never about a person. */
const namesSomebody = async (tx: Tx, tenantId: string, unitId: string, body: string): Promise<boolean> => {
	const found =
		await sql`select from membership m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		where m.tenant_id = ${tenantId} and m.unit_id = ${unitId} and position(lower(p.full_name) in lower(${body})) > 0 limit 1`.execute(
			tx,
		);
	return found.rows.length > 0;
};

/**
 * Notes something of a unit that one follows, for the committee above; for those who lead the unit too, where it is shared with them.
 * @throws Failure invalid where it names somebody of the unit
 */
export const noteUnit = command('oversight.note_unit', NoteInput, async (context, input) => {
	const { tx, actor, personId, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayNote(actor, unit));
	const committeeId = committeeOf(actor, unit) ?? unit.parentId;
	if (!committeeId) throw missing('failure_not_found');
	if (await namesSomebody(tx, actor.tenantId, unit.id, input.body))
		throw invalidAt('body', 'issue_oversight_note_names');
	const noteId = context.newId();
	await tx
		.insertInto('unit_note')
		.values({
			tenant_id: actor.tenantId,
			id: noteId,
			unit_id: unit.id,
			committee_id: committeeId,
			author_id: personId,
			noted_on: today,
			body: input.body,
			is_shared: input.isShared === 'on',
			written_at: now,
		})
		.execute();
	// The words stay in the note: who may read the event is not who may read it.
	await context.emit('oversight.noted', {
		subject: { type: 'unit_note', id: noteId },
		unitId: committeeId,
		after: { unit: unit.name, isShared: input.isShared === 'on' },
	});
	return { noteId };
});

/** Withdraws a note of one's own. It stays in the books, and is shown no more. */
export const withdrawNote = command('oversight.withdraw_note', WithdrawNoteInput, async (context, input) => {
	const noteId = input.unitNoteId;
	const { tx, actor, now } = context;
	const note = await tx
		.selectFrom('unit_note')
		.select(['id', 'author_id as authorId', 'committee_id as committeeId', 'withdrawn_at as withdrawnAt'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', noteId)
		.executeTakeFirst();
	if (!note || note.withdrawnAt) throw missing('failure_not_found');
	context.permit(mayWithdrawNote(actor, note));
	await tx
		.updateTable('unit_note')
		.set({ withdrawn_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', noteId)
		.execute();
	await context.emit('oversight.note_withdrawn', {
		subject: { type: 'unit_note', id: noteId },
		unitId: note.committeeId,
	});
});

/**
 * Tells how old the members of a unit are at the end of a year, as counts: nobody's year of birth is kept. It can be told again.
 * @throws Failure invalid where more are told than the unit has members
 */
export const tellAges = command('oversight.tell_ages', AgesInput, async (context, input) => {
	const { tx, actor, personId, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayTellAges(actor, unit.id));
	const { year } = input;
	if (year > Number(today.slice(0, 4))) throw invalidAt('year', 'issue_oversight_year');
	const day = `${year}-12-31` < today ? `${year}-12-31` : today;
	const found = await sql<{
		members: number;
	}>`select count(distinct person_id)::int as members from membership
		where tenant_id = ${actor.tenantId} and unit_id = ${unit.id} and standing <> 'non_party' and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(
		tx,
	);
	const sum = ageBands.reduce((total, band) => total + input[band], 0);
	if (sum > (found.rows[0]?.members ?? 0)) throw invalidAt('aged_30', 'issue_oversight_ages_sum');
	const told = {
		aged_30: input.aged_30,
		aged_40: input.aged_40,
		aged_50: input.aged_50,
		aged_60: input.aged_60,
		aged_more: input.aged_more,
		told_by: personId,
		told_at: now,
	};
	await tx
		.insertInto('unit_ages')
		.values({ tenant_id: actor.tenantId, unit_id: unit.id, year, ...told })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'unit_id', 'year']).doUpdateSet(told))
		.execute();
	await context.emit('oversight.ages_told', {
		subject: { type: 'unit', id: unit.id },
		unitId: unit.id,
		after: { year, sum },
	});
});
