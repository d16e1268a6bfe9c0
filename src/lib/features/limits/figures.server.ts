import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { registerFigureSource } from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { limitCounts, openLimitsPerPerson } from './public.server.ts';

registerFigureSource({
	name: 'limits',
	weight: 3,
	// Whether somebody has an open one shows to the person, and to who handles it: row level security says whose.
	figures: async (tx, wanted) => {
		const open = await openLimitsPerPerson(tx, { tenantId: wanted.tenantId }, wanted.personIds);
		return [...open].map(([personId, value]) => ({
			personId,
			key: 'limits',
			name: m.limit_figure(),
			value,
			of: null,
			href: '/nhac-nho',
		}));
	},
	year: async (tx, _actor, { unitId, year, today }) => {
		const counts = await limitCounts(tx, unitId, `${year}-01-01`, `${year}-12-31`);
		if (!counts) return [];
		const people = (await peopleOfUnit(tx, unitId, today)).filter(({ standing }) => standing !== null).length;
		const given = counts.given - counts.withdrawn;
		return [
			{
				key: 'limits',
				name: m.limit_year_closed(),
				value: counts.closed,
				of: given,
				href: '/nhac-nho',
				people,
			},
		];
	},
});
