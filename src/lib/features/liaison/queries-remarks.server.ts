import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownRequest, requestById } from './facts.server.ts';
import { mayReadRemark } from './policy.ts';

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
