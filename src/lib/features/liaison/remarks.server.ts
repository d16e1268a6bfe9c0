import { sql } from 'kysely';
import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName, shownInPage } from '#lib/shared/file-kind.ts';
import { type KnownRequest, requestById, ruleOf } from './facts.server.ts';
import { mayAnswer, mayGather, mayReadRemark, mayTakeBack } from './policy.ts';
import { tellEvent, tellPeople } from './records.server.ts';
import {
	AnswerRemarkInput,
	EnterRemarkInput,
	LookedRemarkInput,
	RequestInput,
	TakeBackInput,
} from './schema.ts';
import { closeTokens, makeToken } from './tokens.server.ts';

const MOST_BYTES = 20 * 1024 * 1024;

/** A PDF or a picture, as papers are scanned. @throws Failure invalid */
const lookAt = async (name: string, bytes: Uint8Array): Promise<string> => {
	if (bytes.byteLength > MOST_BYTES) throw invalidAt('scan', 'issue_residence_scan_large');
	const mediaType = mediaTypeOf(bytes);
	if (!shownInPage.includes(mediaType)) throw invalidAt('scan', 'issue_residence_scan_kind');
	if (await bearsSecretMark(name, bytes)) throw invalidAt('scan', 'issue_file_secret');
	return mediaType;
};

type Scan = { name: string; bytes: Uint8Array; mediaType: string };
const keep = async (context: CommandContext, scan: Scan) => {
	const stored = await context.files.put(scan.bytes);
	const format = scan.mediaType === 'image/jpeg' ? 'jpg' : (scan.mediaType.split('/')[1] ?? null);
	await insertStoredFile(context, { ...stored, format });
	return {
		sha256: stored.sha256,
		file_name: safeFileName(scan.name, 'phieu-nhan-xet'),
		media_type: scan.mediaType,
	};
};

export type Said = { level: string; body: string; signedBy: string; signedOn: string };

/**
 * Writes a remark down, tells the person, and whoever reads it besides. The row is not asked back: who enters it may not
 * read it.
 */
export const writeRemark = async (
	context: CommandContext,
	request: KnownRequest,
	said: Said & { way: 'typed' | 'scan' | 'link'; scan?: Scan | undefined },
): Promise<void> => {
	const { tx, actor, now, today } = context;
	if (said.signedOn > today) throw invalidAt('signedOn', 'issue_residence_later');
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: request.unitId }, today);
	if (said.level && !rule.levels.includes(said.level)) throw invalidAt('level', 'issue_residence_level');
	await tx
		.insertInto('residence_remark')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			request_id: request.id,
			unit_id: request.unitId,
			person_id: request.personId,
			in_charge_id: request.inChargeId,
			year: request.year,
			level: said.level,
			body: said.body,
			signed_by: said.signedBy,
			signed_on: said.signedOn,
			way: said.way,
			...(said.scan ? await keep(context, said.scan) : {}),
			entered_by: said.way === 'link' ? null : context.personId,
			entered_at: now,
		})
		.execute();
	await tx
		.updateTable('residence_request')
		.set({ state: 'received', received_at: now, seen_at: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await closeTokens(context, { requestId: request.id });
	await tellEvent(
		context,
		'residence.remark_received',
		{ type: 'residence_request', id: request.id },
		request,
		{
			way: said.way,
		},
	);
	await tellPeople(context, request, [request.personId], 'remark');
};

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
		scan: { ...scan, mediaType: await lookAt(scan.name, scan.bytes) },
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

/** A remark as those read it who may. */
export type KnownRemark = {
	id: string;
	level: string;
	body: string;
	signedBy: string;
	signedOn: string;
	way: 'typed' | 'scan' | 'link';
	fileName: string | null;
	enteredAt: Date;
	answer: string;
	answeredAt: Date | null;
	takenBackAt: Date | null;
	takenBackReason: string;
};

/** What was said in a request, the last first. Row level security shows it to those who may read it, and to nobody else. */
export const remarksOf = async (tx: Tx, tenantId: string, requestId: string): Promise<KnownRemark[]> =>
	(
		await sql<KnownRemark>`
			select id, level, body, signed_by as "signedBy", signed_on as "signedOn", way, file_name as "fileName", entered_at as "enteredAt", answer, answered_at as "answeredAt",
				taken_back_at as "takenBackAt", taken_back_reason as "takenBackReason"
			from residence_remark where tenant_id = ${tenantId} and request_id = ${requestId} order by entered_at desc, id desc`.execute(
			tx,
		)
	).rows;

/** The scan of a remark. @throws Failure missing for whoever may not read it */
export const remarkScan = async (
	tx: Tx,
	actor: Actor,
	requestId: string,
): Promise<{ sha256: string; fileName: string; mediaType: string; request: KnownRequest }> => {
	const request = await requestById(tx, actor.tenantId, requestId);
	if (!mayReadRemark(actor, request).allowed) throw missing('failure_not_found');
	const found = await sql<{ sha256: string; fileName: string; mediaType: string }>`
		select sha256, file_name as "fileName", media_type as "mediaType" from residence_remark
		where tenant_id = ${actor.tenantId} and request_id = ${request.id} and sha256 is not null order by taken_back_at nulls first, entered_at desc limit 1`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return { ...row, request };
};
