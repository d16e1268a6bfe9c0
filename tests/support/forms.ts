import type { ServedApp } from './served.ts';

const login = 'quan.tri';
const password = 'mat-khau-dai-du';

const cookieOf = (answer: Response): string =>
	answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');

/** Sends a form as a browser without JavaScript does; redirects are not followed. */
export const post = (
	app: ServedApp,
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

/** Signs the administrator in; the answer is the cookie to send with each request. */
export const signIn = async (app: ServedApp): Promise<string> =>
	cookieOf(await post(app, '/dang-nhap', new URLSearchParams({ login, password })));
