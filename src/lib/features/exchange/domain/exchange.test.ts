import { expect, test } from 'vitest';
import { answeredBy, isNewer, type Sent } from './answers.ts';
import { mainFiles } from './main-files.ts';
import { momentOfMessage, tellMoment } from './moments.ts';
import { identityParts, numberHalves, printedNumber } from './numbers.ts';
import { isUndecided, needsReason, nextCodes } from './states.ts';

test.each([
	['7816/VPCP-TTĐT', '7816', 'VPCP-TTĐT'],
	['05-NQ/CB', '05', 'NQ/CB'],
	['12/2024/NQ-HĐND', '12', '2024/NQ-HĐND'],
	['12a/KH-UBND', '12a', 'KH-UBND'],
])('the number %s goes in two halves and comes back whole', (printed, codeNumber, codeNotation) => {
	expect(numberHalves(printed)).toEqual({ codeNumber, codeNotation });
	expect(printedNumber(codeNumber, codeNotation)).toBe(printed);
});

test('halves that other systems fill in their own way', () => {
	expect(printedNumber('05', '-NQ/CB')).toBe('05-NQ/CB');
	expect(printedNumber('05-NQ/CB', '')).toBe('05-NQ/CB');
	expect(numberHalves('không số')).toEqual({ codeNumber: 'không số', codeNotation: '' });
});

test('an identity tells organ, day and number; one of another make tells nothing', () => {
	expect(identityParts('000.00.00.G22,2015/09/30,7816/VPCP-TTĐT')).toEqual({
		organCode: '000.00.00.G22',
		date: '2015-09-30',
		numberKey: '7816-vpcp-ttdt',
	});
	expect(identityParts('b1946ac9-2492')).toBeNull();
});

test('a moment is told in the time of Viet Nam', () => {
	const moment = new Date('2026-05-27T01:30:00Z');
	expect(tellMoment(moment)).toBe('2026-05-27T08:30:00');
	expect(momentOfMessage('2026-05-27T08:30:00')).toEqual(moment);
	expect(momentOfMessage('')).toBeNull();
});

test('the header speaks of the first document and of its other formats', () => {
	expect([...mainFiles(['bang.xlsx', 'KH 12.docx', 'KH 12_signed.pdf', 'Phụ lục.docx'])]).toEqual([1, 2]);
	expect([...mainFiles(['a.bin', 'b.bin'])]).toEqual([0]);
});

test('what can be told next: a document step by step, a request with a yes or a no', () => {
	expect(nextCodes('', 'new')).toEqual(['03', '02', '01']);
	expect(nextCodes('03', 'new')).toContain('06');
	expect(nextCodes('02', 'new')).toEqual([]);
	expect(nextCodes('', 'revocation')).toEqual(['15', '16', '01']);
	expect(nextCodes('16', 'update')).toEqual([]);
	expect([needsReason('02'), needsReason('03')]).toEqual([true, false]);
	expect(isUndecided({ business: 'revocation', stateCode: '01' })).toBe(true);
	expect(isUndecided({ business: 'new', stateCode: '' })).toBe(false);
});

const receiver = (code: string, name: string) => ({ place: 1, code, name, stateCode: '', stateAt: null });
const sent = (id: string, business: string, day: string, ...receivers: Sent['receivers']): Sent => ({
	id,
	documentKey: 'k',
	business,
	madeAt: new Date(`${day}T00:00:00Z`),
	receivers,
});
const answer = {
	code: '03',
	at: new Date('2026-05-20T00:00:00Z'),
	documentKey: 'k',
	organCodes: ['H13.21', '000.00.21.H13'],
	organName: 'UBND xã Phú Lâm',
};

test('a status answers the last message to its organ, found by an alias or by name', () => {
	const other = receiver('H13.22', 'UBND xã Phú Hòa');
	const own = receiver('000.00.21.H13', 'Xã Phú Lâm');
	const messages = [
		sent('later', 'new', '2026-06-01', own, other),
		sent('first', 'new', '2026-05-01', own, other),
	];
	expect(answeredBy(messages, answer)).toMatchObject({
		message: { id: 'first' },
		receiver: { code: own.code },
	});
	const byName = [sent('first', 'new', '2026-05-01', receiver('x', 'UBND  xã Phú Lâm'), other)];
	expect(answeredBy(byName, answer)?.receiver?.code).toBe('x');
	const unknown = [sent('first', 'new', '2026-05-01', other, receiver('z', 'Sở Y tế'))];
	expect(answeredBy(unknown, answer)).toMatchObject({ message: { id: 'first' }, receiver: null });
	expect(answeredBy([], answer)).toBeNull();
});

test('a yes or a no goes to the request, not to the document', () => {
	const own = receiver('H13.21', '');
	const messages = [sent('doc', 'new', '2026-05-10', own), sent('ask', 'revocation', '2026-05-01', own)];
	expect(answeredBy(messages, { ...answer, code: '15' })?.message.id).toBe('ask');
});

test('an answer that comes late changes nothing', () => {
	expect(isNewer({ at: answer.at }, { stateAt: new Date('2026-05-21T00:00:00Z') })).toBe(false);
	expect(isNewer({ at: answer.at }, { stateAt: null })).toBe(true);
});
