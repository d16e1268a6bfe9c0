/** The only source of time. Tests and the seed pass one of their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const fixedClock = (iso: string): Clock => {
	const moment = new Date(iso);
	return () => new Date(moment);
};
