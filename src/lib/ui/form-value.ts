/** What a form action hands back for a field (`form?.values['title']`), or a record's own value. */
export type FormValue = string | number | readonly string[] | null | undefined;

/** The single value of a field as text. */
export const asText = (value: FormValue): string =>
	value === null || value === undefined ? '' : Array.isArray(value) ? String(value[0] ?? '') : String(value);

/** The values of a field that may have several. */
export const asList = (value: FormValue): readonly string[] =>
	value === null || value === undefined || value === '' ? [] : Array.isArray(value) ? value : [String(value)];
