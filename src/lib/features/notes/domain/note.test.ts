import { expect, test } from 'vitest';
import { notesAsMarkdown } from './markdown.ts';
import { highlightsIn, type Note } from './note.ts';

const note = (over: Partial<Note>): Note => ({
	id: 'n1',
	clauseId: 'c1',
	anchor: 'dieu-1',
	clauseName: 'Điều 1',
	part: 'text',
	from: 0,
	to: 7,
	quote: 'học tập',
	body: '',
	writtenAt: new Date('2026-11-23T02:00:00Z'),
	...over,
});
const clauses = [{ id: 'c1', heading: 'Mục tiêu', text: 'học tập và làm theo' }];

test('highlights come by clause, each with the way to its note; lost quotes and notes without a place are left out', () => {
	const found = highlightsIn('d1', clauses, [
		note({}),
		note({ id: 'n2', part: 'heading', from: 4, to: 8, quote: 'tiêu', body: 'Hỏi thêm' }),
		note({ id: 'n3', quote: 'đã bị xoá' }),
		note({ id: 'n4', from: null, to: null, quote: '', body: 'Cả điều này' }),
	]);
	expect(found['c1']).toEqual([
		{
			kind: 'highlight',
			part: 'text',
			from: 0,
			to: 7,
			id: 'n1',
			href: '/van-ban/d1/ghi-chu#ghi-chu-n1',
			marked: false,
		},
		expect.objectContaining({ part: 'heading', from: 4, to: 8, id: 'n2', marked: true }),
	]);
});

test('exported notes stand under their clauses, quotes as quotes, signs of Markdown as letters', () => {
	const head = { name: 'Nghị quyết số 05-NQ/CB', title: 'Về *học tập*', list: 'Ghi chú của tôi' };
	expect(
		notesAsMarkdown(head, [
			note({}),
			note({ id: 'n2', quote: 'làm\ntheo', body: 'Dòng một\nDòng # hai' }),
			note({ id: 'n3', clauseId: 'c2', clauseName: 'Điều 2', quote: '', body: 'Cả điều' }),
		]),
	).toBe(`# Nghị quyết số 05-NQ/CB

Về \\*học tập\\*

Ghi chú của tôi

## Điều 1

> học tập

> làm
> theo

Dòng một  
Dòng \\# hai

## Điều 2

Cả điều
`);
});
