/**
 * Asks the service worker to keep the page that is open. A page that was opened before the worker had begun its work, on the
 * very first visit, did not pass through it and would not be there without a network.
 */
export const keepHere = async (): Promise<void> => {
	if (!('serviceWorker' in navigator)) return;
	const { active } = await navigator.serviceWorker.ready;
	active?.postMessage({ keep: location.pathname });
};
