/** The page of a list that an address asks for. */
export const pageNumber = (url: URL): number =>
	Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
