import type { Feature } from '#lib/shared/feature.ts';

export const relations: Feature = {
	name: 'relations',
	acts: ['relations.read', 'relation.decide', 'relation.add', 'relation.remove', 'effect.correct'],
};
