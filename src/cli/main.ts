import { Command } from 'commander';
import { findRoot } from '#lib/platform/config/config.ts';

const program = new Command('thuctien')
	.description('Thực Tiễn: từ nghị quyết đến kết quả')
	.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
	.showHelpAfterError();

program
	.command('start')
	.description('Khởi động ứng dụng (cơ sở dữ liệu nhúng, trừ khi có DATABASE_URL)')
	.action(async () => {
		const { ensureBuilt } = await import('./build.ts');
		ensureBuilt(findRoot());
		const { serve } = await import('../server.ts');
		const { url, stop } = await serve();
		console.log(`Thực Tiễn đang chạy tại ${url}`);
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => void stop().then(() => process.exit(0)));
		}
	});

program
	.command('dev')
	.description('Khởi động để phát triển, tự tải lại khi mã nguồn thay đổi')
	.action(async () => {
		const { serveDevelopment } = await import('./dev.ts');
		await serveDevelopment();
	});

// What speaks to people needs the messages, which a fresh clone has only after it was built; start and dev see to that
// themselves.
if (!['start', 'dev'].includes(process.argv[2] ?? '')) {
	const { ensureBuilt } = await import('./build.ts');
	ensureBuilt(findRoot());
	const { registerExport } = await import('./export.ts');
	const { registerImport } = await import('./import.ts');
	const { registerSearch } = await import('./search.ts');
	const { registerSimilarity } = await import('./similarity.ts');
	const { registerSimulate } = await import('./simulate.ts');
	const { registerTrace } = await import('./trace.ts');
	const { registerVerify } = await import('./verify.ts');
	registerExport(program);
	registerImport(program);
	registerSearch(program);
	registerSimilarity(program);
	registerSimulate(program);
	registerTrace(program);
	registerVerify(program);
}

await program.parseAsync().catch(async (error: unknown) => {
	const { exitCode, isFailure } = await import('#lib/shared/failures.ts');
	if (!isFailure(error)) {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	}
	const { sayFailure } = await import('#lib/platform/failure-words.ts');
	console.error([sayFailure(error), ...error.issues.map(({ message }) => message)].join('\n'));
	process.exit(exitCode[error.kind]);
});
