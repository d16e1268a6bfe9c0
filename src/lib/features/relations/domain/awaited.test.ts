import { expect, test } from 'vitest';
import { type Awaited, looksAwaited, type ReadFacts } from './awaited.ts';

const awaited: Awaited = {
	typeName: 'Nghị quyết',
	number: '18-NQ/TW',
	lawName: null,
	issuedOn: '2017-10-25',
};
const read: ReadFacts = { type: 'Nghị quyết', number: '18-NQ/TW', issuedOn: '2017-10-25', title: null };

test('a file is known as the awaited document by its number, however that is written', () => {
	expect(looksAwaited(awaited, read)).toBe(true);
	expect(looksAwaited(awaited, { ...read, number: '18 - NQ/TW', issuedOn: null })).toBe(true);
	expect(looksAwaited(awaited, { ...read, number: '19-NQ/TW' })).toBe(false);
	expect(looksAwaited(awaited, { ...read, number: null })).toBe(false);
});

test('another day is another document', () => {
	expect(looksAwaited(awaited, { ...read, issuedOn: '2022-06-16' })).toBe(false);
});

test('a number without its sign asks for the kind as well', () => {
	const short = { ...awaited, number: '18' };
	expect(looksAwaited(short, read)).toBe(true);
	expect(looksAwaited(short, { ...read, type: 'Kết luận' })).toBe(false);
});

test('a law that is cited by its name is known by it', () => {
	const law: Awaited = { typeName: 'Luật', number: null, lawName: 'Lưu trữ', issuedOn: null };
	const file = { type: 'Luật', number: '33/2024/QH15', issuedOn: null, title: 'LUẬT LƯU TRỮ' };
	expect(looksAwaited(law, file)).toBe(true);
	expect(looksAwaited(law, { ...file, title: 'LUẬT ĐẤT ĐAI' })).toBe(false);
	expect(looksAwaited({ ...law, lawName: null }, file)).toBe(false);
});
