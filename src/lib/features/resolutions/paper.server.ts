import { createHash } from 'node:crypto';
import { seenMeeting } from '#lib/features/meetings/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	type PaperNumber,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import type { PlainBlock } from '#lib/text/plain-blocks.ts';
import { resolutionBlocks, textOf } from './domain/compose.ts';
import { carriedOut, type KnownResolution, plannedTasks, seenResolution } from './facts.server.ts';

/** What a resolution says as it stands, block by block. The sums of the vote are in it once it is carried. */
export const wordsOf = async (
	tx: Tx,
	actor: Actor,
	resolution: KnownResolution,
	withVote: boolean,
): Promise<PlainBlock[]> => {
	const unit = await requireUnit(tx, resolution.unitId);
	const meeting = resolution.meetingId ? await seenMeeting({ tx, actor }, resolution.meetingId, false) : null;
	const tasks = await plannedTasks(tx, actor.tenantId, resolution.id);
	const documents = await carriedOut(tx, actor, resolution.id);
	return resolutionBlocks({
		...resolution,
		unitName: unit.name,
		meeting: meeting && { title: meeting.title, day: dayOf(meeting.startsAt) },
		carriesOut: documents.map(cited),
		tasks: tasks.map((task) => ({ ...task, owner: task.ownerName, result: task.resultExpected })),
		vote: withVote && resolution.vote?.isCarried ? resolution.vote : null,
	});
};

/** The hash of the words that are put to the vote (sha256 of the text as UTF-8, hexadecimal). */
export const fingerprintOf = (title: string, blocks: readonly PlainBlock[]): string =>
	createHash('sha256').update(textOf(title, blocks), 'utf8').digest('hex');

/** A resolution as a paper of its unit: with its number and day once they are given, before that as a draft. */
export const paperOf = async (
	tx: Tx,
	actor: Actor,
	resolution: KnownResolution,
	given: { number: PaperNumber | null; day: Day | null; today: Day },
): Promise<{ paper: Paper; layout: Layout }> => {
	const day = given.day ?? given.today;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, resolution.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const paper: Paper = {
		type: 'resolution',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: given.number ?? { number: null, sign: body.sign },
			place: body.place,
			day: given.day,
			year: day.slice(0, 4),
			title: lowerFirst(resolution.title),
			draft: given.number ? null : 1,
		},
		body: await wordsOf(tx, actor, resolution, true),
		signatures: { right: signatureOf(layout, body, await headOf(tx, resolution.unitId, day)) },
		copies: body.kept ? [body.kept] : [],
	};
	return { paper, layout };
};

/** The draft of a resolution in its prescribed layout. @throws Failure missing, refused */
export const draftPaper = async (tx: Tx, actor: Actor, resolutionId: string, today: Day) =>
	paperOf(tx, actor, await seenResolution({ tx, actor }, resolutionId, false), {
		number: null,
		day: null,
		today,
	});
