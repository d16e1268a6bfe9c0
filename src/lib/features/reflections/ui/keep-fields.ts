import { changesOf, keptText } from '#lib/text/typed-changes.ts';
import { forgetMerged, type Known, keepMerged } from '#lib/ui/keep-merged.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';
import { type Fields, mergeFields, sameFields } from '../domain/fields.ts';

const storageOf = (personId: string, roundId: string): string => `bai-thu-hoach ${personId} ${roundId}`;

/** Nothing of it is left on the device: it was handed in. */
export const forgetFields = (personId: string, roundId: string): void =>
	forgetMerged(storageOf(personId, roundId));

/** Keeps a paper as it is written; only what was typed since the kept revision is sent. */
export const keepFields = (of: {
	address: string;
	personId: string;
	roundId: string;
	server: Known;
	told: (state: KeepState) => void;
	merged: (fields: Fields) => void;
}): ReturnType<typeof keepMerged<Fields>> =>
	keepMerged<Fields>({
		...of,
		storage: storageOf(of.personId, of.roundId),
		merge: mergeFields,
		same: sameFields,
		body: (base, now) => {
			const sent = Object.fromEntries(Object.entries(now).map(([name, text]) => [name, keptText(text)]));
			return { sent, body: { revision: base.revision, changes: changesOf(base.fields, sent) } };
		},
	});
