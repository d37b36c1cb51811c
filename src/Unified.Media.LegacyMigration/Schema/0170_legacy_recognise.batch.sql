-- Finds the items that were made from older rows, before any older row is copied or listed, so that no list shows both. The batch keeps its own
-- position.
with rows as (
  select m.id, m.owner_user_id, m.path, m.metadata, m.exif_json, m.created_at
  from {{media_schema}}.media m
  where m.legacy_source is null and m.id > coalesce(
    (select value::uuid from {{schema}}.settings where key = 'recognised_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000),
recognised as (
  insert into {{schema}}.legacy_map (legacy_source, legacy_id, media_id, owner_user_id)
  select distinct on (pair.legacy_source, pair.legacy_id) pair.legacy_source, pair.legacy_id::text, r.id, r.owner_user_id
  from rows r cross join lateral {{schema}}.legacy_find_source_row(r.owner_user_id, r.path, r.metadata, r.exif_json) pair
  where pair.legacy_source is not null
  order by pair.legacy_source, pair.legacy_id, r.created_at, r.id
  on conflict do nothing)
insert into {{schema}}.settings (key, value)
select 'recognised_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
