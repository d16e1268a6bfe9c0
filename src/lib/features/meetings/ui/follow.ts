type Dated = { meeting: { startsAt: Date; openedAt: Date | null; closedAt: Date | null } };

/** What came of asking: the page's data; 'refused' where the server says no; 'silent' where nobody answered. */
export type Asked<View> = View | 'refused' | 'silent';

/** Asks the server what the page of a meeting shows now. Never throws: a network that goes changes nothing on the page. */
export const askForView = async <View extends Dated>(address: string): Promise<Asked<View>> => {
	try {
		const answer = await fetch(address, { headers: { accept: 'application/json' }, cache: 'no-store' });
		if (answer.status >= 500) return 'silent';
		if (!answer.ok || answer.redirected) return 'refused';
		const view = (await answer.json()) as View;
		const { startsAt, openedAt, closedAt } = view.meeting;
		const day = (told: Date | null): Date | null => told && new Date(told);
		return {
			...view,
			meeting: {
				...view.meeting,
				startsAt: new Date(startsAt),
				openedAt: day(openedAt),
				closedAt: day(closedAt),
			},
		};
	} catch {
		return 'silent';
	}
};

/** Does a thing one at a time; who asks while it runs gets the next run, so that an older answer never follows a newer. */
export const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
	let running: Promise<void> | null = null;
	let next: Promise<void> | null = null;
	const start = (): Promise<void> => {
		running = work().finally(() => {
			running = null;
		});
		return running;
	};
	return () => {
		if (!running) return start();
		next ??= running.then(() => {
			next = null;
			return start();
		});
		return next;
	};
};

const GATHER_MS = 120;
const AGAIN_MS = 5_000;

/** Listens to the changes of a meeting and calls back, several at once as one. The answer stops it. */
export const follow = (address: string, changed: () => void): (() => void) => {
	let source: EventSource;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let again: ReturnType<typeof setTimeout> | undefined;
	const soon = (): void => {
		clearTimeout(timer);
		timer = setTimeout(changed, GATHER_MS);
	};
	const listen = (isFirst: boolean): void => {
		source = new EventSource(address);
		let wasOpen = isFirst;
		source.onmessage = soon;
		// What happened while the line was down was not told.
		source.onopen = () => {
			if (!wasOpen || !isFirst) soon();
			wasOpen = true;
			isFirst = false;
		};
		// The browser joins again by itself, but not after an answer that was no stream.
		source.onerror = () => {
			wasOpen = false;
			if (source.readyState === EventSource.CLOSED) again = setTimeout(() => listen(false), AGAIN_MS);
		};
	};
	listen(true);
	return () => {
		clearTimeout(timer);
		clearTimeout(again);
		source.close();
	};
};
