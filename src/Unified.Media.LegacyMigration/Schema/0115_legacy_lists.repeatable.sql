-- Lists items and older rows together until the migration is switched. Before an older row is opened, changed or deleted, it becomes an item
-- in the same transaction.

create or replace function {{schema}}.legacy_get_media_id(p_source text, p_id uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when exists (select from {{media_schema}}.media m where m.id = p_id) or exists (
        select from {{schema}}.objects o where o.media_id = p_id and o.role = 'original')
      or p_source = 'user_media' and exists (select from {{schema}}.legacy_gallery g where g.id = p_id)
      then {{schema}}.legacy_derive_id(p_source, p_id)
    else p_id
  end;
end $$;
comment on function {{schema}}.legacy_get_media_id is
  'Returns the item id of an older row: the id of the row, or a derived id if that is already used.';

-- A function, because under row-level security the planner compares a computed value with the map only after it has checked the owner of each
-- row. It would read the whole map, and map rows that are items already.
create or replace function {{schema}}.legacy_is_mapped(p_source text, p_id uuid) returns boolean
language plpgsql stable security definer cost 10 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id::text);
end $$;
comment on function {{schema}}.legacy_is_mapped is 'Returns whether an older row has become an item, even one that was deleted since.';

-- The rows that are not items yet, with the columns of items, read with the rights of the reader. Filter by login_id, which is indexed.
create or replace view {{schema}}.legacy_gallery_items with (security_invoker = true) as
select {{schema}}.legacy_get_media_id(g.legacy_source, g.legacy_id) as id, g.legacy_source, g.legacy_id, g.login_id, g.type, g.bucket,
  g.path, g.width, g.height, g.duration, g.duration_us, g.palette, g.blurhash, g.exif_json, 'PRIVATE'::text as visibility,
  g.created_at, coalesce(g.updated_at, g.created_at) as updated_at, g.source_type, g.enhancement_type, g.original_media_id,
  g.metadata, null::bigint as object_id, g.url, g.mime_type, g.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from {{schema}}.legacy_gallery_mapped g
where not {{schema}}.legacy_is_mapped('playground_gallery', g.legacy_id);

create or replace view {{schema}}.legacy_user_media_items with (security_invoker = true) as
select {{schema}}.legacy_get_media_id(u.legacy_source, u.legacy_id) as id, u.legacy_source, u.legacy_id, u.login_id, u.type, u.bucket,
  u.path, u.width, u.height, u.duration, u.duration_us, u.palette, u.blurhash, u.exif_json, 'PRIVATE'::text as visibility,
  u.created_at, coalesce(u.updated_at, u.created_at) as updated_at, u.source_type, u.enhancement_type, u.original_media_id,
  u.metadata, null::bigint as object_id, u.url, u.mime_type, u.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from {{schema}}.legacy_user_media_mapped u
where not {{schema}}.legacy_is_mapped('user_media', u.legacy_id);

create or replace view {{schema}}.legacy_items with (security_invoker = true) as
select * from {{schema}}.legacy_gallery_items union all select * from {{schema}}.legacy_user_media_items;

-- Finds the rows of a page by their keys, so that only the rows of the page are mapped. Repeats the rules of legacy_is_mapped and
-- legacy_get_media_id, because calling them per row would cost more than the page.
create or replace function {{schema}}.legacy_list_page_of_login(p_login uuid, p_key timestamptz, p_id uuid, p_bound timestamptz, p_limit integer)
returns table (legacy_source text, legacy_id uuid, id uuid, page_key timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  return query
    (select 'playground_gallery'::text, r.row_id, r.item_id, r.row_key
    from (
      select t.id as row_id, coalesce(t.created_at, '-infinity') as row_key,
        case
          when (select true from {{media_schema}}.media m where m.id = t.id)
            or (select true from {{schema}}.objects o where o.media_id = t.id and o.role = 'original' limit 1)
            then {{schema}}.legacy_derive_id('playground_gallery', t.id)
          else t.id
        end as item_id
      from {{schema}}.legacy_gallery t
      where t.user_id = p_login
        and coalesce(t.created_at, '-infinity') between coalesce(p_bound, '-infinity') and coalesce(p_key, 'infinity')
        and (select true from {{schema}}.legacy_map l where l.legacy_source = 'playground_gallery' and l.legacy_id = t.id::text) is null) r
    where p_id is null or (r.row_key, r.item_id) < (p_key, p_id)
    order by r.row_key desc, r.item_id desc limit p_limit)
    union all
    (select 'user_media'::text, r.row_id, r.item_id, r.row_key
    from (
      select t.id as row_id, coalesce(t.created_at, '-infinity') as row_key,
        case
          when (select true from {{schema}}.legacy_gallery g where g.id = t.id)
            or (select true from {{media_schema}}.media m where m.id = t.id)
            or (select true from {{schema}}.objects o where o.media_id = t.id and o.role = 'original' limit 1)
            then {{schema}}.legacy_derive_id('user_media', t.id)
          else t.id
        end as item_id
      from {{schema}}.legacy_user_media t
      where t.user_id = p_login
        and coalesce(t.created_at, '-infinity') between coalesce(p_bound, '-infinity') and coalesce(p_key, 'infinity')
        and (select true from {{schema}}.legacy_map l where l.legacy_source = 'user_media' and l.legacy_id = t.id::text) is null) r
    where p_id is null or (r.row_key, r.item_id) < (p_key, p_id)
    order by r.row_key desc, r.item_id desc limit p_limit)
    order by 4 desc, 3 desc limit p_limit;
end $$;
comment on function {{schema}}.legacy_list_page_of_login is
  'Lists the newest rows of a login that are not items yet, with their item ids, after a position and back to p_bound.';

create or replace function {{schema}}.legacy_list_page(p_key timestamptz, p_id uuid, p_bound timestamptz, p_limit integer)
returns table (legacy_source text, legacy_id uuid, id uuid, page_key timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from {{schema}}.legacy_list_page_of_login({{schema}}.get_login_id(), p_key, p_id, p_bound, p_limit);
end $$;
comment on function {{schema}}.legacy_list_page is 'Lists the newest rows of the caller that are not items yet.';

create or replace function {{schema}}.legacy_adopt_row(p_login uuid, p_id uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hit record;
begin
  select h.* into hit from (
    select 'playground_gallery' as source, g.id from {{schema}}.legacy_gallery g where g.id = p_id and g.user_id = p_login
    union all
    select 'user_media', u.id from {{schema}}.legacy_user_media u where u.id = p_id and u.user_id = p_login) h
  where {{schema}}.legacy_get_media_id(h.source, h.id) = p_id limit 1;
  -- Derived ids have version 8. Only for such an id all rows of the login are searched.
  if not found and substr(p_id::text, 15, 1) = '8' then
    select h.* into hit from (
      select 'playground_gallery' as source, g.id from {{schema}}.legacy_gallery g where g.user_id = p_login
      union all
      select 'user_media', u.id from {{schema}}.legacy_user_media u where u.user_id = p_login) h
    where {{schema}}.legacy_derive_id(h.source, h.id) = p_id limit 1;
  end if;

  return case when hit.source is null then 0 else (select r.rows_written from {{schema}}.legacy_copy_rows(hit.source, array[hit.id]) r) end;
end $$;
comment on function {{schema}}.legacy_adopt_row is
  'Creates the item with an id from the older row of a login; returns 1, or 0 if there is no such row or it is an item already.';

-- Called before the role of the user is assumed, like reserve.
create or replace function {{schema}}.legacy_adopt_rows(p_owner uuid, p_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_owner is null or not p_owner = any ({{schema}}.get_my_owners()) then
    return 0;
  end if;

  return coalesce((
    select sum({{schema}}.legacy_adopt_row({{schema}}.legacy_find_login(p_owner), i.id))
    from unnest(p_ids) i (id) where not exists (select from {{media_schema}}.media m where m.id = i.id)), 0);
end $$;
comment on function {{schema}}.legacy_adopt_rows is 'Creates items from an owner''s older rows with the given item ids and returns their number.';

-- Finds a row of any owner by its own id, not by a derived one.
create or replace function {{schema}}.legacy_adopt_rows_as_service(p_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((
    select sum({{schema}}.legacy_adopt_row(r.user_id, i.id))
    from unnest(p_ids) i (id)
    join (
      select g.id, g.user_id from {{schema}}.legacy_gallery g where g.id = any (p_ids)
      union all
      select u.id, u.user_id from {{schema}}.legacy_user_media u where u.id = any (p_ids)) r on r.id = i.id
    where not exists (select from {{media_schema}}.media m where m.id = i.id)), 0);
end $$;
comment on function {{schema}}.legacy_adopt_rows_as_service is
  'Creates items from the older rows with the given ids, for the service, and returns their number.';

-- The application calls it once, at startup.
create or replace function {{schema}}.legacy_is_active() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase not in ('switched', 'finished') and (
    to_regclass('{{media_schema}}.playground_gallery') is not null or to_regclass('{{media_schema}}.user_media') is not null)
  from {{schema}}.legacy_state s
$$;
comment on function {{schema}}.legacy_is_active is 'Returns whether older rows are still listed beside the items.';

revoke all on {{schema}}.legacy_items, {{schema}}.legacy_gallery_items, {{schema}}.legacy_user_media_items
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant select on {{schema}}.legacy_items, {{schema}}.legacy_gallery_items, {{schema}}.legacy_user_media_items to {{authenticated}}, {{service_role}};
revoke all on function {{schema}}.legacy_get_media_id(text, uuid), {{schema}}.legacy_is_mapped(text, uuid),
  {{schema}}.legacy_list_page_of_login(uuid, timestamptz, uuid, timestamptz, integer),
  {{schema}}.legacy_list_page(timestamptz, uuid, timestamptz, integer),
  {{schema}}.legacy_adopt_rows(uuid, uuid[]), {{schema}}.legacy_adopt_rows_as_service(uuid[]),
  {{schema}}.legacy_adopt_row(uuid, uuid), {{schema}}.legacy_is_active() from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_get_media_id(text, uuid), {{schema}}.legacy_is_mapped(text, uuid) to {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_list_page(timestamptz, uuid, timestamptz, integer) to {{authenticated}};
grant execute on function {{schema}}.legacy_list_page_of_login(uuid, timestamptz, uuid, timestamptz, integer) to {{service_role}};
grant execute on function {{schema}}.legacy_adopt_rows(uuid, uuid[]) to {{app}};
grant execute on function {{schema}}.legacy_adopt_rows_as_service(uuid[]) to {{worker}};
grant execute on function {{schema}}.legacy_is_active() to {{app}}, {{worker}}, {{authenticated}}, {{service_role}};
