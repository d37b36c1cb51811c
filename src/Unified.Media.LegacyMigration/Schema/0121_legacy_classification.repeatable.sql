-- Sets the source type of rows of media that older programs write. The library always sets it itself.

-- The value 'upload' is ignored, because it was the default of the column and labels rows of every kind.
create or replace function {{schema}}.legacy_derive_source(
  p_source_type text, p_bucket text, p_path text, p_metadata jsonb, p_exif jsonb) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when lower(p_source_type) <> 'upload' then left(lower(p_source_type), 20) -- The lower case of some letters is two letters.
    when p_path ~ '(^|/)(enhanced|enhanced-images)/' then 'enhanced'
    when coalesce(p_metadata ->> 'source', p_exif #>> '{generation_metadata,source}') = 'ai_enhancement' then 'enhanced'
    when coalesce(p_metadata ->> 'enhancement_type', p_exif #>> '{generation_metadata,enhancement_type}') <> '' then 'enhanced'
    when p_path ~ '(^|/)(stock|stock-photos)/' then 'stock'
    when lower(coalesce(p_metadata ->> 'provider', p_metadata ->> 'source')) in ('pexels', 'unsplash', 'pixabay') then 'stock'
    when p_exif ->> 'promoted_from_playground' = 'true' or p_exif ->> 'original_gallery_id' <> '' then 'playground'
    when p_metadata ->> 'gallery_id' <> '' then 'playground'
    when p_bucket like 'playground-%' or p_path ~ '/playground-(images|videos|gallery)/' then 'playground'
    else 'upload'
  end
$$;
comment on function {{schema}}.legacy_derive_source is
  'Returns the source type of an item, derived from values of older programs if the column has none.';

create or replace function {{schema}}.legacy_set_source() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.source_type := {{schema}}.legacy_derive_source(new.source_type, new.bucket, new.path, new.metadata, new.exif_json);
  return new;
end $$;
comment on function {{schema}}.legacy_set_source is 'Sets the source type of a new row that an older program wrote.';

-- Runs after the core trigger that links an uploaded item to its object, and before the one that sets missing columns.
create or replace trigger unified_media_15_legacy_source before insert on {{media_schema}}.media
  for each row when (new.object_id is null) execute function {{schema}}.legacy_set_source();

-- Locks rows before it reads them, so that a concurrent change is not overwritten. A trigger of the core changes updated_at with the source type;
-- a second update restores it, because it sets no column that the trigger watches.
create or replace function {{schema}}.legacy_classify_items(p_after uuid, p_limit integer) returns setof uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  sources text[];
  times timestamptz[];
begin
  select array_agg(r.id), array_agg(r.source), array_agg(r.updated_at) into ids, sources, times
  from (
    select m.id, m.object_id, m.source_type, m.updated_at,
      {{schema}}.legacy_derive_source(m.source_type, m.bucket, m.path, m.metadata, m.exif_json) as source
    from {{media_schema}}.media m where m.id > p_after order by m.id limit p_limit
    for no key update of m) r
  where r.object_id is null and r.source is distinct from r.source_type;

  update {{media_schema}}.media m set source_type = c.source from unnest(ids, sources) c (id, source) where m.id = c.id;
  update {{media_schema}}.media m set updated_at = c.at from unnest(ids, times) c (id, at) where m.id = c.id;
  return query
    select l.id from (select m.id from {{media_schema}}.media m where m.id > p_after order by m.id limit p_limit) l order by l.id desc limit 1;
end $$;
comment on function {{schema}}.legacy_classify_items is
  'Sets the source type of the next items by id, and returns the id of the last one; no row when there are no more.';

revoke all on function {{schema}}.legacy_derive_source(text, text, text, jsonb, jsonb), {{schema}}.legacy_set_source(),
  {{schema}}.legacy_classify_items(uuid, integer) from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
