-- One shape over the items and the rows of older tables that are not items yet. It is read with the reader's own rights.
do $$
declare
  definition text := $q$
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from {{media_schema}}.media m $q$;
  is_newer_gallery boolean;
begin
  if to_regclass('{{media_schema}}.users_profile') is not null and to_regclass('{{media_schema}}.playground_gallery') is not null then
    is_newer_gallery := exists (
      select from pg_catalog.pg_attribute
      where attrelid = to_regclass('{{media_schema}}.playground_gallery') and attname = 'video_url' and not attisdropped);
    definition := definition || format($q$
      union all
      select g.id, 'playground_gallery', p.id, g.user_id, %s, null, %s, g.width, g.height, %s, 'private',
        case
          when g.generation_metadata ->> 'enhancement_type' <> '' or g.generation_metadata ->> 'style_applied' <> ''
            or g.generation_metadata ->> 'source' = 'ai_enhancement' or g.title ilike '%%enhanced%%' or 'ai-enhanced' = any (g.tags) then 'enhanced'
          else 'playground'
        end,
        coalesce(
          g.generation_metadata ->> 'enhancement_type', g.generation_metadata ->> 'style_applied', g.generation_metadata ->> 'style',
          g.generation_metadata ->> 'applied_style'),
        null, g.title, g.description, null, null, g.generation_metadata, g.created_at, %s
      from {{media_schema}}.playground_gallery g
      left join lateral (
        select (array_agg(u.id))[1] as id from {{media_schema}}.users_profile u where u.user_id = g.user_id having count(*) = 1) p on true
      where not exists (
        select from {{schema}}.legacy_map l where l.legacy_source = 'playground_gallery' and l.legacy_id = g.id::text) $q$,
      case when is_newer_gallery then 'lower(g.media_type::text)' else '''image''' end,
      case when is_newer_gallery then 'coalesce(g.video_url, g.image_url)' else 'g.image_url' end,
      case when is_newer_gallery then 'g.video_duration::double precision' else 'null' end,
      case when is_newer_gallery then 'g.updated_at' else 'g.created_at' end);
  end if;

  if to_regclass('{{media_schema}}.users_profile') is not null and to_regclass('{{media_schema}}.user_media') is not null then
    definition := definition || $q$
      union all
      select u.id, 'user_media', p.id, u.user_id, case when u.mime_type like 'video/%' then 'video' else 'image' end, null, u.file_path,
        u.width, u.height, null, 'private',
        case u.upload_purpose when 'enhanced_image' then 'enhanced' when 'stock_photo' then 'stock' else 'upload' end,
        null, null, u.file_name, null, u.mime_type, u.file_size, null, u.created_at, u.updated_at
      from {{media_schema}}.user_media u
      left join lateral (
        select (array_agg(o.id))[1] as id from {{media_schema}}.users_profile o where o.user_id = u.user_id having count(*) = 1) p on true
      where not exists (
        select from {{schema}}.legacy_map l where l.legacy_source = 'user_media' and l.legacy_id = u.id::text) $q$;
  end if;

  drop view if exists {{media_schema}}.unified_media_view;
  execute 'create view {{media_schema}}.unified_media_view with (security_invoker = true) as ' || definition;
end $$;

-- Default privileges may have opened it to everybody.
revoke all on {{media_schema}}.unified_media_view from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant select on {{media_schema}}.unified_media_view to {{authenticated}}, {{service_role}};
