-- Finds the items that were made from older rows, before any older row is copied or listed, so that no list shows both. The
-- batch stores its position.
with rows as (
  select m.id, m.owner_user_id, m.path, m.metadata, m.exif_json, m.created_at
  from {{media_schema}}.media m
  where m.legacy_source is null and m.id > coalesce(
    (select value::uuid from {{schema}}.settings where key = 'legacy_recognised_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000),
recognised as (
  insert into {{schema}}.legacy_map (legacy_source, legacy_id, media_id, owner_user_id)
  select distinct on (source_row.legacy_source, source_row.legacy_id) source_row.legacy_source, source_row.legacy_id::text, r.id, r.owner_user_id
  from rows r cross join lateral {{schema}}.legacy_find_source_row(r.owner_user_id, r.path, r.metadata, r.exif_json) source_row
  where source_row.legacy_source is not null
  order by source_row.legacy_source, source_row.legacy_id, r.created_at, r.id
  on conflict do nothing)
insert into {{schema}}.settings (key, value)
select 'legacy_recognised_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
