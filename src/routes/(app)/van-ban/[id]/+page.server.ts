import { redirect } from '@sveltejs/kit';
import { requestsAbout } from '#lib/features/exchange/queries.server.ts';
import { sayBusiness } from '#lib/features/exchange/ui/words.ts';
import { shownAs } from '#lib/features/library/domain/shown-as.ts';
import { highlightsIn } from '#lib/features/notes/domain/note.ts';
import { notesOn } from '#lib/features/notes/queries.server.ts';
import { hasUnitsBelow } from '#lib/features/organisation/public.server.ts';
import { abbreviationsFor } from '#lib/features/reading/abbreviations.server.ts';
import {
	declareStudied,
	openReading,
	removeSummary,
	takeBackStudied,
	writeSummary,
} from '#lib/features/reading/commands.server.ts';
import { abbreviationsIn } from '#lib/features/reading/domain/abbreviations.ts';
import { cookieOf, grounds, lookCookie, lookOf, sizes } from '#lib/features/reading/domain/look.ts';
import { citationsIn, joinSpans } from '#lib/features/reading/domain/spans.ts';
import { readerPageOf } from '#lib/features/reading/queries.server.ts';
import { relationsInBrief } from '#lib/features/relations/queries.server.ts';
import { citationLinksOf } from '#lib/features/relations/queries-citations.server.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** A device that fetches the page to keep it for a day without a network says so: nobody has opened it then. */
const isKept = (request: Request): boolean => request.headers.get('x-luu-ngoai-tuyen') !== null;

export const load: PageServerLoad = async ({
	locals,
	cookies,
	params,
	isDataRequest,
	request,
	url,
	depends,
}) => {
	depends('thuctien:notes');
	const { door, unit } = hereOf({ locals, cookies });
	const now = door.clock();
	const today = dayOf(now);
	const seen = await look(door, async (tx) => {
		const page = await readerPageOf(tx, door.actor, params.id, unit.id);
		const { id } = page.document;
		const [notes, abbreviations, links, statuses, relations, requests, mayHandDown] = await Promise.all([
			notesOn(tx, door.actor, id),
			abbreviationsFor(tx, door.actor.tenantId),
			citationLinksOf(tx, door.actor, id),
			statusOf(tx, door.actor, [id], today),
			relationsInBrief(tx, door.actor, id),
			requestsAbout(tx, door.actor, page.document),
			page.powers.publish && hasUnitsBelow(tx, unit.id),
		]);
		return { page, notes, abbreviations, links, status: statuses.get(id), relations, requests, mayHandDown };
	});
	const { page, notes } = seen;
	// A page that is fetched ahead of a click has not been opened; the reader's script tells of its own opening.
	if (page.own && !page.own.openedAt && !isDataRequest && !isKept(request))
		await openReading(door, { documentId: params.id });
	const original = page.renditions.find(({ id }) => id === url.searchParams.get('ban-goc'));
	return {
		...page,
		mayHandDown: seen.mayHandDown,
		status: seen.status,
		relations: seen.relations,
		requests: seen.requests.map(({ id, business, fromName }) => ({
			id,
			words: m.exchange_request({ name: fromName, business: sayBusiness(business).toLowerCase() }),
		})),
		spans: joinSpans(
			citationsIn(seen.links),
			abbreviationsIn(page.clauses, seen.abbreviations),
			highlightsIn(page.document.id, page.clauses, notes),
		),
		notes: notes.map(({ id, quote, body }) => ({ id, quote, body })),
		original: original ? { ...original, isShown: shownAs(original.format) !== null } : null,
		look: lookOf(cookies.get(lookCookie)),
		unit: { id: unit.id, name: unit.name },
		personId: door.actor.personId,
		today,
		madeAt: now,
	};
};

const YEAR = 31_536_000;

export const actions: Actions = {
	'cach-doc': async ({ request, cookies, url }) => {
		const form = await request.formData();
		const before = lookOf(String(form.get('look') ?? ''));
		const size = sizes.find((one) => String(one) === form.get('size')) ?? before.size;
		const ground = form.has('ground')
			? (grounds.find((one) => one === form.get('ground')) ?? null)
			: before.ground;
		// Not httpOnly: where there is a script, it changes the look without a new page.
		cookies.set(lookCookie, cookieOf({ size, ground }), {
			path: '/',
			httpOnly: false,
			sameSite: 'lax',
			maxAge: YEAR,
			secure: url.protocol === 'https:',
		});
		redirect(303, url.pathname);
	},
	'da-nghien-cuu': async (event) => {
		const answer = await runForm(event, 'da-nghien-cuu', declareStudied, {
			extra: { documentId: event.params.id },
		});
		return answer.ok ? { action: 'da-nghien-cuu' } : answer.problem;
	},
	'rut-lai': async (event) => {
		const answer = await runForm(event, 'rut-lai', takeBackStudied, {
			extra: { documentId: event.params.id },
		});
		return answer.ok ? { action: 'rut-lai' } : answer.problem;
	},
	'tom-luoc': async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'tom-luoc', writeSummary, {
			extra: { documentId: event.params.id, unitId },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}#tom-luoc-${answer.result.summaryId}`);
	},
	'xoa-tom-luoc': act('xoa-tom-luoc', removeSummary),
};
