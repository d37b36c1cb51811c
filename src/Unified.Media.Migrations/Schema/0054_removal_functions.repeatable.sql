-- Functions that delete items, and that clean up after a deletion or a crash. Deleting an item deletes its objects in all roles.

-- Called after a user has deleted the row of the item, in the same transaction. Returns the objects to delete, and returns them again until they
-- are deleted. Returns one row of nulls while the row of the item still exists: either it was published after the DELETE read the table, so the
-- DELETE must be repeated; or a policy of the host prevented the DELETE.
create or replace function {{schema}}.mark_deleted(p_owner uuid, p_media uuid, p_now timestamptz)
returns table (role text, attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not p_owner = any ({{schema}}.get_my_owners()) then
    return;
  end if;

  -- Waits for a concurrent publish, and for reservations and confirmations in other roles, which lock the row of the original. Later calls find
  -- that the attempt is lost. Every function locks the original first, which prevents deadlocks.
  perform from {{schema}}.objects o
  where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state in ('pending', 'ready') for update;
  if exists (select from {{media_schema}}.media m where m.id = p_media) then
    return query select null::text, null::integer, null::text, null::text
      where exists (select from {{media_schema}}.media m where m.id = p_media and m.owner_user_id = p_owner);
    return;
  end if;

  -- The idempotency key is kept, so that a late repetition of the upload does not create the item again.
  update {{schema}}.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.owner_user_id = p_owner and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from {{schema}}.objects o
    where o.media_id = p_media and o.owner_user_id = p_owner and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function {{schema}}.mark_deleted is
  'Marks the objects of an item that its owner deleted and returns the objects to delete; a row of nulls while the item exists.';

-- Does the same for the service, which may delete items of every owner.
create or replace function {{schema}}.mark_deleted_as_service(p_media uuid, p_now timestamptz)
returns table (role text, attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform from {{schema}}.objects o
  where o.media_id = p_media and o.role = 'original' and o.state in ('pending', 'ready') for update;
  if exists (select from {{media_schema}}.media m where m.id = p_media) then
    return query select null::text, null::integer, null::text, null::text;
    return;
  end if;

  update {{schema}}.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from {{schema}}.objects o
    where o.media_id = p_media and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function {{schema}}.mark_deleted_as_service is
  'Marks the objects of an item of any owner and returns the objects to delete; a row of nulls while the item exists.';

-- Claims expired attempts and due deletions, the oldest first. Concurrent callers get different rows. A claimed row is due again after
-- p_min_delay, which doubles with every claim up to p_max_delay. RetryDelay in C# holds the two values and the same formula.
create or replace function {{schema}}.claim_unfinished(p_limit integer, p_now timestamptz, p_min_delay interval, p_max_delay interval)
returns table (media_id uuid, role text, attempt integer, bucket text, key text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select o.object_id from {{schema}}.objects o
    where o.state in ('pending', 'deleting') and o.next_try_at <= p_now
    order by o.next_try_at, o.media_id, o.attempt, o.role
    limit p_limit
    for update skip locked)
  update {{schema}}.objects o
  set state = 'deleting', claims = o.claims + 1,
    next_try_at = p_now + least(p_min_delay * power(2, least(o.claims, 16)), p_max_delay)
  from due where o.object_id = due.object_id
  returning o.media_id, o.role, o.attempt, o.bucket, o.key
$$;
comment on function {{schema}}.claim_unfinished is
  'Claims expired attempts and objects due for deletion, the oldest first; concurrent callers get different rows.';

create or replace function {{schema}}.complete_deletion(
  p_media uuid, p_role text, p_attempt integer, p_bucket text, p_key text, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o set state = 'gone', next_try_at = null, gone_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.bucket = p_bucket and o.key = p_key and o.state = 'deleting';
  return found;
end $$;
comment on function {{schema}}.complete_deletion is 'Records that an object was deleted; returns false if it was not marked for deletion.';

-- A tombstone is a ledger row of a deleted object (state gone). One with an idempotency key is kept while an older attempt of the item exists, so
-- that attempt numbers continue from it. In other roles than the original, the latest one is kept while the original is ready, because a new attempt
-- takes the next number.
create or replace function {{schema}}.purge(p_before timestamptz) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with purged as (
    delete from {{schema}}.objects o
    where o.state = 'gone' and o.gone_at < p_before
      and (o.idempotency_key is null or not exists (
        select from {{schema}}.objects older
        where older.media_id = o.media_id and older.role = o.role and older.attempt < o.attempt
          and (older.gone_at is null or older.gone_at >= p_before)))
      and (o.role = 'original'
        or exists (
          select from {{schema}}.objects newer where newer.media_id = o.media_id and newer.role = o.role and newer.attempt > o.attempt)
        or not exists (
          select from {{schema}}.objects original
          where original.media_id = o.media_id and original.role = 'original' and original.state = 'ready'))
    returning 1)
  select count(*)::integer from purged
$$;
comment on function {{schema}}.purge is 'Deletes tombstones older than a time and returns their number.';

create or replace function {{schema}}.find_unreferenced(p_buckets text[], p_keys text[]) returns table (bucket text, key text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.bucket, asked.key from unnest(p_buckets, p_keys) as asked (bucket, key)
  where not exists (
    select from {{schema}}.objects o where o.bucket = asked.bucket and o.key = asked.key and o.state <> 'gone')
$$;
comment on function {{schema}}.find_unreferenced is 'Returns the given objects that no ledger row names.';

revoke all on function {{schema}}.mark_deleted(uuid, uuid, timestamptz), {{schema}}.mark_deleted_as_service(uuid, timestamptz),
  {{schema}}.claim_unfinished(integer, timestamptz, interval, interval),
  {{schema}}.complete_deletion(uuid, text, integer, text, text, timestamptz), {{schema}}.purge(timestamptz),
  {{schema}}.find_unreferenced(text[], text[]) from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
-- The caller that deleted an object completes its deletion: the application after a delete, the worker after a claim.
grant execute on function {{schema}}.mark_deleted(uuid, uuid, timestamptz),
  {{schema}}.complete_deletion(uuid, text, integer, text, text, timestamptz) to {{app}};
grant execute on function {{schema}}.mark_deleted_as_service(uuid, timestamptz),
  {{schema}}.claim_unfinished(integer, timestamptz, interval, interval),
  {{schema}}.complete_deletion(uuid, text, integer, text, text, timestamptz), {{schema}}.purge(timestamptz),
  {{schema}}.find_unreferenced(text[], text[]) to {{worker}};
