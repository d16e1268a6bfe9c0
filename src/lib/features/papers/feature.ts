import type { Feature } from '#lib/shared/feature.ts';

export const papers: Feature = {
	name: 'papers',
	acts: ['paper.number', 'paper.cancel', 'issuing_body.set', 'committee_term.set', 'paper_layout.set'],
};
