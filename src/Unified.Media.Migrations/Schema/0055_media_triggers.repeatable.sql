-- Triggers of the table media, which apply to every writer. They run in the order of their names. Guards check the invoker in their WHEN clause:
-- they skip the service role, and roles to which row-level security does not apply (the owner of the table, BYPASSRLS, a SECURITY DEFINER
-- function of the host).

-- The INSERT of an item publishes it. The newest ledger row of the id must be ready and name the same owner and object; the item takes its object
-- columns from it. A ready row without an item exists only in the transaction that confirmed it, or that adopted the object of an older program.
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
    -- The same message as in the guard below, so that it does not reveal that an item of another owner has this id.
    raise exception 'rows of media are inserted by uploads only' using errcode = '42501';
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
comment on function {{schema}}.publish_media is 'Checks that the object of a new item is ready in the ledger, and copies its size, type and hash.';

create or replace function {{schema}}.guard_media_insert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The trigger fires only for rows without an object_id, and publish_media has set or checked that of rows with a ledger row.
  if (select value from {{schema}}.settings where key = 'media_created_by_us') = 'true' then
    raise exception 'rows of media are inserted by uploads only' using errcode = '42501';
  end if;

  -- A row of an older program never names an object of the ledger, whatever its columns contain.
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
  'Rejects rows that no upload inserts; in a table of the host it clears the columns that the system sets.';

create or replace function {{schema}}.guard_media_update() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.id is distinct from old.id then
    raise exception 'the id of an item cannot be changed' using errcode = '42501';
  end if;

  if (new.object_id, new.mime_type, new.size_bytes, new.sha256, new.url, new.legacy_source, new.legacy_id)
    is distinct from (old.object_id, old.mime_type, old.size_bytes, old.sha256, old.url, old.legacy_source, old.legacy_id) then
    raise exception 'the user may not change columns that the system sets' using errcode = '42501';
  end if;

  if (new.bucket, new.path, new.owner_user_id, new.type, new.created_at)
    is distinct from (old.bucket, old.path, old.owner_user_id, old.type, old.created_at)
    and exists (select from {{schema}}.objects o where o.media_id = old.id) then
    raise exception 'the owner and the object of an item cannot be changed' using errcode = '42501';
  end if;

  return new;
end $$;
comment on function {{schema}}.guard_media_update is 'Rejects updates of columns that the user may not change.';

create or replace function {{schema}}.set_media_derived_columns() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.object_id is null then
    -- Cut after lower(), which can lengthen the text: the lower case of some letters is two letters.
    new.source_type := coalesce(left(lower(new.source_type), 20), 'upload');
  end if;

  new.title_key := {{schema}}.make_title_key(new.metadata);
  new.updated_at := coalesce(new.updated_at, new.created_at, now());
  return new;
end $$;
comment on function {{schema}}.set_media_derived_columns is 'Sets the source type, the title key and the time of change of a new item.';

-- The time of change distinguishes versions of an item, so it increases even when the clock does not.
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
comment on function {{schema}}.sync_media_side_tables is 'Updates the rows of an item in media_tags and media_search.';

-- A direct DELETE, or a cascade from the row of the owner, deletes the objects too: the janitor deletes them in its next pass.
create or replace function {{schema}}.mark_media_objects_deleted() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Waits for reservations and confirmations in other roles, which lock the row of the original: the update then finds their objects.
  perform from {{schema}}.objects o where o.media_id = old.id and o.role = 'original' and o.state in ('pending', 'ready') for update;
  update {{schema}}.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = '-infinity'
  where o.media_id = old.id and o.state in ('pending', 'ready');
  update {{schema}}.legacy_map set deleted_at = now() where media_id = old.id and deleted_at is null;
  return null;
end $$;
comment on function {{schema}}.mark_media_objects_deleted is 'Marks the objects of a deleted item for deletion.';

create or replace function {{schema}}.reject_media_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'media cannot be truncated: the ledger would keep objects of deleted items' using errcode = '42501';
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
create or replace trigger unified_media_20_set_derived_columns before insert on {{media_schema}}.media
  for each row execute function {{schema}}.set_media_derived_columns();
create or replace trigger unified_media_10_guard_update before update on {{media_schema}}.media
  for each row when (row_security_active('{{media_schema}}.media'::regclass) and not pg_has_role(current_user, '{{service_role}}', 'usage'))
  execute function {{schema}}.guard_media_update();
-- Lists columns instead of comparing rows in WHEN: PostgreSQL rejects a whole-row condition on a table with a generated column.
create or replace trigger unified_media_20_set_updated_at before update of owner_user_id, type, bucket, path, width, height, duration, palette,
    blurhash, exif_json, visibility, source_type, enhancement_type, original_media_id, metadata, title_key on {{media_schema}}.media
  for each row execute function {{schema}}.set_media_updated_at();
-- A batch that copies older rows writes their tags and words itself, for all rows at once. The trigger skips a row only if the batch says
-- so in a setting, has the rights of the table's owner, and the row names an older row. Users cannot set that column, so they cannot hide
-- an item from lists.
create or replace trigger unified_media_30_sync_on_insert after insert on {{media_schema}}.media
  for each row when (
    new.legacy_source is null or current_setting('{{schema}}.writes_side_tables', true) is distinct from 'on'
    or row_security_active('{{media_schema}}.media'::regclass))
  execute function {{schema}}.sync_media_side_tables();
create or replace trigger unified_media_30_sync_on_delete after delete on {{media_schema}}.media
  for each row execute function {{schema}}.sync_media_side_tables();
-- Compares the changed values instead of the columns that the statement names, because a trigger of the host may have made the row private.
create or replace trigger unified_media_30_sync_on_update after update on {{media_schema}}.media
  for each row when (
    (old.id, old.owner_user_id, old.created_at, old.visibility, old.metadata)
    is distinct from (new.id, new.owner_user_id, new.created_at, new.visibility, new.metadata))
  execute function {{schema}}.sync_media_side_tables();
create or replace trigger unified_media_40_mark_objects_deleted after delete on {{media_schema}}.media
  for each row execute function {{schema}}.mark_media_objects_deleted();
create or replace trigger unified_media_50_reject_truncate before truncate on {{media_schema}}.media
  for each statement execute function {{schema}}.reject_media_truncate();
