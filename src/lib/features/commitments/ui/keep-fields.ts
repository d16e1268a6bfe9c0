import { forgetMerged, type Known, keepMerged } from '#lib/ui/keep-merged.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';
import { type Fields, mergeFields, sameFields } from '../domain/fields.ts';

const storageOf = (personId: string, of: string): string => `dang-ky ${personId} ${of}`;

/** Nothing of it is left on the device: it was handed in. */
export const forgetFields = (personId: string, of: string): void => forgetMerged(storageOf(personId, of));

/**
 * Keeps a registration as it is written.
 * @param of.of the campaign, or the campaign and the unit whose registration it is
 */
export const keepFields = (of: {
	address: string;
	personId: string;
	of: string;
	ofUnit: string | undefined;
	server: Known;
	told: (state: KeepState) => void;
	merged: (fields: Fields) => void;
}): ReturnType<typeof keepMerged<Fields>> =>
	keepMerged<Fields>({
		...of,
		storage: storageOf(of.personId, of.of),
		merge: mergeFields,
		same: sameFields,
		body: (base, now) => ({
			sent: now,
			body: { revision: base.revision, fields: now, ofUnit: of.ofUnit },
		}),
	});
