import { sql } from 'kysely';
import { insertStoredFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { recognitionFacts } from './facts.server.ts';
import { mayRead } from './policy.ts';
import type { Propose } from './schema.ts';

export type Evidence = {
	id: string;
	kind: 'text' | 'link' | 'file' | 'task' | 'paper';
	title: string;
	url: string | null;
	/** Where it is opened. */
	href: string | null;
};

type NewEvidence = {
	kind: Evidence['kind'];
	title: string;
	url?: string;
	sha256?: string;
	fileName?: string;
	taskId?: string;
	reflectionId?: string;
};

const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Accepted tasks of the people who are recognised. @throws Failure missing for any other */
const acceptedTasks = async (
	{ tx, actor }: CommandContext,
	taskIds: readonly string[],
	personIds: readonly string[],
): Promise<NewEvidence[]> => {
	if (taskIds.length === 0) return [];
	const found = await sql<{ id: string; title: string }>`
		select id, title from task where tenant_id = ${actor.tenantId} and id = any(${idList(taskIds)}::text::uuid[]) and state = 'accepted'
			and owner_id = any(${idList(personIds)}::text::uuid[])`.execute(tx);
	if (found.rows.length !== new Set(taskIds).size) throw missing('failure_not_found');
	return found.rows.map(({ id, title }) => ({ kind: 'task', title, taskId: id }));
};

/** Papers that these people share with the unit. @throws Failure missing for any other */
const sharedPapers = async (
	{ tx, actor }: CommandContext,
	paperIds: readonly string[],
	personIds: readonly string[],
): Promise<NewEvidence[]> => {
	if (paperIds.length === 0) return [];
	const found = await sql<{ id: string; title: string }>`
		select p.id, r.title from reflection p join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		where p.tenant_id = ${actor.tenantId} and p.id = any(${idList(paperIds)}::text::uuid[]) and p.shared_at is not null
			and p.author_id = any(${idList(personIds)}::text::uuid[])`.execute(tx);
	if (found.rows.length !== new Set(paperIds).size) throw missing('failure_not_found');
	return found.rows.map(({ id, title }) => ({ kind: 'paper', title, reflectionId: id }));
};

/** Keeps what shows a recognition. @throws Failure missing (a task or paper of somebody else) */
export const keepEvidence = async (
	context: CommandContext,
	of: { id: string; personIds: readonly string[] },
	input: Pick<Propose, 'evidenceText' | 'link' | 'taskIds' | 'paperIds' | 'files'>,
): Promise<void> => {
	const all: NewEvidence[] = [
		...(input.evidenceText ? [{ kind: 'text' as const, title: input.evidenceText }] : []),
		...(input.link ? [{ kind: 'link' as const, title: input.link, url: input.link }] : []),
		...(await acceptedTasks(context, input.taskIds, of.personIds)),
		...(await sharedPapers(context, input.paperIds, of.personIds)),
	];
	for (const { name, bytes } of input.files) {
		const stored = await context.files.put(bytes);
		const ending = mediaTypeOf(bytes).split('/')[1] ?? null;
		await insertStoredFile(context, { ...stored, format: ending === 'jpeg' ? 'jpg' : ending });
		const fileName = safeFileName(name, 'minh-chung');
		all.push({ kind: 'file', title: fileName, sha256: stored.sha256, fileName });
	}
	for (const one of all)
		await context.tx
			.insertInto('recognition_evidence')
			.values({
				tenant_id: context.actor.tenantId,
				id: context.newId(),
				recognition_id: of.id,
				kind: one.kind,
				title: one.title,
				url: one.url ?? null,
				sha256: one.sha256 ?? null,
				file_name: one.fileName ?? null,
				task_id: one.taskId ?? null,
				reflection_id: one.reflectionId ?? null,
				added_by: context.personId,
				added_at: context.now,
			})
			.execute();
};

/** What shows a recognition, for whoever may read it. */
export const evidenceOf = async (tx: Tx, tenantId: string, recognitionId: string): Promise<Evidence[]> => {
	const found = await sql<Evidence>`
		select e.id, e.kind, e.title, e.url, case e.kind when 'link' then e.url when 'file' then '/guong-sang/' || e.recognition_id || '/tep/' || e.id
				when 'task' then '/nhiem-vu/' || e.task_id when 'paper' then '/hoc-tap/' || p.round_id || '/bai/' || p.id end as href
		from recognition_evidence e left join reflection p on p.tenant_id = e.tenant_id and p.id = e.reflection_id and p.shared_at is not null
		where e.tenant_id = ${tenantId} and e.recognition_id = ${recognitionId} order by e.added_at, e.id`.execute(
		tx,
	);
	return found.rows;
};

/** The stored file of a piece of evidence, for whoever may read the recognition. @throws Failure missing */
export const evidenceFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { recognitionId: string; evidenceId: string },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	if (!uuidPattern.test(wanted.evidenceId)) throw missing('failure_not_found');
	const one = await recognitionFacts(tx, actor.tenantId, wanted.recognitionId);
	if (!mayRead(actor, one).allowed) throw missing('failure_not_found');
	const found = await sql<{ sha256: string; fileName: string; mediaType: string }>`
		select e.sha256, e.file_name as "fileName", f.media_type as "mediaType"
		from recognition_evidence e join stored_file f on f.tenant_id = e.tenant_id and f.sha256 = e.sha256
		where e.tenant_id = ${actor.tenantId} and e.recognition_id = ${one.id} and e.id = ${wanted.evidenceId}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};
