import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { mediaTypeOf, safeFileName, shownInPage } from '#lib/shared/file-kind.ts';
import { type KnownRequest, ruleOf } from './facts.server.ts';
import { tellEvent, tellPeople } from './records.server.ts';
import { closeTokens } from './tokens.server.ts';

const MOST_BYTES = 20 * 1024 * 1024;

/** A PDF or a picture, as papers are scanned. @throws Failure invalid */
export const lookAtScan = async (name: string, bytes: Uint8Array): Promise<string> => {
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
