import type { Feature } from '#lib/shared/feature.ts';

export const notes: Feature = {
	name: 'notes',
	acts: ['note.write', 'note.change', 'note.remove', 'note.restore'],
};
