-- The items in one shape, whatever the host's columns are called and whatever types they have. The view is read with the reader's own rights.
-- A module may replace the view by one that shows more, and says so in the view's comment: then it stays as the module made it.
do $$
begin
  if obj_description(to_regclass('{{media_schema}}.unified_media_view'), 'pg_class') like 'Made by the module %' then
    return;
  end if;

  drop view if exists {{media_schema}}.unified_media_view;
  create view {{media_schema}}.unified_media_view with (security_invoker = true) as
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from {{media_schema}}.media m;
  comment on view {{media_schema}}.unified_media_view is 'The items in one shape.';
end $$;

-- Default privileges may have opened it to everybody.
revoke all on {{media_schema}}.unified_media_view from public, {{anon}}, {{authenticated}}, {{service_role}};
grant select on {{media_schema}}.unified_media_view to {{authenticated}}, {{service_role}};
