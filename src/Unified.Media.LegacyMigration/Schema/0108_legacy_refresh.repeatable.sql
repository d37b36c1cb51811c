-- Updates items after changes of their older rows: a trigger refreshes the item of one row, and a run finds rows that changed without a trigger.

create or replace function {{schema}}.legacy_refresh_row(p_source text, p_id uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  known {{schema}}.legacy_map := {{schema}}.legacy_lock_entry(p_source, p_id::text);
  item record;
  mapped {{schema}}.legacy_mapped;
  object bigint;
begin
  if known.legacy_id is null then
    if (select c.rows_written > 0 from {{schema}}.legacy_copy_rows(p_source, array[p_id]) c) then
      return true;
    end if;

    -- A concurrent batch copied the row as it was before this change: its item is refreshed now. Otherwise the row has no owner.
    known := {{schema}}.legacy_lock_entry(p_source, p_id::text);
    if known.legacy_id is null then
      return true;
    end if;
  end if;

  select m.id, m.owner_user_id, m.bucket, m.path, m.object_id, m.updated_at into item
  from {{media_schema}}.media m where m.id = known.media_id for update;
  if not found or known.deleted_at is not null then
    return false;
  end if;

  if item.updated_at is distinct from known.written_at or exists (select from {{schema}}.legacy_item_backup x where x.media_id = item.id) then
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (p_source, p_id::text, 'changed_on_both_sides', item.id::text) on conflict do nothing;
    return false;
  end if;

  select * into mapped from {{schema}}.legacy_map_rows(p_source, array[p_id]);
  object := item.object_id;
  if (mapped.bucket, mapped.path) is distinct from (item.bucket, item.path) then
    delete from {{schema}}.objects o where o.media_id = item.id and o.adopted and o.state = 'ready';
    perform {{schema}}.legacy_mark_derived_deleted(array[item.id]);
    update {{schema}}.legacy_map l set object_hash = {{schema}}.legacy_hash_object(mapped.bucket, mapped.path)
    where l.legacy_source = p_source and l.legacy_id = p_id::text;
    object := {{schema}}.legacy_adopt_object(
      item.id, mapped.login_id, item.owner_user_id, mapped.bucket, mapped.path, mapped.mime_type, mapped.size_bytes, mapped.created_at);
  end if;

  known.written_at := {{schema}}.legacy_update_item(item.id, mapped, object);
  update {{schema}}.legacy_map l set written_at = known.written_at where l.legacy_source = p_source and l.legacy_id = p_id::text;
  return true;
end $$;
comment on function {{schema}}.legacy_refresh_row is
  'Updates an item from its older row; returns false if the item was kept, because it was changed or deleted itself.';

-- For rows that were changed while no trigger was attached. A row whose updated_at equals the copied one is skipped. Another row is
-- refreshed if its mapping differs from the item.
create or replace function {{schema}}.legacy_refresh_changed_rows(p_source text, p_ids uuid[]) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  kinds jsonb;
  changed uuid[];
  -- One row at a time: a join would read the whole map.
  candidates uuid[] := array(
    select r.id
    from {{schema}}.legacy_rows r
    cross join lateral (
      select l.media_id, l.written_at from {{schema}}.legacy_map l
      where l.legacy_source = p_source and l.legacy_id = r.id::text and l.deleted_at is null and l.mapped_at <> now() limit 1) l
    where r.legacy_source = p_source and r.id = any (p_ids) and l.written_at is not null
      and (r.updated_at is null or greatest(r.updated_at, r.created_at) <> l.written_at)
      and (select true from {{schema}}.legacy_item_backup x where x.media_id = l.media_id) is null
      and (
        select true from {{schema}}.legacy_problem p
        where p.legacy_source = p_source and p.reason = 'failed' and p.legacy_id = r.id::text) is null);
begin
  if candidates = '{}' then
    return 0;
  end if;

  kinds := (select d.labels from {{schema}}.legacy_describe_media() d);
  changed := array(
    select b.legacy_id
    from {{schema}}.legacy_map_rows(p_source, candidates) b
    join {{schema}}.legacy_map l on l.legacy_source = p_source and l.legacy_id = b.legacy_id::text
    join {{media_schema}}.media m on m.id = l.media_id
    where case
      when m.updated_at is distinct from l.written_at then b.updated_at > l.written_at
      else coalesce(b.updated_at > l.written_at, false) or (
        kinds ->> b.type, b.bucket, b.path, b.url, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash, b.exif_json,
        b.source_type, b.enhancement_type, b.original_media_id, b.metadata, b.mime_type, b.size_bytes)
        is distinct from (
        m.type::text, m.bucket, m.path, m.url, m.width, m.height, m.duration, m.duration_us, m.palette, m.blurhash, m.exif_json,
        m.source_type, m.enhancement_type, m.original_media_id, m.metadata - 'migrated_at', m.mime_type, m.size_bytes)
      end
    order by b.legacy_id);
  return (select count(*) filter (where {{schema}}.legacy_refresh_row(p_source, c.id)) from unnest(changed) c (id));
end $$;
comment on function {{schema}}.legacy_refresh_changed_rows is
  'Refreshes the items of older rows that changed after they were copied; returns their number.';

revoke all on function {{schema}}.legacy_refresh_row(text, uuid), {{schema}}.legacy_refresh_changed_rows(text, uuid[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};
