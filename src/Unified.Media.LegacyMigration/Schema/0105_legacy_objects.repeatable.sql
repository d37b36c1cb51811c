-- Functions for the login, the map entry and the objects of an item that was an older row.

create or replace function {{schema}}.legacy_find_login(p_owner uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select s.value from {{schema}}.settings s where s.key = 'owners_are_profiles') = 'true' then
    return (select p.user_id from {{media_schema}}.users_profile p where p.id = p_owner);
  end if;
  return p_owner;
end $$;
comment on function {{schema}}.legacy_find_login is 'Returns the login of an owner; older tables and object keys contain logins.';

-- A writer of an item locks the item first, then its object, then its map entry, in the same order as a deletion, which prevents deadlocks.
create or replace function {{schema}}.legacy_lock_entry(p_source text, p_id text) returns {{schema}}.legacy_map
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known {{schema}}.legacy_map;
begin
  perform from {{media_schema}}.media m
  where m.id = (select l.media_id from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id)
  for update;
  select * into known from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id for update;
  return known;
end $$;
comment on function {{schema}}.legacy_lock_entry is
  'Locks the item of an older row and its entry in the map and returns the entry; nulls if there is none.';

-- The job for shared objects repeats the check for other rows with the same object, because two writers can adopt it at the same time.
create or replace function {{schema}}.legacy_adopt_object(
  p_media uuid, p_login uuid, p_owner uuid, p_bucket text, p_key text, p_content_type text, p_size bigint, p_created timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hash uuid := {{schema}}.legacy_hash_object(p_bucket, p_key);
  adopted bigint;
begin
  if not {{schema}}.legacy_can_adopt_object(p_bucket, p_key, p_login, p_owner)
    or exists (select from {{schema}}.legacy_map l where l.object_hash = hash and l.media_id is distinct from p_media)
    or exists (select from {{schema}}.legacy_item_backup b where b.object_hash = hash and b.media_id <> p_media) then
    return null;
  end if;

  insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
  values (p_media, 1, p_owner, p_bucket, p_key, 'ready', true, p_content_type, p_size, coalesce(p_created, now()))
  on conflict do nothing returning object_id into adopted;
  return adopted;
end $$;
comment on function {{schema}}.legacy_adopt_object is
  'Records an object in the ledger for an item and returns its id; null if the key proves nothing or another row names it.';

create or replace function {{schema}}.legacy_release_objects(p_object_hashes uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  released integer;
  -- Collected first, because a join with media would scan all of its rows.
  sharers uuid[] := array(
    select l.media_id from {{schema}}.legacy_map l where l.object_hash = any (p_object_hashes)
    union select b.media_id from {{schema}}.legacy_item_backup b where b.object_hash = any (p_object_hashes));
begin
  sharers := array(
    select m.id from {{media_schema}}.media m where m.id = any (sharers) and m.object_id is not null order by m.id for update);
  with removed as (
    delete from {{schema}}.objects o where o.media_id = any (sharers) and o.adopted and o.state = 'ready'
    returning o.object_id, o.media_id),
  items as (
    update {{media_schema}}.media m set object_id = null from removed r where m.id = r.media_id and m.object_id = r.object_id)
  select count(*) into released from removed;
  return released;
end $$;
comment on function {{schema}}.legacy_release_objects is
  'Removes adopted objects that several rows name from the ledger, so that no deletion erases them; returns their number.';

-- For objects derived from content that an item no longer shows. The deletion of an item sets item_deleted; this function does not, so that the
-- item, or another copy of its row, can reserve the role again. Call it after the row of the original is locked or deleted. As in reserve, a
-- pending attempt stays due at the end of its lease.
create or replace function {{schema}}.legacy_mark_derived_deleted(p_items uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o set
    state = 'deleting', received_sha256 = null, next_try_at = case o.state when 'ready' then '-infinity' else o.next_try_at end
  where o.media_id = any (p_items) and o.role <> 'original' and o.state in ('pending', 'ready');
end $$;
comment on function {{schema}}.legacy_mark_derived_deleted is
  'Marks the derived objects of items for deletion, so that they can be derived again.';

revoke all on function {{schema}}.legacy_find_login(uuid), {{schema}}.legacy_lock_entry(text, text),
  {{schema}}.legacy_adopt_object(uuid, uuid, uuid, text, text, text, bigint, timestamptz), {{schema}}.legacy_release_objects(uuid[]),
  {{schema}}.legacy_mark_derived_deleted(uuid[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_find_login(uuid) to {{app}}, {{service_role}};
