import { expect, test } from 'vitest';
import { senderOf, withOffered } from './offered.ts';
import { nothing, type Recognised } from './recognise.ts';
import { isSure } from './sure.ts';

const place = { paragraph: 1, start: 0, end: 8 };
const read: Recognised = {
	type: { value: 'Kế hoạch', confidence: 0.95, place },
	number: { value: '12/KH-SNV', confidence: 0.95, place },
	issuer: nothing,
	date: { value: '2026-05-27', confidence: 0.9, place },
	title: nothing,
};
const offered = { type: 'KẾ HOẠCH', number: '12/KH-SNV', issuer: 'Sở Nội vụ', title: 'Kiểm tra công vụ' };
const sure = (recognised: Recognised) => isSure({ recognised, twins: [], besides: null });

test('what the message says outranks the text and is sure', () => {
	const facts = withOffered(read, offered);
	expect(facts.type).toEqual({ value: 'Kế hoạch', confidence: 0.95, place, source: 'message' });
	expect(facts.issuer).toMatchObject({ value: 'Sở Nội vụ', source: 'message' });
	expect(facts.date).toBe(read.date);
	expect(sure(facts)).toBe(true);
});

test('a number or a day at odds with the text is offered, and is not confirmed unseen', () => {
	const facts = withOffered(read, { ...offered, number: '13/KH-SNV' });
	expect(facts.number).toMatchObject({ value: '13/KH-SNV', place: null });
	expect(sure(facts)).toBe(false);
	expect(sure(withOffered(read, { ...offered, date: '2026-05-28' }))).toBe(false);
});

test('without a message nothing changes', () => {
	expect(withOffered(read, null)).toEqual(read);
});

test('the sender of a message is the one of the register; without a message there is none', () => {
	expect(senderOf({ issuer: ' Văn phòng Tỉnh ủy ', number: '1' })).toBe('Văn phòng Tỉnh ủy');
	expect(senderOf({ number: '1' })).toBeNull();
	expect(senderOf(null)).toBeNull();
});
