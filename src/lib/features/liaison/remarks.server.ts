import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { type KnownRequest, requestById, ruleOf } from './facts.server.ts';
import { mayAnswer, mayGather, mayTakeBack } from './policy.ts';
import { tellEvent, tellPeople } from './records.server.ts';
import {
	AnswerRemarkInput,
	EnterRemarkInput,
	LookedRemarkInput,
	RequestInput,
	TakeBackInput,
} from './schema.ts';
import { closeTokens, makeToken } from './tokens.server.ts';
import { lookAtScan, writeRemark } from './write-remark.server.ts';

const record = command('residence.enter_remark', LookedRemarkInput, async (context, input) => {
	const request = await requestById(context.tx, context.actor.tenantId, input.requestId, true);
	context.permit(mayGather(context.actor, request));
	if (!input.body && !input.scan) throw invalidAt('body', 'issue_residence_body_or_scan');
	await writeRemark(context, request, { ...input, way: input.scan ? 'scan' : 'typed' });
});

/**
 * Enters what came on paper: as a scan, typed, or both. The scan is looked at before a transaction is open; one that bears a
 * mark of secrecy is never written.
 * @throws Failure refused (about oneself, nobody waits for it), invalid
 */
export const enterRemark = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const input = EnterRemarkInput.safeParse(raw);
	// What is wrong otherwise, the command says in its own words.
	if (!input.success || !input.data.scan) return record(door, raw);
	const { scan } = input.data;
	return record(door, {
		...input.data,
		scan: { ...scan, mediaType: await lookAtScan(scan.name, scan.bytes) },
	});
}, record);

/** Makes a one-time link by which the residential cell writes the remark itself. */
export const makeRemarkLink = command('residence.make_link', RequestInput, async (context, input) => {
	const { tx, actor, today } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayGather(actor, request));
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: request.unitId }, today);
	const made = await makeToken(context, { requestId: request.id }, request, rule.linkDays);
	await tellEvent(context, 'residence.link_made', { type: 'residence_request', id: request.id }, request);
	return made;
});

/** Takes back every link of a request: one went to the wrong hands. */
export const withdrawLinks = command('residence.withdraw_links', RequestInput, async (context, input) => {
	const request = await requestById(context.tx, context.actor.tenantId, input.requestId, true);
	context.permit(mayGather(context.actor, request));
	const links = await closeTokens(context, { requestId: request.id });
	await tellEvent(
		context,
		'residence.links_withdrawn',
		{ type: 'residence_request', id: request.id },
		request,
		{
			links,
		},
	);
	return { links };
});

/** Takes a remark back with the reason; another one is waited for. Its person still reads it, with the reason. */
export const takeBackRemark = command('residence.take_back_remark', TakeBackInput, async (context, input) => {
	const { tx, actor, now } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayTakeBack(actor, request));
	await sql`update residence_remark set taken_back_at = ${now}, taken_back_by = ${context.personId}, taken_back_reason = ${input.reason}
		where tenant_id = ${actor.tenantId} and request_id = ${request.id} and taken_back_at is null`.execute(tx);
	await tx
		.updateTable('residence_request')
		.set({ state: 'waiting', received_at: null, seen_at: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await tellEvent(
		context,
		'residence.remark_taken_back',
		{ type: 'residence_request', id: request.id },
		request,
	);
	await tellPeople(context, request, [request.personId], 'taken_back');
});

/** The person has read it; said once. */
export const seeRemark = command('residence.see_remark', RequestInput, async (context, input) => {
	const { tx, actor, now } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayAnswer(actor, request));
	await tx
		.updateTable('residence_request')
		.set({ seen_at: request.seenAt ?? now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await tellEvent(context, 'residence.remark_seen', { type: 'residence_request', id: request.id }, request);
});

/** Those who read a remark besides its person. */
const readersOf = async ({ tx, today }: CommandContext, request: KnownRequest): Promise<string[]> => {
	const people = await peopleOfUnit(tx, request.unitId, today);
	const heads = people.filter(({ roles }) =>
		roles.some(({ role }) => role === 'secretary' || role === 'deputy'),
	);
	return [
		...heads.map(({ personId }) => personId),
		...(request.inChargeId ? [request.inChargeId] : []),
	].filter((personId) => personId !== request.personId);
};

/** The person answers in writing; the last answer stands. */
export const answerRemark = command('residence.answer_remark', AnswerRemarkInput, async (context, input) => {
	const { tx, actor, now } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayAnswer(actor, request));
	await sql`update residence_remark set answer = ${input.answer}, answered_at = ${now}
		where tenant_id = ${actor.tenantId} and request_id = ${request.id} and taken_back_at is null`.execute(tx);
	await tx
		.updateTable('residence_request')
		.set({ seen_at: request.seenAt ?? now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await tellEvent(
		context,
		'residence.remark_answered',
		{ type: 'residence_request', id: request.id },
		request,
	);
	await tellPeople(context, request, await readersOf(context, request), 'answered');
});
