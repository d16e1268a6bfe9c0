import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { findRoot } from '#lib/platform/config/config.ts';

/** A statement, and the file of the project that ran it. */
export type RunStatement = { sql: string; from: string };

/** A test's own look into the database is not the application's. */
const isOfTheApplication = (file: string): boolean => /^src\//.test(file) && !/\.test\.ts$/.test(file);

/** Files that run what others give them. */
const passesOn = /^src\/lib\/platform\/(database|command)\//;

/** The file that asked, by the lines of the present call. */
const askedBy = (root: string): string => {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 60;
	const stack = new Error('where').stack ?? '';
	Error.stackTraceLimit = stackTraceLimit;
	for (const [, found] of stack.matchAll(/\(?(?:file:\/\/)?(\/[^\s():]+):\d+:\d+/g)) {
		const file = relative(root, found ?? '');
		if (
			/^(src|tests|seed|bench)\//.test(file) &&
			file !== 'tests/support/distinct-statements.ts' &&
			!passesOn.test(file)
		)
			return file;
	}
	return '';
};

/**
 * Writes down every statement that the application runs in the tests, once each, for the check of whether it keeps to one tenant
 * (tests/statements). Off unless THUCTIEN_DISTINCT_STATEMENTS names a file; several test files append to it.
 */
export const distinctStatements = (): ((sql: string) => void) | undefined => {
	const file = process.env['THUCTIEN_DISTINCT_STATEMENTS'];
	if (!file) return undefined;
	const root = findRoot();
	const known = new Set<string>();
	return (text) => {
		if (known.has(text)) return;
		const from = askedBy(root);
		if (from !== '' && !isOfTheApplication(from)) return;
		known.add(text);
		appendFileSync(file, `${JSON.stringify({ sql: text, from } satisfies RunStatement)}\n`);
	};
};
