import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { httpStatus, isFailure, missing } from '#lib/shared/failures.ts';
import type { Command, Door } from '../command/command.ts';
import { sayFailure } from '../failure-words.ts';

/** What a form shows again when it could not be carried out: nothing that was typed is lost (passwords apart). */
export type FormProblem = {
	action: string;
	message: string;
	issues: Record<string, string>;
	values: Record<string, string | string[]>;
};

export type FormInput = Record<string, string | string[] | File | File[] | undefined>;

/**
 * The fields of a form as an object: an empty field is absent, a name listed in `lists` is always a list.
 */
export const readForm = (form: FormData, lists: readonly string[] = []): FormInput => {
	const input: FormInput = {};
	for (const name of new Set(form.keys())) {
		const entries = form
			.getAll(name)
			.filter((entry) => (typeof entry === 'string' ? entry !== '' : entry.size > 0 || entry.name !== ''));
		if (lists.includes(name)) input[name] = entries as string[];
		else input[name] = entries[0];
	}
	for (const name of lists) input[name] ??= [];
	return input;
};

const shownAgain = (input: FormInput): FormProblem['values'] =>
	Object.fromEntries(
		Object.entries(input).flatMap(([name, value]): [string, string | string[]][] => {
			if (/password|mat-khau/i.test(name)) return [];
			if (typeof value === 'string') return [[name, value]];
			if (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))
				return [[name, value as string[]]];
			return [];
		}),
	);

/** A failure as the answer of a form action. Bugs are thrown on. */
export const formProblem = (
	error: unknown,
	action: string,
	input: FormInput = {},
): ActionFailure<FormProblem> => {
	if (!isFailure(error)) throw error;
	return fail(httpStatus[error.kind], {
		action,
		message: sayFailure(error),
		issues: Object.fromEntries(error.issues.map((issue) => [issue.path, issue.message])),
		values: shownAgain(input),
	});
};

/** The door of whoever is signed in. */
export const doorOf = (event: Pick<RequestEvent, 'locals'>): Door => {
	if (!event.locals.door) throw missing('failure_signed_out');
	return event.locals.door;
};

/**
 * Runs a command with the fields of the posted form.
 * @param options.lists names that may occur several times   @param options.extra values that the page knows (ids)
 * @returns the command's result, or what the form shows again
 */
export const runForm = async <Input, Result>(
	event: Pick<RequestEvent, 'locals' | 'request'>,
	action: string,
	run: Command<Input, Result>,
	options: { lists?: readonly string[]; extra?: Record<string, unknown> } = {},
): Promise<{ ok: true; result: Result } | { ok: false; problem: ActionFailure<FormProblem> }> => {
	const input = readForm(await event.request.formData(), options.lists);
	try {
		return { ok: true, result: await run(doorOf(event), { ...input, ...options.extra }) };
	} catch (error) {
		return { ok: false, problem: formProblem(error, action, input) };
	}
};

/** What a page knows of its own address beside what the form says. */
type Known = (params: Partial<Record<string, string>>) => Record<string, unknown>;

/**
 * The actions of a page that each run one command and stay on the page.
 * @param known what the address says of what they are about (ids)
 * @returns makes an action: its name, its command, and the names that may occur several times
 */
export const actionsWith =
	(known: Known = () => ({})) =>
	<Input, Result>(name: string, run: Command<Input, Result>, lists: readonly string[] = []) =>
	async (
		event: Pick<RequestEvent, 'locals' | 'request'> & { params: Partial<Record<string, string>> },
	): Promise<ActionFailure<FormProblem> | { action: string }> => {
		const answer = await runForm(event, name, run, { lists, extra: known(event.params) });
		return answer.ok ? { action: name } : answer.problem;
	};

/** An action that runs a command with what the form says, and stays on the page. */
export const act = actionsWith();
