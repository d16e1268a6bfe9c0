import { missing } from '#lib/shared/failures.ts';

/** The year of an address. @throws Failure missing */
export const yearOf = (text: string): number => {
	if (!/^20\d\d$/.test(text)) throw missing('failure_not_found');
	return Number(text);
};
