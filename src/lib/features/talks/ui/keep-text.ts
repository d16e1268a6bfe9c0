import { mergeTexts } from '#lib/text/merge-texts.ts';
import { changesOf, keptText } from '#lib/text/typed-changes.ts';
import { forgetMerged, type Known, keepMerged } from '#lib/ui/keep-merged.ts';
import type { KeepState } from '#lib/ui/keep-state.ts';

export type TalkFields = { title: string; body: string };

const storageOf = (personId: string, talkId: string): string => `duoi-co ${personId} ${talkId}`;

/** Merges what was written at two places on the same base; of two titles that were both changed the own stands. */
export const mergeTalk = (base: TalkFields, own: TalkFields, other: TalkFields): TalkFields => ({
	title: own.title === base.title ? other.title : own.title,
	body: mergeTexts(base.body, own.body, other.body),
});

/** Nothing of it is left on the device: it was sent for review. */
export const forgetTalk = (personId: string, talkId: string): void =>
	forgetMerged(storageOf(personId, talkId));

const asKept = ({ title, body }: TalkFields): TalkFields => ({
	title: keptText(title),
	body: keptText(body),
});

/** Keeps a talk as it is written; only what changed is sent. @param of.kept the revision that the server keeps now */
export const keepTalk = (of: {
	personId: string;
	talkId: string;
	server: Known<TalkFields>;
	told: (state: KeepState) => void;
	merged: (fields: TalkFields) => void;
	kept: (revision: number) => void;
}): ReturnType<typeof keepMerged<TalkFields>> =>
	keepMerged<TalkFields>({
		...of,
		address: `/duoi-co/${of.talkId}/soan/luu`,
		storage: storageOf(of.personId, of.talkId),
		merge: mergeTalk,
		same: (one, other) => one.title === other.title && one.body === other.body,
		body: (base, now) => {
			const sent = asKept(now);
			return { sent, body: { revision: base.revision, changes: changesOf(base.fields, sent) } };
		},
	});
