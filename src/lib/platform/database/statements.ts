import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';

/** The page for whose sake statements run at present; set by the request, read by the recorder. */
export const statementsOf = new AsyncLocalStorage<string>();

/**
 * Writes down the statements that pages run, for the benchmark that runs the same ones without the application around
 * them. Off unless THUCTIEN_STATEMENTS names a file.
 */
export const statementRecorder = (): ((sql: string, parameters: readonly unknown[]) => void) | undefined => {
	const file = process.env['THUCTIEN_STATEMENTS'];
	if (!file) return undefined;
	return (sql, parameters) => {
		const page = statementsOf.getStore();
		if (page) appendFileSync(file, `${JSON.stringify({ page, sql, parameters })}\n`);
	};
};
