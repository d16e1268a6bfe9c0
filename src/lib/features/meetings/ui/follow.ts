/**
 * Calls back when the server can be reached, and not before: a page that asks for its data without a network would be
 * replaced by an error. The answer gives it up.
 */
const whenReachable = (changed: () => void): (() => void) => {
	let stopped = false;
	const again = async (): Promise<void> => {
		const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
		if (stopped) return;
		if (answer?.ok) changed();
		else addEventListener('online', again, { once: true });
	};
	void again();
	return () => {
		stopped = true;
		removeEventListener('online', again);
	};
};

/** Listens to the changes of a meeting and calls back, several at once as one. The answer stops it. */
export const follow = (address: string, changed: () => void): (() => void) => {
	const source = new EventSource(address);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let giveUp = (): void => {};
	source.onmessage = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			giveUp();
			giveUp = whenReachable(changed);
		}, 120);
	};
	return () => {
		clearTimeout(timer);
		giveUp();
		source.close();
	};
};
