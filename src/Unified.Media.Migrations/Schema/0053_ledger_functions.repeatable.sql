-- From a reservation to a ready object. The application's login calls these before it takes on its user's role, so that nobody who comes
-- through another door (PostgREST, psql as a user) can touch the ledger or lie about an object's size and type. Times are the caller's.

drop function if exists {{schema}}.reserve(uuid, text, uuid, text, text, timestamptz, timestamptz, text, text, boolean);
create function {{schema}}.reserve(
  p_owner uuid, p_segment text, p_media uuid, p_layout text, p_extension text, p_lease_until timestamptz, p_now timestamptz,
  p_key text, p_fingerprint text, p_take_over boolean)
returns table (status text, media_id uuid, attempt integer, bucket text, key text, lease_until timestamptz, received_sha256 bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  place {{schema}}.layouts;
  earlier {{schema}}.objects;
  item uuid := p_media;
  number integer := 1;
begin
  if p_owner is null or not p_owner = any ({{schema}}.my_owners()) then
    raise exception 'not your media' using errcode = '42501';
  end if;

  select * into place from {{schema}}.layouts l where l.layout = p_layout;
  if not found or p_segment !~ '^[a-z0-9_-]{1,64}$' or p_extension !~ '^[a-z0-9]{1,8}$' or p_media is null or p_lease_until is null
    or p_now is null or (p_key is null) <> (p_fingerprint is null) then
    raise exception 'an argument of reserve is wrong' using errcode = '22023';
  end if;

  for tries in 1..5 loop
    if p_key is not null then
      select * into earlier from {{schema}}.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key for update;
      if found then
        if earlier.fingerprint is distinct from p_fingerprint then
          return query select 'mismatch', null::uuid, null::integer, null::text, null::text, null::timestamptz, null::bytea;
          return;
        elsif earlier.retired then
          return query select 'gone', null::uuid, null::integer, null::text, null::text, null::timestamptz, null::bytea;
          return;
        elsif earlier.state = 'ready' then
          return query select 'replayed', earlier.media_id, earlier.attempt, earlier.bucket, earlier.key, null::timestamptz, earlier.received_sha256;
          return;
        elsif earlier.state = 'pending' and earlier.lease_until > p_now and not p_take_over then
          return query select 'busy', earlier.media_id, earlier.attempt, null::text, null::text, earlier.lease_until, null::bytea;
          return;
        end if;

        -- The old attempt stays due at the end of its lease: its upload may still be under way, and what it stores is erased then.
        update {{schema}}.objects o
        set state = case o.state when 'pending' then 'deleting' else o.state end, idempotency_key = null, fingerprint = null
        where o.object_id = earlier.object_id;
        item := earlier.media_id;
        number := earlier.attempt + 1;
      end if;
    end if;

    return query
      insert into {{schema}}.objects as o (
        media_id, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at, idempotency_key, fingerprint)
      select
        item, number, p_owner, place.bucket, place.prefix || p_segment || place.suffix || '/' || item || '.' || number || '.' || p_extension,
        'pending', p_lease_until, p_lease_until, p_key, p_fingerprint
      where number > 1 or (
        not exists (select from {{schema}}.objects t where t.media_id = item)
        and not exists (select from {{media_schema}}.media m where m.id = item))
      on conflict do nothing
      returning 'granted', o.media_id, o.attempt, o.bucket, o.key, o.lease_until, null::bytea;
    if found then
      return;
    elsif number = 1 and (p_key is null or not exists (
      select from {{schema}}.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key)) then
      return query select 'conflict', item, null::integer, null::text, null::text, null::timestamptz, null::bytea;
      return;
    end if;
    -- Another call with the same key was faster by a moment: look at what it left.
  end loop;

  raise exception 'too much contention' using errcode = '40001';
end $$;

-- The attempt has won: pending becomes ready, by compare-and-set, with what the stored object turned out to be. The item's INSERT follows in
-- the same transaction; it finds its ledger row ready, and is refused without.
create or replace function {{schema}}.confirm(
  p_owner uuid, p_media uuid, p_attempt integer, p_mime text, p_size bigint, p_sha256 bytea, p_received bytea)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o
  set state = 'ready', next_try_at = null, mime_type = p_mime, size_bytes = p_size, sha256 = p_sha256, received_sha256 = p_received
  where o.media_id = p_media and o.role = 'original' and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any ({{schema}}.my_owners());
  return found;
end $$;

create or replace function {{schema}}.abandon(p_owner uuid, p_media uuid, p_attempt integer, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o set state = 'deleting', next_try_at = p_now
  where o.media_id = p_media and o.role = 'original' and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any ({{schema}}.my_owners());
  return found;
end $$;

create or replace function {{schema}}.is_ready(p_owner uuid, p_media uuid, p_attempt integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from {{schema}}.objects o
    where o.media_id = p_media and o.role = 'original' and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any ({{schema}}.my_owners()))
$$;

create or replace function {{schema}}.catalog_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select value::uuid from {{schema}}.settings where key = 'catalog_id'
$$;

revoke all on function
  {{schema}}.reserve(uuid, text, uuid, text, text, timestamptz, timestamptz, text, text, boolean),
  {{schema}}.confirm(uuid, uuid, integer, text, bigint, bytea, bytea), {{schema}}.abandon(uuid, uuid, integer, timestamptz),
  {{schema}}.is_ready(uuid, uuid, integer), {{schema}}.catalog_id()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function
  {{schema}}.reserve(uuid, text, uuid, text, text, timestamptz, timestamptz, text, text, boolean),
  {{schema}}.confirm(uuid, uuid, integer, text, bigint, bytea, bytea), {{schema}}.abandon(uuid, uuid, integer, timestamptz),
  {{schema}}.is_ready(uuid, uuid, integer)
  to {{app}};
grant execute on function {{schema}}.catalog_id() to {{app}}, {{worker}};
