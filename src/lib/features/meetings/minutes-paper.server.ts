import {
	issuingBodyOf,
	type Layout,
	layoutFor,
	minutesSignatures,
	type Paper,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { plainBlocks } from '#lib/text/plain-blocks.ts';
import { minutesPage } from './minutes-queries.server.ts';

/** The minutes of a meeting as a paper of the Party's layout. @throws Failure missing, refused */
export const minutesPaper = async (
	tx: Tx,
	actor: Actor,
	meetingId: string,
	today: Day,
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const page = await minutesPage(tx, actor, meetingId, today);
	const layout = await layoutFor(tx, actor.tenantId, 'party', page.day);
	const body = await issuingBodyOf(tx, actor.tenantId, page.meeting.unitId, 'party', page.day);
	if (!body) throw refused('refused_no_issuing_body');
	const paper: Paper = {
		type: 'minutes',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: page.number, sign: body.sign },
			place: body.place,
			day: page.day,
			title: page.meeting.title,
		},
		body: [
			...plainBlocks(page.body),
			...page.corrections.map(
				({ body: text }) => ({ kind: 'paragraph', text: `Đính chính: ${text}` }) as const,
			),
		],
		signatures: minutesSignatures(layout, {
			recorder: page.meeting.takerName,
			chair: page.meeting.chairName,
		}),
		copies: body.kept ? [body.kept] : [],
	};
	return { paper, layout, mark: page.number ? String(page.number).padStart(2, '0') : null };
};
