-- Shows the items with the same columns in every database, whatever the names and types of the host's columns are. The view is SECURITY INVOKER.
-- A module may replace it by a view that shows more rows. Such a view reads other relations of {{schema}}; this step detects that, and then does
-- not change the view.
do $$
declare
  name constant text := '{{media_schema}}.unified_media_view';
  definition constant text := $q$view {{media_schema}}.unified_media_view with (security_invoker = true) as
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path::text as path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from {{media_schema}}.media m$q$;
  is_new boolean := to_regclass(name) is null;
begin
  if exists (
    select from pg_catalog.pg_rewrite r
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
    join pg_catalog.pg_class c on d.refclassid = 'pg_catalog.pg_class'::regclass and c.oid = d.refobjid
    where r.ev_class = to_regclass(name) and c.oid not in (r.ev_class, '{{media_schema}}.media'::regclass)
      and c.relnamespace = '{{schema}}'::regnamespace) then
    return;
  end if;

  -- Replaced instead of dropped: objects of the host may depend on the view, and the host may have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The existing view has other columns.
      execute 'drop view ' || name;
      execute 'create ' || definition;
      is_new := true;
  end;

  if is_new then
    comment on view {{media_schema}}.unified_media_view is 'The items, with the same columns in every database.';
    -- Default privileges may have granted rights on the view.
    revoke all on {{media_schema}}.unified_media_view from public, {{anon}}, {{authenticated}}, {{service_role}};
  end if;
end $$;

grant select on {{media_schema}}.unified_media_view to {{authenticated}}, {{service_role}};
