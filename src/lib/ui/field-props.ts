import type { FormValue } from './form-value.ts';

/** What every field has in common. */
export type FieldProps = {
	name: string;
	label: string;
	hint?: string | undefined;
	error?: string | undefined;
	required?: boolean;
	/** The label is read out, not shown. */
	labelHidden?: boolean;
	id?: string | undefined;
	value?: FormValue;
};
