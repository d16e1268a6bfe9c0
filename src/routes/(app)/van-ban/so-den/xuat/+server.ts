import { registerSheet } from '#lib/features/library/register-sheet.server.ts';
import { incomingRegister } from '#lib/features/library/registers.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** The register of incoming documents as a workbook, with the same filter as its page. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const day = (name: string): string | null => {
		const value = url.searchParams.get(name) ?? '';
		return isDay(value) ? value : null;
	};
	const register = await look(door, (tx) =>
		incomingRegister(tx, door.actor, {
			unitId: unit.id,
			period: url.searchParams.get('ky'),
			from: day('tu'),
			to: day('den'),
			today: dayOf(door.clock()),
		}),
	);
	return new Response(new Uint8Array(await registerSheet(unit.name, register)), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': `attachment; filename="so-van-ban-den-${register.period.replace(/[^\w-]+/g, '-')}.xlsx"`,
			'cache-control': 'private, no-store',
		},
	});
};
