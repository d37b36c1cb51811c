-- The source type of items that older programs wrote.

-- 'upload' is not trusted: it was the default of the column, so it labels rows of every kind.
create or replace function {{schema}}.classify_source(p_said text, p_bucket text, p_path text, p_metadata jsonb, p_exif jsonb) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when lower(p_said) <> 'upload' then left(lower(p_said), 20) -- Lower case can be longer: some letters become two.
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
comment on function {{schema}}.classify_source is
  'Returns the source type of an item, derived from what older programs stored where the column does not say it.';

revoke all on function {{schema}}.classify_source(text, text, text, jsonb, jsonb)
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
