import type { Command } from 'commander';
import { reachOfThread } from '#lib/features/trace/domain/thread.ts';
import { documentsBy, type FoundDocument, unitBy } from '#lib/features/trace/find-document.server.ts';
import { type Trace, traceOf } from '#lib/features/trace/queries.server.ts';
import { sayGap, sayState, sayStep } from '#lib/features/trace/ui/words.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { everyTenant } from '#lib/platform/sealing/seal.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { withDatabase } from './with-database.ts';

type Options = { json?: boolean; unit?: string };
type Row = Trace['rows'][number];

const asJson = (trace: Trace, row: Row): string =>
	JSON.stringify({
		documentId: trace.document.id,
		number: trace.document.number,
		unitId: trace.unit.id,
		anchor: row.section.anchor,
		label: row.section.label,
		heading: row.section.heading,
		steps: Object.fromEntries(row.steps.map(({ key, state, have, of }) => [key, { state, have, of }])),
		threadReach: reachOfThread(row.thread),
		gaps: row.gaps,
		tasks: row.tasks.map(({ id, title, state, dueOn, ownerName, evidence, result }) => ({
			id,
			title,
			state,
			dueOn,
			ownerName,
			evidence,
			result,
		})),
	});

const asText = (row: Row): string => {
	const title = [row.section.label, row.section.heading].filter(Boolean).join(' ');
	const steps = row.steps.map(
		(step) => `    ${sayStep(step.key)}: ${step.gap ? sayGap(step.gap) : sayState(step, row)}`,
	);
	return [title, ...steps].join('\n');
};

/** `thuctien trace`: the trace of a document, a line for each section. */
export const registerTrace = (program: Command): void => {
	program
		.command('trace')
		.description('Sợi chỉ của một văn bản: từng điều khoản đã đi đến đâu')
		.argument('<văn-bản>', 'số, ký hiệu hoặc mã của văn bản')
		.option('--unit <đơn-vị>', 'mã hoặc tên đơn vị; mặc định là đơn vị giữ văn bản')
		.option('--json', 'mỗi điều khoản một dòng JSON')
		.action(async (wanted: string, options: Options) => {
			await withDatabase(async (db) => {
				const found: { tenantId: string; document: FoundDocument; unitId: string }[] = [];
				for (const tenantId of await everyTenant(db)) {
					await transactionAs(db, systemActor(tenantId), 'read', async (tx) => {
						for (const document of await documentsBy(tx, tenantId, wanted)) {
							const unitId = options.unit ? await unitBy(tx, tenantId, options.unit) : document.unitId;
							if (unitId) found.push({ tenantId, document, unitId });
						}
					});
				}
				const [only, ...others] = found;
				if (!only)
					throw new Error(
						`Không tìm thấy văn bản ${wanted}${options.unit ? ` ở đơn vị ${options.unit}` : ''}.`,
					);
				if (others.length > 0) {
					throw new Error(
						`Có ${found.length} văn bản số ${wanted}; đề nghị ghi mã:\n${found.map(({ document }) => `  ${document.documentId}  ${document.title}`).join('\n')}`,
					);
				}
				const actor = systemActor(only.tenantId);
				const trace = await transactionAs(db, actor, 'read', (tx) =>
					traceOf(tx, actor, {
						documentId: only.document.documentId,
						unitId: only.unitId,
						today: dayOf(new Date()),
					}),
				);
				for (const row of trace.rows) console.log(options.json ? asJson(trace, row) : asText(row));
			});
		});
};
