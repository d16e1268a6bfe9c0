/** For each rule of .dependency-cruiser.cjs a small tree of files that breaks it. */
type Tree = Record<string, string>;

const lib = (from: string, to: string): Tree => ({
	[`src/lib/${from}`]: from.endsWith('.svelte')
		? `<script lang="ts">import { it } from '#lib/${to}'; it();</script>`
		: `import { it } from '#lib/${to}';\nexport const own = it;`,
	[`src/lib/${to}`]: to.endsWith('.svelte') ? '<p>it</p>' : 'export const it = () => 1;',
});

const packageIn = (from: string, name: string): Tree => ({
	[`src/lib/${from}`]: `import it from '${name}';\nexport const own = it;`,
});

const features = (from: string, to: string): Tree => lib(`features/${from}`, `features/${to}`);

export const breaches: Record<string, Tree> = {
	'no-cycles': {
		'src/lib/shared/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
		'src/lib/shared/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
	},
	'foundation-knows-no-feature': lib('platform/mail.ts', 'features/library/public.server.ts'),
	'shared-is-the-ground': lib('shared/ids.ts', 'platform/clock.ts'),
	'text-is-pure': lib('text/tree.ts', 'platform/database/connect.ts'),
	'ui-has-no-server': lib('ui/Button.svelte', 'platform/log.ts'),
	'library-code-knows-no-door': {
		'src/lib/platform/mail.ts': "import { serve } from '../../server.ts';\nexport const own = serve;",
		'src/server.ts': 'export const serve = 1;',
	},
	'pure-rooms': features('library/policy.ts', 'library/queries.server.ts'),
	'pure-rooms-need-no-package': packageIn('features/library/domain/tree.ts', 'zod'),
	'domain-comes-first': features('library/domain/tree.ts', 'library/policy.ts'),
	'one-door-to-a-feature': features('library/commands.server.ts', 'organisation/queries.server.ts'),
	'order-of-organisation': features('organisation/commands.server.ts', 'library/public.server.ts'),
	'order-of-roster': features('roster/queries.server.ts', 'trace/public.server.ts'),
	'order-of-reorganisation': features('reorganisation/queries.server.ts', 'trace/public.server.ts'),
	'order-of-transfers': features('transfers/queries.server.ts', 'trace/public.server.ts'),
	'order-of-identity': features('identity/commands.server.ts', 'library/public.server.ts'),
	'order-of-library': features('library/commands.server.ts', 'reading/public.server.ts'),
	'order-of-today': features('today/queries.server.ts', 'identity/public.server.ts'),
	'order-of-notifications': features('notifications/commands.server.ts', 'reading/public.server.ts'),
	'order-of-reading': features('reading/commands.server.ts', 'programmes/public.server.ts'),
	'order-of-summaries': features('summaries/commands.server.ts', 'programmes/public.server.ts'),
	'order-of-study': features('study/commands.server.ts', 'programmes/public.server.ts'),
	'order-of-reflections': features('reflections/commands.server.ts', 'trace/public.server.ts'),
	'order-of-commitments': features('commitments/commands.server.ts', 'trace/public.server.ts'),
	'order-of-proposals': features('proposals/commands.server.ts', 'trace/public.server.ts'),
	'order-of-limits': features('limits/commands.server.ts', 'recognition/public.server.ts'),
	'order-of-recognition': features('recognition/commands.server.ts', 'trace/public.server.ts'),
	'order-of-talks': features('talks/commands.server.ts', 'trace/public.server.ts'),
	'order-of-search': features('search/commands.server.ts', 'trace/public.server.ts'),
	'order-of-exchange': features('exchange/commands.server.ts', 'trace/public.server.ts'),
	'order-of-cascade': features('cascade/queries.server.ts', 'trace/public.server.ts'),
	'order-of-relations': features('relations/commands.server.ts', 'trace/public.server.ts'),
	'order-of-comparison': features('comparison/queries.server.ts', 'trace/public.server.ts'),
	'order-of-notes': features('notes/commands.server.ts', 'trace/public.server.ts'),
	'order-of-collections': features('collections/commands.server.ts', 'trace/public.server.ts'),
	'order-of-papers': features('papers/commands.server.ts', 'trace/public.server.ts'),
	'order-of-programmes': features('programmes/commands.server.ts', 'trace/public.server.ts'),
	'order-of-meetings': features('meetings/queries.server.ts', 'trace/public.server.ts'),
	'order-of-resolutions': features('resolutions/queries.server.ts', 'trace/public.server.ts'),
	'order-of-reviews': features('reviews/rate.server.ts', 'trace/public.server.ts'),
	'order-of-likeness': features('likeness/queries.server.ts', 'trace/public.server.ts'),
	'order-of-models': features('models/queries.server.ts', 'trace/public.server.ts'),
	'order-of-nominations': features('nominations/queries.server.ts', 'trace/public.server.ts'),
	'order-of-site': features('site/candidates.server.ts', 'trace/public.server.ts'),
	'order-of-inspections': features('inspections/queries.server.ts', 'trace/public.server.ts'),
	'order-of-reports': features('reports/queries.server.ts', 'trace/public.server.ts'),
	'order-of-training': features('training/queries.server.ts', 'trace/public.server.ts'),
	'order-of-liaison': features('liaison/queries.server.ts', 'trace/public.server.ts'),
	'order-of-mass-organisations': features('mass-organisations/queries.server.ts', 'trace/public.server.ts'),
	'order-of-personal': features('personal/queries.server.ts', 'training/public.server.ts'),
	'order-of-trace': features('trace/queries.server.ts', 'identity/public.server.ts'),
	'order-of-oversight': features('oversight/queries.server.ts', 'trace/public.server.ts'),
	'every-feature-has-its-place': features('brand-new/commands.server.ts', 'organisation/public.server.ts'),
	'queries-change-nothing': features('library/queries.server.ts', 'library/commands.server.ts'),
	'commands-show-nothing': features('library/commands.server.ts', 'library/ui/Card.svelte'),
	'doors-write-no-rows': {
		'src/routes/van-ban/+page.server.ts':
			"import { it } from '#lib/features/library/records.server.ts';\nexport const load = it;",
		'src/lib/features/library/records.server.ts': 'export const it = 1;',
	},
	'client-without-server': features('library/ui/Card.svelte', 'library/queries.server.ts'),
	'client-without-zod': {
		'src/lib/features/library/ui/Card.svelte': '<script lang="ts">import { z } from \'zod\'; z();</script>',
	},
	'no-test-code': {
		'src/lib/shared/ids.ts': "import { it } from '../../../tests/support/it.ts';\nexport const own = it;",
		'tests/support/it.ts': 'export const it = 1;',
	},
	'no-development-package': packageIn('shared/ids.ts', 'fast-check'),
	'no-unresolved-import': {
		'src/lib/shared/ids.ts': "import { it } from './nowhere.ts';\nexport const own = it;",
	},
};
