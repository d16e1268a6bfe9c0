import { deserialize } from '$app/forms';

/** Something typed that is on its way: kept on the device until the server has it. */
type Letter = { key: string; action: string; fields: Record<string, string>; refused?: string };

export type SendingState = 'sent' | 'sending' | 'kept';

const AGAIN_MS = 4_000;

/**
 * What is written in a meeting goes out in order; while there is no network it stays on the device, also over a reload.
 * A later text of the same thing replaces the one that waits, and sending twice does no harm: each letter names what it
 * writes (a note by item and writer, an assignment by a key made here).
 */
export class Outbox {
	letters = $state<Letter[]>([]);
	state = $state<SendingState>('sent');
	readonly #place: string;
	readonly #sent: () => void;
	#busy = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(meetingId: string, personId: string, sent: () => void) {
		this.#place = `hop:${meetingId}:${personId}`;
		this.#sent = sent;
		if (typeof localStorage === 'undefined') return;
		try {
			this.letters = JSON.parse(localStorage.getItem(this.#place) ?? '[]') as Letter[];
		} catch {
			this.letters = [];
		}
		if (this.letters.length > 0) this.state = 'kept';
	}

	/** What was typed of a thing and is not on the server yet. */
	waiting(key: string): Record<string, string> | undefined {
		return this.letters.find((letter) => letter.key === key)?.fields;
	}

	/** @param pause how long to wait for more of the same before it goes out, in milliseconds; it is on the device at once */
	put(key: string, action: string, fields: Record<string, string>, pause = 0): void {
		this.letters = [...this.letters.filter((letter) => letter.key !== key), { key, action, fields }];
		this.state = 'sending';
		this.#keep();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.send(), pause);
	}

	drop(key: string): void {
		this.letters = this.letters.filter((letter) => letter.key !== key);
		this.#keep();
	}

	#keep(): void {
		if (this.letters.length > 0) localStorage.setItem(this.#place, JSON.stringify(this.letters));
		else localStorage.removeItem(this.#place);
	}

	/** Sends what waits, one after the other, until all of it is there or the network is gone. */
	async send(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		let changed = false;
		try {
			for (;;) {
				const letter = this.letters.find(({ refused }) => !refused);
				if (!letter) break;
				this.state = 'sending';
				const answer = await this.#post(letter);
				const isStill = this.letters.find(({ key }) => key === letter.key)?.fields === letter.fields;
				if (answer === 'sent') {
					changed = true;
					// What was typed in the meantime goes out in the next round.
					if (isStill) this.drop(letter.key);
				} else
					this.letters = this.letters.map((one) =>
						one.key === letter.key ? { ...one, refused: answer } : one,
					);
			}
			this.state = this.letters.length > 0 ? 'kept' : 'sent';
		} catch {
			this.state = 'kept';
		} finally {
			this.#busy = false;
			if (changed) this.#sent();
		}
	}

	/** @returns 'sent', or the words of a refusal; throws when nobody answered */
	async #post({ action, fields }: Letter): Promise<string> {
		const body = new FormData();
		for (const [name, value] of Object.entries(fields)) body.set(name, value);
		const answer = await fetch(`?/${action}`, {
			method: 'POST',
			body,
			headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
		});
		if (answer.status >= 500) throw new Error(String(answer.status));
		const result = deserialize(await answer.text());
		if (result.type === 'success') return 'sent';
		const told = result.type === 'failure' ? (result.data as { message?: string } | undefined)?.message : '';
		return told ?? '';
	}

	/** Tries again from time to time and when the network comes back. For an effect: the answer stops it. */
	keepSending(): () => void {
		const again = (): void => {
			if (this.letters.some(({ refused }) => !refused)) void this.send();
		};
		const timer = setInterval(again, AGAIN_MS);
		addEventListener('online', again);
		again();
		return () => {
			clearInterval(timer);
			removeEventListener('online', again);
		};
	}
}
