import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { listenTo } from '#lib/platform/database/listen.ts';
import { seenMeeting } from './facts.server.ts';

type Tell = () => void;

const followers = new Map<string, Set<Tell>>();
let line: { stop: () => Promise<void> } | null = null;

const tell = (meetingId: string): void => {
	for (const one of followers.get(meetingId) ?? []) one();
};

/** One connection to the database serves every page of this process. */
const listen = (): void => {
	const url = process.env['THUCTIEN_APP_URL'];
	if (line || !url) return;
	line = listenTo(url, 'meeting', tell, () => {
		for (const id of followers.keys()) tell(id);
	});
};

const HEARTBEAT_MS = 25_000;

/**
 * A stream of events that says that something of a meeting has changed, never what: the page then asks for what it may see.
 * @throws Failure missing for whoever may not see the meeting
 */
export const meetingFeed = async (door: Door, meetingId: string, signal: AbortSignal): Promise<Response> => {
	await look(door, (tx) => seenMeeting({ tx, actor: door.actor }, meetingId, false));
	listen();
	const encoder = new TextEncoder();
	let stop = (): void => {};
	const stream = new ReadableStream<Uint8Array>({
		start: (controller) => {
			const say = (text: string): void => {
				try {
					controller.enqueue(encoder.encode(text));
				} catch {
					stop();
				}
			};
			const changed = (): void => say('data: changed\n\n');
			const beat = setInterval(() => say(': \n\n'), HEARTBEAT_MS);
			stop = (): void => {
				clearInterval(beat);
				const others = followers.get(meetingId);
				others?.delete(changed);
				if (others?.size === 0) followers.delete(meetingId);
			};
			followers.set(meetingId, (followers.get(meetingId) ?? new Set()).add(changed));
			signal.addEventListener('abort', stop, { once: true });
			say('retry: 2000\n\n');
		},
		cancel: () => stop(),
	});
	return new Response(stream, {
		headers: {
			'content-type': 'text/event-stream',
			// `no-transform` keeps the answer from being gathered for compression.
			'cache-control': 'no-store, no-transform',
		},
	});
};
