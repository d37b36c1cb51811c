-- The older tables exist in three versions, and hosts have added columns. Two views give every version the same columns: a missing column reads
-- as null, and unknown columns are collected in others. Preparing a migration creates the views again, because the tables may have changed since.
create or replace function {{schema}}.legacy_create_view(p_view text, p_table text, p_columns text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  relation regclass := to_regclass(format('{{media_schema}}.%I', p_table));
  columns text := '';
  others text := '';
  known text[] := '{}';
  wanted record;
  found record;
begin
  -- The views of a finished migration do not depend on the tables, so that the host can drop the tables.
  if (select s.phase = 'finished' from {{schema}}.legacy_state s) then
    relation := null;
  end if;

  -- A table whose ids are not UUIDs is an unrelated table of the same name.
  if relation is not null and (
    select count(*) from pg_catalog.pg_attribute a
    where a.attrelid = relation and a.attname in ('id', 'user_id') and a.atttypid = 'uuid'::regtype and not a.attisdropped) < 2 then
    relation := null;
  end if;

  for wanted in select split_part(c, ':', 1) as name, split_part(c, ':', 2) as type from unnest(p_columns) as c loop
    select a.attname, a.atttypid::regtype::text as type into found
    from pg_catalog.pg_attribute a
    where a.attrelid = relation and a.attname = wanted.name and a.attnum > 0 and not a.attisdropped;
    if found.attname is not null and (wanted.type = 'text' or found.type = wanted.type or found.type || '>' || wanted.type in (
      'character varying[]>text[]', 'json>jsonb', 'smallint>integer', 'smallint>bigint', 'integer>bigint', 'bigint>bigint',
      'timestamp without time zone>timestamp with time zone')) then
      known := known || wanted.name;
      columns := columns || format('t.%I::%s as %I, ', wanted.name, wanted.type, wanted.name);
    else
      columns := columns || format('null::%s as %I, ', wanted.type, wanted.name);
    end if;
  end loop;

  select string_agg(format('%L, t.%I', a.attname, a.attname), ', ' order by a.attnum) into others
  from pg_catalog.pg_attribute a
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    and not a.attname = any (known || array['migrated_to_media', 'migration_date']);
  columns := columns || case
    when others is null then 'null::jsonb as others'
    else format('nullif(jsonb_strip_nulls(jsonb_build_object(%s)), ''{}'') as others', others) end;

  execute format(
    'create or replace view {{schema}}.%I with (security_invoker = true) as select %s from %s',
    p_view, columns, case when relation is null then '(select) as t where false' else relation::text || ' t' end);
end $$;
comment on function {{schema}}.legacy_create_view is 'Creates a view of an older table with the given columns; missing ones are null.';

create or replace function {{schema}}.legacy_create_views() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform {{schema}}.legacy_create_view('legacy_gallery', 'playground_gallery', array[
    'id:uuid', 'user_id:uuid', 'image_url:text', 'thumbnail_url:text', 'title:text', 'description:text', 'tags:text[]',
    'created_at:timestamp with time zone', 'updated_at:timestamp with time zone', 'width:integer', 'height:integer', 'format:text',
    'project_id:text', 'edit_id:text', 'file_size:bigint', 'used_in_moodboard:boolean', 'used_in_showcase:boolean', 'media_type:text',
    'video_url:text', 'video_duration:integer', 'video_resolution:text', 'video_format:text', 'generation_metadata:jsonb',
    'exif_json:jsonb', 'is_verified:boolean', 'verification_timestamp:timestamp with time zone', 'source:text', 'generation_type:text',
    'source_type:text', 'enhancement_type:text', 'original_media_id:text', 'is_nsfw:boolean', 'is_flagged:boolean',
    'moderation_status:text', 'moderation_reason:text', 'moderated_by:uuid', 'moderated_at:timestamp with time zone',
    'user_marked_nsfw:boolean', 'nsfw_confidence_score:numeric']);
  perform {{schema}}.legacy_create_view('legacy_user_media', 'user_media', array[
    'id:uuid', 'user_id:uuid', 'file_name:text', 'file_path:text', 'file_size:bigint', 'mime_type:text', 'width:integer',
    'height:integer', 'blurhash:text', 'palette:text[]', 'upload_purpose:text', 'created_at:timestamp with time zone',
    'updated_at:timestamp with time zone']);

  revoke all on {{schema}}.legacy_gallery, {{schema}}.legacy_user_media
    from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
  grant select on {{schema}}.legacy_gallery, {{schema}}.legacy_user_media to {{authenticated}}, {{service_role}};
end $$;
comment on function {{schema}}.legacy_create_views is 'Creates the views of the older tables for their current columns.';

revoke all on function {{schema}}.legacy_create_view(text, text, text[]), {{schema}}.legacy_create_views()
  from public, {{anon}}, {{authenticated}}, {{service_role}};
select {{schema}}.legacy_create_views();

-- The columns that both tables have. A query with a constant or a parameter for legacy_source reads one table only.
create or replace view {{schema}}.legacy_rows with (security_invoker = true) as
select 'playground_gallery'::text as legacy_source, g.id, g.user_id, g.created_at, g.updated_at from {{schema}}.legacy_gallery g
union all
select 'user_media', u.id, u.user_id, u.created_at, u.updated_at from {{schema}}.legacy_user_media u;
revoke all on {{schema}}.legacy_rows from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
