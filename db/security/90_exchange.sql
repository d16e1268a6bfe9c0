-- Messages once recorded stay; only their state goes on. What came in a package that bore a mark of secrecy is taken away.
call meta.fence('exchange_organ', 'select, insert, update');
call meta.fence('exchange_message', 'select, insert, update');
call meta.fence('exchange_receiver', 'select, insert, update');
call meta.fence('exchange_file');
