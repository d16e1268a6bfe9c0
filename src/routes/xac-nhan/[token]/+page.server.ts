import { failLink, hearLink, visitOf } from '#lib/features/identity/link-attempts.server.ts';
import { actByLink, levelsFor, tellOfOpening } from '#lib/features/liaison/one-time.server.ts';
import { linkByToken } from '#lib/features/liaison/tokens.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

/**
 * Opening the page uses nothing up: messengers look at links before people do. A link that was used, is over or never was gets
 * one and the same page.
 */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	await hearLink(event);
	const link = await linkByToken(visitOf(event), event.params.token);
	const today = dayOf(installation().clock());
	if (!link) {
		// Right after it was used it is over for whoever used it, too: that is no attempt.
		if (event.request.method !== 'POST') await failLink(event);
		return { link: null, levels: [], today };
	}
	await tellOfOpening(visitOf(event), link);
	const { kind, fullName, unitName, cell, commune, year, dueOn, mark } = link;
	return {
		link: { kind, fullName, unitName, cell, commune, year, dueOn, mark },
		levels: await levelsFor(visitOf(event), link, today),
		today,
		place: `xac-nhan ${event.params.token.slice(0, 6)}`,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await hearLink(event);
			return { done: await actByLink(visitOf(event), event.params.token, input) };
		} catch (error) {
			if (isFailure(error) && error.kind === 'missing') await failLink(event);
			return formProblem(error, 'default', input);
		}
	},
};
