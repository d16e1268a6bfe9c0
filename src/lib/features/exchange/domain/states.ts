/** What became of a document at its receiver, by the codes of the standard (domain.md 2). Others are kept as they came. */
export const stateCodes = ['01', '02', '03', '04', '05', '06', '13', '15', '16'] as const;
export type StateCode = (typeof stateCodes)[number];
export const businessKinds = ['new', 'revocation', 'update', 'replacement'] as const;
export type BusinessKind = (typeof businessKinds)[number];

/** Refusing, and taking back, are said with a reason. */
export const needsReason = (code: StateCode): boolean => code === '02' || code === '13' || code === '16';

const onward: Record<string, readonly StateCode[]> = {
	'': ['03', '02', '01'],
	'01': ['03', '02'],
	'03': ['04', '05', '06', '13'],
	'04': ['05', '06', '13'],
	'05': ['06', '13'],
	'06': ['13'],
	'13': ['03'],
};

/**
 * What can be told to the sender next. Revocation, update and replacement ask for a yes or a no and get one; a
 * replacement also brings a document, which is taken in like any other first.
 */
export const nextCodes = (present: string, business: BusinessKind): readonly StateCode[] => {
	if (business === 'new') return onward[present] ?? [];
	if (present === '15' || present === '16') return [];
	return present === '' ? ['15', '16', '01'] : ['15', '16'];
};

/** Is a revocation, update or replacement still to be decided? */
export const isUndecided = (message: { business: BusinessKind; stateCode: string }): boolean =>
	message.business !== 'new' && message.stateCode !== '15' && message.stateCode !== '16';
