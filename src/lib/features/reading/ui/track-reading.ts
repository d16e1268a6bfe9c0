const TELL_EVERY_MS = 15_000;
/** A section counts as reached after this long in sight: scrolling past is not reading. */
const REACHED_MS = 2_000;
/** Without a sign of the reader for this long, time stops. */
const IDLE_MS = 90_000;

type Told = { sections: { sectionId: string; seconds: number }[]; lastSectionId?: string };

/**
 * Follows which sections are in sight and for how long, and tells the server: every quarter of a minute, and when the
 * page is left. What could not be told is told the next time.
 * @param root the element that holds the sections (elements with data-section)
 * @param address where to tell   @param reached called when a section was in sight long enough
 * @returns stops following
 */
export const trackReading = (
	root: HTMLElement,
	address: string,
	reached: (sectionId: string) => void,
): (() => void) => {
	const inSight = new Set<string>();
	const waiting = new Map<string, number>();
	let last: string | undefined;
	let lastSign = performance.now();
	let lastTick = performance.now();
	const observer = new IntersectionObserver(
		(entries) => {
			for (const entry of entries) {
				const id = (entry.target as HTMLElement).dataset['section'];
				if (!id) continue;
				// A section longer than the screen is in sight when it fills half of the screen.
				const fills = entry.intersectionRect.height > (entry.rootBounds?.height ?? innerHeight) * 0.4;
				if (entry.isIntersecting && (entry.intersectionRatio >= 0.6 || fills)) inSight.add(id);
				else inSight.delete(id);
			}
		},
		{ threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1] },
	);
	for (const section of root.querySelectorAll<HTMLElement>('[data-section]')) observer.observe(section);

	const tick = (): void => {
		const now = performance.now();
		const passed = Math.min(now - lastTick, 5_000);
		lastTick = now;
		if (document.visibilityState !== 'visible' || now - lastSign > IDLE_MS) return;
		for (const id of inSight) {
			const before = waiting.get(id) ?? 0;
			waiting.set(id, before + passed);
			last = id;
			if (before < REACHED_MS && before + passed >= REACHED_MS) reached(id);
		}
	};
	const take = (): Told | null => {
		const sections = [...waiting]
			.filter(([, spent]) => spent >= REACHED_MS)
			.map(([sectionId, spent]) => ({ sectionId, seconds: Math.round(spent / 1000) }));
		for (const { sectionId } of sections) waiting.delete(sectionId);
		return sections.length > 0 ? { sections, ...(last ? { lastSectionId: last } : {}) } : null;
	};
	const giveBack = (told: Told): void => {
		for (const { sectionId, seconds } of told.sections)
			waiting.set(sectionId, (waiting.get(sectionId) ?? 0) + seconds * 1000);
	};
	const tell = async (told: Told): Promise<void> => {
		try {
			const answer = await fetch(address, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(told),
				keepalive: true,
			});
			if (answer.status >= 500) giveBack(told);
		} catch {
			giveBack(told);
		}
	};
	const leave = (): void => {
		tick();
		const told = take();
		if (!told) return;
		if (!navigator.sendBeacon(address, new Blob([JSON.stringify(told)], { type: 'application/json' })))
			giveBack(told);
	};
	const onVisibility = (): void => {
		if (document.visibilityState === 'hidden') leave();
		else lastTick = performance.now();
	};
	const sign = (): void => {
		lastSign = performance.now();
	};
	const signs = ['scroll', 'pointerdown', 'pointermove', 'keydown', 'touchstart'] as const;
	for (const name of signs) addEventListener(name, sign, { passive: true });
	document.addEventListener('visibilitychange', onVisibility);
	addEventListener('pagehide', leave);
	const ticking = setInterval(tick, 1_000);
	const telling = setInterval(() => {
		const told = take();
		if (told) void tell(told);
	}, TELL_EVERY_MS);
	// The page is open: that alone is worth telling.
	void tell({ sections: [] });
	return () => {
		leave();
		clearInterval(ticking);
		clearInterval(telling);
		observer.disconnect();
		for (const name of signs) removeEventListener(name, sign);
		document.removeEventListener('visibilitychange', onVisibility);
		removeEventListener('pagehide', leave);
	};
};
