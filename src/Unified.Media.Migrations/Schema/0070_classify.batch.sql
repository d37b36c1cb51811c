-- Sets the source type, title key, tags and words of existing rows. Works in the order of the primary key, so that each batch takes the same
-- time, and stores its position. Locks rows before it reads them, so that a concurrent change of tags is not lost.
with rows as (
  select m.id, m.owner_user_id, m.created_at, m.visibility, m.metadata,
    coalesce(left(lower(m.source_type), 20), 'upload') as source_type,
    {{schema}}.make_title_key(m.metadata) as title_key, coalesce(m.updated_at, m.created_at, now()) as updated_at
  from {{media_schema}}.media m
  where m.id > coalesce(
    (select value::uuid from {{schema}}.settings where key = 'classified_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000
  for no key update of m),
classified as (
  update {{media_schema}}.media m set source_type = r.source_type, title_key = r.title_key, updated_at = r.updated_at
  from rows r where m.id = r.id and m.object_id is null
    and (m.source_type, m.title_key, m.updated_at) is distinct from (r.source_type, r.title_key, r.updated_at)),
tagged as (
  insert into {{schema}}.media_tags (owner_user_id, tag, created_at, media_id, is_public)
  select r.owner_user_id, tag, coalesce(r.created_at, '-infinity'), r.id, coalesce(r.visibility::text in ('PUBLIC', 'public'), false)
  from rows r, unnest({{schema}}.collect_tags(r.metadata)) as tag
  on conflict do nothing),
worded as (
  insert into {{schema}}.media_search (media_id, owner_user_id, created_at, is_public, doc)
  select r.id, r.owner_user_id, coalesce(r.created_at, '-infinity'), coalesce(r.visibility::text in ('PUBLIC', 'public'), false),
    array_to_tsvector(words)
  from rows r, {{schema}}.collect_search_words(r.metadata, {{schema}}.collect_tags(r.metadata)) as words
  where words <> '{}'
  on conflict do nothing)
insert into {{schema}}.settings (key, value)
select 'classified_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
