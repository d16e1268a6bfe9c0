import { beforeEach, expect, test, vi } from 'vitest';
import { Drafts } from './drafts.ts';

const store = new Map<string, string>();
beforeEach(() => {
	store.clear();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => store.get(key) ?? null,
		setItem: (key: string, value: string) => void store.set(key, value),
		removeItem: (key: string) => void store.delete(key),
	});
});

const drafts = (personId = 'an'): Drafts => new Drafts(`hop:hop-1:${personId}`);

test('what was typed and not recorded is there after a reload, for the same person and meeting only', () => {
	drafts().keep('ket-luan', { text: 'Giao chi ủy hoàn thiện', known: '' });
	expect(drafts().of('ket-luan')).toEqual({ text: 'Giao chi ủy hoàn thiện', known: '' });
	expect(drafts('binh').of('ket-luan')).toBeUndefined();
});

test('what is recorded leaves nothing on the device; other drafts stay', () => {
	const own = drafts();
	own.keep('ket-luan', { text: 'Kết luận' });
	own.keep('de-xuat:1', { text: 'Đề nghị' });
	own.keep('ket-luan', null);
	expect(drafts().of('ket-luan')).toBeUndefined();
	expect(drafts().of('de-xuat:1')).toEqual({ text: 'Đề nghị' });
	own.keep('de-xuat:1', null);
	expect(store.size).toBe(0);
});

test('a broken store is no draft', () => {
	store.set('hop:hop-1:an:nhap', '{');
	expect(drafts().of('ket-luan')).toBeUndefined();
});
