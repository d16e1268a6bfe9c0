import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameAncestors, hostOf, hostsOf } from './hosts.ts';

test('a host is taken as people write it', () => {
	expect(hostOf(' https://Tin.SoTTTT.gov.vn/ ')).toBe('tin.sotttt.gov.vn');
	expect(hostOf('localhost:3000')).toBe('localhost:3000');
	for (const wrong of ['', 'a b', 'a.vn/trang', 'x.vn; script-src *', '-a.vn', '*.vn'])
		expect(hostOf(wrong), wrong).toBeNull();
});

test('of a list the first that is no host is told', () => {
	expect(hostsOf('a.vn, b.vn\nA.vn')).toEqual({ hosts: ['a.vn', 'b.vn'] });
	expect(hostsOf('a.vn\nhai từ')).toEqual({ wrong: 'từ' });
	expect(hostsOf('')).toEqual({ hosts: [] });
});

test('nothing but hosts comes into the policy of a page', () => {
	expect(frameAncestors(['a.vn'])).toBe("frame-ancestors 'self' https://a.vn http://a.vn");
	fc.assert(
		fc.property(fc.string(), (typed) => {
			const read = hostsOf(typed);
			return 'wrong' in read || !/[;,*]|'(?!self)/.test(frameAncestors(read.hosts).replace("'self'", ''));
		}),
	);
});
