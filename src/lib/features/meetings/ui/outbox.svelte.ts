import { deserialize, type SubmitFunction } from '$app/forms';
import { Drafts } from './drafts.ts';

/**
 * Something done that is on its way: kept on the device until the server has it (`isThere`), then shown from here until
 * the page has asked again.
 */
export type Letter = {
	key: string;
	action: string;
	fields: Record<string, string>;
	refused?: string;
	isThere?: boolean;
};

export type SendingState = 'sent' | 'sending' | 'kept';

const AGAIN_MS = 4_000;
const isDue = ({ refused, isThere }: Letter): boolean => refused === undefined && !isThere;

/**
 * What is recorded in a meeting goes out in order; while there is no network it stays on the device, also over a reload.
 * A later text of the same thing replaces the one that waits, and sending twice does no harm: each letter names what it
 * writes (a note by item and writer, an assignment by a key made here).
 */
export class Outbox {
	letters = $state.raw<Letter[]>([]);
	state = $state<SendingState>('sent');
	/** Whether the server answered last time; what cannot wait (votes, closing) is held while it does not. */
	isReachable = $state(true);
	/** What was typed and is not recorded yet. */
	readonly drafts: Drafts;
	readonly #place: string;
	readonly #refresh: () => void;
	#busy = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param refresh asks for the page's data again */
	constructor(meetingId: string, personId: string, refresh: () => void) {
		this.#place = `hop:${meetingId}:${personId}`;
		this.drafts = new Drafts(this.#place);
		this.#refresh = refresh;
		if (typeof localStorage === 'undefined') return;
		try {
			this.letters = JSON.parse(localStorage.getItem(this.#place) ?? '[]') as Letter[];
		} catch {
			this.letters = [];
		}
		if (this.letters.length > 0) this.state = 'kept';
	}

	/** What was typed of a thing and is not on the page from the server yet. */
	waiting(key: string): Record<string, string> | undefined {
		return this.letters.find((letter) => letter.key === key)?.fields;
	}

	/** What is on the device only. */
	get kept(): Letter[] {
		return this.letters.filter(({ isThere }) => !isThere);
	}

	/** Whether something still has to go out: the meeting is not closed before it. */
	get hasToSend(): boolean {
		return this.letters.some(isDue);
	}

	/** @param pause how long to wait for more of the same before it goes out, in milliseconds; it is on the device at once */
	put(key: string, action: string, fields: Record<string, string>, pause = 0): void {
		this.letters = [...this.letters.filter((letter) => letter.key !== key), { key, action, fields }];
		this.state = 'sending';
		this.#keep();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.send(), pause);
	}

	/** For a form: what it holds goes out as a letter, under a key made from its fields. */
	posting(action: string, keyOf: (fields: Record<string, string>) => string): (event: SubmitEvent) => void {
		return (event) => {
			event.preventDefault();
			const typed = new FormData(event.currentTarget as HTMLFormElement, event.submitter);
			const fields = Object.fromEntries([...typed].map(([name, value]) => [name, String(value)]));
			this.put(keyOf(fields), action, fields);
		};
	}

	drop(key: string): void {
		this.letters = this.letters.filter((letter) => letter.key !== key);
		this.#keep();
		if (this.kept.length === 0) this.state = 'sent';
	}

	/** The server was asked for the page's data: what it had before the question is on the page now. */
	settle(asked: readonly Letter[], answered: boolean): void {
		this.isReachable = answered;
		if (answered) this.letters = this.letters.filter((letter) => !letter.isThere || !asked.includes(letter));
	}

	#keep(): void {
		if (this.kept.length > 0) localStorage.setItem(this.#place, JSON.stringify(this.kept));
		else localStorage.removeItem(this.#place);
	}

	/** Sends what waits, one after the other, until all of it is there or the network is gone. */
	async send(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		let changed = false;
		try {
			for (;;) {
				const letter = this.letters.find(isDue);
				if (!letter) break;
				this.state = 'sending';
				const answer = await this.#post(letter);
				this.isReachable = true;
				changed = true;
				const told: Letter =
					answer === 'sent' ? { ...letter, isThere: true } : { ...letter, refused: answer };
				// What was typed in the meantime is another letter and goes out in the next round.
				this.letters = this.letters.map((one) => (one === letter ? told : one));
				this.#keep();
			}
			this.state = this.kept.length > 0 ? 'kept' : 'sent';
		} catch {
			this.state = 'kept';
			this.isReachable = false;
		} finally {
			this.#busy = false;
			if (changed) this.#refresh();
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

	/** For a form that cannot wait (a vote, closing): without an answer the page stays as it is and says why. */
	readonly atOnce: SubmitFunction = ({ cancel }) => {
		if (!this.isReachable) return cancel();
		return async ({ result, update }) => {
			if (result.type === 'error') {
				this.isReachable = false;
				return;
			}
			await update({ refreshAll: false });
			if (result.type !== 'redirect') this.#refresh();
		};
	};

	/** Tries again from time to time and when the network comes back. For an effect: the answer stops it. */
	keepSending(): () => void {
		const again = (): void => {
			if (this.hasToSend) void this.send();
			else if (!this.isReachable) this.#refresh();
		};
		const back = (): void => {
			void this.send();
			this.#refresh();
		};
		const gone = (): void => {
			this.isReachable = false;
		};
		const timer = setInterval(again, AGAIN_MS);
		addEventListener('online', back);
		addEventListener('offline', gone);
		if (!navigator.onLine) gone();
		again();
		return () => {
			clearInterval(timer);
			removeEventListener('online', back);
			removeEventListener('offline', gone);
		};
	}
}
