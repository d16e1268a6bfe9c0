/**
 * Lets the rows of a list be dragged by a handle (an element with data-handle). Those who can not drag have the buttons.
 * @param list the list; its rows bear data-item   @param dropped told which row was dropped before which; null: last
 */
export const dragOrder =
	(dropped: (itemId: string, beforeItemId: string | null) => void) =>
	(list: HTMLElement): (() => void) => {
		let dragged: HTMLElement | null = null;
		const rowOf = (target: EventTarget | null): HTMLElement | null =>
			target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
		/** The row before which the pointer stands. */
		const beforeAt = (y: number): HTMLElement | null =>
			[...list.querySelectorAll<HTMLElement>('[data-item]')].find((row) => {
				const { top, height } = row.getBoundingClientRect();
				return y < top + height / 2;
			}) ?? null;
		const mark = (row: HTMLElement | null): void => {
			for (const marked of list.querySelectorAll('[data-drop]')) marked.removeAttribute('data-drop');
			if (row && row !== dragged) row.setAttribute('data-drop', '');
		};
		const start = (event: DragEvent): void => {
			if (!(event.target instanceof Element) || !event.target.closest('[data-handle]')) return;
			dragged = rowOf(event.target);
			if (!dragged || !event.dataTransfer) return;
			event.dataTransfer.effectAllowed = 'move';
			event.dataTransfer.setDragImage(dragged, 0, 0);
		};
		const over = (event: DragEvent): void => {
			if (!dragged) return;
			event.preventDefault();
			mark(beforeAt(event.clientY));
		};
		const drop = (event: DragEvent): void => {
			if (!dragged) return;
			event.preventDefault();
			const before = beforeAt(event.clientY);
			const itemId = dragged.dataset['item'] ?? '';
			if (before !== dragged && before?.previousElementSibling !== dragged)
				dropped(itemId, before?.dataset['item'] ?? null);
			end();
		};
		const end = (): void => {
			mark(null);
			dragged = null;
		};
		list.addEventListener('dragstart', start);
		list.addEventListener('dragover', over);
		list.addEventListener('drop', drop);
		list.addEventListener('dragend', end);
		return () => {
			list.removeEventListener('dragstart', start);
			list.removeEventListener('dragover', over);
			list.removeEventListener('drop', drop);
			list.removeEventListener('dragend', end);
		};
	};
