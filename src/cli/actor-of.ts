import { systemClock } from '#lib/platform/clock.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** The person behind a login, as they may act today. */
export const actorOf = async (authUrl: string, login: string): Promise<Actor> => {
	const pool = openPool(authUrl, 1);
	try {
		const [row] =
			await pool`select auth.actor_of(id, ${dayOf(systemClock())}::date) as actor from auth."user" where username = ${login.toLowerCase()}`;
		const actor = row?.['actor'] as Actor | null | undefined;
		if (!actor) throw new Error(`Không có tài khoản ${login}, hoặc tài khoản đang khóa.`);
		return { ...actor, kind: 'person' };
	} finally {
		await pool.end({ timeout: 2 });
	}
};
