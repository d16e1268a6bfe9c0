import { mayFile } from '#lib/features/library/policy.ts';
import { MISSING_A_PAGE, missingDocuments } from '#lib/features/relations/queries-missing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const asked = (name: string) => url.searchParams.get(name)?.slice(0, 300) ?? '';
	const words = asked('q');
	const key = asked('khoa');
	const type = asked('loai');
	const list = await look(door, (tx) =>
		missingDocuments(tx, door.actor, {
			unitId: unit.id,
			words,
			key,
			type,
			page: Number(asked('trang')) || 1,
		}),
	);
	return { ...list, words, key, type, size: MISSING_A_PAGE, mayFile: mayFile(door.actor, unit.id).allowed };
};
