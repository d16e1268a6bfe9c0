import type { ServedApp } from './served.ts';

const login = 'quan.tri';
const password = 'mat-khau-dai-du';
const samplePassword = 'thuctien-mau-2026';

const cookieOf = (answer: Response): string =>
	answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');

/** Sends a form as a browser without JavaScript does; redirects are not followed. */
export const post = (
	app: Pick<ServedApp, 'url'>,
	path: string,
	body: URLSearchParams | FormData,
	cookie = '',
): Promise<Response> =>
	fetch(app.url + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: app.url, accept: 'text/html', cookie },
		body,
	});

/** Sets an empty installation up as a cell, with its administrator. */
export const setUp = async (app: ServedApp): Promise<void> => {
	const answer = await post(
		app,
		'/bat-dau?/thiet-lap',
		new URLSearchParams({
			name: 'Chi bộ Sở Nội vụ',
			kind: 'cell',
			fullName: 'Nguyễn Thị Quản Trị',
			login,
			password,
		}),
	);
	if (answer.status !== 303) throw new Error(`${answer.status} ${await answer.text()}`);
};

/** Opens the sample organisation in an empty installation. */
export const openSample = async (app: Pick<ServedApp, 'url'>): Promise<void> => {
	const answer = await post(app, '/bat-dau?/mau', new URLSearchParams({ sample: 'on' }));
	if (answer.status !== 303) throw new Error(`${answer.status} ${await answer.text()}`);
};

/** Signs somebody of the sample in, or else the administrator of `setUp`; the answer is the cookie to send with each request. */
export const signIn = async (app: Pick<ServedApp, 'url'>, sampleLogin?: string): Promise<string> =>
	cookieOf(
		await post(
			app,
			'/dang-nhap',
			new URLSearchParams(
				sampleLogin ? { login: sampleLogin, password: samplePassword } : { login, password },
			),
		),
	);
