-- Older rows become items. Batches of thousands of rows, the trigger of a single row and an adoption call the same functions.

-- All statements are static, so that PostgreSQL keeps their plans, except for the two that write rows of media: its types and columns differ
-- between databases. Planning the mapping anew takes longer than mapping a row, so the functions that are called from outside set
-- plan_cache_mode, and, because a run starts with empty tables: enable_seqscan (a plan made for an empty table must not scan it when it is full),
-- enable_memoize and jit (both cost more than a batch gains).

create or replace function {{schema}}.legacy_find_login(p_owner uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select s.value from {{schema}}.settings s where s.key = 'owners_are_profiles') = 'true' then
    return (select p.user_id from {{media_schema}}.users_profile p where p.id = p_owner);
  end if;
  return p_owner;
end $$;
comment on function {{schema}}.legacy_find_login is 'Returns the login behind an owner; older tables and object keys name persons by their logins.';

-- Labels of enums are in either letter case. A kind that the enum does not have is stored as an image.
create or replace function {{schema}}.legacy_describe_media(
  out kind_type text, out visibility_type text, out labels jsonb, out moderation_columns text[], out needs_created_at boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  with columns as (
    select a.attname as name, a.attnotnull as is_required, format_type(a.atttypid, a.atttypmod) as type, a.atttypid as type_id,
      t.typtype = 'e' as is_enum
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = to_regclass('{{media_schema}}.media') and not a.attisdropped and a.attname in (
      'type', 'visibility', 'created_at', 'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at',
      'user_marked_nsfw', 'nsfw_confidence_score')),
  said as (
    select w.word, case when c.is_enum then (
      select e.enumlabel::text from pg_catalog.pg_enum e
      where e.enumtypid = c.type_id and lower(e.enumlabel) = lower(w.word) order by e.enumlabel = w.word desc limit 1) else w.word end as label
    from (values ('type', 'image'), ('type', 'video'), ('type', 'pdf'), ('visibility', 'PRIVATE')) w (name, word)
    join columns c on c.name = w.name)
  select
    (select c.type from columns c where c.name = 'type'), (select c.type from columns c where c.name = 'visibility'),
    (select jsonb_object_agg(l.word, coalesce(l.label, (select i.label from said i where i.word = 'image' and l.word <> 'PRIVATE')))
     from said l),
    array(select c.name::text from columns c where c.name not in ('type', 'visibility', 'created_at') order by c.name),
    (select c.is_required from columns c where c.name = 'created_at')
  into kind_type, visibility_type, labels, moderation_columns, needs_created_at;
end $$;
comment on function {{schema}}.legacy_describe_media is
  'Returns what copying must know of the host''s table media: types, labels, moderation columns, whether created_at is required.';

-- The condition on other rows that name the object is repeated in the job for shared objects, because two writers can adopt at the same moment.
create or replace function {{schema}}.legacy_adopt_object(
  p_media uuid, p_login uuid, p_owner uuid, p_bucket text, p_key text, p_content_type text, p_size bigint, p_created timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place uuid := {{schema}}.legacy_hash_object(p_bucket, p_key);
  adopted bigint;
begin
  if not {{schema}}.legacy_can_adopt_object(p_bucket, p_key, p_login, p_owner)
    or exists (select from {{schema}}.legacy_map l where l.location = place and l.media_id is distinct from p_media)
    or exists (select from {{schema}}.legacy_item_backup b where b.location = place and b.media_id <> p_media) then
    return null;
  end if;

  insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
  values (p_media, 1, p_owner, p_bucket, p_key, 'ready', true, p_content_type, p_size, coalesce(p_created, now()))
  on conflict do nothing returning object_id into adopted;
  return adopted;
end $$;
comment on function {{schema}}.legacy_adopt_object is
  'Records an object in the ledger as an item''s own and returns its id; null where the key proves nothing or another row names it.';

-- A writer of an item locks the item first, then its object, then its entry, in the order of a deletion: two writers with different orders could
-- wait for each other.
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
  'Locks the item of an older row and its entry in the map and returns the entry; nulls where there is none.';

create or replace function {{schema}}.legacy_release_objects(p_locations uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  released integer;
  -- Collected first: joined with media, they would be looked for in all of its rows.
  sharers uuid[] := array(
    select l.media_id from {{schema}}.legacy_map l where l.location = any (p_locations)
    union select b.media_id from {{schema}}.legacy_item_backup b where b.location = any (p_locations));
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
  'Removes adopted objects that several rows name from the ledger, so that nobody''s deletion erases them; returns how many.';

-- An older row on its way to an item: the columns of legacy_mapped, and what the copy found out about the row.
do $$
begin
  if to_regtype('{{schema}}.legacy_candidate') is null then
    create type {{schema}}.legacy_candidate as (
      legacy_source text, legacy_id uuid, login_id uuid, type text, bucket text, path text, url text, problem text, width integer,
      height integer, duration integer, duration_us bigint, palette jsonb, blurhash text, exif_json jsonb, source_type text,
      enhancement_type text, original_media_id text, metadata jsonb, mime_type text, size_bytes bigint, created_at timestamptz,
      updated_at timestamptz, is_nsfw boolean, is_flagged boolean, moderation_status text, moderation_reason text, moderated_by uuid,
      moderated_at timestamptz, user_marked_nsfw boolean, nsfw_confidence_score numeric, owner_user_id uuid, owners integer, location uuid,
      written_at timestamptz, media_id uuid, is_shared boolean);
  end if;
end $$;

-- The planner does not know the lengths of arrays in a kept plan. Every other table is therefore read by a subselect per row, and not joined.
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
          or (select true from {{schema}}.objects t where t.media_id = r.legacy_id limit 1)
          then {{schema}}.legacy_derive_id(p_source, r.legacy_id)
        else r.legacy_id
      end,
      r.bucket <> 'external' and (
        count(*) over (partition by r.location) > 1
        or (select true from {{schema}}.legacy_map l where l.location = r.location limit 1)
        or (select true from {{schema}}.legacy_item_backup x where x.location = r.location limit 1)) is true
    from (
      select m.*, o.ids[1], cardinality(o.ids), {{schema}}.legacy_hash_object(m.bucket, m.path) as location,
        coalesce(m.updated_at, m.created_at, now())
      from {{schema}}.legacy_map_rows(p_source, ids) m
      cross join lateral (select {{schema}}.find_owners(m.login_id) as ids offset 0) o
      offset 0) r
    order by r.legacy_id;
end $$;
comment on function {{schema}}.legacy_find_candidates is
  'Returns those of the given older rows that are not items yet, mapped, with owner, id and whether another row names their object.';

create or replace function {{schema}}.legacy_insert_items(p_candidates {{schema}}.legacy_candidate[], p_objects jsonb) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  inserted integer;
begin
  select * into host from {{schema}}.legacy_describe_media();
  select coalesce(string_agg(', ' || quote_ident(name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      insert into {{media_schema}}.media (
        id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
        updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes, legacy_source,
        legacy_id%1$s)
      select
        media_id, owner_user_id, ($3 ->> type)::%2$s, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json,
        ($3 ->> 'PRIVATE')::%3$s, coalesce(created_at, case when $4 then now() end), written_at, source_type, enhancement_type,
        original_media_id, metadata || jsonb_build_object('migrated_at', now()), ($2 ->> media_id::text)::bigint, url, mime_type, size_bytes,
        legacy_source, legacy_id::text%1$s
      from unnest($1)
    $query$, moderation, host.kind_type, host.visibility_type)
  using p_candidates, p_objects, host.labels, host.needs_created_at;
  get diagnostics inserted = row_count;
  return inserted;
end $$;
comment on function {{schema}}.legacy_insert_items is 'Inserts older rows into media under the objects given by item id, and returns how many.';

create or replace function {{schema}}.legacy_update_item(p_id uuid, p_mapped {{schema}}.legacy_mapped, p_object bigint) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  changed_at timestamptz;
begin
  select * into host from {{schema}}.legacy_describe_media();
  select coalesce(string_agg(format(', %1$I = $2.%1$I', name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      update {{media_schema}}.media m set
        type = ($4 ->> $2.type)::%2$s, bucket = $2.bucket, path = $2.path, url = $2.url, object_id = $3, width = $2.width,
        height = $2.height, duration = $2.duration, duration_us = $2.duration_us, palette = $2.palette, blurhash = $2.blurhash,
        exif_json = $2.exif_json, source_type = $2.source_type, enhancement_type = $2.enhancement_type,
        original_media_id = $2.original_media_id,
        metadata = $2.metadata || jsonb_build_object('migrated_at', coalesce(m.metadata -> 'migrated_at', to_jsonb(now()))),
        mime_type = $2.mime_type, size_bytes = $2.size_bytes,
        updated_at = greatest($2.updated_at, m.updated_at + interval '1 microsecond')%1$s
      where m.id = $1
      returning m.updated_at
    $query$, moderation, host.kind_type)
  into changed_at using p_id, p_mapped, p_object, host.labels;
  return changed_at;
end $$;
comment on function {{schema}}.legacy_update_item is 'Writes an older row over its item and returns the item''s new time of change.';

create or replace function {{schema}}.legacy_insert_side_rows(p_ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  with sides as materialized (
    select m.id, m.owner_user_id, coalesce(m.created_at, '-infinity') as created_at, m.metadata,
      coalesce(m.visibility::text in ('PUBLIC', 'public'), false) as is_public,
      array(select t.tag from {{schema}}.extract_tags(m.metadata) t (tag)) as tags
    from {{media_schema}}.media m where m.id = any (p_ids)),
  tagged as (
    insert into {{schema}}.media_tags (owner_user_id, tag, created_at, media_id, is_public)
    select s.owner_user_id, t.tag, s.created_at, s.id, s.is_public from sides s cross join lateral unnest(s.tags) t (tag))
  insert into {{schema}}.media_search (media_id, owner_user_id, created_at, is_public, doc)
  select s.id, s.owner_user_id, s.created_at, s.is_public, array_to_tsvector(w.words)
  from sides s
  cross join lateral (select {{schema}}.join_search_text(s.metadata, s.tags) as words_from offset 0) f
  cross join lateral (select array_agg(w.word) as words from {{schema}}.extract_words(f.words_from) w (word) offset 0) w
  where w.words <> '{}';
end $$;
comment on function {{schema}}.legacy_insert_side_rows is 'Writes the tags and words of new items, as the trigger of a single row does.';

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
  -- An entry in the map is what makes the row ours: another writer of this moment finds it taken.
  with inserted as (
    insert into {{schema}}.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, location, written_at)
    select c.legacy_source, c.legacy_id::text, c.media_id, c.owner_user_id, c.location, c.written_at
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
  shared := array(select distinct c.location from unnest(candidates) c where c.is_shared);
  candidates := array(select c from unnest(candidates) c where entries ? c.legacy_id::text);

  with adopted as (
    insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select c.media_id, 1, c.owner_user_id, c.bucket, c.path, 'ready', true, c.mime_type, c.size_bytes, coalesce(c.created_at, now())
    from unnest(candidates) c
    where not c.is_shared and {{schema}}.legacy_can_adopt_object(c.bucket, c.path, c.login_id, c.owner_user_id)
    on conflict do nothing
    returning object_id, media_id)
  select count(*), coalesce(jsonb_object_agg(a.media_id, a.object_id), '{}') into rows_adopted, objects from adopted a;

  -- The setting keeps the trigger of single rows from writing tags and words row by row.
  perform set_config('{{schema}}.writes_sides', 'on', true);
  rows_written := {{schema}}.legacy_insert_items(candidates, objects);
  perform set_config('{{schema}}.writes_sides', '', true);
  perform {{schema}}.legacy_insert_side_rows(array(select c.media_id from unnest(candidates) c));

  -- Rows that waited for their owner have one now.
  delete from {{schema}}.legacy_problem p
  where p.legacy_source = p_source and p.reason = any (array['owner_unknown', 'owner_ambiguous'])
    and p.legacy_id = any (array(select jsonb_object_keys(entries)));
  if shared <> '{}' then
    perform {{schema}}.legacy_release_objects(shared);
  end if;
end $$;
comment on function {{schema}}.legacy_copy_rows is
  'Makes items of older rows: entry in the map, object in the ledger, item, tags and words; rows without exactly one owner are listed.';

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

    -- A batch was copying the row as it was before, at this moment: its item is refreshed now. Otherwise the row has no owner.
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
    update {{schema}}.legacy_map l set location = {{schema}}.legacy_hash_object(mapped.bucket, mapped.path)
    where l.legacy_source = p_source and l.legacy_id = p_id::text;
    object := {{schema}}.legacy_adopt_object(
      item.id, mapped.login_id, item.owner_user_id, mapped.bucket, mapped.path, mapped.mime_type, mapped.size_bytes, mapped.created_at);
  end if;

  known.written_at := {{schema}}.legacy_update_item(item.id, mapped, object);
  update {{schema}}.legacy_map l set written_at = known.written_at where l.legacy_source = p_source and l.legacy_id = p_id::text;
  return true;
end $$;
comment on function {{schema}}.legacy_refresh_row is
  'Brings an item up to date with its older row; false where it was kept, because it was changed or deleted itself.';

-- Rows that were written to while no trigger was attached. A row whose own time of change is the time that was copied is not looked at further.
-- Of the others, those are refreshed whose mapping differs from the item.
create or replace function {{schema}}.legacy_follow_rows(p_source text, p_ids uuid[]) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  kinds jsonb;
  changed uuid[];
  -- A row at a time: a join would read the whole map.
  suspects uuid[] := array(
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
  if suspects = '{}' then
    return 0;
  end if;

  kinds := (select d.labels from {{schema}}.legacy_describe_media() d);
  changed := array(
    select b.legacy_id
    from {{schema}}.legacy_map_rows(p_source, suspects) b
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
comment on function {{schema}}.legacy_follow_rows is 'Refreshes the items of those older rows that changed after they were copied; returns how many.';

revoke all on function {{schema}}.legacy_find_login(uuid), {{schema}}.legacy_describe_media(), {{schema}}.legacy_lock_entry(text, text),
  {{schema}}.legacy_release_objects(uuid[]), {{schema}}.legacy_adopt_object(uuid, uuid, uuid, text, text, text, bigint, timestamptz),
  {{schema}}.legacy_find_candidates(text, uuid[]), {{schema}}.legacy_insert_items({{schema}}.legacy_candidate[], jsonb),
  {{schema}}.legacy_update_item(uuid, {{schema}}.legacy_mapped, bigint), {{schema}}.legacy_insert_side_rows(uuid[]),
  {{schema}}.legacy_copy_rows(text, uuid[]), {{schema}}.legacy_refresh_row(text, uuid), {{schema}}.legacy_follow_rows(text, uuid[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_find_login(uuid) to {{app}}, {{service_role}};
