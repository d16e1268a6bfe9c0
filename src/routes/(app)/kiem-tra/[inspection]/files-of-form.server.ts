const MOST_FILES = 10;

/** The files of a posted form, with their bytes; one more than allowed, so that the command says so. */
export const filesOfForm = async (form: FormData): Promise<{ name: string; bytes: Uint8Array }[]> =>
	Promise.all(
		form
			.getAll('files')
			.filter((entry): entry is File => entry instanceof File && entry.name !== '')
			.slice(0, MOST_FILES + 1)
			.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
	);
