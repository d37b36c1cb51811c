-- Computes the expected item of an older row from the row itself, for the verification.

-- The mapping (legacy_gallery_mapped and legacy_user_media_mapped) implements the same rules. The two implementations are independent and
-- different, so that a mistake in one shows as a difference. Do not share code between the two.

-- Each function returns facts (the expected columns of the item), meta (its expected metadata) and generation (the values of the generation).
-- They are called for every row, so they have no search_path of their own.

-- The common columns. The arguments are results of the next two functions.
create or replace function {{schema}}.legacy_expect_columns(
  p_source text, p_row jsonb, p_type text, p_place text[], p_size integer[], p_seconds numeric, p_source_type text, p_enhancement text,
  p_original text, p_content_type text)
returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'type', p_type, 'bucket', p_place[1], 'path', p_place[2], 'width', p_size[1], 'height', p_size[2], 'duration', floor(p_seconds),
    'duration_us', (p_seconds * 1000000)::bigint, 'source_type', p_source_type, 'enhancement_type', left(p_enhancement, 50),
    'original_media_id', case when length(p_original) <= 50 then p_original end, 'mime_type', left(p_content_type, 100),
    'visibility', 'PRIVATE', 'created_at', p_row -> 'created_at', 'legacy_source', p_source, 'legacy_id', p_row -> 'id')
$$;
comment on function {{schema}}.legacy_expect_columns is 'Returns the expected columns of an item of either older table.';

create or replace function {{schema}}.legacy_expect_gallery_item(
  p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  address text;
  place text[];
  type_by_extension text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  seconds numeric;
begin
  generation := case jsonb_typeof(p_row -> 'generation_metadata') when 'object' then p_row -> 'generation_metadata' else '{}' end;
  address := coalesce(nullif(btrim(p_row ->> 'video_url', E' \t\r\n'), ''), btrim(p_row ->> 'image_url', E' \t\r\n'));
  place := {{schema}}.legacy_expect_location(address, null, p_hosts);
  type_by_extension := {{schema}}.legacy_expect_content_type(place[2]);
  kind := case
    when type_by_extension = 'image/gif' then 'image'
    when split_part(type_by_extension, '/', 1) = 'image' and coalesce(btrim(p_row ->> 'video_url'), '') = '' then 'image'
    when coalesce(p_row ->> 'video_url', '') <> '' then 'video'
    when lower(coalesce(p_row ->> 'media_type', '')) = 'video' or split_part(type_by_extension, '/', 1) = 'video' or place[1] = 'playground-videos'
      then 'video'
    when type_by_extension = 'application/pdf' or lower(p_row ->> 'media_type') = 'pdf' then 'pdf'
    else 'image' end;
  mime := case
    when split_part(type_by_extension, '/', 1) = kind then type_by_extension
    when split_part({{schema}}.legacy_expect_content_type('x.' || (p_row ->> 'format')), '/', 1) = kind
      then {{schema}}.legacy_expect_content_type('x.' || (p_row ->> 'format'))
    when kind = 'video' then {{schema}}.legacy_expect_content_type('x.' || (p_row ->> 'video_format'))
    when kind = 'pdf' then 'application/pdf' end;
  if generation ->> 'actual_width' ~ '^[1-9]\d{0,5}$' and generation ->> 'actual_height' ~ '^[1-9]\d{0,5}$' then
    width := generation ->> 'actual_width';
    height := generation ->> 'actual_height';
  elsif width is null or height is null then
    if generation ->> 'saved_width' ~ '^[1-9]\d{0,5}$' and generation ->> 'saved_height' ~ '^[1-9]\d{0,5}$' then
      width := generation ->> 'saved_width';
      height := generation ->> 'saved_height';
    elsif generation ->> 'resolution' ~* '^[1-9]\d{0,5}[x*][1-9]\d{0,5}$' then
      width := (regexp_match(generation ->> 'resolution', '^(\d+)'))[1];
      height := (regexp_match(generation ->> 'resolution', '(\d+)$'))[1];
    end if;
  end if;
  if kind = 'video' then
    seconds := case when (p_row ->> 'video_duration')::integer > 0 then (p_row ->> 'video_duration')::numeric
      when generation ->> 'duration' ~ '^\d{1,6}(\.\d{1,6})?$' and (generation ->> 'duration')::numeric > 0
        then (generation ->> 'duration')::numeric end;
  end if;
  source_type := lower(p_row ->> 'source_type');
  if source_type is null or source_type not in ('enhanced', 'stock', 'upload') then
    if coalesce(generation ->> 'enhancement_type', '') <> '' or coalesce(generation ->> 'style_applied', '') <> ''
      or generation ->> 'source' = 'ai_enhancement' or position('enhanced' in lower(p_row ->> 'title')) > 0
      or jsonb_typeof(p_row -> 'tags') = 'array' and p_row -> 'tags' ? 'ai-enhanced' then
      source_type := 'enhanced';
    elsif array[lower(generation ->> 'source'), lower(p_row ->> 'source')] && array['pexels', 'unsplash', 'pixabay'] then
      source_type := 'stock';
    else
      source_type := 'playground';
    end if;
  end if;
  if source_type = 'enhanced' then
    foreach enhancement in array array[
      p_row ->> 'enhancement_type', generation ->> 'enhancement_type', generation ->> 'style_applied', generation ->> 'style',
      generation ->> 'applied_style'] loop
      exit when coalesce(enhancement, '') <> '';
    end loop;
    enhancement := nullif(enhancement, '');
  end if;
  original := coalesce(nullif(p_row ->> 'original_media_id', ''), nullif(generation ->> 'original_media_id', ''));
  meta := jsonb_strip_nulls(jsonb_build_object(
    'gallery_id', p_row -> 'id', 'title', nullif(p_row -> 'title', '""'), 'description', nullif(p_row -> 'description', '""'),
    'tags', (select nullif(jsonb_agg(t.tag order by t.place), '[]')
      from jsonb_array_elements(case jsonb_typeof(p_row -> 'tags') when 'array' then p_row -> 'tags' else '[]' end)
        with ordinality t (tag, place) where t.tag <> 'null'),
    'used_in_moodboard', p_row -> 'used_in_moodboard', 'used_in_showcase', p_row -> 'used_in_showcase',
    'format', nullif(p_row -> 'format', '""'), 'project_id', p_row -> 'project_id', 'edit_id', p_row -> 'edit_id',
    'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
    'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
    'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
    'is_verified', p_row -> 'is_verified', 'verification_timestamp', p_row -> 'verification_timestamp',
    'video_url', nullif(p_row -> 'video_url', '""'), 'video_format', p_row -> 'video_format',
    'video_resolution', p_row -> 'video_resolution', 'generation_type', p_row -> 'generation_type',
    'thumbnail_url', case when p_row ->> 'thumbnail_url' <> address then nullif(p_row -> 'thumbnail_url', '""') end,
    'enhancement_type', enhancement));
  facts := jsonb_build_object(
    'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
    'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
    'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
    'exif_json', p_row -> 'exif_json', 'blurhash', generation ->> 'blurhash',
    'palette', case jsonb_typeof(generation -> 'palette') when 'array' then generation -> 'palette' end);
  facts := facts || {{schema}}.legacy_expect_columns(
    'playground_gallery', p_row, kind, place, array[width, height], seconds, source_type, enhancement, original, mime);
end $$;
comment on function {{schema}}.legacy_expect_gallery_item is 'Returns the expected item of a row of playground_gallery.';

create or replace function {{schema}}.legacy_expect_user_media_item(
  p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  address text;
  place text[];
  type_by_extension text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  name_parts text[];
begin
  generation := '{}';
  address := btrim(p_row ->> 'file_path', E' \t\r\n');
  place := {{schema}}.legacy_expect_location(address, 'user-media', p_hosts);
  type_by_extension := {{schema}}.legacy_expect_content_type(place[2]);
  mime := lower(btrim((string_to_array(p_row ->> 'mime_type', ';'))[1]));
  if mime is null or mime !~ '^[a-z]+/[a-z0-9.+-]+$' then
    mime := type_by_extension;
  end if;
  kind := case when mime ~ '^video/' then 'video' when mime = 'application/pdf' then 'pdf' else 'image' end;
  source_type := case
    when p_row ->> 'upload_purpose' = 'enhanced_image' then 'enhanced'
    when p_row ->> 'upload_purpose' = 'stock_photo' then 'stock'
    when place[2] ~ '^enhanced(-images)?/' then 'enhanced'
    when place[2] ~ '^stock(-photos)?/' then 'stock'
    when place[1] = 'external' and place[2] ~* '^https?://([a-z0-9-]+\.)*(pexels|unsplash|pixabay)\.com/' then 'stock'
    else 'upload' end;
  if source_type = 'enhanced' then
    name_parts := regexp_match(
      place[2],
      '(?:^|/)enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|\d{13}-[a-z0-9]+|[^-/]+)-([^/]+)-\d{13}-[a-z0-9]+\.[[:alnum:]]+$');
    original := name_parts[1];
    enhancement := name_parts[2];
  end if;
  meta := jsonb_strip_nulls(jsonb_build_object(
    'user_media_id', p_row -> 'id', 'file_name', nullif(p_row -> 'file_name', '""'), 'title', nullif(p_row -> 'file_name', '""'),
    'file_size', p_row -> 'file_size', 'mime_type', nullif(p_row -> 'mime_type', '""'), 'upload_purpose', p_row -> 'upload_purpose',
    'uploaded_at', p_row -> 'created_at', 'enhancement_type', enhancement));
  facts := jsonb_build_object(
    'blurhash', p_row -> 'blurhash', 'palette', nullif(p_row -> 'palette', '[]'), 'exif_json', null,
    'size_bytes', case when (p_row ->> 'file_size')::bigint >= 0 then p_row -> 'file_size' end);
  facts := facts || {{schema}}.legacy_expect_columns(
    'user_media', p_row, kind, place, array[width, height], null, source_type, enhancement, original, mime);
end $$;
comment on function {{schema}}.legacy_expect_user_media_item is 'Returns the expected item of a row of user_media.';

create or replace function {{schema}}.legacy_expect_item(
  p_source text, p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  expected record;
begin
  if p_source = 'playground_gallery' then
    expected := {{schema}}.legacy_expect_gallery_item(p_row, p_hosts);
  else
    expected := {{schema}}.legacy_expect_user_media_item(p_row, p_hosts);
  end if;
  facts := expected.facts;
  meta := expected.meta;
  generation := expected.generation;
end $$;
comment on function {{schema}}.legacy_expect_item is
  'Returns the expected item of an older row: columns, metadata and generation data.';

revoke all on function
  {{schema}}.legacy_expect_columns(text, jsonb, text, text[], integer[], numeric, text, text, text, text),
  {{schema}}.legacy_expect_gallery_item(jsonb, text[]), {{schema}}.legacy_expect_user_media_item(jsonb, text[]),
  {{schema}}.legacy_expect_item(text, jsonb, text[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};
