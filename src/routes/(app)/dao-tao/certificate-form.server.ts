import type { RequestEvent } from '@sveltejs/kit';
import { enterCertificate } from '#lib/features/training/certificates.server.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';

/** Enters a certificate with the copy that the form brought. */
export const enterFromForm = async (event: Pick<RequestEvent, 'locals' | 'request'>) => {
	const input = readForm(await event.request.formData());
	const { file } = input;
	try {
		const copy =
			file instanceof File && file.size > 0
				? { file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } }
				: { file: undefined };
		await enterCertificate(doorOf(event), { ...input, ...copy });
	} catch (error) {
		return formProblem(error, 'chung-chi', input);
	}
	return { action: 'chung-chi' };
};
