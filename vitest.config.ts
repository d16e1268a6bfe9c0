import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
		globalSetup: ['tests/support/global-setup.ts'],
		testTimeout: 180_000,
		hookTimeout: 180_000,
		maxWorkers: 2,
	},
});
