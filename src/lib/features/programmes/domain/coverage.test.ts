import { expect, test } from 'vitest';
import { answerOf, coverageOf } from './coverage.ts';

test('a clause is answered by work or by a reason why it does not apply; work is the stronger', () => {
	const clauses = [
		{ tasks: ['t'], notApplicable: null },
		{ tasks: [], notApplicable: { reason: 'Thuộc thẩm quyền tỉnh' } },
		{ tasks: ['t'], notApplicable: { reason: 'cũ' } },
		{ tasks: [], notApplicable: null },
	];
	expect(clauses.map(answerOf)).toEqual(['tasks', 'not_applicable', 'tasks', 'open']);
	expect(coverageOf(clauses)).toEqual({ clauses: 4, answered: 3, tasks: 2, notApplicable: 1, open: 1 });
});
