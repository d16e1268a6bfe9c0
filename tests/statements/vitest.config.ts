import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('../..', import.meta.url)),
	test: {
		include: ['tests/statements/**/*.statements.ts'],
		globalSetup: ['tests/support/global-setup.ts'],
		testTimeout: 300_000,
		hookTimeout: 180_000,
	},
});
