import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { signsSideBySide } from '#lib/features/likeness/public.server.ts';
import { roundForPaper } from '#lib/features/study/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type Fields, type Stretch, stretchesOf, textToCompare } from './domain/fields.ts';
import type { Form } from './domain/form.ts';
import type { ReflectionState } from './domain/states.ts';
import { type KeptFile, reflectionFacts } from './facts.server.ts';
import { mayReadReflection, mayRemark, mayReview, maySeeSigns } from './policy.ts';
import { type ShownFile, shownFile, sourcesOf } from './queries.server.ts';
import { type Remark, type Review, remarksOf, reviewsOf, versionOf } from './queries-versions.server.ts';

/** A passage of a paper that is like another text, beside it. */
export type SignShown = { own: string; theirs: string; source: string; href: string | null };

const signsOf = async (
	tx: Tx,
	actor: Actor,
	of: {
		reflectionId: string;
		text: string;
		sources: ReturnType<typeof sourcesOf>;
		sayPaper: (name: string, round: string) => string;
		sayOther: () => string;
	},
): Promise<SignShown[]> => {
	const found = await signsSideBySide(tx, actor, {
		text: of.text,
		not: [of.reflectionId],
		sources: of.sources,
	});
	const ids = (kind: string) => [
		...new Set(found.signs.filter(({ source }) => source.kind === kind).map(({ source }) => source.id)),
	];
	const documents = new Map(
		(await documentsForReading(tx, actor, ids('document'))).map((one) => [one.id, documentName(one)]),
	);
	// Row level security gives the papers of units for which the actor answers; of others nothing but the words is told.
	const papers = await sql<{ id: string; name: string; title: string }>`
		select p.id, n.full_name as name, r.title from reflection p
		join person n on n.tenant_id = p.tenant_id and n.id = p.author_id
		join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		where p.tenant_id = ${actor.tenantId} and p.id = any(${`{${ids('reflection').join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	const named = new Map(papers.rows.map(({ id, name, title }) => [id, of.sayPaper(name, title)]));
	return found.signs.map(({ own, words, source }) => ({
		own: found.text.slice(...own).trim(),
		theirs: words.trim(),
		source: documents.get(source.id) ?? named.get(source.id) ?? of.sayOther(),
		href: documents.has(source.id) ? `/van-ban/${source.id}` : null,
	}));
};

export type ReflectionPage = {
	round: { id: string; title: string; unitId: string; paperDueOn: Day | null };
	paper: {
		id: string;
		authorId: string;
		authorName: string;
		state: ReflectionState;
		version: number;
		shown: number;
		handedInAt: Date;
		level: string | null;
		isShared: boolean;
		isOwn: boolean;
	};
	form: Form;
	fields: Fields;
	stretches: Stretch[];
	files: ShownFile[];
	signs: SignShown[] | null;
	reviews: Review[];
	remarks: Remark[];
	powers: { review: boolean; remark: boolean };
};

/**
 * A paper as it was handed in: for who reviews it with the signs of copying beside their sources, and for whom its author
 * shares it with, without remarks and rating.
 * @param wanted.version an earlier one; left out, the last
 * @throws Failure missing
 */
export const reflectionPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { roundId: string; reflectionId: string; version?: number | undefined },
	say: { sayPaper: (name: string, round: string) => string; sayOther: () => string },
): Promise<ReflectionPage> => {
	const paper = await reflectionFacts(tx, actor.tenantId, wanted.reflectionId);
	if (!mayReadReflection(actor, paper).allowed || paper.roundId !== wanted.roundId || paper.version === 0)
		throw missing('failure_not_found');
	const isOutside = !maySeeSigns(actor, paper).allowed && actor.personId !== paper.authorId;
	const version = await versionOf(
		tx,
		actor.tenantId,
		paper.id,
		isOutside ? paper.version : (wanted.version ?? paper.version),
	);
	const files = await filesOfVersion(tx, actor.tenantId, paper.id, version.handedInAt);
	const isReviewer = maySeeSigns(actor, paper).allowed;
	const round = isReviewer ? await roundForPaper(tx, actor, paper.roundId) : null;
	const { text } = textToCompare(version.fields, paper.form.parts, files);
	const about = await sql<{ title: string; dueOn: Day | null; author: string }>`
		select r.title, r.paper_due_on as "dueOn", n.full_name as author from study_round r
		join person n on n.tenant_id = r.tenant_id and n.id = ${paper.authorId}
		where r.tenant_id = ${actor.tenantId} and r.id = ${paper.roundId}`.execute(tx);
	return {
		round: {
			id: paper.roundId,
			title: about.rows[0]?.title ?? '',
			unitId: paper.unitId,
			paperDueOn: about.rows[0]?.dueOn ?? null,
		},
		paper: {
			id: paper.id,
			authorId: paper.authorId,
			authorName: about.rows[0]?.author ?? '',
			state: paper.state,
			version: paper.version,
			shown: version.version,
			handedInAt: version.handedInAt,
			level: isOutside ? null : paper.level,
			isShared: paper.isShared,
			isOwn: actor.personId === paper.authorId,
		},
		form: paper.form,
		fields: version.fields,
		stretches: stretchesOf(version.fields, paper.form.parts),
		files: files.map(shownFile),
		signs: round
			? await signsOf(tx, actor, {
					reflectionId: paper.id,
					text,
					sources: sourcesOf(round, paper.form),
					...say,
				})
			: null,
		reviews: isOutside ? [] : await reviewsOf(tx, actor.tenantId, paper.id),
		remarks: isOutside ? [] : await remarksOf(tx, actor.tenantId, paper.id),
		powers: { review: mayReview(actor, paper).allowed, remark: mayRemark(actor, paper).allowed },
	};
};

/** The files that belonged to a paper when it was handed in. */
const filesOfVersion = async (
	tx: Tx,
	tenantId: string,
	reflectionId: string,
	handedInAt: Date,
): Promise<KeptFile[]> => {
	const found = await sql<KeptFile>`
		select id, sha256, file_name as "fileName", media_type as "mediaType", bytes::float8 as bytes, body from reflection_file
		where tenant_id = ${tenantId} and reflection_id = ${reflectionId} and added_at <= ${handedInAt} and (dropped_at is null or dropped_at > ${handedInAt})
		order by added_at, id`.execute(tx);
	return found.rows;
};

/** A file of a paper, for its author and for whoever may read the version to which it belongs. @throws Failure missing */
export const reflectionFile = async (
	tx: Tx,
	actor: Actor,
	fileId: string,
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	if (!uuidPattern.test(fileId)) throw missing('failure_not_found');
	const row = await tx
		.selectFrom('reflection_file')
		.select([
			'reflection_id as reflectionId',
			'sha256',
			'file_name as fileName',
			'media_type as mediaType',
			'added_at as addedAt',
		])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', fileId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	const paper = await reflectionFacts(tx, actor.tenantId, row.reflectionId);
	const isHandedIn = paper.handedInAt !== null && row.addedAt <= paper.handedInAt;
	if (!mayReadReflection(actor, paper).allowed || (actor.personId !== paper.authorId && !isHandedIn))
		throw missing('failure_not_found');
	return row;
};
