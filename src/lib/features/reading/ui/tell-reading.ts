/** What a page of the reader saw since it last told. */
export type Told = { sections: { sectionId: string; seconds: number }[]; lastSectionId?: string };
type Waiting = { address: string; body: Told & { view: { id: string; report: number } } };

/** More than this waits for the network on no device: the oldest gives way. */
const MOST_WAITING = 400;

/**
 * Tells the server what was read, without losing and without doubling: a report first goes to the device's own store,
 * is sent in order, and leaves the store when the server answered. A report has the id of its opened page and a number,
 * so that the server knows one that comes again. What was read without a network is told when there is one.
 * @param address where this page tells   @param personId whose reports they are; those of another person stay untouched
 */
export const tellReading = (
	address: string,
	personId: string,
): { tell: (told: Told) => void; leave: (told: Told | null) => void; stop: () => void } => {
	const key = `doc-tiep:${personId}`;
	const view = viewId();
	let report = 0;
	let sending = false;
	let memory: Waiting[] = [];
	const read = (): Waiting[] => {
		try {
			return JSON.parse(localStorage.getItem(key) ?? '[]') as Waiting[];
		} catch {
			return memory;
		}
	};
	const write = (waiting: Waiting[]): void => {
		memory = waiting;
		try {
			if (waiting.length > 0) localStorage.setItem(key, JSON.stringify(waiting.slice(-MOST_WAITING)));
			else localStorage.removeItem(key);
		} catch {
			// A device that keeps nothing: reports live as long as the page.
		}
	};
	const isSame = (a: Waiting, b: Waiting): boolean =>
		a.body.view.id === b.body.view.id && a.body.view.report === b.body.view.report;
	const add = (told: Told): Waiting => {
		report += 1;
		const waiting = { address, body: { ...told, view: { id: view, report } } };
		write([...read(), waiting]);
		return waiting;
	};
	const send = async (): Promise<void> => {
		if (sending) return;
		sending = true;
		try {
			for (let next = read()[0]; next; next = read()[0]) {
				const sent = next;
				const answer = await fetch(sent.address, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(sent.body),
					keepalive: true,
					redirect: 'manual',
				});
				// Signed out, or the server is in trouble: it waits. Anything else is an answer.
				if (answer.type === 'opaqueredirect' || answer.status >= 500) break;
				write(read().filter((one) => !isSame(one, sent)));
			}
		} catch {
			// No network: it waits.
		} finally {
			sending = false;
		}
	};
	const onOnline = (): void => void send();
	addEventListener('online', onOnline);
	return {
		tell: (told) => {
			add(told);
			void send();
		},
		leave: (told) => {
			if (!told) return;
			const { body } = add(told);
			navigator.sendBeacon(address, new Blob([JSON.stringify(body)], { type: 'application/json' }));
		},
		stop: () => removeEventListener('online', onOnline),
	};
};

/** An id for this opened page. `crypto.randomUUID` is there on secure origins only; a cell's machine may have none. */
const viewId = (): string => {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
