import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { Command } from '../command/command.ts';
import { doorOf, type FormProblem, formProblem, readForm } from './form-action.ts';

/**
 * The action of a page that sets a form of so many parts: fields `title_0`, `hint_0`, … become the lists `titles` and `hints`; an
 * empty title is no part.
 */
export const setParts =
	<Input, Result>(mostParts: number, run: Command<Input, Result>) =>
	async (
		event: Pick<RequestEvent, 'locals' | 'request'>,
	): Promise<ActionFailure<FormProblem> | { action: string }> => {
		const input = readForm(await event.request.formData());
		const list = (name: string): unknown[] =>
			Array.from({ length: mostParts }, (_, at) => input[`${name}_${at}`] ?? '');
		try {
			await run(doorOf(event), { ...input, titles: list('title'), hints: list('hint') });
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		return { action: 'default' };
	};
