-- About units and not about persons: who may see which is decided by features/cascade/policy.ts. What was sent stays.
call meta.fence('dispatch', 'select, insert, update');
call meta.fence('dispatch_receipt', 'select, insert, update');
