import { documentsFor } from '#lib/features/reading/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const words = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
	const page = Number(url.searchParams.get('trang')) || 1;
	if (!words) return { words, documents: [], found: 0, page: 1 };
	const list = await look(door, (tx) =>
		documentsFor(tx, door.actor, { unitId: unit.id, filter: 'all', words, page }),
	);
	return { words, documents: list.documents, found: list.found, page: list.page };
};
