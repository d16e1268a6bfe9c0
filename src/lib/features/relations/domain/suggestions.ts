import { isQuoted, quotationsIn } from '#lib/text/quotes.ts';
import type { FoundCitation } from './citations.ts';
import { sentenceAt } from './effect.ts';
import { type ReadCitations, wantedKey } from './read-citations.ts';
import type { RelationKind } from './status.ts';

export type SuggestedRelation = {
	kind: RelationKind;
	scope: 'whole' | 'part';
	targetKey: string;
	citation: FoundCitation;
	confidence: number;
	/** The sentence that says it, and where it stands (null: in the title). */
	reason: string;
	anchor: string | null;
};

export type SuggestionText = {
	title: string;
	number: string | null;
	numberKey: string;
	clauses: readonly { anchor: string; kind: string; heading: string | null; text: string }[];
};

type Rule = {
	kind: RelationKind;
	/** The words that say it. */
	words: string;
	/** How they stand before the citation. */
	before: RegExp;
	confidence: number;
	scope?: 'whole' | 'part';
};

const end = '[^.;]{0,90}$';
const near = (words: string): Pick<Rule, 'words' | 'before'> => ({
	words,
	before: new RegExp(`(?<![\\p{L}\\p{M}])(?:${words})${end}`, 'iu'),
});
/** "một số điều của", a named clause, "một phần": only a part of the other document. */
const inPart =
	/một\s+(?:số|phần)\s+(?:điều|khoản|điểm|nội\s+dung|quy\s+định|mục|nhiệm\s+vụ)[\p{L}\s,]{0,24}(?:của|tại|trong)\s*$/iu;
/** What is told of others: "được sửa đổi, bổ sung bởi …", "đã được thay thế bằng …". */
const toldOfOthers =
	/(?:đã\s+)?(?:được|bị)\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|đính\s+chính)[^.;]{0,80}$/iu;

const inTitle: readonly Rule[] = [
	{ kind: 'corrects', ...near('đính\\s+chính'), confidence: 0.97 },
	{ kind: 'amends', ...near('sửa\\s+đổi|bổ\\s+sung|điều\\s+chỉnh'), confidence: 0.97, scope: 'part' },
	{ kind: 'replaces', ...near('thay\\s+thế'), confidence: 0.95 },
	{ kind: 'repeals', ...near('bãi\\s+bỏ|hủy\\s+bỏ|huỷ\\s+bỏ'), confidence: 0.95 },
	{
		kind: 'guides',
		...near('(?:hướng\\s+dẫn|quy\\s+định\\s+chi\\s+tiết)(?:\\s+(?:việc\\s+)?(?:thi\\s+hành|thực\\s+hiện))?'),
		confidence: 0.92,
	},
	{
		kind: 'implements',
		...near('(?:triển\\s+khai\\s+)?(?:thực\\s+hiện|thi\\s+hành)|triển\\s+khai|quán\\s+triệt'),
		confidence: 0.92,
	},
];

const inBody: readonly Rule[] = [
	{ kind: 'corrects', words: 'đính\\s+chính', before: /đính\s+chính[^.;:]{0,60}$/iu, confidence: 0.85 },
	{
		kind: 'amends',
		words: 'sửa\\s+đổi|bổ\\s+sung',
		before: /(?:^|\n|\.\s+)(?:sửa\s+đổi|bổ\s+sung)[^.;:]{0,90}$/iu,
		confidence: 0.92,
		scope: 'part',
	},
	{
		kind: 'replaces',
		words: 'thay\\s+thế',
		before:
			/này\s+(?:có[^.;]{0,60}\s+và\s+)?thay\s+thế(?:\s+cho)?(?:\s+(?:các\s+)?quy\s+định\s+tại)?[^.;]{0,12}$/iu,
		confidence: 0.95,
	},
	{
		kind: 'repeals',
		words: 'bãi\\s+bỏ|h(?:ủy|uỷ)\\s+bỏ',
		before: /(?:^|\n|\.\s+)(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ)[^.;:]{0,60}$/iu,
		confidence: 0.92,
	},
];
const anotherMatter =
	/(?:hướng\s+dẫn|quy\s+định|sửa\s+đổi|về|thực\s+hiện|thi\s+hành|ban\s+hành)(?![\p{L}\p{M}])/iu;
const ceases = /^[^.;]{0,260}?(?:hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ|bị\s+thay\s+thế|không\s+còn\s+hiệu\s+lực)/iu;
const listOfEnded =
	/(?:văn\s+bản|quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|chỉ\s+thị)[^.;]{0,60}(?:sau\s+đây|sau)?[^.;]{0,60}(?:hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ)[^.;]*:\s*$|^(?:bãi\s+bỏ|thay\s+thế)[^.;]*(?:văn\s+bản|:\s*$)/iu;

const scopeOf = (citation: FoundCitation, before: string): 'whole' | 'part' =>
	citation.path.length > 0 || inPart.test(before) ? 'part' : 'whole';

/** The rule whose words stand nearest before the citation; of two that end together the first. */
const ruleFor = (rules: readonly Rule[], before: string): Rule | undefined => {
	if (toldOfOthers.test(before)) return undefined;
	let best: { rule: Rule; at: number } | undefined;
	for (const rule of rules) {
		const match = rule.before.exec(before);
		if (!match) continue;
		// Greedy to the left: look for the last place from which the rule still holds.
		const ends = [...before.matchAll(new RegExp(rule.words, 'giu'))].at(-1);
		const at = ends ? ends.index + ends[0].length : match.index;
		if (!best || at > best.at) best = { rule, at };
	}
	return best?.rule;
};

/**
 * The relations that the text of a document speaks of: its title, its grounds ("Căn cứ …"), its articles and its clause of
 * effect. Each with the sentence that says so; a person confirms or refuses it.
 */
export const suggestRelations = (
	document: SuggestionText,
	{ titled, cited }: ReadCitations,
): SuggestedRelation[] => {
	const found = new Map<string, SuggestedRelation>();
	const add = (one: Omit<SuggestedRelation, 'targetKey'>): void => {
		if (one.citation.kind !== 'document' || one.citation.numberKey === document.numberKey) return;
		const targetKey = wantedKey(one.citation);
		const key = `${one.kind} ${targetKey}`;
		const known = found.get(key);
		if (!known || known.confidence < one.confidence) found.set(key, { ...one, targetKey });
		if (known && (known.scope === 'whole' || one.scope === 'whole')) {
			const kept = found.get(key);
			if (kept && one.kind !== 'amends') found.set(key, { ...kept, scope: 'whole' });
		}
	};
	for (const [index, citation] of titled.entries()) {
		const before = document.title.slice(0, citation.starts);
		// What follows tells what the first one is about: "sửa đổi Thông tư số … hướng dẫn thi hành Nghị định số …".
		if (index > 0 && anotherMatter.test(before.slice(titled[index - 1]?.ends))) break;
		const rule = ruleFor(inTitle, before);
		if (rule)
			add({
				kind: rule.kind,
				scope: rule.scope ?? scopeOf(citation, before),
				citation,
				confidence: rule.confidence,
				reason: document.title,
				anchor: null,
			});
	}
	let openQuote = false;
	let listing: { until: number; anchor: string; kind: 'replaces' | 'repeals' } | null = null;
	for (const [index, clause] of document.clauses.entries()) {
		const { text, anchor, kind } = clause;
		const quotations = quotationsIn(text, openQuote);
		openQuote = quotations.open;
		if (kind === 'closing' || kind === 'appendix') continue;
		for (const citation of cited[index] ?? []) {
			if (citation.kind !== 'document' || isQuoted(quotations, citation.starts)) continue;
			const lineStart = text.lastIndexOf('\n', citation.starts - 1) + 1;
			const line = text.slice(lineStart, citation.starts);
			const reason = sentenceAt(text, citation.starts);
			if (kind === 'opening') {
				if (
					/^(?:-\s*)?căn\s+cứ\s/iu.test(line) &&
					!toldOfOthers.test(line) &&
					!/(?:sửa\s+đổi|hướng\s+dẫn|thi\s+hành)[^;]*$/iu.test(line)
				)
					add({ kind: 'based_on', scope: 'whole', citation, confidence: 0.95, reason, anchor });
				else if (/^(?:-\s*)?(?:thực\s+hiện|thi\s+hành|triển\s+khai)\s/iu.test(line) && line.length < 60)
					add({ kind: 'implements', scope: 'whole', citation, confidence: 0.85, reason, anchor });
				continue;
			}
			const before = text.slice(0, citation.starts);
			const rule = ruleFor(inBody, before);
			const after = text.slice(citation.ends);
			if (rule)
				add({
					kind: rule.kind,
					scope: rule.scope ?? scopeOf(citation, before),
					citation,
					confidence: rule.confidence,
					reason,
					anchor,
				});
			else if (ceases.test(after) && !toldOfOthers.test(before) && !/nếu|trường\s+hợp/iu.test(line))
				add({ kind: 'repeals', scope: scopeOf(citation, before), citation, confidence: 0.9, reason, anchor });
			else if (listing && anchor.startsWith(`${listing.anchor}.`) && citation.starts <= 12)
				add({
					kind: listing.kind,
					scope: scopeOf(citation, before),
					citation,
					confidence: 0.88,
					reason,
					anchor,
				});
		}
		const intro = `${clause.heading ?? ''}\n${text}`.trim();
		const last = intro.split('\n').at(-1) ?? '';
		if (listOfEnded.test(last) && !isQuoted(quotations, 0))
			listing = { until: index, anchor, kind: /^thay\s+thế/iu.test(last) ? 'replaces' : 'repeals' };
	}
	return [...found.values()].filter(
		// Whoever replaces or amends a document does not also repeal it.
		(one) =>
			one.kind !== 'repeals' ||
			!(
				found.has(`replaces ${one.targetKey}`) ||
				(one.scope === 'part' && found.has(`amends ${one.targetKey}`))
			),
	);
};
