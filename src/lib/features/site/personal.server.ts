import { EVER, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { ownEntries } from './queries.server.ts';
import { sayKind } from './ui/words.ts';

registerPersonalSource({
	key: 'site',
	title: m.site_own_title,
	place: 55,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await ownEntries(tx, actor, period)).map((one) => ({
			key: one.id,
			title: one.title || m.site_own_gone(),
			words: [sayKind(one.kind)],
			at: one.at,
			href: `/cong-bo/bai/${one.id}`,
			state:
				one.state === 'published'
					? { word: m.site_state_published(), meaning: 'done' }
					: { word: m.site_state_withdrawn(), meaning: 'neutral' },
		})),
	}),
	export: async (tx, actor) => ({ data: await ownEntries(tx, actor, EVER) }),
});
