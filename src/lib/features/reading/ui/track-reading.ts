import { type Told, tellReading } from './tell-reading.ts';

const TELL_EVERY_MS = 15_000;
/** A section counts as reached after this long in sight: scrolling past is not reading. */
const REACHED_MS = 2_000;
/** Without a sign of the reader for this long, time stops. */
const IDLE_MS = 90_000;
/** The clause that reaches below this line of the screen is the one being read. */
const READING_LINE = 96;

type Following = {
	/** Where to tell, and whose reading it is. */
	address: string;
	personId: string;
	/** A section was in sight long enough. */
	reached: (sectionId: string) => void;
	/** The section in which the reader is. */
	present: (sectionId: string) => void;
};

/**
 * Follows which sections are in sight and for how long, and which clause is being read; tells the server every quarter
 * of a minute and when the page is left.
 * @param root the element that holds the sections (data-section) and clauses (data-clause)
 * @returns stops following
 */
export const trackReading = (
	root: HTMLElement,
	{ address, personId, reached, present }: Following,
): (() => void) => {
	const inSight = new Set<string>();
	const waiting = new Map<string, number>();
	const { tell, leave: tellLast, stop } = tellReading(address, personId);
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

	/** The clause at the top of the screen, in a section that is in sight. */
	const findPlace = (): void => {
		for (const section of root.querySelectorAll<HTMLElement>('[data-section]')) {
			if (!inSight.has(section.dataset['section'] ?? '')) continue;
			for (const clause of section.querySelectorAll<HTMLElement>('[data-clause]')) {
				if (clause.getBoundingClientRect().bottom <= READING_LINE) continue;
				last = clause.dataset['clause'];
				present(section.dataset['section'] ?? '');
				return;
			}
		}
	};
	const tick = (): void => {
		const now = performance.now();
		const passed = Math.min(now - lastTick, 5_000);
		lastTick = now;
		if (document.visibilityState !== 'visible' || now - lastSign > IDLE_MS) return;
		findPlace();
		for (const id of inSight) {
			const before = waiting.get(id) ?? 0;
			waiting.set(id, before + passed);
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
	const leave = (): void => {
		tick();
		tellLast(take());
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
		if (told) tell(told);
	}, TELL_EVERY_MS);
	// The page is open: that alone is worth telling.
	tell({ sections: [] });
	return () => {
		leave();
		stop();
		clearInterval(ticking);
		clearInterval(telling);
		observer.disconnect();
		for (const name of signs) removeEventListener(name, sign);
		document.removeEventListener('visibilitychange', onVisibility);
		removeEventListener('pagehide', leave);
	};
};
