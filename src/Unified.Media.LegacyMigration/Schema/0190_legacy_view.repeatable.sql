-- Replaces the view of the core by a view of the items and the older rows that are not items yet. The view is SECURITY INVOKER. An older row has
-- the id and the values that it will have as an item. The columns of items are those of 0190_view in the core.
do $$
declare
  definition text := $q$view {{media_schema}}.unified_media_view with (security_invoker = true) as
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path::text as path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from {{media_schema}}.media m
    union all
    select i.id, i.legacy_source, %s, i.login_id, i.type, i.bucket, i.path, i.width, i.height,
      coalesce(i.duration_us / 1000000.0, i.duration)::double precision, 'private', i.source_type, i.enhancement_type, i.original_media_id,
      i.metadata ->> 'title', i.metadata ->> 'description', i.mime_type, i.size_bytes, i.metadata, i.created_at, i.updated_at
    from {{schema}}.legacy_items i %s$q$;
begin
  if (select s.value = 'true' from {{schema}}.settings s where s.key = 'owners_are_profiles') then
    definition := format(definition, 'p.id', 'left join lateral (
      select (array_agg(u.id))[1] as id from {{media_schema}}.users_profile u where u.user_id = i.login_id having count(*) = 1) p on true');
  else
    definition := format(definition, 'i.login_id', '');
  end if;

  -- Replaced instead of dropped: objects of the host may depend on the view, and the host may have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The columns of the union can have other types.
      drop view {{media_schema}}.unified_media_view;
      execute 'create ' || definition;
      -- Default privileges may have granted rights on the view.
      revoke all on {{media_schema}}.unified_media_view from public, {{anon}}, {{authenticated}}, {{service_role}};
  end;
end $$;

comment on view {{media_schema}}.unified_media_view is 'The items, and the older rows that are not items yet.';
grant select on {{media_schema}}.unified_media_view to {{authenticated}}, {{service_role}};
