import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('../..', import.meta.url)),
	test: {
		include: ['tests/access/**/*.access.ts', 'tests/endurance/**/*.endurance.ts'],
		testTimeout: 900_000,
		hookTimeout: 300_000,
		fileParallelism: false,
	},
});
