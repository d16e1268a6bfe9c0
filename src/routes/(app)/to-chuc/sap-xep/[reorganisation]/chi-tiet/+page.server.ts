import {
	DETAILS_AT_ONCE,
	type DetailKind,
	detailKinds,
	previewDetails,
} from '#lib/features/reorganisation/queries-details.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { PageServerLoad } from './$types.js';

const ofAddress: Record<string, DetailKind> = {
	nguoi: 'people',
	'vai-tro': 'roles',
	'cong-viec': 'work',
	'dang-mo': 'going_on',
	so: 'registers',
	'chua-co-bi-thu': 'headless',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const kind = ofAddress[url.searchParams.get('muc') ?? ''] ?? detailKinds[0];
	const page = Math.min(1000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	return {
		...(await look(door, (tx) => previewDetails(tx, door.actor, { id: params.reorganisation, kind, page }))),
		kind,
		page,
		size: DETAILS_AT_ONCE,
		address: url.searchParams.get('muc') ?? 'nguoi',
	};
};
