import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** What answers a request of this process: the web application. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An answer as it would have gone out. */
export type Captured = { status: number; headers: Record<string, string>; body: Buffer };

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

/**
 * Asks the application for a page within this process, without a connection, and gives its whole answer.
 * @param asked.url path and query   @param asked.headers in lower case, with the host
 */
export const capture = (
	handler: Handler,
	asked: { url: string; headers: Record<string, string> },
): Promise<Captured> =>
	new Promise((done, fail) => {
		const request = new IncomingMessage(new Socket());
		request.method = 'GET';
		request.url = asked.url;
		request.headers = { ...asked.headers };
		request.httpVersion = '1.1';
		request.httpVersionMajor = 1;
		request.httpVersionMinor = 1;
		request.push(null);
		const response = new ServerResponse(request);
		const parts: Buffer[] = [];
		const keep = (part: unknown): void => {
			if (typeof part === 'string') parts.push(Buffer.from(part));
			else if (part instanceof Uint8Array) parts.push(Buffer.from(part));
		};
		const later = (called: unknown[]): void => {
			const after = called.find((one): one is () => void => typeof one === 'function');
			if (after) queueMicrotask(after);
		};
		response.writeHead = ((status: number, ...rest: unknown[]) => {
			response.statusCode = status;
			const headers = rest.find((one) => typeof one === 'object' && one !== null) as
				| Record<string, string>
				| undefined;
			for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
			return response;
		}) as ServerResponse['writeHead'];
		response.write = ((part: unknown, ...rest: unknown[]) => {
			keep(part);
			later(rest);
			return true;
		}) as ServerResponse['write'];
		response.end = ((...rest: unknown[]) => {
			keep(rest[0]);
			later(rest);
			const headers = Object.entries(response.getHeaders()).map(([name, value]) => [name, asText(value)]);
			done({ status: response.statusCode, headers: Object.fromEntries(headers), body: Buffer.concat(parts) });
			response.emit('finish');
			return response;
		}) as ServerResponse['end'];
		response.on('error', fail);
		handler(request, response);
	});
