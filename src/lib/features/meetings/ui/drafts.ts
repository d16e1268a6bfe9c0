import { fromDevice, toDevice } from '#lib/ui/on-device.ts';
export type Draft = Record<string, string>;

/**
 * What was typed in a meeting and is not recorded yet (the conclusion, a line): on the device, so that a reload loses nothing.
 * What is recorded leaves from here and goes out by the outbox.
 */
export class Drafts {
	readonly #place: string;

	/** @param place one for each meeting and person */
	constructor(place: string) {
		this.#place = `${place}:nhap`;
	}

	/** Keeps what stands in a field now; null when it is recorded or given up. */
	keep(key: string, draft: Draft | null): void {
		const { [key]: _before, ...others } = this.#all();
		const drafts = draft ? { ...others, [key]: draft } : others;
		toDevice(this.#place, Object.keys(drafts).length > 0 ? drafts : null);
	}

	/** What was typed before and not recorded. */
	of(key: string): Draft | undefined {
		return this.#all()[key];
	}

	#all(): Record<string, Draft> {
		return fromDevice(this.#place) ?? {};
	}
}
