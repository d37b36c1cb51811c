-- Maps an older row to the columns of media. Batches, triggers and lists use the same views. The views are read with the rights of the reader.

-- The verification (legacy_expect_item) implements the same rules independently, in a different way, so that a mistake in one implementation
-- shows as a difference. Do not share code between the two.

-- Each step is a lateral subquery, which PostgreSQL evaluates once per row. The location is one composite value, because PostgreSQL would
-- materialize the result of a function in FROM for every row.
create or replace view {{schema}}.legacy_gallery_mapped with (security_invoker = true) as
select
  'playground_gallery'::text as legacy_source, g.id as legacy_id, g.user_id as login_id, kind.type, place.bucket, place.key as path, place.url,
  place.problem, size.pixels[1] as width, size.pixels[2] as height,
  case when kind.type = 'video' then floor(time.seconds)::integer end as duration,
  case when kind.type = 'video' then round(time.seconds * 1000000)::bigint end as duration_us,
  case when jsonb_typeof(facts.generation -> 'palette') = 'array' then facts.generation -> 'palette' end as palette,
  left(facts.generation ->> 'blurhash', 255) as blurhash, g.exif_json, origin.source_type, left(origin.enhancement, 50) as enhancement_type,
  case when length(facts.original) <= 50 then facts.original end as original_media_id,
  -- The values of the generation stay at the top level, where the earlier migration put them. If one of them has a name that items use, the whole
  -- object is kept too.
  facts.generation
    || case when facts.is_not_object or facts.generation ?| array[
        'gallery_id', 'title', 'description', 'alt', 'tags', 'attribution', 'generation', 'content', 'user', 'legacy', 'generation_metadata',
        'used_in_moodboard', 'used_in_showcase', 'media_type', 'format', 'project_id', 'edit_id', 'image_url', 'thumbnail_url', 'video_url',
        'video_resolution', 'video_format', 'is_verified', 'verification_timestamp', 'generation_type', 'gallery_source', 'migrated_at',
        'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at', 'user_marked_nsfw',
        'nsfw_confidence_score']
      then jsonb_build_object('generation_metadata', g.generation_metadata) else '{}' end
    -- Nulls are removed at any depth, because none has a meaning here. The keys are in the order of jsonb, by length and then alphabetically,
    -- which saves sorting them for every row.
    || jsonb_strip_nulls(jsonb_build_object(
      'tags', case when cardinality(g.tags) > 0 then nullif(to_jsonb(array_remove(g.tags, null)), '[]') end, 'title', nullif(g.title, ''),
      'format', nullif(g.format, ''), 'legacy', g.others, 'edit_id', g.edit_id, 'is_nsfw', g.is_nsfw,
      'image_url', case when btrim(g.image_url, E' \t\r\n') <> facts.address and g.image_url !~* '^data:' then g.image_url end,
      'video_url', nullif(g.video_url, ''), 'gallery_id', g.id, 'generation', {{schema}}.legacy_build_generation(facts.generation),
      'is_flagged', g.is_flagged, 'media_type', lower(g.media_type), 'project_id', g.project_id,
      'attribution', {{schema}}.legacy_build_attribution(facts.generation), 'description', nullif(g.description, ''), 'is_verified', g.is_verified,
      'moderated_at', g.moderated_at, 'moderated_by', g.moderated_by, 'video_format', g.video_format,
      'thumbnail_url', case when g.thumbnail_url <> '' and g.thumbnail_url <> facts.address then g.thumbnail_url end,
      'gallery_source', g.source, 'generation_type', g.generation_type, 'enhancement_type', origin.enhancement,
      'used_in_showcase', g.used_in_showcase, 'user_marked_nsfw', g.user_marked_nsfw, 'video_resolution', g.video_resolution,
      'moderation_reason', g.moderation_reason, 'moderation_status', g.moderation_status, 'used_in_moodboard', g.used_in_moodboard,
      'nsfw_confidence_score', g.nsfw_confidence_score, 'verification_timestamp', g.verification_timestamp))
    as metadata,
  case
    when kind.by_extension is not null and split_part(kind.by_extension, '/', 1) = kind.type then kind.by_extension
    when kind.type = split_part({{schema}}.legacy_get_content_type(lower(g.format)), '/', 1) then {{schema}}.legacy_get_content_type(lower(g.format))
    when kind.type = 'video' then {{schema}}.legacy_get_content_type(lower(g.video_format))
    when kind.type = 'pdf' then 'application/pdf'
  end as mime_type,
  case when g.file_size >= 0 then g.file_size end as size_bytes,
  g.created_at, greatest(coalesce(g.updated_at, g.created_at), g.created_at) as updated_at,
  g.is_nsfw, g.is_flagged, g.moderation_status, g.moderation_reason, g.moderated_by, g.moderated_at, g.user_marked_nsfw,
  g.nsfw_confidence_score
from {{schema}}.legacy_gallery g
cross join lateral (
  select
    case when jsonb_typeof(g.generation_metadata) = 'object' then g.generation_metadata else '{}' end as generation,
    jsonb_typeof(g.generation_metadata) not in ('object', 'null') as is_not_object,
    coalesce(nullif(btrim(g.video_url, E' \t\r\n'), ''), btrim(g.image_url, E' \t\r\n')) as address,
    coalesce(nullif(g.original_media_id, ''), nullif(g.generation_metadata ->> 'original_media_id', '')) as original
  offset 0) facts
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select {{schema}}.legacy_locate_object(facts.address, null, (select hosts from {{schema}}.legacy_hosts)) as place offset 0) l) place
cross join lateral (
  select
    extension.by_extension,
    case
      -- The older program stored animations as videos without a video URL.
      when extension.by_extension like 'image/%' and coalesce(btrim(g.video_url), '') = '' then 'image'
      when extension.by_extension = 'image/gif' then 'image'
      when g.video_url <> '' or lower(g.media_type) = 'video' or extension.by_extension like 'video/%' or place.bucket = 'playground-videos'
        then 'video'
      when extension.by_extension = 'application/pdf' or lower(g.media_type) = 'pdf' then 'pdf'
      else 'image'
    end as type
  from (select {{schema}}.legacy_get_content_type({{schema}}.legacy_get_extension(place.key)) as by_extension offset 0) extension
  offset 0) kind
cross join lateral (select {{schema}}.legacy_choose_size(g.width, g.height, facts.generation) as pixels offset 0) size
cross join lateral (select {{schema}}.legacy_parse_seconds(g.video_duration, facts.generation ->> 'duration') as seconds offset 0) time
cross join lateral (
  select
    detected.source_type,
    case when detected.source_type = 'enhanced' then coalesce(
      nullif(g.enhancement_type, ''), nullif(facts.generation ->> 'enhancement_type', ''), nullif(facts.generation ->> 'style_applied', ''),
      nullif(facts.generation ->> 'style', ''), nullif(facts.generation ->> 'applied_style', '')) end as enhancement
  from (
    select case
      -- The value 'playground' is ignored, because it was the default of the column.
      when lower(g.source_type) in ('enhanced', 'stock', 'upload') then lower(g.source_type)
      when facts.generation ->> 'enhancement_type' <> '' or facts.generation ->> 'style_applied' <> ''
        or facts.generation ->> 'source' = 'ai_enhancement'
        or g.title ilike '%enhanced%' or 'ai-enhanced' = any (g.tags) then 'enhanced'
      when lower(facts.generation ->> 'source') in ('pexels', 'unsplash', 'pixabay') or lower(g.source) in ('pexels', 'unsplash', 'pixabay')
        then 'stock'
      else 'playground'
    end as source_type
    offset 0) detected
  offset 0) origin;

create or replace view {{schema}}.legacy_user_media_mapped with (security_invoker = true) as
select
  'user_media'::text as legacy_source, u.id as legacy_id, u.user_id as login_id, kind.type, place.bucket, place.key as path, place.url,
  place.problem, size.pixels[1] as width, size.pixels[2] as height, null::integer as duration, null::bigint as duration_us,
  case when cardinality(u.palette) > 0 then to_jsonb(u.palette) end as palette, u.blurhash, null::jsonb as exif_json, origin.source_type,
  left(origin.name_parts[2], 50) as enhancement_type,
  case when length(origin.name_parts[1]) <= 50 then origin.name_parts[1] end as original_media_id,
  jsonb_strip_nulls(jsonb_build_object(
    'title', nullif(u.file_name, ''), 'legacy', u.others, 'file_name', nullif(u.file_name, ''), 'file_size', u.file_size,
    'mime_type', nullif(u.mime_type, ''),
    'attribution', case when origin.stock_parts is not null then jsonb_build_object(
      'provider', origin.stock_parts[1], 'provider_id', origin.stock_parts[2]) end,
    'uploaded_at', u.created_at, 'user_media_id', u.id, 'upload_purpose', u.upload_purpose, 'enhancement_type', origin.name_parts[2]))
    as metadata,
  left(coalesce(kind.by_column, kind.by_extension), 100) as mime_type,
  case when u.file_size >= 0 then u.file_size end as size_bytes,
  u.created_at, greatest(coalesce(u.updated_at, u.created_at), u.created_at) as updated_at,
  null::boolean as is_nsfw, null::boolean as is_flagged, null::text as moderation_status, null::text as moderation_reason,
  null::uuid as moderated_by, null::timestamptz as moderated_at, null::boolean as user_marked_nsfw, null::numeric as nsfw_confidence_score
from {{schema}}.legacy_user_media u
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select {{schema}}.legacy_locate_object(u.file_path, 'user-media', (select hosts from {{schema}}.legacy_hosts)) as place offset 0) l) place
cross join lateral (
  select
    types.by_column, types.by_extension,
    case
      when coalesce(types.by_column, types.by_extension) like 'video/%' then 'video'
      when coalesce(types.by_column, types.by_extension) = 'application/pdf' then 'pdf'
      else 'image'
    end as type
  from (
    select
      case
        when u.mime_type in ('image/jpeg', 'image/png', 'image/webp', 'video/mp4') then u.mime_type
        else substring(lower(btrim(split_part(u.mime_type, ';', 1))) from '^[a-z]+/[a-z0-9.+-]+$')
      end as by_column,
      {{schema}}.legacy_get_content_type({{schema}}.legacy_get_extension(place.key)) as by_extension
    offset 0) types
  offset 0) kind
cross join lateral (select {{schema}}.legacy_choose_size(u.width, u.height, null) as pixels offset 0) size
cross join lateral (
  select
    detected.source_type,
    -- File names of the older program: enhanced-{login}-{original}-{enhancement}-{time}-{random}.
    case when detected.source_type = 'enhanced' then regexp_match(
      substring(place.key from '[^/]*$'),
      '^enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{13}-[a-z0-9]+|[^-]+)-(.+)-[0-9]{13}-[a-z0-9]+\.[A-Za-z0-9]+$') end
      as name_parts,
    case when detected.source_type = 'stock' then coalesce(
      regexp_match(substring(place.key from '[^/]*$'), '^(pexels|unsplash|pixabay)-(.+)-[0-9]{13}-[a-z0-9]+\.[A-Za-z0-9]+$'),
      array[detected.provider, null]) end as stock_parts
  from (
    select
      provider.name as provider,
      case
        when u.upload_purpose = 'enhanced_image' then 'enhanced'
        when u.upload_purpose = 'stock_photo' then 'stock'
        when split_part(place.key, '/', 1) in ('enhanced', 'enhanced-images') then 'enhanced'
        when split_part(place.key, '/', 1) in ('stock', 'stock-photos') or provider.name is not null then 'stock'
        else 'upload'
      end as source_type
    from (select case when place.bucket = 'external' then
      substring(lower(place.key) from '^https?://(?:[a-z0-9-]+\.)*(pexels|unsplash|pixabay)\.com/') end as name offset 0) provider
    offset 0) detected
  offset 0) origin;

-- The row type of both views. Queries should read one of the two views: PostgreSQL prepares all expressions of a view, even for
-- a view without rows.
create or replace view {{schema}}.legacy_mapped with (security_invoker = true) as
select * from {{schema}}.legacy_gallery_mapped union all select * from {{schema}}.legacy_user_media_mapped;

revoke all on {{schema}}.legacy_gallery_mapped, {{schema}}.legacy_user_media_mapped, {{schema}}.legacy_mapped
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant select on {{schema}}.legacy_gallery_mapped, {{schema}}.legacy_user_media_mapped to {{authenticated}}, {{service_role}};

-- A function, so that a statement prepares the expressions of one table only, and only if it reads rows of it. Lists call it with the
-- rights of the reader.
create or replace function {{schema}}.legacy_map_rows(p_source text, p_ids uuid[]) returns setof {{schema}}.legacy_mapped
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if p_ids is null then
    return;
  elsif p_source = 'playground_gallery' then
    return query select g.* from {{schema}}.legacy_gallery_mapped g where g.legacy_id = any (p_ids);
  elsif p_source = 'user_media' then
    return query select u.* from {{schema}}.legacy_user_media_mapped u where u.legacy_id = any (p_ids);
  end if;
end $$;
comment on function {{schema}}.legacy_map_rows is 'Maps rows of an older table to items.';

revoke all on function {{schema}}.legacy_map_rows(text, uuid[]) from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_map_rows(text, uuid[]) to {{authenticated}}, {{service_role}};
