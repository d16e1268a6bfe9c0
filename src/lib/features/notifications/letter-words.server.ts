import { m } from '#lib/paraglide/messages.js';
import { sayKey } from '#lib/platform/failure-words.ts';
import type { Letter } from '#lib/platform/mail/post.ts';
import { type Day, nearDate } from '#lib/shared/calendar.ts';
import type { DueItem, DueKind } from './domain/due.ts';

type Line = { words: string; href: string | null; under?: string[] };

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The letter as plain text and as the simplest HTML: no pictures, no style from elsewhere, nothing that tells of opening. */
const written = (
	base: string,
	given: { id: string; to: string; subject: string; lead: string; lines: Line[]; open: string },
): Letter => {
	const settings = `${base}/tai-khoan/nhac-viec`;
	const at = (href: string): string => `${base}${href}`;
	const text = [
		m.letter_greeting(),
		'',
		given.lead,
		...given.lines.flatMap(({ words, href, under = [] }) => [
			`- ${words}${href ? `: ${at(href)}` : ''}`,
			...under.map((line) => `   + ${line}`),
		]),
		'',
		`${m.letter_open()}: ${at(given.open)}`,
		'',
		'--',
		m.letter_footer(),
		settings,
	].join('\n');
	const list = given.lines
		.map(({ words, href, under = [] }) => {
			const name = href ? `<a href="${escaped(at(href))}">${escaped(words)}</a>` : escaped(words);
			const more = under.map((line) => `<li>${escaped(line)}</li>`).join('');
			return `<li>${name}${more ? `<ul>${more}</ul>` : ''}</li>`;
		})
		.join('');
	const html = `<!doctype html><html lang="vi"><body><p>${escaped(m.letter_greeting())}</p><p>${escaped(given.lead)}</p>${
		list ? `<ul>${list}</ul>` : ''
	}<p><a href="${escaped(at(given.open))}">${escaped(m.letter_open())}</a></p><hr><p>${escaped(m.letter_footer())} <a href="${escaped(settings)}">${escaped(m.letter_settings())}</a></p></body></html>`;
	return { id: given.id, to: given.to, subject: given.subject, text, html, unsubscribe: settings };
};

/** What the day's letter tells: how many of each kind, and the names of what anybody may read. */
export const digestLetter = (
	base: string,
	given: {
		id: string;
		to: string;
		items: readonly DueItem[];
		kinds: ReadonlyMap<string, DueKind>;
		unread: number;
		today: Day;
	},
): Letter => {
	const { items, kinds, today } = given;
	const groups = [...Map.groupBy(items, ({ kind }) => kind)].flatMap(([key, of]) => {
		const kind = kinds.get(key);
		return kind ? [{ kind, of }] : [];
	});
	const counted = groups.map(({ kind, of }) => kind.count(of.length)).join(', ');
	const lines = groups.map(({ kind, of }): Line => {
		const late = of.filter(({ dueOn }) => dueOn < today).length;
		return {
			words:
				late > 0 ? `${kind.count(of.length)} (${m.letter_late({ count: late })})` : kind.count(of.length),
			href: kind.href,
			under: of.flatMap(({ openName, dueOn }) =>
				openName ? [m.letter_named({ name: openName, day: nearDate(dueOn, today) })] : [],
			),
		};
	});
	if (given.unread > 0) lines.push({ words: m.letter_unread({ count: given.unread }), href: '/nhac-viec' });
	return written(base, {
		id: given.id,
		to: given.to,
		subject: counted
			? m.letter_digest_subject({ counted })
			: m.letter_unread_subject({ count: given.unread }),
		lead: items.length > 0 ? m.letter_digest_lead({ count: items.length }) : m.letter_unread_lead(),
		lines,
		open: '/nhac-viec',
	});
};

/** Something urgent: what kind of thing, and the link. */
export const urgentLetter = (
	base: string,
	given: { id: string; to: string; words: string | null; href: string },
): Letter => {
	const lead = given.words ? sayKey(given.words) : m.letter_urgent();
	return written(base, {
		...given,
		subject: m.letter_urgent_subject({ what: lead }),
		lead,
		lines: [],
		open: given.href,
	});
};

/** The code by which somebody shows that an address is theirs. */
export const confirmationLetter = (base: string, given: { id: string; to: string; code: string }): Letter =>
	written(base, {
		...given,
		subject: m.letter_confirm_subject(),
		lead: m.letter_confirm_lead({ code: given.code }),
		lines: [],
		open: `/tai-khoan/nhac-viec?ma=${given.code}`,
	});
