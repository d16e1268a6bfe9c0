// Who may import whom (CONTRIBUTING.md, "Where things are"). tests/layers.test.ts plants a breach of every rule.
// A type that is erased is no dependency at run time, so rules about cycles and about the client let `import type` pass.

const feature = '^src/lib/features/([^/]+)/';
const tests = '\\.test\\.ts$';
const rooms = (names) => `^src/lib/features/([^/]+)/(${names})`;
const doors = '^src/(routes|api|cli)/|^src/(server|worker|hooks[^/]*)\\.ts$';

/** Each feature may lean on these and on no other; a new feature gets its line here. */
const leansOn = {
	search: [],
	organisation: ['search'],
	roster: ['organisation'],
	transfers: ['organisation', 'notifications', 'exchange', 'papers', 'personal', 'programmes'],
	reorganisation: ['organisation', 'notifications', 'search', 'programmes', 'papers'],
	identity: ['organisation'],
	notifications: ['organisation'],
	site: ['organisation', 'notifications', 'personal'],
	library: ['organisation', 'search', 'site'],
	likeness: ['library'],
	relations: ['organisation', 'library'],
	reading: ['organisation', 'notifications', 'personal', 'library', 'search'],
	summaries: ['organisation', 'notifications', 'library', 'reading'],
	study: ['organisation', 'notifications', 'personal', 'library', 'reading', 'papers'],
	notes: ['organisation', 'library', 'personal'],
	collections: ['organisation', 'library'],
	comparison: ['organisation', 'library', 'relations'],
	exchange: ['organisation', 'library'],
	cascade: ['organisation', 'notifications', 'library', 'exchange'],
	papers: ['organisation'],
	programmes: ['organisation', 'notifications', 'personal', 'library', 'reading', 'search', 'papers', 'site'],
	proposals: ['organisation', 'notifications', 'personal', 'library', 'programmes', 'study'],
	reflections: [
		'organisation',
		'notifications',
		'personal',
		'library',
		'likeness',
		'study',
		'programmes',
		'proposals',
	],
	limits: ['organisation', 'notifications', 'personal', 'library', 'reviews'],
	recognition: [
		'organisation',
		'notifications',
		'personal',
		'library',
		'papers',
		'programmes',
		'limits',
		'reviews',
		'site',
	],
	talks: ['organisation', 'notifications', 'personal', 'library', 'recognition', 'site'],
	meetings: [
		'organisation',
		'search',
		'library',
		'notifications',
		'personal',
		'programmes',
		'papers',
		'summaries',
		'proposals',
	],
	resolutions: [
		'organisation',
		'notifications',
		'library',
		'relations',
		'reading',
		'summaries',
		'papers',
		'programmes',
		'meetings',
	],
	commitments: [
		'organisation',
		'notifications',
		'library',
		'papers',
		'programmes',
		'meetings',
		'reflections',
		'personal',
		'reviews',
	],
	reviews: ['organisation', 'notifications', 'personal', 'meetings', 'papers'],
	training: ['organisation', 'notifications', 'library', 'papers', 'personal', 'reviews'],
	liaison: ['organisation', 'notifications', 'library', 'papers', 'personal', 'reviews'],
	'mass-organisations': ['organisation', 'library', 'programmes', 'reviews'],
	models: ['organisation', 'notifications', 'library', 'programmes', 'commitments', 'site'],
	inspections: ['organisation', 'notifications', 'library', 'papers', 'personal'],
	nominations: ['organisation', 'notifications', 'library', 'papers', 'personal', 'inspections', 'oversight'],
	reports: ['organisation', 'notifications', 'papers', 'oversight'],
	personal: ['organisation', 'notifications'],
	trace: ['organisation', 'library', 'reading', 'programmes', 'reflections', 'meetings', 'commitments'],
	oversight: ['organisation', 'inspections', 'exchange', 'personal'],
	today: ['organisation', 'notifications', 'library', 'reading', 'programmes', 'trace'],
};

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const order = Object.entries(leansOn).map(([name, known]) =>
	rule(
		`order-of-${name}`,
		`${name} leans on ${known.length > 0 ? known.join(', ') : 'no other feature'}.`,
		{ path: `^src/lib/features/${name}/`, pathNot: tests },
		{ path: '^src/lib/features/', pathNot: `^src/lib/features/(${[name, ...known].join('|')})/` },
	),
);

module.exports = {
	forbidden: [
		rule(
			'no-cycles',
			'Modules that need one another are one module, or lack a third.',
			{},
			{
				circular: true,
				viaOnly: { dependencyTypesNot: ['type-only'] },
			},
		),
		rule(
			'foundation-knows-no-feature',
			'platform, text, ui and shared never import a feature.',
			{ path: '^src/lib/(platform|text|ui|shared)/', pathNot: tests },
			{ path: '^src/lib/features/' },
		),
		rule(
			'shared-is-the-ground',
			'shared leans on nothing of ours.',
			{ path: '^src/lib/shared/', pathNot: tests },
			{ path: '^src/', pathNot: '^src/lib/shared/' },
		),
		rule(
			'text-is-pure',
			'text leans on shared only; it touches no database, no disk and no page.',
			{ path: '^src/lib/text/', pathNot: tests },
			{ path: '^src/', pathNot: '^src/lib/(text|shared)/' },
		),
		rule(
			'ui-has-no-server',
			'ui leans on shared and messages.',
			{ path: '^src/lib/ui/', pathNot: tests },
			{ path: '^src/', pathNot: '^src/lib/(ui|shared|paraglide)/' },
		),
		rule(
			'library-code-knows-no-door',
			'Nothing under lib imports pages, API, command line or entry points.',
			{ path: '^src/lib/', pathNot: tests },
			{ path: doors },
		),
		rule(
			'pure-rooms',
			'domain, policy and schema lean on shared, text and their own domain.',
			{ path: rooms('domain/|(policy|schema)[^/]*\\.ts$'), pathNot: [tests, '\\.server\\.ts$'] },
			{ path: '^src/', pathNot: ['^src/lib/(shared|text)/', '^src/lib/features/$1/(domain/|schema|policy)'] },
		),
		rule(
			'pure-rooms-need-no-package',
			'domain and policy are plain TypeScript: no package and no module of Node.',
			{ path: rooms('domain/|policy[^/]*\\.ts$'), pathNot: tests },
			{
				dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
			},
		),
		rule(
			'domain-comes-first',
			'domain does not know schema and policy.',
			{ path: rooms('domain/'), pathNot: tests },
			{ path: rooms('(schema|policy)[^/]*\\.ts$') },
		),
		rule(
			'one-door-to-a-feature',
			'A feature is entered by other features through public.server.ts or events.ts.',
			{ path: feature, pathNot: tests },
			{
				path: '^src/lib/features/',
				pathNot: ['^src/lib/features/$1/', '^src/lib/features/[^/]+/(public\\.server|events)\\.ts$'],
			},
		),
		...order,
		rule(
			'every-feature-has-its-place',
			'A new feature says on which others it leans (leansOn in .dependency-cruiser.cjs).',
			{
				path: '^src/lib/features/',
				pathNot: [
					tests,
					'^src/lib/features/(features|contributions\\.server)\\.ts$',
					`^src/lib/features/(${Object.keys(leansOn).join('|')})/`,
				],
			},
			{ path: '^src/lib/features/', pathNot: `^src/lib/features/$1/` },
		),
		rule(
			'queries-change-nothing',
			'queries do not lean on commands, inputs or components.',
			{ path: rooms('queries[^/]*\\.server\\.ts$'), pathNot: tests },
			{
				path: '^src/lib/features/[^/]+/(commands[^/]*\\.server\\.ts$|schema[^/]*\\.ts$|records[^/]*\\.server\\.ts$|ui/)',
			},
		),
		rule(
			'commands-show-nothing',
			'commands know no component.',
			{ path: rooms('commands[^/]*\\.server\\.ts$'), pathNot: tests },
			{ path: '\\.svelte$|^src/lib/(ui/|features/[^/]+/ui/)' },
		),
		rule(
			'doors-write-no-rows',
			'Pages, API and command line change data through commands only.',
			{ path: doors, pathNot: tests },
			{ path: '^src/lib/features/[^/]+/records[^/]*\\.server\\.ts$' },
		),
		rule(
			'client-without-server',
			'A component imports neither *.server.ts nor schema.ts: zod and SQL stay off the client.',
			{ path: '\\.svelte$|^src/routes/.*\\+(page|layout)\\.ts$' },
			{ path: '\\.server\\.ts$|/schema[^/]*\\.ts$', dependencyTypesNot: ['type-only'] },
		),
		rule(
			'client-without-zod',
			'zod is not reached from a component, not even around a corner.',
			{ path: '\\.svelte$' },
			{ path: 'node_modules/(zod|kysely|postgres)/', dependencyTypesNot: ['type-only'] },
		),
		rule(
			'no-test-code',
			'What is shipped leans on no test and on no development package.',
			{ path: '^src/', pathNot: [tests, '^src/cli/'] },
			{ path: `^(tests|bench)/|${tests}` },
		),
		rule(
			'no-development-package',
			'What is shipped leans on no development package.',
			{ path: '^src/', pathNot: tests },
			{ dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
		),
		rule(
			'no-unresolved-import',
			'Every import leads somewhere.',
			{},
			{
				couldNotResolve: true,
				pathNot: [
					'^\\$(app|env|service-worker)',
					'^\\./\\$types',
					'^svelte/internal/',
					'^build/',
					'paraglide',
				],
			},
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(build|\\.svelte-kit)/|^src/lib/paraglide/' },
		moduleSystems: ['es6'],
		tsPreCompilationDeps: 'specify',
		detectProcessBuiltinModuleCalls: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'require', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.svelte', '.json', '.d.ts'],
		},
		cache: false,
	},
};
