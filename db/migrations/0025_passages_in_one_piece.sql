-- The words of a passage gain next to nothing by compression, and whoever looks through passages one by one paid for
-- fetching half of them from beside the table: they stay in the row. Rows that are there move when they are written next.
alter table search_passage alter column words set storage external, set (toast_tuple_target = 8160);
