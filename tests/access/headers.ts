/** What is wrong with the headers of an answer. */
export const checkHeaders = (answer: Response): string[] => {
	const faults: string[] = [];
	const isPage = (answer.headers.get('content-type') ?? '').includes('text/html');
	if (
		(answer.status < 300 || answer.status >= 400) &&
		answer.status !== 403 &&
		answer.headers.get('x-content-type-options') !== 'nosniff'
	)
		faults.push('its type may be guessed (no nosniff)');
	if (isPage) {
		const policy = answer.headers.get('content-security-policy') ?? '';
		if (!policy.includes("default-src 'none'")) faults.push('no content security policy');
		if (policy.includes('unsafe-inline') || policy.includes('unsafe-eval'))
			faults.push(`a lax content security policy: ${policy}`);
	}
	for (const cookie of answer.headers.getSetCookie()) {
		if (!/samesite=(lax|strict)/i.test(cookie))
			faults.push(`cookie ${cookie.split('=')[0]} without SameSite`);
		if (/session|token/i.test(cookie.split('=')[0] ?? '') && !/httponly/i.test(cookie))
			faults.push(`cookie ${cookie.split('=')[0]} without HttpOnly`);
	}
	return faults;
};
