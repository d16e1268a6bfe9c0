import { failLink, hearLink, visitOf } from '#lib/features/identity/link-attempts.server.ts';
import { openCode } from '#lib/features/transfers/codes.server.ts';
import { confirmByCode, tellOfOpening } from '#lib/features/transfers/receipt.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Opening the page uses nothing up. A code that was used, is over or never was gets one and the same page. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	await hearLink(event);
	const link = await openCode(visitOf(event), event.params.token);
	const today = dayOf(installation().clock());
	if (!link) {
		// Right after it was used it is over for whoever used it, too: that is no attempt.
		if (event.request.method !== 'POST') await failLink(event);
		return { link: null, today };
	}
	await tellOfOpening(visitOf(event), link);
	const { fullName, unitName, mark, kindName, toOrganisation, toUnit, issuedOn, effectiveOn } = link;
	return {
		link: { fullName, unitName, mark, kindName, toOrganisation, toUnit, issuedOn, effectiveOn },
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await hearLink(event);
			await confirmByCode(visitOf(event), event.params.token, input);
			return { done: true };
		} catch (error) {
			if (isFailure(error) && error.kind === 'missing') await failLink(event);
			return formProblem(error, 'default', input);
		}
	},
};
