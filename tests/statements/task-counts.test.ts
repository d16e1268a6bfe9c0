import { expect, test } from 'vitest';
import { taskCounts } from '../../ops/citus/check-plans.ts';

test('how many shards a plan of Citus asks is read from its text', () => {
	const one = [
		'Custom Scan (Citus Adaptive)',
		'  Task Count: 1',
		'  Tasks Shown: All',
		'  ->  Task',
		'        Node: host=10.0.0.21 port=5432 dbname=thuctien',
		'        ->  Index Scan using unit_pkey_102008 on unit_102008 unit',
	].join('\n');
	expect(taskCounts(one)).toEqual([1]);
	expect(taskCounts(`${one}\n  ->  Distributed Subplan 3_1\n        Task Count: 32`)).toEqual([1, 32]);
	expect(taskCounts('Result')).toEqual([]);
});
