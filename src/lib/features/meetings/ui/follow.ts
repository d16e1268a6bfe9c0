/** Listens to the changes of a meeting and calls back, several at once as one. The answer stops it. */
export const follow = (address: string, changed: () => void): (() => void) => {
	const source = new EventSource(address);
	let timer: ReturnType<typeof setTimeout> | undefined;
	source.onmessage = () => {
		clearTimeout(timer);
		timer = setTimeout(changed, 120);
	};
	return () => {
		clearTimeout(timer);
		source.close();
	};
};
