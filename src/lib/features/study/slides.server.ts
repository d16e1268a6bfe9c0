import { sql } from 'kysely';
import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { command, type Door, look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { safeFileName, slideFormatOf } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { roundFacts, sessionFacts } from './facts.server.ts';
import { mayArrange, maySeeRound } from './policy.ts';
import { seenSession, subjectOf } from './records.server.ts';
import { AddSlidesInput, SlideInput } from './schema.ts';

export type Slide = { id: string; sessionId: string; fileName: string; bytes: number };

/** What was shown at the sessions of a round, session by session. Who may see the round is the caller's to ask. */
export const slidesOf = async (tx: Tx, tenantId: string, roundId: string): Promise<Slide[]> =>
	(
		await sql<Slide>`
			select d.id, d.session_id as "sessionId", d.file_name as "fileName", f.bytes::float8 as bytes from study_slide d
			join study_session s on s.tenant_id = d.tenant_id and s.id = d.session_id
			join stored_file f on f.tenant_id = d.tenant_id and f.sha256 = d.sha256
			where d.tenant_id = ${tenantId} and s.round_id = ${roundId} order by d.added_at, d.id`.execute(tx)
	).rows;

type StoredSlide = {
	roundId: string;
	sessionId: string;
	sha256: string;
	fileName: string;
	mediaType: string;
};

const storedSlide = async (tx: Tx, tenantId: string, slideId: string): Promise<StoredSlide> => {
	if (!uuidPattern.test(slideId)) throw missing('failure_not_found');
	const found = await sql<StoredSlide>`
		select s.round_id as "roundId", d.session_id as "sessionId", d.sha256, d.file_name as "fileName", f.media_type as "mediaType" from study_slide d
		join study_session s on s.tenant_id = d.tenant_id and s.id = d.session_id
		join stored_file f on f.tenant_id = d.tenant_id and f.sha256 = d.sha256
		where d.tenant_id = ${tenantId} and d.id = ${slideId}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The file of a slide, for whoever may see its round. @throws Failure missing */
export const slideFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { roundId: string; slideId: string },
): Promise<StoredSlide> => {
	const slide = await storedSlide(tx, actor.tenantId, wanted.slideId);
	if (slide.roundId !== wanted.roundId) throw missing('failure_not_found');
	if (!maySeeRound(actor, await roundFacts(tx, actor, slide.roundId)).allowed)
		throw missing('failure_not_found');
	return slide;
};

const recordSlides = command('study.add_slides', AddSlidesInput, async (context, input) => {
	const { tx, actor, now, files, personId } = context;
	const { session, round } = await seenSession(context, input.studySessionId);
	context.permit(mayArrange(actor, round));
	const names: string[] = [];
	for (const { name, bytes } of input.files) {
		const stored = await files.put(bytes);
		await insertStoredFile(context, { ...stored, format: slideFormatOf(bytes) });
		const fileName = safeFileName(name);
		names.push(fileName);
		await tx
			.insertInto('study_slide')
			.values({
				tenant_id: actor.tenantId,
				id: context.newId(),
				session_id: session.id,
				sha256: stored.sha256,
				file_name: fileName,
				added_by: personId,
				added_at: now,
			})
			.execute();
	}
	await context.emit('study.slides_added', {
		...subjectOf(round),
		after: { sessionId: session.id, files: names },
	});
});

/**
 * Adds files that are shown at a session: .pdf, .pptx, .docx, pictures. Each is looked at first, before a transaction is open:
 * one that bears a mark of secrecy, in its name or its text, is never written.
 * @throws Failure as a command does
 */
export const addSlides = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const input = AddSlidesInput.safeParse(raw);
	// What is wrong otherwise, the command says in its own words.
	if (input.success) {
		const may = await look(door, async (tx) => {
			const session = await sessionFacts(tx, door.actor.tenantId, input.data.studySessionId);
			return mayArrange(door.actor, await roundFacts(tx, door.actor, session.roundId));
		});
		if (may.allowed)
			for (const { name, bytes } of input.data.files)
				if (await bearsSecretMark(name, bytes)) throw invalidAt('files', 'issue_file_secret');
	}
	return recordSlides(door, raw);
}, recordSlides);

/** Takes a file away from a session. */
export const dropSlide = command('study.drop_slide', SlideInput, async (context, input) => {
	const { tx, actor } = context;
	const slide = await storedSlide(tx, actor.tenantId, input.slideId);
	const { round } = await seenSession(context, slide.sessionId);
	context.permit(mayArrange(actor, round));
	await tx
		.deleteFrom('study_slide')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', input.slideId)
		.execute();
	await context.emit('study.slide_dropped', {
		...subjectOf(round),
		before: { sessionId: slide.sessionId, file: slide.fileName },
	});
});
