import { sql } from 'kysely';
import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf, longDate, startOfDay } from '#lib/shared/calendar.ts';
import { type KnownLetter, type KnownLink, letterColumns, linkColumns, linkTables } from './facts.server.ts';
import type { KnownRemark } from './queries-remarks.server.ts';
import { sayLink } from './ui/words.ts';

type OwnRemark = KnownRemark & {
	requestId: string;
	year: number;
	seenAt: Date | null;
	sha256: string | null;
};

const linksOf = async (tx: Tx, { tenantId, personId }: Actor): Promise<KnownLink[]> =>
	(
		await sql<KnownLink>`
			select ${linkColumns} from ${linkTables} where l.tenant_id = ${tenantId} and l.person_id = ${personId} order by l.valid_from desc`.execute(
			tx,
		)
	).rows;

const remarksAbout = async (tx: Tx, { tenantId, personId }: Actor): Promise<OwnRemark[]> =>
	(
		await sql<OwnRemark>`
			select k.id, k.request_id as "requestId", k.year, k.level, k.body, k.signed_by as "signedBy", k.signed_on as "signedOn", k.way, k.file_name as "fileName", k.sha256,
				k.entered_at as "enteredAt", k.answer, k.answered_at as "answeredAt", k.taken_back_at as "takenBackAt", k.taken_back_reason as "takenBackReason", r.seen_at as "seenAt"
			from residence_remark k join residence_request r on r.tenant_id = k.tenant_id and r.id = k.request_id
			where k.tenant_id = ${tenantId} and k.person_id = ${personId} order by k.entered_at desc, k.id desc`.execute(
			tx,
		)
	).rows;

registerPersonalSource({
	key: 'residence',
	title: m.residence_own_title,
	place: 77,
	of: async (tx, actor, { from, to }) => {
		const remarks = (await remarksAbout(tx, actor)).filter(({ enteredAt, takenBackAt }) => {
			const day = dayOf(enteredAt);
			return !takenBackAt && day >= from && day <= to;
		});
		const links = (await linksOf(tx, actor)).filter(
			({ validFrom, validTo }) => validFrom <= to && (validTo === null || validTo > from),
		);
		return {
			figures: [],
			items: links.map((link) => ({
				key: link.id,
				title: sayLink(link),
				words: [m.residence_since({ day: longDate(link.validFrom) }), link.reason].filter(Boolean),
				at: startOfDay(link.validFrom),
				href: `/noi-cu-tru/nguoi/${actor.personId}`,
				state: null,
			})),
			said: remarks.map((remark) => ({
				key: `said ${remark.id}`,
				title: m.residence_remark_of_year({ year: remark.year }),
				words: [remark.level, remark.body, m.residence_signed({ name: remark.signedBy })].filter(Boolean),
				at: remark.enteredAt,
				href: `/noi-cu-tru/phieu/${remark.requestId}`,
				state: remark.seenAt ? null : { word: m.residence_unread(), meaning: 'soon' },
			})),
		};
	},
	export: async (tx, actor) => {
		const letters = await sql<KnownLetter>`
			select ${letterColumns} from residence_letter t where t.tenant_id = ${actor.tenantId} and t.person_id = ${actor.personId} order by t.issued_on`.execute(
			tx,
		);
		const remarks = await remarksAbout(tx, actor);
		return {
			data: { links: await linksOf(tx, actor), letters: letters.rows, remarks },
			files: remarks.flatMap(({ fileName, sha256 }) =>
				fileName && sha256 ? [{ name: fileName, sha256 }] : [],
			),
		};
	},
});
