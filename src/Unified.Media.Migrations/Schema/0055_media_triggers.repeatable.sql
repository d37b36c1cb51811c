-- The triggers of media, which apply to every writer. Triggers run in the order of their names. Guards judge the invoker in their WHEN clause:
-- roles that row-level security does not apply to (the owner of the table, BYPASSRLS, a definer function of the host) pass, and so does the
-- service role.

-- Publishing is the INSERT: the ledger's newest row for this id must be ready and name this owner and object, and it says what the object is.
-- A ready row without an item exists only in the transaction that confirmed it, or in the one that adopted the object of an older program.
create or replace function {{schema}}.publish_media() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ready {{schema}}.objects;
begin
  select * into ready from {{schema}}.objects o where o.media_id = new.id and o.role = 'original' order by o.attempt desc limit 1;
  if not found then
    new.object_id := null;
    return new;
  end if;

  if ready.owner_user_id <> new.owner_user_id then
    -- The same message as in the guard below: the answer must not tell that an item of another owner has this id.
    raise exception 'rows of media come from an upload' using errcode = '42501';
  elsif ready.state <> 'ready' or ready.bucket <> new.bucket or ready.key <> new.path
    or ready.adopted and ready.object_id is distinct from new.object_id then
    raise exception 'the attempt is lost' using errcode = 'UM409';
  end if;

  if not ready.adopted then
    new.object_id := ready.object_id;
    new.mime_type := ready.mime_type;
    new.size_bytes := ready.size_bytes;
    new.sha256 := ready.sha256;
    new.url := null;
    new.legacy_source := null;
    new.legacy_id := null;
  end if;
  return new;
end $$;
comment on function {{schema}}.publish_media is 'Admits a new item whose object is ready in the ledger and copies what the ledger knows of it.';

create or replace function {{schema}}.guard_media_insert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- An item of the ledger already has an object_id here.
  if (select value from {{schema}}.settings where key = 'media_created_by_us') = 'true' then
    raise exception 'rows of media come from an upload' using errcode = '42501';
  end if;

  -- A row of an older program. It never names an object of the ledger, whatever its columns say.
  new.mime_type := null;
  new.size_bytes := null;
  new.sha256 := null;
  new.thumbhash := null;
  new.url := null;
  new.legacy_source := null;
  new.legacy_id := null;
  return new;
end $$;
comment on function {{schema}}.guard_media_insert is
  'Rejects rows that do not come from an upload; in a table of the host it clears what only the system may say.';

create or replace function {{schema}}.guard_media_update() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.id is distinct from old.id then
    raise exception 'the id of an item never changes' using errcode = '42501';
  end if;

  if (new.object_id, new.mime_type, new.size_bytes, new.sha256, new.url, new.legacy_source, new.legacy_id)
    is distinct from (old.object_id, old.mime_type, old.size_bytes, old.sha256, old.url, old.legacy_source, old.legacy_id) then
    raise exception 'what the system knows of an item is not the user''s to change' using errcode = '42501';
  end if;

  if (new.bucket, new.path, new.owner_user_id, new.type, new.created_at)
    is distinct from (old.bucket, old.path, old.owner_user_id, old.type, old.created_at)
    and exists (select from {{schema}}.objects o where o.media_id = old.id) then
    raise exception 'owner and object of an item never change' using errcode = '42501';
  end if;

  return new;
end $$;
comment on function {{schema}}.guard_media_update is 'Rejects updates of columns that are not the user''s to change.';

create or replace function {{schema}}.set_media_derived_columns() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.object_id is null then
    new.source_type := coalesce(left(lower(new.source_type), 20), 'upload'); -- Lower case can be longer: some letters become two.
  end if;

  new.title_key := {{schema}}.make_title_key(new.metadata);
  new.updated_at := coalesce(new.updated_at, new.created_at, now());
  return new;
end $$;
comment on function {{schema}}.set_media_derived_columns is 'Sets the source type, the title key and the time of change of a new item.';

-- The time of change tells versions of an item apart, so it grows even when the clock does not.
create or replace function {{schema}}.set_media_updated_at() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.title_key := {{schema}}.make_title_key(new.metadata);
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := greatest(now(), old.updated_at + interval '1 microsecond');
  end if;
  return new;
end $$;
comment on function {{schema}}.set_media_updated_at is 'Sets the title key and the time of change of an updated item.';

create or replace function {{schema}}.sync_media_side_tables() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_public boolean;
  tags text[];
  words text[];
begin
  if tg_op <> 'INSERT' then
    delete from {{schema}}.media_tags where media_id = old.id;
    delete from {{schema}}.media_search where media_id = old.id;
  end if;

  if tg_op = 'DELETE' or new.metadata is null or new.metadata = '{}' then
    return null;
  end if;

  is_public := coalesce(new.visibility::text in ('PUBLIC', 'public'), false);
  tags := {{schema}}.collect_tags(new.metadata);
  if tags <> '{}' then
    insert into {{schema}}.media_tags (owner_user_id, tag, created_at, media_id, is_public)
    select new.owner_user_id, tag, coalesce(new.created_at, '-infinity'), new.id, is_public from unnest(tags) as tag;
  end if;

  -- An item without words has no row here: writing a GIN index is the most expensive part of an upload without a title.
  words := {{schema}}.collect_search_words(new.metadata, tags);
  if words <> '{}' then
    insert into {{schema}}.media_search (media_id, owner_user_id, created_at, is_public, doc)
    values (new.id, new.owner_user_id, coalesce(new.created_at, '-infinity'), is_public, array_to_tsvector(words));
  end if;
  return null;
end $$;
comment on function {{schema}}.sync_media_side_tables is 'Keeps the rows of an item in media_tags and media_search.';

-- A direct DELETE, or a cascade from the owner's row, deletes the objects too: the janitor erases them in its next round.
create or replace function {{schema}}.mark_media_objects_deleted() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Waits for reservations and confirmations in other roles, which hold the original's row: the update finds their objects.
  perform from {{schema}}.objects o where o.media_id = old.id and o.role = 'original' and o.state in ('pending', 'ready') for update;
  update {{schema}}.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = '-infinity'
  where o.media_id = old.id and o.state in ('pending', 'ready');
  update {{schema}}.legacy_map set deleted_at = now() where media_id = old.id and deleted_at is null;
  return null;
end $$;
comment on function {{schema}}.mark_media_objects_deleted is 'Marks the objects of a deleted item for deletion.';

create or replace function {{schema}}.reject_media_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'media cannot be truncated: the ledger would name objects of items that are gone' using errcode = '42501';
end $$;
comment on function {{schema}}.reject_media_truncate is 'Rejects TRUNCATE of media.';

revoke all on function {{schema}}.publish_media(), {{schema}}.guard_media_insert(), {{schema}}.guard_media_update(),
  {{schema}}.set_media_derived_columns(),
  {{schema}}.set_media_updated_at(), {{schema}}.sync_media_side_tables(), {{schema}}.mark_media_objects_deleted(), {{schema}}.reject_media_truncate()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};

create or replace trigger unified_media_05_publish before insert on {{media_schema}}.media
  for each row execute function {{schema}}.publish_media();
create or replace trigger unified_media_10_guard_insert before insert on {{media_schema}}.media
  for each row when (
    new.object_id is null and row_security_active('{{media_schema}}.media'::regclass)
    and not pg_has_role(current_user, '{{service_role}}', 'usage'))
  execute function {{schema}}.guard_media_insert();
create or replace trigger unified_media_20_fill before insert on {{media_schema}}.media
  for each row execute function {{schema}}.set_media_derived_columns();
create or replace trigger unified_media_10_guard_update before update on {{media_schema}}.media
  for each row when (row_security_active('{{media_schema}}.media'::regclass) and not pg_has_role(current_user, '{{service_role}}', 'usage'))
  execute function {{schema}}.guard_media_update();
-- Without a condition on whole rows: PostgreSQL rejects one on a table with a generated column.
create or replace trigger unified_media_20_touch before update of owner_user_id, type, bucket, path, width, height, duration, palette,
    blurhash, exif_json, visibility, source_type, enhancement_type, original_media_id, metadata, title_key on {{media_schema}}.media
  for each row execute function {{schema}}.set_media_updated_at();
-- A batch that copies rows of older tables writes their tags and words by itself, for all rows at once. Three conditions must hold: the batch
-- says so in a setting, it has the rights of the table's owner, and the row names an older row, which users cannot do. So no user can keep an
-- item out of the lists.
create or replace trigger unified_media_30_sides after insert on {{media_schema}}.media
  for each row when (
    new.legacy_source is null or current_setting('{{schema}}.writes_sides', true) is distinct from 'on'
    or row_security_active('{{media_schema}}.media'::regclass))
  execute function {{schema}}.sync_media_side_tables();
create or replace trigger unified_media_30_sides_delete after delete on {{media_schema}}.media
  for each row execute function {{schema}}.sync_media_side_tables();
-- By the values that changed, not by the columns that the statement names: a trigger of the host may have made the row private.
create or replace trigger unified_media_30_sides_update after update on {{media_schema}}.media
  for each row when (
    (old.id, old.owner_user_id, old.created_at, old.visibility, old.metadata)
    is distinct from (new.id, new.owner_user_id, new.created_at, new.visibility, new.metadata))
  execute function {{schema}}.sync_media_side_tables();
create or replace trigger unified_media_40_removed after delete on {{media_schema}}.media
  for each row execute function {{schema}}.mark_media_objects_deleted();
create or replace trigger unified_media_50_truncate before truncate on {{media_schema}}.media
  for each statement execute function {{schema}}.reject_media_truncate();
