-- Rewrites references to older rows in other tables: elements of moodboards, featured images, showcases. A reference is rewritten only to an item
-- of the board's owner, and is otherwise unchanged. Old values are stored. A concurrent edit wins, and the next run processes the board again.

create or replace function {{schema}}.legacy_find_item_by_address(p_owner uuid, p_address text, p_hosts text[]) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  hash uuid;
  item uuid;
begin
  if coalesce(p_address, '') = '' then
    return null;
  end if;

  select {{schema}}.legacy_hash_object(l.bucket, l.key) into hash from {{schema}}.legacy_locate_object(p_address, null, p_hosts) l;
  select m.id into item
  from (
    select l.media_id from {{schema}}.legacy_map l where l.object_hash = hash and l.owner_user_id = p_owner and l.deleted_at is null
    union all
    select b.media_id from {{schema}}.legacy_item_backup b where b.object_hash = hash) found
  join {{media_schema}}.media m on m.id = found.media_id and m.owner_user_id = p_owner
  order by m.created_at, m.id limit 1;
  return item;
end $$;
comment on function {{schema}}.legacy_find_item_by_address is 'Returns the item of an owner that an address shows; null if there is none.';

create or replace function {{schema}}.legacy_find_item_by_id(p_owner uuid, p_reference text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
begin
  if p_reference !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return null;
  end if;

  select m.id into item from {{media_schema}}.media m where m.id = p_reference::uuid and m.owner_user_id = p_owner;
  if not found then
    select m.id into item from {{schema}}.legacy_map l
    join {{media_schema}}.media m on m.id = l.media_id and m.owner_user_id = p_owner
    where l.legacy_id = lower(p_reference) and l.legacy_source in ('playground_gallery', 'user_media') and l.deleted_at is null
    order by l.legacy_source limit 1;
  end if;
  return item;
end $$;
comment on function {{schema}}.legacy_find_item_by_id is
  'Returns the item of an owner by its own id or by the id of its older row; null if there is none.';

-- An element with an enhanced image references the item of that image if there is one, even if its ids name another item. Any other element keeps
-- its target.
create or replace function {{schema}}.legacy_rewrite_item(p_item jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  name text;
  named_item uuid;
begin
  if jsonb_typeof(p_item) <> 'object' then
    return p_item;
  end if;

  foreach name in array array['media_id', 'unified_media_id', 'mediaId'] loop
    named_item := coalesce(named_item, {{schema}}.legacy_find_item_by_id(p_owner, p_item ->> name));
  end loop;

  if p_item ->> 'enhanced_url' <> '' and coalesce(p_item ->> 'enhancement_status', 'completed') = 'completed' then
    item := coalesce({{schema}}.legacy_find_item_by_address(p_owner, p_item ->> 'enhanced_url', p_hosts), named_item);
  else
    item := coalesce(
      named_item,
      {{schema}}.legacy_find_item_by_address(p_owner, p_item ->> 'url', p_hosts),
      case when p_item ->> 'id' like 'upload\_%' then {{schema}}.legacy_find_item_by_id(p_owner, substr(p_item ->> 'id', 8)) end,
      {{schema}}.legacy_find_item_by_address(p_owner, p_item ->> 'thumbnail_url', p_hosts));
  end if;

  return case when item is null then p_item
    else p_item || jsonb_build_object('media_id', item, 'unified_media_id', item, 'mediaId', item) end;
end $$;
comment on function {{schema}}.legacy_rewrite_item is 'Adds the ids of the shown item to an element of a board.';

create or replace function {{schema}}.legacy_rewrite_items(p_items jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(p_items) = 'array' and p_items <> '[]' then (
    select jsonb_agg({{schema}}.legacy_rewrite_item(e.item, p_owner, p_hosts) order by e.place)
    from jsonb_array_elements(p_items) with ordinality e (item, place)) else p_items end
$$;
comment on function {{schema}}.legacy_rewrite_items is 'Adds the ids of the shown items to the elements of a board.';

-- Keeps the old value of the first rewrite. If the row was edited between two rewrites, stores the value after that edit instead.
create or replace function {{schema}}.legacy_save_reference(
  p_relation text, p_field text, p_row uuid, p_old jsonb, p_new jsonb, p_updated_at timestamptz) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into {{schema}}.legacy_reference_backup as r (relation, field, row_id, old_value, new_value, old_updated_at)
  values (p_relation, p_field, p_row, p_old, p_new, p_updated_at)
  on conflict (relation, field, row_id) do update set
    old_value = case when r.new_value::text is not distinct from excluded.old_value::text then r.old_value else excluded.old_value end,
    new_value = excluded.new_value, old_updated_at = excluded.old_updated_at, written_at = now()
$$;
comment on function {{schema}}.legacy_save_reference is 'Stores the old value of a rewritten reference.';

create or replace function {{schema}}.legacy_rewrite_moodboards(p_ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  hosts text[] := (select s.hosts from {{schema}}.legacy_state s);
  featured text := 'null::uuid';
  board record;
  items jsonb;
  item uuid;
  written integer := 0;
  done integer;
begin
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  if exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass('{{media_schema}}.moodboards') and a.attname = 'featured_image_id' and not a.attisdropped) then
    featured := 't.featured_image_id';
  end if;

  for board in execute format(
    'select t.id, t.owner_user_id, t.items, t.updated_at, %s as featured from {{media_schema}}.moodboards t where t.id = any ($1)', featured)
    using p_ids
  loop
    items := {{schema}}.legacy_rewrite_items(board.items, board.owner_user_id, hosts);
    if items::text is distinct from board.items::text then
      execute 'update {{media_schema}}.moodboards t set items = $1 where t.id = $2 and t.items::text = $3'
      using items, board.id, board.items::text;
      get diagnostics done = row_count;
      if done = 1 then
        perform {{schema}}.legacy_save_reference('moodboards', 'items', board.id, board.items, items, board.updated_at);
        written := written + 1;
      end if;
    end if;

    -- A featured image usually names an element of the board. It is rewritten only if it names an older row whose item has another id.
    if board.featured is not null and not exists (
      select from jsonb_array_elements(case when jsonb_typeof(board.items) = 'array' then board.items else '[]' end) e
      where jsonb_typeof(e) = 'object' and e ->> 'id' = board.featured::text) then
      item := {{schema}}.legacy_find_item_by_id(board.owner_user_id, board.featured::text);
      if item <> board.featured then
        execute 'update {{media_schema}}.moodboards t set featured_image_id = $1 where t.id = $2 and t.featured_image_id = $3'
        using item, board.id, board.featured;
        get diagnostics done = row_count;
        if done = 1 then
          perform {{schema}}.legacy_save_reference(
            'moodboards', 'featured_image_id', board.id, to_jsonb(board.featured), to_jsonb(item), board.updated_at);
          written := written + 1;
        end if;
      end if;
    end if;
  end loop;
  return written;
end $$;
comment on function {{schema}}.legacy_rewrite_moodboards is 'Rewrites the references of moodboards and returns the number of changes.';

create or replace function {{schema}}.legacy_rewrite_showcases(p_ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  showcase record;
  ids uuid[];
  written integer := 0;
  done integer;
begin
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  for showcase in execute
    'select t.id, t.creator_user_id, t.talent_user_id, t.media_ids, t.updated_at from {{media_schema}}.showcases t where t.id = any ($1)'
    using p_ids
  loop
    select array_agg(coalesce(
      {{schema}}.legacy_find_item_by_id(showcase.creator_user_id, e.item::text),
      {{schema}}.legacy_find_item_by_id(showcase.talent_user_id, e.item::text),
      e.item) order by e.place) into ids
    from unnest(showcase.media_ids) with ordinality e (item, place);
    if ids is distinct from showcase.media_ids and showcase.media_ids <> '{}' then
      execute 'update {{media_schema}}.showcases t set media_ids = $1 where t.id = $2 and t.media_ids = $3'
      using ids, showcase.id, showcase.media_ids;
      get diagnostics done = row_count;
      if done = 1 then
        perform {{schema}}.legacy_save_reference(
          'showcases', 'media_ids', showcase.id, to_jsonb(showcase.media_ids), to_jsonb(ids), showcase.updated_at);
        written := written + 1;
      end if;
    end if;
  end loop;
  return written;
end $$;
comment on function {{schema}}.legacy_rewrite_showcases is 'Rewrites the references of showcases and returns the number of changes.';

-- A rewrite is not an edit, but a trigger of the host would set updated_at. The trigger of the migration restores it: its name sorts last, so it runs
-- last. It acts only in transactions of the migration.
create or replace function {{schema}}.legacy_keep_updated_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := old.updated_at;
  return new;
end $$;
comment on function {{schema}}.legacy_keep_updated_at is 'Keeps updated_at of a row that the migration rewrites.';

create or replace function {{schema}}.legacy_set_reference_triggers(p_on boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  name text;
begin
  foreach name in array array['moodboards', 'showcases'] loop
    if exists (
      select from pg_catalog.pg_attribute a
      where a.attrelid = to_regclass(format('{{media_schema}}.%I', name)) and a.attname = 'updated_at' and not a.attisdropped) then
      if p_on then
        execute format(
          'create or replace trigger "~unified_media_keep_updated_at" before update on {{media_schema}}.%I
           for each row when (current_setting(''unified_media.keeps_updated_at'', true) = ''on'')
           execute function {{schema}}.legacy_keep_updated_at()', name);
      else
        execute format('drop trigger if exists "~unified_media_keep_updated_at" on {{media_schema}}.%I', name);
      end if;
    end if;
  end loop;
end $$;
comment on function {{schema}}.legacy_set_reference_triggers is 'Creates or drops the triggers that keep updated_at while references are rewritten.';

revoke all on function {{schema}}.legacy_find_item_by_address(uuid, text, text[]), {{schema}}.legacy_find_item_by_id(uuid, text),
  {{schema}}.legacy_rewrite_item(jsonb, uuid, text[]), {{schema}}.legacy_rewrite_items(jsonb, uuid, text[]),
  {{schema}}.legacy_save_reference(text, text, uuid, jsonb, jsonb, timestamptz), {{schema}}.legacy_rewrite_moodboards(uuid[]),
  {{schema}}.legacy_rewrite_showcases(uuid[]), {{schema}}.legacy_keep_updated_at(), {{schema}}.legacy_set_reference_triggers(boolean)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
