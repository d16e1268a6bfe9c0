/**
 * What may go wrong on purpose. Everything else is a bug: 500 with the request's id, the details only in the log.
 * `key` is a message key; `detail` fills its places.
 */
export type FailureKind = 'refused' | 'invalid' | 'missing' | 'conflict' | 'too_many' | 'signed_out';

export type Issue = { path: string; message: string };

export class Failure extends Error {
	readonly kind: FailureKind;
	readonly key: string;
	readonly detail: Record<string, string | number>;
	readonly issues: Issue[];

	constructor(
		kind: FailureKind,
		key: string,
		detail: Record<string, string | number> = {},
		issues: Issue[] = [],
	) {
		super(`${kind}: ${key}`);
		this.name = 'Failure';
		this.kind = kind;
		this.key = key;
		this.detail = detail;
		this.issues = issues;
	}
}

export const refused = (key: string, detail?: Record<string, string | number>): Failure =>
	new Failure('refused', key, detail);
export const missing = (key: string): Failure => new Failure('missing', key);
export const conflict = (key: string, detail?: Record<string, string | number>): Failure =>
	new Failure('conflict', key, detail);
export const invalid = (issues: Issue[]): Failure => new Failure('invalid', 'failure_invalid', {}, issues);
export const tooMany = (key: string, detail?: Record<string, string | number>): Failure =>
	new Failure('too_many', key, detail);

/** One map for every door: HTTP status and exit code of a failure. */
export const httpStatus: Record<FailureKind, number> = {
	signed_out: 401,
	refused: 403,
	missing: 404,
	conflict: 409,
	invalid: 422,
	too_many: 429,
};
export const exitCode: Record<FailureKind, number> = {
	signed_out: 1,
	refused: 1,
	missing: 1,
	conflict: 1,
	invalid: 2,
	too_many: 1,
};

export const isFailure = (error: unknown): error is Failure => error instanceof Failure;
