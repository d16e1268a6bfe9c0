import type { Feature } from '#lib/shared/feature.ts';

export const library: Feature = {
	name: 'library',
	navigation: [{ key: 'documents', href: '/van-ban', place: 20 }],
	acts: ['intake.record', 'intake.refuse_secret', 'intake.confirm', 'intake.set_aside', 'document.correct'],
};
