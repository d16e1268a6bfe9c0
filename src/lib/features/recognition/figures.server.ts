import { sql } from 'kysely';
import { countedAt, type FiguresWanted, registerFigureSource } from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { commendationsOf, recognitionCounts } from './public.server.ts';
import { sayKind } from './ui/words.ts';

const found = (tx: Tx, { tenantId, personIds, from, to }: FiguresWanted) =>
	commendationsOf(tx, { tenantId }, personIds, from, to);

/** Whom the record of the year names: of the examples of a unit those who let the unit see their name. */
const namesOf = async (
	tx: Tx,
	of: { tenantId: string; unitId: string; from: string; to: string },
): Promise<{ person: string[]; collective: string[] }> => {
	const rows = await sql<{ person: string | null; collective: string | null }>`
		select h.full_name as person, r.collective from recognition r
		left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		where r.tenant_id = ${of.tenantId} and r.unit_id = ${of.unitId} and r.kind = 'example' and r.state = 'announced' and r.is_named
			and r.honoured_on between ${of.from} and ${of.to} order by r.honoured_on, r.id`.execute(tx);
	return {
		person: rows.rows.flatMap(({ person }) => (person ? [person] : [])),
		collective: rows.rows.flatMap(({ collective }) => (collective ? [collective] : [])),
	};
};

registerFigureSource({
	name: 'recognition',
	weight: 2,
	title: m.recognition_figure,
	figures: async (tx, wanted) => {
		const all = await found(tx, wanted);
		return wanted.personIds.map((personId) => ({
			personId,
			key: 'recognition',
			name: m.recognition_figure(),
			value: all.filter((one) => one.personId === personId).length,
			of: null,
			href: countedAt('recognition', wanted, personId),
		}));
	},
	items: async (tx, wanted) =>
		(await found(tx, wanted)).map(({ personId, kind, formName, title, href }) => ({
			personId,
			title,
			note: formName ?? sayKind(kind),
			href,
			counts: true,
		})),
	year: async (tx, actor, { unitId, year }) => {
		const [from, to] = [`${year}-01-01`, `${year}-12-31`];
		const counts = await recognitionCounts(tx, actor, unitId, from, to);
		const names = await namesOf(tx, { tenantId: actor.tenantId, unitId, from, to });
		const figure = (key: string, name: string, value: number, named: readonly string[] = []) => ({
			key,
			name,
			value,
			of: null,
			href: `/guong-sang?nam=${year}`,
			...(named.length > 0 ? { names: named } : {}),
		});
		return [
			figure('individual_examples', m.recognition_year_examples(), counts.individualExamples, names.person),
			figure(
				'collective_examples',
				m.recognition_year_collectives(),
				counts.collectiveExamples,
				names.collective,
			),
			figure('individual_commendations', m.recognition_year_praised(), counts.individualCommendations),
			figure(
				'collective_commendations',
				m.recognition_year_praised_collectives(),
				counts.collectiveCommendations,
			),
		];
	},
});
