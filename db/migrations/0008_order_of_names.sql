-- Lists of people in the order of their given names come from this index page by page, whatever their number.
create index person_name_order on person (tenant_id, sort_key collate "vi-x-icu", id);
drop index person_sort;
