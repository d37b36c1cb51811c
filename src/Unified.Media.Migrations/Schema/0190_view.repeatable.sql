-- The items in one shape, whatever the host's columns are called and whatever types they have. The view is read with the reader's own rights.
-- A module may replace the view by one that shows more. The rule of such a view reads other relations of {{schema}}, by which this step knows it:
-- then the view stays as the module made it.
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

  -- Replaced and not dropped: objects of the host can depend on the view, and the host can have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The view that is there has other columns.
      execute 'drop view ' || name;
      execute 'create ' || definition;
      is_new := true;
  end;

  if is_new then
    comment on view {{media_schema}}.unified_media_view is 'The items in one shape.';
    -- Default privileges may have opened it to everybody.
    revoke all on {{media_schema}}.unified_media_view from public, {{anon}}, {{authenticated}}, {{service_role}};
  end if;
end $$;

grant select on {{media_schema}}.unified_media_view to {{authenticated}}, {{service_role}};
