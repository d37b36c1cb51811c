-- Deleting, and the work that a delete or a crash leaves.

-- After a user's DELETE in the same transaction: gives back what is to be erased, the same again while it is not erased. One row of nulls
-- while the item's row is there: it was published after the DELETE looked, and that is to be repeated; or a policy of the host refused.
create or replace function {{schema}}.retire(p_owner uuid, p_media uuid, p_now timestamptz)
returns table (attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not p_owner = any ({{schema}}.my_owners()) then
    return;
  end if;

  -- A publish of this moment is waited for; a later one finds the attempt lost.
  perform from {{schema}}.objects o where o.media_id = p_media and o.owner_user_id = p_owner and o.state in ('pending', 'ready') for update;
  if exists (select from {{media_schema}}.media m where m.id = p_media) then
    return query select null::integer, null::text, null::text
      where exists (select from {{media_schema}}.media m where m.id = p_media and m.owner_user_id = p_owner);
    return;
  end if;

  -- The idempotency key stays, so that a late repetition of the upload does not bring the item back.
  update {{schema}}.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.owner_user_id = p_owner and o.state in ('pending', 'ready');
  return query
    select o.attempt, o.bucket, o.key from {{schema}}.objects o
    where o.media_id = p_media and o.owner_user_id = p_owner and o.state = 'deleting' order by o.attempt, o.role;
end $$;

-- The same for the service, whoever the owner is.
create or replace function {{schema}}.retire_any(p_media uuid, p_now timestamptz)
returns table (attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform from {{schema}}.objects o where o.media_id = p_media and o.state in ('pending', 'ready') for update;
  if exists (select from {{media_schema}}.media m where m.id = p_media) then
    return query select null::integer, null::text, null::text;
    return;
  end if;

  update {{schema}}.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.state in ('pending', 'ready');
  return query
    select o.attempt, o.bucket, o.key from {{schema}}.objects o
    where o.media_id = p_media and o.state = 'deleting' order by o.attempt, o.role;
end $$;

-- Expired attempts and due erasures, the oldest first. Callers at once get different rows. Due again after 30 seconds, doubled by every
-- claim, at most 6 hours.
create or replace function {{schema}}.claim_unfinished(p_limit integer, p_now timestamptz)
returns table (media_id uuid, attempt integer, bucket text, key text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select o.object_id from {{schema}}.objects o
    where o.state in ('pending', 'deleting') and o.next_try_at <= p_now
    order by o.next_try_at, o.media_id, o.attempt
    limit p_limit
    for update skip locked)
  update {{schema}}.objects o
  set state = 'deleting', claims = o.claims + 1,
    next_try_at = p_now + least(interval '30 seconds' * power(2, least(o.claims, 16)), interval '6 hours')
  from due where o.object_id = due.object_id
  returning o.media_id, o.attempt, o.bucket, o.key
$$;

create or replace function {{schema}}.forget(p_media uuid, p_attempt integer, p_bucket text, p_key text, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update {{schema}}.objects o set state = 'gone', next_try_at = null, gone_at = p_now
  where o.media_id = p_media and o.attempt = p_attempt and o.bucket = p_bucket and o.key = p_key and o.state = 'deleting';
  return found;
end $$;

-- The attempt that carries an idempotency key outlives the older ones: while any is there, the key must go on counting where it stopped.
create or replace function {{schema}}.purge(p_before timestamptz) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with purged as (
    delete from {{schema}}.objects o
    where o.state = 'gone' and o.gone_at < p_before and (o.idempotency_key is null or not exists (
      select from {{schema}}.objects older
      where older.media_id = o.media_id and older.role = o.role and older.attempt < o.attempt
        and (older.gone_at is null or older.gone_at >= p_before)))
    returning 1)
  select count(*)::integer from purged
$$;

create or replace function {{schema}}.unreferenced(p_buckets text[], p_keys text[]) returns table (bucket text, key text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.bucket, asked.key from unnest(p_buckets, p_keys) as asked (bucket, key)
  where not exists (
    select from {{schema}}.objects o where o.bucket = asked.bucket and o.key = asked.key and o.state <> 'gone')
$$;

revoke all on function {{schema}}.retire(uuid, uuid, timestamptz), {{schema}}.retire_any(uuid, timestamptz),
  {{schema}}.claim_unfinished(integer, timestamptz), {{schema}}.forget(uuid, integer, text, text, timestamptz), {{schema}}.purge(timestamptz),
  {{schema}}.unreferenced(text[], text[]) from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
-- Whoever erased an object says so: the application after a delete, the worker after a claim.
grant execute on function {{schema}}.retire(uuid, uuid, timestamptz), {{schema}}.forget(uuid, integer, text, text, timestamptz) to {{app}};
grant execute on function {{schema}}.retire_any(uuid, timestamptz), {{schema}}.claim_unfinished(integer, timestamptz),
  {{schema}}.forget(uuid, integer, text, text, timestamptz), {{schema}}.purge(timestamptz), {{schema}}.unreferenced(text[], text[]) to {{worker}};
