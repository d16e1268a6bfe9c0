/** What the device keeps under a name; null where it keeps nothing, or nothing that can be read, and where there is no device. */
export const fromDevice = <T>(name: string): T | null => {
	try {
		return JSON.parse(localStorage.getItem(name) ?? 'null') as T | null;
	} catch {
		return null;
	}
};

/** Keeps something on the device; null: no longer. A full or closed store is no failure: it stays in the field, and the server gets it. */
export const toDevice = (name: string, kept: unknown): void => {
	try {
		if (kept === null) localStorage.removeItem(name);
		else localStorage.setItem(name, JSON.stringify(kept));
	} catch {
		// A full or closed store.
	}
};
