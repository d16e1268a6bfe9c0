import { asOfFrom } from '#lib/features/oversight/domain/days.ts';
import { type Growth, growthOf } from '#lib/features/oversight/growth.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** What the address of a page of growth, or of its file, asks for. */
export const growthFrom = (door: Door, unitId: string, url: URL): Promise<Growth> => {
	const today = dayOf(door.clock());
	return look(door, (tx) =>
		growthOf(tx, door.actor, { unitId, asOf: asOfFrom(url.searchParams.get('ngay'), today), today }),
	);
};
