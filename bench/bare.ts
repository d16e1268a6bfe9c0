/**
 * The yardstick: a Hono route that runs the statements of a page, as they were recorded, in one transaction with the
 * same settings, and answers with the rows as JSON. No session, no policies, no rendering.
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { readConfig } from '#lib/platform/config/config.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { readStatements } from './recorded.ts';

const pages = readStatements(process.argv[2] ?? '');
const config = readConfig();
const database = await startDatabase(config);
const pool = openPool(database.appUrl, 16);
const app = new Hono();
app.get('/ready', (context) => context.text('ready'));
app.get('/', async (context) => {
	const statements = pages.get(context.req.query('page') ?? '') ?? [];
	if (statements.length === 0) return context.text('no statements', 404);
	const rows = await pool.begin('read only', async (tx) => {
		const answers: unknown[] = [];
		for (const { sql, parameters } of statements) answers.push(await tx.unsafe(sql, parameters as never[]));
		return answers;
	});
	return context.json(rows);
});
createServer(getRequestListener(app.fetch)).listen(config.port, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
