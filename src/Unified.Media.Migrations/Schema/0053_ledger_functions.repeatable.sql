-- Functions from the reservation of an attempt to its ready object. The application's login calls them before it assumes the role of a user. A
-- user who connects in another way, such as PostgREST or psql, can therefore neither change the ledger nor falsify the size and type of an
-- object. The caller passes all times.

-- Reserves an attempt under a unique object key: {directory}/{item}.{attempt}[.{role}].{extension}. ObjectLayout in C# decides the bucket and the
-- directory. Values of status:
--   granted: the attempt was reserved.
--   replayed: the idempotency key was used by an upload that is complete; media_id is its item.
--   busy: another attempt holds the lease, and p_take_over is false.
--   mismatch: the idempotency key was used with another fingerprint.
--   gone: the item was deleted.
--   conflict: the id is taken, or the role has a ready object.
--   absent: the role is not the original, and the item has no ready original or has another owner.
create or replace function {{schema}}.reserve(
  p_owner uuid, p_media uuid, p_role text, p_bucket text, p_directory text, p_extension text, p_lease_until timestamptz, p_now timestamptz,
  p_key text, p_fingerprint text, p_take_over boolean,
  out status text, out media_id uuid, out attempt integer, out bucket text, out key text, out lease_until timestamptz, out received_sha256 bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  earlier {{schema}}.objects;
  malformed text;
  item uuid := p_media;
  number integer := 1;
begin
  if p_owner is null or not p_owner = any ({{schema}}.get_my_owners()) then
    raise exception 'the caller is not the owner' using errcode = '42501',
      detail = 'p_owner is not an owner of the login in the claims.',
      hint = 'Set the claims of the owner''s login earlier in the same transaction.';
  end if;

  malformed := case
    when p_media is null then 'p_media'
    when (p_role ~ '^[a-z0-9-]{1,20}$') is not true then 'p_role'
    when (p_bucket ~ '^[a-z0-9-]{1,63}$') is not true then 'p_bucket'
    when (p_directory ~ '^[a-z0-9_-]{1,64}(/[a-z0-9_-]{1,64}){0,3}$') is not true then 'p_directory'
    when (p_extension ~ '^[a-z0-9]{1,8}$') is not true then 'p_extension'
    when p_lease_until is null then 'p_lease_until'
    when p_now is null then 'p_now'
    when p_key is not null and p_role <> 'original' then 'p_key'
    when (p_key is null) <> (p_fingerprint is null) then 'p_fingerprint'
  end;
  if malformed is not null then
    raise exception 'an argument of reserve is invalid' using errcode = '22023',
      detail = format('%s is missing, malformed, or does not fit the other arguments.', malformed),
      hint = 'Use the bucket and the directory of ObjectLayout. Only originals have an idempotency key, always with a fingerprint.';
  end if;

  if p_role <> 'original' then
    -- The lock is held until the end of the transaction: a concurrent deletion waits, and then finds the new attempt.
    perform from {{schema}}.objects o
    where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state = 'ready' for share;
    if not found then
      status := 'absent';
      return;
    end if;
  end if;

  for tries in 1..5 loop
    if p_role <> 'original' then
      select * into earlier from {{schema}}.objects o
      where o.media_id = p_media and o.role = p_role order by o.attempt desc limit 1 for update;
    elsif p_key is not null then
      select * into earlier from {{schema}}.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key for update;
    end if;

    if earlier.object_id is not null then
      status := case
        when earlier.fingerprint is distinct from p_fingerprint then 'mismatch'
        when earlier.item_deleted then 'gone'
        when earlier.state = 'ready' and p_role = 'original' then 'replayed'
        when earlier.state = 'ready' then 'conflict'
        when earlier.state = 'pending' and earlier.lease_until > p_now and not p_take_over then 'busy'
      end;
      if status is not null then
        media_id := earlier.media_id;
        received_sha256 := earlier.received_sha256;
        return;
      end if;

      -- The old attempt stays due at the end of its lease: its upload may still be running, and the object that it stores is deleted then.
      update {{schema}}.objects o
      set state = case o.state when 'pending' then 'deleting' else o.state end, idempotency_key = null, fingerprint = null
      where o.object_id = earlier.object_id;
      item := earlier.media_id;
      number := earlier.attempt + 1;
    end if;

    insert into {{schema}}.objects as o (
      media_id, role, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at, idempotency_key, fingerprint)
    select
      item, p_role, number, p_owner, p_bucket,
      p_directory || '/' || item || '.' || number || case p_role when 'original' then '' else '.' || p_role end || '.' || p_extension,
      'pending', p_lease_until, p_lease_until, p_key, p_fingerprint
    where number > 1 or p_role <> 'original' or (
      not exists (select from {{schema}}.objects t where t.media_id = item)
      and not exists (select from {{media_schema}}.media m where m.id = item))
    on conflict do nothing
    returning 'granted', o.media_id, o.attempt, o.bucket, o.key, o.lease_until into status, media_id, attempt, bucket, key, lease_until;
    if found then
      return;
    elsif number = 1 and p_role = 'original' and (p_key is null or not exists (
      select from {{schema}}.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key)) then
      status := 'conflict';
      return;
    end if;
    -- A concurrent call for the same key or role was faster: read its result in the next iteration.
  end loop;

  raise exception 'too much contention' using errcode = '40001',
    detail = 'Five attempts failed because of concurrent calls for the same key or role.', hint = 'Repeat the call.';
end $$;
comment on function {{schema}}.reserve is
  'Reserves an attempt to store an object. Status: granted, replayed, busy, conflict, mismatch, gone or absent.';

create or replace function {{schema}}.is_ready(p_owner uuid, p_media uuid, p_role text, p_attempt integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from {{schema}}.objects o
    where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any ({{schema}}.get_my_owners()))
$$;
comment on function {{schema}}.is_ready is 'Returns whether an attempt of the caller is ready.';

-- Changes the attempt from pending to ready by compare-and-set, and records the size, type and hash of the stored object. The INSERT of the item
-- follows in the same transaction; a trigger rejects it unless the ledger row is ready. For another role than the original, the
-- original must be ready; a repeated call for an attempt that is already ready returns true again.
create or replace function {{schema}}.confirm(
  p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_content_type text, p_size bigint, p_sha256 bytea, p_received bytea)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_role <> 'original' then
    -- The lock is held until the end of the transaction: a concurrent deletion waits, and then finds the object.
    perform from {{schema}}.objects o
    where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any ({{schema}}.get_my_owners())
    for share;
    if not found then
      return false;
    end if;
  end if;

  update {{schema}}.objects o
  set state = 'ready', next_try_at = null, mime_type = p_content_type, size_bytes = p_size, sha256 = p_sha256, received_sha256 = p_received
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any ({{schema}}.get_my_owners());
  return found or p_role <> 'original' and {{schema}}.is_ready(p_owner, p_media, p_role, p_attempt);
end $$;
comment on function {{schema}}.confirm is 'Changes a pending attempt to ready and records its object; returns false if the attempt is lost.';

create or replace function {{schema}}.abandon(p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o set state = 'deleting', next_try_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any ({{schema}}.get_my_owners());
  return found;
end $$;
comment on function {{schema}}.abandon is 'Abandons a pending attempt, so that its object is deleted; returns false if there is none.';

create or replace function {{schema}}.get_catalog_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select value::uuid from {{schema}}.settings where key = 'catalog_id'
$$;
comment on function {{schema}}.get_catalog_id is 'Returns the id of this catalog, by which a sweep recognizes its buckets.';

revoke all on function
  {{schema}}.reserve(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, boolean),
  {{schema}}.confirm(uuid, uuid, text, integer, text, bigint, bytea, bytea), {{schema}}.abandon(uuid, uuid, text, integer, timestamptz),
  {{schema}}.is_ready(uuid, uuid, text, integer), {{schema}}.get_catalog_id()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function
  {{schema}}.reserve(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, boolean),
  {{schema}}.confirm(uuid, uuid, text, integer, text, bigint, bytea, bytea), {{schema}}.abandon(uuid, uuid, text, integer, timestamptz),
  {{schema}}.is_ready(uuid, uuid, text, integer)
  to {{app}};
grant execute on function {{schema}}.get_catalog_id() to {{app}}, {{worker}};
