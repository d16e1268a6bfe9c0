import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/recognition.json' with { type: 'json' };

/** For whom a form of praise or award is meant. */
export const scopes = ['individual', 'collective', 'both'] as const;
export type Scope = (typeof scopes)[number];

/** A form of praise or award, as the rule in force knows it. */
export type PraiseForm = {
	key: string;
	name: string;
	/** Who may give it. */
	giver: string;
	scope: Scope;
	/** It is given by a decision with a number and a day. */
	needsDecision: boolean;
};

/** From when a collective is an advanced one, in per cent of its members and tasks; `openLimits`: no more than so many. */
export type AdvancedRule = { commendedShare: number; onTimeShare: number; openLimits: number };

export type RecognitionRule = { forms: readonly PraiseForm[]; advanced: AdvancedRule };
export type DatedRule = RecognitionRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product, after the law on emulation and commendation in force. */
export const shippedRule: RecognitionRule = {
	forms: shipped.forms as PraiseForm[],
	advanced: shipped.advanced,
};

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], unitId: string, day: Day): RecognitionRule => {
	const [begun] = rules
		.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun ?? shippedRule;
};

/** The forms that a person, or a collective, can be given. */
export const formsFor = (rule: RecognitionRule, subject: 'individual' | 'collective'): PraiseForm[] =>
	rule.forms.filter(({ scope }) => scope === 'both' || scope === subject);

const mark = (line: string): string =>
	line
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replaceAll('đ', 'd')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.slice(0, 60);

/** How one line of the forms is written: name | who gives it | for whom | with or without a decision. */
export const formLine = (form: PraiseForm, words: FormWords): string =>
	[
		form.name,
		form.giver,
		words.scope[form.scope],
		form.needsDecision ? words.decision : words.noDecision,
	].join(' | ');

export type FormWords = { scope: Record<Scope, string>; decision: string; noDecision: string };

/**
 * Reads the forms that somebody wrote, one a line. A form that is there already keeps its key.
 * @returns the forms, or the number of the first line that cannot be read
 */
export const readForms = (
	text: string,
	known: readonly PraiseForm[],
	words: FormWords,
): { forms: PraiseForm[] } | { line: number } => {
	const forms: PraiseForm[] = [];
	const lines = text.split('\n').map((line) => line.trim());
	for (const [at, line] of lines.entries()) {
		if (line === '') continue;
		const [name = '', giver = '', scopeWord = '', decision = ''] = line.split('|').map((part) => part.trim());
		const scope = scopes.find((one) => words.scope[one].toLowerCase() === scopeWord.toLowerCase());
		if (!name || !giver || !scope) return { line: at + 1 };
		const key = known.find((form) => form.name === name)?.key ?? mark(name);
		if (forms.some((form) => form.key === key)) return { line: at + 1 };
		forms.push({
			key,
			name,
			giver,
			scope,
			needsDecision: decision.toLowerCase() === words.decision.toLowerCase(),
		});
	}
	return { forms };
};
