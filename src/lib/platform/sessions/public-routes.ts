/** Routes that answer without signing in. Everything else sends a visitor to the sign-in page. */
export const publicRoutes: readonly string[] = [
	'/bat-dau',
	'/dang-nhap',
	'/moi/[token]',
	'/ngoai-tuyen',
	'/healthz',
	'/readyz',
	'/api/v1/[...path]',
];
