-- src/modules/policy/store.ts: packStamp
select string_agg(id || ':' || version, ',' order by id) as stamp from policy.pack
