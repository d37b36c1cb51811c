-- Functions that the catalog calls in the role of its user.

-- Increase the number with every change that the library requires: the library rejects a database with a lower number.
create or replace function {{schema}}.get_catalog_version() returns integer
language sql immutable parallel safe as $$
  select 1
$$;
comment on function {{schema}}.get_catalog_version is 'Returns the version of the contract between this schema and the library.';

-- current_setting('role') is the role that the caller assumed. A SECURITY DEFINER function does not change it, and only members of a
-- role can assume it.
create or replace function {{schema}}.can_see_all(p_owner uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(p_owner = any ({{schema}}.get_my_owners()), false) or '{{service_role}}' in (current_setting('role'), session_user);
end $$;
comment on function {{schema}}.can_see_all is 'Returns whether the caller may see all items of an owner instead of the public ones only.';

-- The text search operator is not leakproof, so PostgreSQL could not use its index under row-level security. This function therefore checks the
-- caller itself. The planner cannot estimate the selectivity of a prefix, and would search all items of the owner. The function therefore scans
-- the next thousand items first, which suffices for common words, and finds items with rare words by the index. The second step requires bitmap
-- scans and sorts, which lists disable.
create or replace function {{schema}}.search(
  p_owner uuid, p_words text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set enable_bitmapscan = on set enable_sort = on as $$
#variable_conflict use_column
declare
  scan_length constant integer := 1000;
  query tsquery := p_words::tsquery;
  direction text := case when p_oldest_first then 'asc' else 'desc' end;
  following text := format('($2 is null or (s.created_at, s.media_id) %s ($2, $3))', case when p_oldest_first then '>' else '<' end);
  next_rows text := format(
    'select s.* from {{schema}}.media_search s where s.owner_user_id = $1 and %1$s order by s.created_at %2$s, s.media_id %2$s',
    following, direction);
  found_rows bigint;
  last_time timestamptz;
  last_id uuid;
begin
  if not p_public_only and not {{schema}}.can_see_all(p_owner) then
    return;
  end if;

  return query execute format(
    'select s.media_id, s.created_at from (%1$s limit %2$s) s
     where s.doc @@ $4 and (not $5 or s.is_public) order by s.created_at %3$s, s.media_id %3$s limit $6', next_rows, scan_length, direction)
    using p_owner, p_at, p_id, query, p_public_only, p_limit;
  get diagnostics found_rows = row_count;
  if found_rows >= p_limit then
    return;
  end if;

  execute format('select s.created_at, s.media_id from (%1$s) s limit 1 offset %2$s', next_rows, scan_length - 1)
    into last_time, last_id using p_owner, p_at, p_id;
  if last_id is null then
    return;
  end if;

  return query execute format(
    'with hits as materialized (
       select s.media_id, s.created_at from {{schema}}.media_search s
       where s.owner_user_id = $1 and s.doc @@ $4 and (not $5 or s.is_public))
     select s.media_id, s.created_at from hits s where %1$s order by s.created_at %2$s, s.media_id %2$s limit $6', following, direction)
    using p_owner, last_time, last_id, query, p_public_only, p_limit - found_rows;
end $$;
comment on function {{schema}}.search is 'Lists the items of an owner that match a text search, in order of creation, after a position.';

-- For lists over all owners, whose number of matches is unbounded. The matches are therefore unsorted, and the catalog uses them only if they are
-- few. Only bitmap scans can use the index of words.
create or replace function {{schema}}.find_word_matches(p_words text, p_public_only boolean, p_limit integer)
returns table (media_id uuid)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set enable_bitmapscan = on set enable_indexscan = off set enable_seqscan = off as $$
#variable_conflict use_column
begin
  if p_public_only then
    return query select s.media_id from {{schema}}.media_search s where s.is_public and s.doc @@ p_words::tsquery limit p_limit;
  elsif '{{service_role}}' in (current_setting('role'), session_user) then
    return query select s.media_id from {{schema}}.media_search s where s.doc @@ p_words::tsquery limit p_limit;
  end if;
end $$;
comment on function {{schema}}.find_word_matches is
  'Returns items of all owners that match a text search, unsorted, up to a limit: public items, or all items for the service role.';

-- The next two are functions because comparing enums is not leakproof either. They use custom plans, because the number of rows per value varies
-- widely. They differ only in the column, whose type the host decides.
create or replace function {{schema}}.list_by_kind(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word {{media_schema}}.media.type%type := p_word;
begin
  if not p_public_only and not {{schema}}.can_see_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id
      limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc
      limit p_limit;
  end if;
end $$;
comment on function {{schema}}.list_by_kind is 'Lists the items of an owner with a kind, in order of creation, after a position.';

create or replace function {{schema}}.list_by_visibility(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word {{media_schema}}.media.visibility%type := p_word;
begin
  if not p_public_only and not {{schema}}.can_see_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id
      limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc
      limit p_limit;
  end if;
end $$;
comment on function {{schema}}.list_by_visibility is 'Lists the items of an owner with a visibility, in order of creation, after a position.';

-- The next two functions read only the index of their column, value by value up to the cap. A query on the table would evaluate the
-- policies for every row.
create or replace function {{schema}}.count_sources(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not {{schema}}.can_see_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.source_type::text, count(*)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.source_type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.source_type;
  else
    return query
      with recursive known (value) as (
        (select m.source_type from {{media_schema}}.media m
         where m.owner_user_id = p_owner and m.source_type is not null order by m.source_type limit 1)
        union all
        select (
          select m.source_type from {{media_schema}}.media m
          where m.owner_user_id = p_owner and m.source_type > known.value order by m.source_type limit 1)
        from known where known.value is not null)
      select v.value::text, (
        select count(*) from (
          select from {{media_schema}}.media m
          where m.owner_user_id = p_owner and m.source_type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
          limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
end $$;
comment on function {{schema}}.count_sources is 'Counts the items of an owner per source type, each up to a cap; exactly if the cap is null.';

create or replace function {{schema}}.count_kinds(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not {{schema}}.can_see_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.type::text, count(*)
      from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.type;
  else
    return query
      with recursive known (value) as (
        (select m.type from {{media_schema}}.media m
         where m.owner_user_id = p_owner and m.type is not null order by m.type limit 1)
        union all
        select (
          select m.type from {{media_schema}}.media m
          where m.owner_user_id = p_owner and m.type > known.value order by m.type limit 1)
        from known where known.value is not null)
      select v.value::text, (
        select count(*) from (
          select from {{media_schema}}.media m
          where m.owner_user_id = p_owner and m.type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
          limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
end $$;
comment on function {{schema}}.count_kinds is 'Counts the items of an owner per kind, each up to a cap; exactly if the cap is null.';

revoke all on function {{schema}}.get_catalog_version(), {{schema}}.can_see_all(uuid),
  {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer), {{schema}}.find_word_matches(text, boolean, integer),
  {{schema}}.list_by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.list_by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.count_sources(uuid, boolean, integer), {{schema}}.count_kinds(uuid, boolean, integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.get_catalog_version() to {{app}}, {{worker}};
grant execute on function
  {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer), {{schema}}.find_word_matches(text, boolean, integer),
  {{schema}}.list_by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.list_by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.count_sources(uuid, boolean, integer), {{schema}}.count_kinds(uuid, boolean, integer)
  to {{anon}}, {{authenticated}}, {{service_role}};
