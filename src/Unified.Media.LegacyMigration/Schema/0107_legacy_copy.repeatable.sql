-- Creates items from older rows. Batches of thousands of rows, the trigger of a single row and legacy_adopt_row call the same functions.

-- All statements are static, so that PostgreSQL caches their plans: planning the mapping takes longer than mapping a row. The functions that are
-- called from outside, here and in the next step, therefore set plan_cache_mode. They also disable enable_seqscan, because a run starts with empty
-- tables, and a plan for an empty table must not scan the table when it is full; and enable_memoize and jit, which cost more than they save.

-- A cached plan does not know the lengths of arrays. Each other table is therefore read by a subselect per row instead of a join.
create or replace function {{schema}}.legacy_find_candidates(p_source text, p_ids uuid[]) returns setof {{schema}}.legacy_candidate
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[] := array(
    select i.id from unnest(p_ids) i (id)
    where (select true from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = i.id::text) is null
      and (
        select true from {{schema}}.legacy_problem p
        where p.legacy_source = p_source and p.reason = 'failed' and p.legacy_id = i.id::text) is null);
begin
  return query
    select r.*,
      case
        when p_source = 'user_media' and (select true from {{schema}}.legacy_gallery t where t.id = r.legacy_id)
          or (select true from {{media_schema}}.media t where t.id = r.legacy_id)
          or (select true from {{schema}}.objects t where t.media_id = r.legacy_id and t.role = 'original' limit 1)
          then {{schema}}.legacy_derive_id(p_source, r.legacy_id)
        else r.legacy_id
      end,
      r.bucket <> 'external' and (
        count(*) over (partition by r.object_hash) > 1
        or (select true from {{schema}}.legacy_map l where l.object_hash = r.object_hash limit 1)
        or (select true from {{schema}}.legacy_item_backup x where x.object_hash = r.object_hash limit 1)) is true
    from (
      select m.*, o.ids[1], cardinality(o.ids), {{schema}}.legacy_hash_object(m.bucket, m.path) as object_hash,
        coalesce(m.updated_at, m.created_at, now())
      from {{schema}}.legacy_map_rows(p_source, ids) m
      cross join lateral (select {{schema}}.find_owners(m.login_id) as ids offset 0) o
      offset 0) r
    order by r.legacy_id;
end $$;
comment on function {{schema}}.legacy_find_candidates is
  'Maps the given older rows that are not items yet, with owner, id and whether another row names their object.';

create or replace function {{schema}}.legacy_copy_rows(
  p_source text, p_ids uuid[], out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  candidates {{schema}}.legacy_candidate[] := array(select c from {{schema}}.legacy_find_candidates(p_source, p_ids) c);
  entries jsonb;
  objects jsonb;
  shared uuid[];
begin
  -- The map entry reserves the row: a concurrent call for the same row inserts no entry, and then no item.
  with inserted as (
    insert into {{schema}}.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, object_hash, written_at)
    select c.legacy_source, c.legacy_id::text, c.media_id, c.owner_user_id, c.object_hash, c.written_at
    from unnest(candidates) c where c.owners = 1
    on conflict do nothing
    returning legacy_id, media_id)
  select coalesce(jsonb_object_agg(i.legacy_id, i.media_id), '{}') into entries from inserted i;

  insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
  select c.legacy_source, c.legacy_id::text,
    case when c.owners = 0 then 'owner_unknown' when c.owners > 1 then 'owner_ambiguous' else c.problem end,
    left(case when c.owners = 1 then c.path else c.login_id::text end, 500)
  from unnest(candidates) c where c.owners <> 1 or c.problem is not null
  on conflict do nothing;

  rows_read := cardinality(candidates);
  rows_skipped := (select count(*) from unnest(candidates) c where c.owners <> 1);
  shared := array(select distinct c.object_hash from unnest(candidates) c where c.is_shared);
  candidates := array(select c from unnest(candidates) c where entries ? c.legacy_id::text);

  with adopted as (
    insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select c.media_id, 1, c.owner_user_id, c.bucket, c.path, 'ready', true, c.mime_type, c.size_bytes, coalesce(c.created_at, now())
    from unnest(candidates) c
    where not c.is_shared and {{schema}}.legacy_can_adopt_object(c.bucket, c.path, c.login_id, c.owner_user_id)
    on conflict do nothing
    returning object_id, media_id)
  select count(*), coalesce(jsonb_object_agg(a.media_id, a.object_id), '{}') into rows_adopted, objects from adopted a;

  -- The setting disables the row trigger that writes tags and words.
  perform set_config('{{schema}}.writes_side_tables', 'on', true);
  rows_written := {{schema}}.legacy_insert_items(candidates, objects);
  perform set_config('{{schema}}.writes_side_tables', '', true);
  perform {{schema}}.legacy_insert_side_rows(array(select c.media_id from unnest(candidates) c));

  -- Rows that had no owner before have one now.
  delete from {{schema}}.legacy_problem p
  where p.legacy_source = p_source and p.reason = any (array['owner_unknown', 'owner_ambiguous'])
    and p.legacy_id = any (array(select jsonb_object_keys(entries)));
  if shared <> '{}' then
    perform {{schema}}.legacy_release_objects(shared);
  end if;
end $$;
comment on function {{schema}}.legacy_copy_rows is
  'Creates items from older rows: entry in the map, object in the ledger, item, tags and words; rows without exactly one owner are listed.';

revoke all on function {{schema}}.legacy_find_candidates(text, uuid[]), {{schema}}.legacy_copy_rows(text, uuid[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};
