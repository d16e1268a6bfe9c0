import { comparable, withoutMarks } from '#lib/text/fold.ts';

/** The forms of discipline by 69-QĐ/TW (2022): they have their own procedure and their own files, which are not kept here. */
const forms = ['khiển trách', 'cảnh cáo', 'cách chức', 'khai trừ'] as const;

/**
 * The form of discipline that a text names, or null. What is typed without any mark is compared without marks; with marks,
 * marks count ("cánh cáo" is no word of discipline).
 */
export const disciplineIn = (text: string): string | null => {
	const typed = comparable(text);
	const bare = withoutMarks(typed);
	const hasMarks = bare !== typed;
	return forms.find((form) => (hasMarks ? typed.includes(form) : bare.includes(withoutMarks(form)))) ?? null;
};
