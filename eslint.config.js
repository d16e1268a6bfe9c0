// ESLint reads what Biome can't: the markup and script of *.svelte. Everything else is Biome's (biome.json).
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** Client code never needs unsafe-inline: what the markup may not do under our content security policy. */
const contentSecurity = {
	'svelte/no-at-html-tags': 'error',
	'svelte/no-inline-styles': ['error', { allowTransitions: false }],
	'svelte/no-target-blank': 'error',
};

/** What a person with a keyboard or a screen reader stumbles over; the compiler's own a11y warnings are errors too. */
const accessibility = {
	'svelte/valid-compile': ['error', { ignoreWarnings: false }],
	'svelte/button-has-type': 'error',
	'svelte/require-each-key': 'error',
	'svelte/no-restricted-html-elements': [
		'error',
		{ elements: ['marquee', 'center', 'font'], message: 'Not in HTML any more.' },
	],
	'no-restricted-syntax': [
		'error',
		{
			selector: "SvelteAttribute[key.name='autofocus']",
			message: 'autofocus takes the place away from whoever listens to the page.',
		},
	],
};

const only = (files) => (config) => ({ ...config, files: config.files ?? files });

export default [
	{ ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'data/', '**/*.{ts,js,mjs,cjs}'] },
	...ts.configs.strict.map(only(['**/*.svelte'])),
	...svelte.configs['flat/recommended'].map(only(['**/*.svelte'])),
	{
		files: ['**/*.svelte'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			...contentSecurity,
			...accessibility,
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
			'svelte/no-useless-mustaches': 'error',
			'svelte/no-unused-svelte-ignore': 'error',
			'svelte/no-unused-props': 'error',
			'svelte/no-add-event-listener': 'error',
			'svelte/no-top-level-browser-globals': 'error',
			// The application has no base path: links are written as they are.
			'svelte/no-navigation-without-resolve': 'off',
			'no-undef': 'off',
		},
	},
];
