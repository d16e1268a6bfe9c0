import { sql } from 'kysely';
import { clausesOf, documentsForReading } from '#lib/features/library/public.server.ts';
import { sharedExamples } from '#lib/features/recognition/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type KnownTalk, ownTextOf, talkFacts, themesOf } from './facts.server.ts';
import { mayPresent, maySeeTalk, mayWriteTalk } from './policy.ts';
import { placeOf, versionsOf } from './queries-talk.server.ts';

/** What can be quoted with one tap: a clause with its source, or the deed of an example. */
export type Quotable = { id: string; label: string; text: string; source: string };
export type QuotableGroup = { id: string; name: string; items: Quotable[] };

const MOST_DOCUMENTS = 5;
const MOST_CLAUSES = 300;
const MOST_EXAMPLES = 20;

/** The document of the theme first, then what the speaker studied last. */
const documentsAtHand = async (tx: Tx, actor: Actor, talk: KnownTalk): Promise<QuotableGroup[]> => {
	const studied = await sql<{ id: string }>`
		select document_id as id from reading where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} and studied_at is not null
		order by studied_at desc limit ${MOST_DOCUMENTS}`.execute(tx);
	const ids = [...(talk.documentId ? [talk.documentId] : []), ...studied.rows.map(({ id }) => id)];
	const groups: QuotableGroup[] = [];
	for (const document of (await documentsForReading(tx, actor, ids)).slice(0, MOST_DOCUMENTS)) {
		const name = documentName(document);
		const clauses = await clausesOf(tx, actor.tenantId, document.id);
		groups.push({
			id: document.id,
			name,
			items: clauses
				.filter(({ kind, text, heading }) => kind !== 'opening' && (text || heading))
				.slice(0, MOST_CLAUSES)
				.map(({ id, label, heading, text }) => ({
					id,
					label,
					text: [heading, text].filter(Boolean).join('\n'),
					source: [name, label].filter(Boolean).join(', '),
				})),
		});
	}
	return groups;
};

/** Examples whose people agreed to be shown; nobody else is named in a talk. */
const examplesAtHand = async (
	tx: Tx,
	actor: Actor,
	talk: KnownTalk,
	say: { examples: string; source: (name: string, title: string) => string },
): Promise<QuotableGroup[]> => {
	const examples = await sharedExamples(tx, actor, talk.unitId, MOST_EXAMPLES);
	if (examples.length === 0) return [];
	return [
		{
			id: 'guong',
			name: say.examples,
			items: examples.map(({ id, personName, title, deed }) => ({
				id,
				label: personName,
				text: deed,
				source: say.source(personName, title),
			})),
		},
	];
};

/**
 * The page on which a speaker writes: the own text, and what can be quoted.
 * @throws Failure missing, refused for anybody but the speaker, and once it was sent
 */
export const talkWritingPage = async (
	tx: Tx,
	actor: Actor,
	talkId: string,
	say: { examples: string; source: (name: string, title: string) => string },
) => {
	const talk = await talkFacts(tx, actor.tenantId, talkId);
	if (!maySeeTalk(actor, talk).allowed) throw missing('failure_not_found');
	const may = mayWriteTalk(actor, talk);
	if (!may.allowed) throw refused(may.key);
	const of = { tenantId: actor.tenantId, talkId: talk.id, personId: actor.personId };
	const unit = { tenantId: actor.tenantId, unitId: talk.unitId };
	const [last] = (await versionsOf(tx, actor.tenantId, talk.id)).reverse();
	const offered = await sql<{ id: string; number: string | null; title: string }>`
		select d.id, d.number, d.title from reading r join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${actor.personId} order by r.studied_at desc nulls last, d.id limit 60`.execute(
		tx,
	);
	return {
		talk,
		place: await placeOf(tx, actor, talk),
		text: await ownTextOf(tx, of),
		/** Why the last version came back. */
		returned: talk.state === 'returned' && last ? last.words : '',
		groups: [...(await documentsAtHand(tx, actor, talk)), ...(await examplesAtHand(tx, actor, talk, say))],
		themes: (await themesOf(tx, unit, [Number(talk.heldOn.slice(0, 4))])).map(({ id, title }) => ({
			value: id,
			label: title,
		})),
		documents: offered.rows.map(({ id, number, title }) => ({
			value: id,
			label: [number, title].filter(Boolean).join(': ').slice(0, 140),
		})),
		sections: await sectionsOf(tx, actor, talk),
	};
};

/** The sections of the document that a talk is about, to choose one. */
const sectionsOf = async (tx: Tx, actor: Actor, talk: KnownTalk) => {
	if (!talk.documentId) return [];
	const clauses = await clausesOf(tx, actor.tenantId, talk.documentId);
	return clauses
		.filter(({ isSection }) => isSection)
		.map(({ id, label, heading }) => ({
			value: id,
			label: [label, heading ?? ''].filter(Boolean).join(' ').slice(0, 120),
		}));
};

/**
 * What the speaker speaks from: the accepted text; before that the last one that was sent or is being written, which says so.
 * @throws Failure missing for anybody but the speaker, and where nothing was written
 */
export const stagePage = async (tx: Tx, actor: Actor, talkId: string) => {
	const talk = await talkFacts(tx, actor.tenantId, talkId);
	if (!mayPresent(actor, talk).allowed) throw missing('failure_not_found');
	const versions = await versionsOf(tx, actor.tenantId, talk.id);
	const isFinal = talk.state === 'accepted' || talk.state === 'presented';
	const accepted = isFinal ? versions.find(({ version }) => version === talk.finalVersion) : undefined;
	const draft = await ownTextOf(tx, {
		tenantId: actor.tenantId,
		talkId: talk.id,
		personId: actor.personId,
	});
	const text = accepted ?? (draft.body.trim() === '' ? versions.at(-1) : draft);
	if (!text) throw missing('failure_not_found');
	const { id, heldOn, place, minutes } = talk;
	return { id, heldOn, place, minutes, title: text.title, body: text.body, isFinal: accepted !== undefined };
};
