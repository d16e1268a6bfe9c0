import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import type { IconName } from '#lib/ui/icons.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { RelationKind, StatusState } from '../domain/status.ts';

/** What this document does to the other one. */
export const sayRelation = (kind: RelationKind, scope: 'whole' | 'part' = 'whole'): string =>
	({
		amends: m.relation_amends,
		replaces: scope === 'part' ? m.relation_replaces_part : m.relation_replaces,
		repeals: scope === 'part' ? m.relation_repeals_part : m.relation_repeals,
		implements: m.relation_implements,
		guides: m.relation_guides,
		based_on: m.relation_based_on,
		corrects: m.relation_corrects,
	})[kind]();

/** The same seen from the other document. */
export const sayInverse = (kind: RelationKind): string =>
	({
		amends: m.relation_amended_by,
		replaces: m.relation_replaced_by,
		repeals: m.relation_repealed_by,
		implements: m.relation_implemented_by,
		guides: m.relation_guided_by,
		based_on: m.relation_ground_of,
		corrects: m.relation_corrected_by,
	})[kind]();

type Told = { state: StatusState; since: string | null };

/** A status in words, with its day. */
export const sayStatus = ({ state, since }: Told): string =>
	since
		? {
				not_yet: m.status_not_yet_from,
				in_force: m.status_in_force_from,
				partly: m.status_partly_from,
				ended: m.status_ended_from,
				unknown: m.status_unknown,
			}[state]({ day: longDate(since) })
		: {
				not_yet: m.status_not_yet,
				in_force: m.status_in_force,
				partly: m.status_partly,
				ended: m.status_ended,
				unknown: m.status_unknown,
			}[state]();

export const statusLook: Record<StatusState, { meaning: Meaning; icon: IconName }> = {
	not_yet: { meaning: 'soon', icon: 'clock' },
	in_force: { meaning: 'done', icon: 'check-circle' },
	partly: { meaning: 'soon', icon: 'alert' },
	ended: { meaning: 'late', icon: 'close' },
	unknown: { meaning: 'neutral', icon: 'circle' },
};

/** "Nghị quyết số 57-NQ/TW"; a document without a number goes by its type alone. */
export const sayDocument = (document: { typeName: string; number: string | null }): string =>
	document.number
		? m.document_numbered({ type: document.typeName, number: document.number })
		: document.typeName;

/** A document that is not there, as it is named: a law also by its name. */
export const sayMissing = (document: {
	typeName: string;
	number: string | null;
	lawName: string | null;
}): string =>
	[
		document.typeName,
		document.lawName,
		document.number ? m.relations_number({ number: document.number }) : null,
	]
		.filter(Boolean)
		.join(' ');
