import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { numberMark } from './domain/forms.ts';
import { type Layout, typesOf } from './domain/layout.ts';
import type { PaperNumber, Side } from './domain/paper.ts';
import { seriesOf, termOn } from './domain/registers.ts';
import type { IssuingBody } from './domain/signatures.ts';
import { issuingBodyOf, layoutFor, termsOf } from './queries.server.ts';

/** What is entered with a number. */
export type NumberRequest = {
	unitId: string;
	side: Side;
	type: string;
	title: string;
	/** The day that the paper bears. */
	day: Day;
	signer?: string;
	recipients?: string;
	/** What it is the paper of, so that it finds its number again. */
	subject?: { type: string; id: string } | null;
};
export type GivenNumber = {
	id: string;
	number: number;
	mark: string;
	/** As the head of a paper takes it. */
	paperNumber: PaperNumber;
	layout: Layout;
	body: IssuingBody;
};

/**
 * The period of a day. While nobody has entered a term, one begins with the first number, open at its end: its name and
 * days can be put right later, and the numbers stay with it.
 */
const periodFor = async (
	context: CommandContext,
	unitId: string,
	layout: Layout,
	day: Day,
): Promise<string> => {
	if (layout.register.restart === 'year') return day.slice(0, 4);
	const { tx, actor } = context;
	const terms = await termsOf(tx, actor.tenantId, unitId);
	const term = termOn(terms, day);
	if (term) return term.id;
	if (terms.length > 0) throw refused('refused_no_term');
	await sql`insert into committee_term (tenant_id, id, unit_id, name, starts_on)
		select ${actor.tenantId}, ${context.newId()}::uuid, ${unitId}, 'Nhiệm kỳ hiện tại', least(founded_on, ${day}::date)
		from unit where tenant_id = ${actor.tenantId} and id = ${unitId}
		on conflict (tenant_id, unit_id, starts_on) do nothing`.execute(tx);
	const begun = termOn(await termsOf(tx, actor.tenantId, unitId), day);
	if (!begun) throw refused('refused_no_term');
	return begun.id;
};

/**
 * Gives a paper its number in the register of outgoing papers, inside the command that issues it: the row of the series
 * is locked until then, so numbers run without gap and without double whoever issues beside, and a command that fails
 * gives its number back. The caller's policy decides who may.
 * @throws Failure refused when the body may not issue this type, is not described, or the day lies in no known term
 */
export const takeNumber = async (context: CommandContext, request: NumberRequest): Promise<GivenNumber> => {
	const { tx, actor, now } = context;
	const { unitId, side, type, day } = request;
	const layout = await layoutFor(tx, actor.tenantId, side, day);
	const body = await issuingBodyOf(tx, actor.tenantId, unitId, side, day);
	if (!body) throw refused('refused_no_issuing_body');
	const known = typesOf(layout, body.kind).find(({ code }) => code === type);
	if (!known) throw refused('refused_type_of_paper');
	const period = await periodFor(context, unitId, layout, day);
	const series = seriesOf(layout, type);
	const counted = await sql<{ number: number }>`
		insert into outgoing_register as r (tenant_id, unit_id, side, period, series, last_number)
		values (${actor.tenantId}, ${unitId}, ${side}, ${period}, ${series}, 1)
		on conflict (tenant_id, unit_id, side, period, series) do update set last_number = r.last_number + 1
		returning last_number as number`.execute(tx);
	const number = counted.rows[0]?.number ?? 1;
	const id = context.newId();
	const mark = numberMark(layout, type, number, body.sign);
	await tx
		.insertInto('outgoing_paper')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: unitId,
			side,
			period,
			series,
			number,
			type,
			type_name: known.name,
			mark,
			title: request.title,
			issued_on: day,
			signer: request.signer ?? '',
			recipients: request.recipients ?? '',
			subject_type: request.subject?.type ?? null,
			subject_id: request.subject?.id ?? null,
			entered_by: context.personId,
			entered_at: now,
		})
		.execute();
	await context.emit('paper.numbered', {
		subject: { type: 'outgoing_paper', id },
		unitId,
		after: { side, period, series, number, mark, type, title: request.title, day },
	});
	return { id, number, mark, paperNumber: { number, sign: body.sign }, layout, body };
};
