-- PostgreSQL makes time-ordered ids (RFC 9562, version 7) from 18 on. Where the server is older (15 to 17) they are made here: 48 bits of
-- milliseconds, then random bits with version and variant in their places.
do $$
begin
	if to_regprocedure('pg_catalog.uuidv7()') is null then
		create or replace function public.uuidv7() returns uuid language sql volatile parallel safe set search_path = pg_catalog
			return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
				placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
	end if;
end $$;
