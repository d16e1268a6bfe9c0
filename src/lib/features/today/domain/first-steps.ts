/** What a new organisation has done so far. */
export type Begun = { people: boolean; documents: boolean; published: boolean; programmes: boolean };

export type FirstStep = { key: keyof Begun; isDone: boolean; isNext: boolean };

const order: readonly (keyof Begun)[] = ['people', 'documents', 'published', 'programmes'];

/** The first steps of a new organisation, with the next one marked; none once all are done. */
export const firstSteps = (begun: Begun): FirstStep[] => {
	const next = order.find((key) => !begun[key]);
	return next ? order.map((key) => ({ key, isDone: begun[key], isNext: key === next })) : [];
};
