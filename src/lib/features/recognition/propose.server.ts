import { sql } from 'kysely';
import { bearsSecretMark, documentForReading } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { formsFor } from './domain/rules.ts';
import { keepEvidence } from './evidence.server.ts';
import { ruleOf } from './facts.server.ts';
import { mayPropose } from './policy.ts';
import { type Propose, ProposeInput } from './schema.ts';

/** A clause stands in its document, and the document may be read. @throws Failure missing */
const checkPlace = async (
	{ tx, actor }: CommandContext,
	{ documentId, clauseId }: Propose,
): Promise<void> => {
	if (!documentId) return;
	const document = await documentForReading(tx, actor, documentId);
	if (!clauseId) return;
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', document.id)
		.where('id', '=', clauseId)
		.executeTakeFirst();
	if (!clause) throw missing('failure_not_found');
};

/** Those who are to decide: who heads the unit, and the office above where nobody of them may. */
const decidersOf = async (
	{ tx, actor, today }: CommandContext,
	unit: { id: string; parentId: string | null },
	honoured: string | null,
): Promise<string[]> => {
	const heads = await rolesIn(tx, actor.tenantId, unit.id, ['secretary', 'deputy'], today);
	const free = heads.filter((personId) => personId !== honoured && personId !== actor.personId);
	if (free.length > 0 || !unit.parentId) return free;
	return rolesIn(tx, actor.tenantId, unit.parentId, ['secretary', 'deputy', 'higher_officer'], today);
};

const record = command('recognition.propose', ProposeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayPropose(actor, unit.id, input.personId ?? null));
	const people = await peopleOfUnit(tx, unit.id, today);
	const belongs = (id: string): boolean =>
		people.some(({ personId, standing }) => personId === id && standing !== null);
	const members = input.personId ? [] : [...new Set(input.memberIds)];
	if ([...members, ...(input.personId ? [input.personId] : [])].some((id) => !belongs(id)))
		throw missing('failure_not_found');
	await checkPlace(context, input);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const form = formsFor(rule, input.personId ? 'individual' : 'collective').find(
		({ key }) => key === input.formKey,
	);
	if (input.kind === 'commendation' && !form) throw invalidAt('formKey', 'issue_recognition_form');
	const recognitionId = context.newId();
	await tx
		.insertInto('recognition')
		.values({
			tenant_id: actor.tenantId,
			id: recognitionId,
			unit_id: unit.id,
			above_unit_id: unit.parentId,
			kind: input.kind,
			person_id: input.personId ?? null,
			collective: input.personId ? null : input.collective,
			title: input.title,
			deed: input.deed,
			field: input.field,
			campaign_id: input.campaignId ?? null,
			document_id: input.documentId ?? null,
			clause_id: input.documentId ? (input.clauseId ?? null) : null,
			form: input.kind === 'commendation' ? JSON.stringify(form) : null,
			state: 'proposed',
			proposer_id: context.personId,
			proposed_at: now,
		})
		.execute();
	for (const personId of members)
		await sql`insert into recognition_member (tenant_id, recognition_id, person_id) values (${actor.tenantId}, ${recognitionId}, ${personId})`.execute(
			tx,
		);
	await keepEvidence(
		context,
		{ id: recognitionId, personIds: input.personId ? [input.personId] : members },
		input,
	);
	await context.emit('recognition.proposed', {
		subject: { type: 'recognition', id: recognitionId },
		unitId: unit.id,
		documentId: input.documentId ?? null,
		// Who is proposed learns of it when it is agreed: the event is of who proposes.
		personId: context.personId,
		personal: true,
		after: { kind: input.kind },
	});
	await notify(context, {
		personIds: await decidersOf(context, unit, input.personId ?? null),
		unitId: unit.id,
		kind: 'recognition.proposed',
		subjectId: recognitionId,
		step: 'proposed',
		words: 'recognition_told_proposed',
		detail: { title: input.title },
		letterWords: 'recognition_letter_proposed',
		href: `/guong-sang/${recognitionId}`,
	});
	return { recognitionId };
});

/**
 * Proposes a good example or a commendation of somebody else of the unit, or of a collective. Files are looked at before a
 * transaction is open; one that bears a mark of secrecy is never written.
 * @throws Failure refused (oneself, not of the unit), invalid, missing
 */
export const propose = Object.assign(async (door: Door, raw: unknown): Promise<{ recognitionId: string }> => {
	const input = ProposeInput.safeParse(raw);
	// What is wrong otherwise, the command says in its own words.
	if (input.success)
		for (const { name, bytes } of input.data.files)
			if (await bearsSecretMark(name, bytes)) throw invalidAt('files', 'issue_file_secret');
	return record(door, raw);
}, record);
