import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { compareSet } from '#lib/text/likeness/compare-set.ts';
import { eachFile, filesBelow } from './import-dry-run.ts';

type Options = { sources?: string; json?: boolean };
type ReadFile = { name: string; text: string };

const compared = /\.(?:txt|docx)$/i;
const SHOWN = 90;

/** A text file as it stands, so that places in it are places in the file; another file by its paragraphs, one a line. */
const textOf = async (path: string): Promise<string | { problem: string }> => {
	if (/\.txt$/i.test(path))
		try {
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
				.decode(await readFile(path))
				.normalize('NFC');
		} catch {
			// Not UTF-8: the reader of documents knows older encodings.
		}
	const reading = await readDocument({ path });
	return reading.ok
		? reading.paragraphs
				.map(({ text }) => text)
				.join('\n')
				.normalize('NFC')
		: { problem: readErrorMessage(reading.error, reading.detail) };
};

const readFolder = async (folder: string, wanted: (name: string) => boolean): Promise<ReadFile[]> => {
	if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`Không có thư mục ${folder}.`);
	const texts: ReadFile[] = [];
	await eachFile(
		filesBelow([folder]).filter(({ name }) => wanted(name)),
		async ({ path, name }) => ({ name, text: await textOf(path) }),
		({ name, text }) => {
			if (typeof text === 'string') texts.push({ name, text });
			else console.error(`${name}: ${text.problem}`);
		},
	);
	return texts.sort((one, other) => (one.name < other.name ? -1 : 1));
};

const oneLine = (text: string): string => {
	const line = text.replace(/\s+/g, ' ');
	return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
};

/** `thuctien similarity`: passages that the texts of a folder have alike. */
export const registerSimilarity = (program: Command): void => {
	program
		.command('similarity')
		.description(
			'So các tệp .txt, .docx trong thư mục với nhau, chỉ ra những đoạn giống nhau; việc đánh giá là của người đọc. Tỷ lệ là phần lời văn (không kể trích dẫn) giống nhau của tệp giống nhiều hơn trong hai tệp',
		)
		.argument('<thư-mục>', 'thư mục các bài cần so')
		.option('--sources <thư-mục>', 'văn bản được học, biểu mẫu, tài liệu gợi ý: lời trích từ đó không tính')
		.option(
			'--json',
			'mỗi cặp tệp có đoạn giống nhau một dòng JSON; vị trí tính theo đơn vị UTF-16 của văn bản ở dạng NFC',
		)
		.action(async (folder: string, options: Options) => {
			const texts = await readFolder(folder, (name) => compared.test(name));
			const sources = options.sources ? await readFolder(options.sources, () => true) : [];
			let pairs = 0;
			const plain = (list: readonly ReadFile[]): string[] => list.map(({ text }) => text);
			for (const { a, b, share, passages } of compareSet(plain(texts), plain(sources))) {
				const [one, other] = [texts[a], texts[b]];
				if (!one || !other) continue;
				pairs += 1;
				if (options.json) {
					console.log(
						JSON.stringify({
							a: one.name,
							b: other.name,
							share: Math.round(share * 10_000) / 10_000,
							passages,
						}),
					);
					continue;
				}
				console.log(`${one.name} và ${other.name}: ${passages.length} đoạn giống nhau`);
				for (const passage of passages) {
					console.log(`    ${oneLine(one.text.slice(...passage.a))}`);
					console.log(`    ${oneLine(other.text.slice(...passage.b))}\n`);
				}
			}
			if (!options.json && pairs === 0) console.log('Không thấy đoạn nào giống nhau.');
		});
};
