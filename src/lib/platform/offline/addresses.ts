/** Addresses and texts that the service worker knows. Pure, so that they are tested without a browser. */

/** The page that is there without a network: what can be read. */
export const OFFLINE_PAGE = '/ngoai-tuyen';
export const SIGN_IN = '/dang-nhap';
export const SIGN_OUT = '/dang-xuat';
/** Names the documents that a device should keep for its person. */
export const LATEST = '/van-ban/ngoai-tuyen';
/** Says that a page is fetched to be kept: nobody has opened it. */
export const KEEPING = 'x-luu-ngoai-tuyen';
/** A word for the signed-in person, on every answer to them; another one means another person. */
export const READER = 'x-nguoi-doc';

const DATA = '/__data.json';
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const reader = new RegExp(`^/van-ban/${uuid}$`);
const writing = new RegExp(
	`^/(?:hoc-tap/${uuid}/bai-thu-hoach|dang-ky/${uuid}/ban-dang-ky|duoi-co/${uuid}/(?:soan|trinh-bay))$`,
);

export const dataOf = (page: string): string => `${page}${DATA}`;
export const isData = (path: string): boolean => path.endsWith(DATA);

/** The page to which an address belongs: itself, or that whose data it is. */
export const pageOf = (path: string): string => (isData(path) ? path.slice(0, -DATA.length) || '/' : path);

/** Is it a page on which somebody writes, or from which they speak, network or not? It stays on the device whatever else has to give way. */
export const isWritten = (path: string): boolean => writing.test(pageOf(path));

/** Is it a page that a device may keep: a document in the reader, or a paper, registration or talk that is being written? */
export const isKept = (path: string): boolean => reader.test(pageOf(path)) || isWritten(path);

/** Scripts, styles and fonts that a page needs, by what its markup names. They never change under their names. */
export const assetsIn = (html: string): string[] => [
	...new Set(
		[...html.matchAll(/\/_app\/immutable\/[\w./-]+\.(?:js|css|woff2)/g)].map(([address]) => address),
	),
];

/** The page as it is shown from what the device kept: marked, so that it says of when it is. */
export const markedOffline = (html: string): string => html.replace('<html ', '<html data-offline ');

/** Answers a client that asks for the data of a page which the device does not have: go to what can be read. */
export const redirectToOffline = (): Response =>
	Response.json({ type: 'redirect', location: OFFLINE_PAGE, status: 307 });
