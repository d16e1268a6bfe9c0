import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';

/** The page for whose sake statements run at present; set by the request, read by the recorder. */
export const statementsOf = new AsyncLocalStorage<string>();

/**
 * Writes down the statements that pages run, for the benchmark that runs the same ones without the application around
 * them. Off unless THUCTIEN_STATEMENTS names a file. With THUCTIEN_STATEMENTS_OF=all those of every page and job are written down, for
 * the check on a cluster (ops/citus).
 */
export const statementRecorder = (): ((sql: string, parameters: readonly unknown[]) => void) | undefined => {
	const file = process.env['THUCTIEN_STATEMENTS'];
	if (!file) return undefined;
	const everybody = process.env['THUCTIEN_STATEMENTS_OF'] === 'all' ? 'all' : undefined;
	return (sql, parameters) => {
		const page = statementsOf.getStore() ?? everybody;
		if (page) appendFileSync(file, `${JSON.stringify({ page, sql, parameters })}\n`);
	};
};
