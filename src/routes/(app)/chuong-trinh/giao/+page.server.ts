import { redirect } from '@sveltejs/kit';
import { programmesForTask } from '#lib/features/programmes/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

/** From a gap of the trace to the form of a task: by the programme that carries the document out, or by a new one. */
export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const documentId = url.searchParams.get('van-ban');
	const clause = url.searchParams.get('dieu-khoan') ?? '';
	const programmes = await look(door, (tx) => programmesForTask(tx, door.actor, unit, documentId));
	const query = clause ? `?dieu-khoan=${encodeURIComponent(clause)}` : '';
	if (documentId === null) return { programmes, query, documentId };
	const [only, ...others] = programmes;
	if (!only)
		redirect(
			303,
			`/chuong-trinh/moi?van-ban=${documentId}${clause ? `&dieu-khoan=${encodeURIComponent(clause)}` : ''}`,
		);
	if (others.length === 0) redirect(303, `/chuong-trinh/${only.id}/giao${query}`);
	return { programmes, query, documentId };
};
