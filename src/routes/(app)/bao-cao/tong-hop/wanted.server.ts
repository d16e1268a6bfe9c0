import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';

/** Which kind and period the address asks for; one that names none leads to the list of them. */
export const gatheredFrom = (url: URL): { kindKey: string; periodFrom: string } => {
	const kindKey = url.searchParams.get('loai') ?? '';
	const periodFrom = url.searchParams.get('ky') ?? '';
	if (!uuidPattern.test(kindKey) || !isDay(periodFrom)) redirect(303, '/bao-cao/tong-hop');
	return { kindKey, periodFrom };
};
