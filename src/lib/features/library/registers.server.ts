import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { periodOf, type RegisterRule, registerRuleCode, shippedRegisterRule } from './domain/registers.ts';
import { mayFile } from './policy.ts';

/** The rule of the organisation on a day, else the shipped one. */
const registerRule = async (tx: Tx, tenantId: string, day: Day): Promise<RegisterRule> => {
	const own = await sql<{ body: Partial<RegisterRule> }>`
		select body from rule_set where tenant_id = ${tenantId} and code = ${registerRuleCode}
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
		order by valid_from desc limit 1`.execute(tx);
	return { ...shippedRegisterRule, ...own.rows[0]?.body };
};

/**
 * Enters a document in the register of incoming documents of its unit, inside the command that files it. The period's
 * row is locked until then, so numbers run without gap and without double whoever files beside; a command that fails
 * gives its number back.
 * @returns the number and its period
 */
export const enterIncoming = async (
	context: CommandContext,
	entry: { documentId: string; unitId: string; receivedOn: Day; sender: string | null },
): Promise<{ number: number; period: string }> => {
	const { tx, actor, now } = context;
	const period = periodOf(await registerRule(tx, actor.tenantId, entry.receivedOn), entry.receivedOn);
	const counted = await sql<{ number: number }>`
		insert into register_period as p (tenant_id, unit_id, period, last_number) values (${actor.tenantId}, ${entry.unitId}, ${period}, 1)
		on conflict (tenant_id, unit_id, period) do update set last_number = p.last_number + 1
		returning last_number as number`.execute(tx);
	const number = counted.rows[0]?.number ?? 1;
	await tx
		.insertInto('register_entry')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			unit_id: entry.unitId,
			period,
			number,
			document_id: entry.documentId,
			received_on: entry.receivedOn,
			sender: entry.sender,
			entered_by: context.personId,
			entered_at: now,
		})
		.execute();
	await context.emit('register.entered', {
		subject: { type: 'document', id: entry.documentId },
		unitId: entry.unitId,
		documentId: entry.documentId,
		after: { register: 'incoming', period, number, receivedOn: entry.receivedOn },
	});
	return { number, period };
};

/** A line of the register of incoming documents. */
export type RegisterLine = {
	number: number;
	receivedOn: Day;
	sender: string | null;
	documentId: string;
	documentNumber: string | null;
	issuedOn: Day | null;
	typeName: string;
	title: string;
	enteredBy: string;
};

export type RegisterView = { lines: RegisterLine[]; periods: string[]; period: string };

/**
 * The register of a unit, by period and days of receipt, in the order of its numbers.
 * @throws Failure missing for whoever does not file there
 */
export const incomingRegister = async (
	tx: Tx,
	actor: Actor,
	asked: { unitId: string; period: string | null; from: Day | null; to: Day | null; today: Day },
): Promise<RegisterView> => {
	if (!mayFile(actor, asked.unitId).allowed) throw missing('failure_not_found');
	const known = await sql<{ period: string }>`
		select period from register_period where tenant_id = ${actor.tenantId} and unit_id = ${asked.unitId} order by period desc`.execute(
		tx,
	);
	const present = periodOf(await registerRule(tx, actor.tenantId, asked.today), asked.today);
	const periods = [...new Set([present, ...known.rows.map(({ period }) => period)])];
	const period = asked.period && periods.includes(asked.period) ? asked.period : present;
	const found = await sql<RegisterLine>`
		select e.number, e.received_on as "receivedOn", e.sender, d.id as "documentId", d.number as "documentNumber", d.issued_on as "issuedOn",
			d.type_name as "typeName", d.title, p.full_name as "enteredBy"
		from register_entry e
		join document d on d.tenant_id = e.tenant_id and d.id = e.document_id
		join person p on p.tenant_id = e.tenant_id and p.id = e.entered_by
		where e.tenant_id = ${actor.tenantId} and e.unit_id = ${asked.unitId} and e.period = ${period}
			and (${asked.from}::date is null or e.received_on >= ${asked.from}::date) and (${asked.to}::date is null or e.received_on <= ${asked.to}::date)
		order by e.number`.execute(tx);
	return { lines: found.rows, periods, period };
};
