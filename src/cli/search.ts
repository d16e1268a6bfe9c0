import type { Command } from 'commander';
import { searchFor } from '#lib/features/search/queries.server.ts';
import { sayKind, sayLead, sayNotes } from '#lib/features/search/ui/words.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { everyTenant } from '#lib/platform/sealing/seal.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { actorOf } from './actor-of.ts';
import { withDatabase } from './with-database.ts';

type Options = { json?: boolean; as?: string; limit: string };

const plain = (pieces: readonly { text: string }[]): string => pieces.map(({ text }) => text).join('');

/** `thuctien search`: what a person would find, or with no person named, what there is. */
export const registerSearch = (program: Command): void => {
	program
		.command('search')
		.description('Tìm văn bản, điều khoản, nhiệm vụ, người')
		.argument('<từ...>', 'từ cần tìm, có dấu hoặc không dấu; cụm từ đặt trong ngoặc kép được tìm nguyên văn')
		.option('--json', 'mỗi kết quả một dòng JSON')
		.option('--as <tên-đăng-nhập>', 'chỉ những gì người này được xem; mặc định là toàn bộ dữ liệu')
		.option('--limit <số>', 'số kết quả nhiều nhất của mỗi loại', '10')
		.action(async (words: string[], options: Options) => {
			const count = Number(options.limit);
			if (!Number.isInteger(count) || count < 1 || count > 400)
				throw new Error('--limit phải là số từ 1 đến 400.');
			await withDatabase(async (db, { authUrl }) => {
				const actors: Actor[] = options.as
					? [await actorOf(authUrl, options.as)]
					: (await everyTenant(db)).map(systemActor);
				let found = 0;
				for (const actor of actors) {
					const results = await transactionAs(db, actor, 'read', (tx) =>
						searchFor(tx, actor, {
							text: words.join(' '),
							filters: {},
							today: dayOf(systemClock()),
							from: 0,
							count,
						}),
					);
					for (const { kind, hits } of results.groups) {
						for (const hit of hits) {
							found += 1;
							if (options.json) {
								console.log(
									JSON.stringify({
										kind,
										id: hit.id,
										href: hit.passage?.href ?? hit.href,
										title: plain(hit.title),
										...hit.facts,
										passage: hit.passage ? plain(hit.passage.pieces) : null,
										score: Math.round(hit.score * 100) / 100,
									}),
								);
							} else {
								const lead = sayLead(kind, hit.facts);
								console.log(`${sayKind(kind)}: ${[lead, plain(hit.title)].filter(Boolean).join(' ')}`);
								const notes = sayNotes(kind, hit.facts).join(' · ');
								if (notes) console.log(`    ${notes}`);
								if (hit.passage)
									console.log(
										`    ${[hit.passage.label, plain(hit.passage.pieces)].filter(Boolean).join(' ')}`,
									);
								console.log(`    ${hit.passage?.href ?? hit.href}`);
							}
						}
					}
					if (!options.json && results.nearest) console.log(`Có phải bạn muốn tìm: ${results.nearest}`);
				}
				if (!options.json && found === 0) console.log('Không tìm thấy.');
			});
		});
};
