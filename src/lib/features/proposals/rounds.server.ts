import { registerRoundProposals } from '#lib/features/study/public.server.ts';
import { proposalsFrom } from './queries-elsewhere.server.ts';

/** The report of a study round tells what was proposed in its papers; what was taken back is not told. */
registerRoundProposals({
	proposalsIn: async (tx, paperIds) =>
		(await proposalsFrom(tx, 'paper', paperIds))
			.filter(({ state }) => state !== 'withdrawn')
			.map(({ id, body }) => ({ id, body })),
});
