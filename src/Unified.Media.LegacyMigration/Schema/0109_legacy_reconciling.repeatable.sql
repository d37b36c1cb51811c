-- Matches items from before the migration with the older rows that they were made from, and assigns objects to their owners.

-- An item was made from an older row by an earlier migration (gallery_id, user_media_id), or when a user promoted the row (original_gallery_id).
-- A promoted item without that id (promoted_from_playground) has the address of its row.
create or replace function {{schema}}.legacy_find_source_row(
  p_owner uuid, p_path text, p_metadata jsonb, p_exif jsonb, out legacy_source text, out legacy_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  login uuid;
  stored_id text;
begin
  if not coalesce(p_metadata ?| array['gallery_id', 'user_media_id'], false)
    and not coalesce(p_exif ?| array['original_gallery_id', 'promoted_from_playground'], false) then
    return;
  end if;

  login := {{schema}}.legacy_find_login(p_owner);
  foreach stored_id in array array[p_metadata ->> 'gallery_id', p_exif ->> 'original_gallery_id'] loop
    if stored_id ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
      select 'playground_gallery', g.id into legacy_source, legacy_id
      from {{schema}}.legacy_gallery g where g.id = stored_id::uuid and g.user_id = login;
      if found then
        return;
      end if;
    end if;
  end loop;

  stored_id := p_metadata ->> 'user_media_id';
  if stored_id ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    select 'user_media', u.id into legacy_source, legacy_id
    from {{schema}}.legacy_user_media u where u.id = stored_id::uuid and u.user_id = login;
    if found then
      return;
    end if;
  end if;

  if p_exif ->> 'promoted_from_playground' = 'true' and p_path <> '' then
    select 'playground_gallery', g.id into legacy_source, legacy_id
    from {{schema}}.legacy_gallery g where g.user_id = login and (g.image_url = p_path or g.video_url = p_path)
    order by g.created_at, g.id limit 1;
  end if;
end $$;
comment on function {{schema}}.legacy_find_source_row is
  'Returns the older row that an item was made from; nulls if its owner has no such row.';

-- Processes every item once. An item whose key proves that the object belongs to its owner gets the object, under its plain bucket and key. An
-- item that was made from an older row gets the values that only the row has. legacy_item_backup stores the earlier values.
create or replace function {{schema}}.legacy_reconcile_items(
  p_from uuid, p_to uuid, out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer,
  out shared uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select m.id, m.owner_user_id, m.bucket, m.path, m.url, m.mime_type, m.size_bytes, m.metadata, m.created_at, m.updated_at,
      place.bucket as new_bucket, place.key as new_path, place.url as new_url, place.problem,
      {{schema}}.legacy_hash_object(place.bucket, place.key) as object_hash, {{schema}}.legacy_find_login(m.owner_user_id) as login_id,
      coalesce(known.legacy_source, source_row.legacy_source) as legacy_source, coalesce(known.legacy_id::uuid, source_row.legacy_id) as legacy_id,
      coalesce(
        m.mime_type, substring(lower(m.metadata ->> 'mime_type') from '^[a-z]+/[a-z0-9.+-]{1,80}$'),
        {{schema}}.legacy_get_content_type({{schema}}.legacy_get_extension(place.key))) as new_mime,
      coalesce(m.size_bytes, case when m.metadata ->> 'file_size' ~ '^[0-9]{1,15}$' then (m.metadata ->> 'file_size')::bigint end) as new_size
    from {{media_schema}}.media m
    cross join lateral {{schema}}.legacy_locate_object(m.path, m.bucket, (select s.hosts from {{schema}}.legacy_state s)) place
    cross join lateral {{schema}}.legacy_find_source_row(m.owner_user_id, m.path, m.metadata, m.exif_json) source_row
    left join lateral (
      select l.legacy_source, l.legacy_id from {{schema}}.legacy_map l
      where l.media_id = m.id order by l.legacy_source, l.legacy_id limit 1) known on true
    where m.id between p_from and p_to and m.object_id is null and m.legacy_source is null
      and not exists (select from {{schema}}.legacy_item_backup x where x.media_id = m.id)
    for update of m),
  pairs as (
    insert into {{schema}}.legacy_map as l (legacy_source, legacy_id, media_id, owner_user_id, object_hash, written_at)
    select distinct on (b.legacy_source, b.legacy_id)
      b.legacy_source, b.legacy_id::text, b.id, b.owner_user_id, b.object_hash,
      coalesce(b.updated_at, b.created_at, now()) + interval '1 microsecond'
    from b where b.legacy_source is not null
    order by b.legacy_source, b.legacy_id, b.created_at, b.id
    on conflict (legacy_source, legacy_id) do update set object_hash = excluded.object_hash, written_at = excluded.written_at
      where l.media_id = excluded.media_id and l.deleted_at is null
    returning l.legacy_source, l.legacy_id::uuid as legacy_id, l.media_id),
  shared_places as materialized (
    select b.object_hash from b where b.new_bucket <> 'external' group by b.object_hash having count(*) > 1
    union all
    select b.object_hash from b
    where b.new_bucket <> 'external' and (
      exists (select from {{schema}}.legacy_map l where l.object_hash = b.object_hash and l.media_id is distinct from b.id)
      or exists (select from {{schema}}.legacy_item_backup x where x.object_hash = b.object_hash))),
  ledger as (
    insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select b.id, 1, b.owner_user_id, b.new_bucket, b.new_path, 'ready', true, b.new_mime, b.new_size, coalesce(b.created_at, now())
    from b
    where {{schema}}.legacy_can_adopt_object(b.new_bucket, b.new_path, b.login_id, b.owner_user_id)
      and not exists (select from shared_places s where s.object_hash = b.object_hash)
    on conflict do nothing
    returning object_id, media_id),
  mapped as materialized (
    select p.media_id, m.metadata
    from pairs p
    join (
      select * from {{schema}}.legacy_map_rows(
        'playground_gallery', array(select q.legacy_id from pairs q where q.legacy_source = 'playground_gallery'))
      union all
      select * from {{schema}}.legacy_map_rows('user_media', array(select q.legacy_id from pairs q where q.legacy_source = 'user_media'))) m
      on m.legacy_source = p.legacy_source and m.legacy_id = p.legacy_id),
  changes as materialized (
    select b.id, l.object_id, p.legacy_source, p.legacy_id::text as legacy_id,
      case when l.object_id is null then b.bucket else b.new_bucket end as bucket,
      case when l.object_id is null then b.path else b.new_path end as path,
      coalesce(b.url, b.new_url) as url, b.new_mime as mime_type, b.new_size as size_bytes,
      case when m.metadata is null then b.metadata else m.metadata || coalesce(b.metadata, '{}') end as metadata,
      coalesce(b.updated_at, b.created_at, now()) + interval '1 microsecond' as updated_at
    from b
    left join ledger l on l.media_id = b.id
    left join pairs p on p.media_id = b.id
    left join mapped m on m.media_id = b.id
    where (l.object_id, p.legacy_source, b.new_mime, b.new_size) is distinct from (null, null, b.mime_type, b.size_bytes)
      or b.url is null and b.new_url is not null),
  kept as (
    insert into {{schema}}.legacy_item_backup (media_id, object_hash, before, written_at)
    select b.id, b.object_hash,
      case when c.id is not null then jsonb_build_object(
        'bucket', b.bucket, 'path', b.path, 'url', b.url, 'mime_type', b.mime_type, 'size_bytes', b.size_bytes, 'metadata', b.metadata,
        'updated_at', b.updated_at) end,
      coalesce(c.updated_at, b.updated_at)
    from b left join changes c on c.id = b.id),
  items as (
    update {{media_schema}}.media m set
      object_id = c.object_id, bucket = c.bucket, path = c.path, url = c.url, mime_type = c.mime_type, size_bytes = c.size_bytes,
      metadata = c.metadata, legacy_source = c.legacy_source, legacy_id = c.legacy_id, updated_at = c.updated_at
    from changes c where m.id = c.id
    returning 1),
  listed as (
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.id::text, r.reason, left(r.detail, 500)
    from b cross join lateral (
      select b.problem, b.path where b.problem is not null
      union all
      select 'duplicate', b.legacy_source || ' ' || b.legacy_id
      where b.legacy_source is not null and not exists (select from pairs p where p.media_id = b.id)) r (reason, detail)
    on conflict do nothing)
  select (select count(*) from b), (select count(*) from items), (select count(*) from ledger), 0,
    (select array_agg(distinct s.object_hash) from shared_places s)
  into rows_read, rows_written, rows_adopted, rows_skipped, shared;

  if shared is not null then
    perform {{schema}}.legacy_release_objects(shared);
  end if;
end $$;
comment on function {{schema}}.legacy_reconcile_items is
  'Reconciles a range of items that existed before: adopts their objects and adds the values that only their older rows have.';

revoke all on function {{schema}}.legacy_find_source_row(uuid, text, jsonb, jsonb), {{schema}}.legacy_reconcile_items(uuid, uuid)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
