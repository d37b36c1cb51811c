-- What the catalog asks for as its user.

-- Raised with every change that the library needs; the library says so where it finds an older one.
create or replace function {{schema}}.catalog_version() returns integer
language sql immutable parallel safe as $$
  select 1
$$;

-- Whether the caller sees all of an owner's items, and not the public ones only. The role that was taken on is not changed by entering a
-- function, and only its members can take it on.
create or replace function {{schema}}.sees_all(p_owner uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(p_owner = any ({{schema}}.my_owners()), false) or '{{service_role}}' in (current_setting('role'), session_user);
end $$;

-- The items of an owner that words find, in the order of time, after a position. The operator is not leakproof, so under row-level security
-- its index could not be used: the check of who asks is in here. The planner cannot tell how rare the beginning of a word is, and would look
-- for it in all of the owner's items; so the next thousand are looked at first, which is enough for what is common, and what is rare is then
-- fetched by its words. Bitmaps and sorts, without which lists are read, are for that.
create or replace function {{schema}}.search(
  p_owner uuid, p_words text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set enable_bitmapscan = on set enable_sort = on as $$
#variable_conflict use_column
declare
  short_walk constant integer := 1000;
  query tsquery := p_words::tsquery;
  direction text := case when p_oldest_first then 'asc' else 'desc' end;
  following text := format('($2 is null or (s.created_at, s.media_id) %s ($2, $3))', case when p_oldest_first then '>' else '<' end);
  next_rows text := format(
    'select s.* from {{schema}}.media_search s where s.owner_user_id = $1 and %1$s order by s.created_at %2$s, s.media_id %2$s',
    following, direction);
  found_rows bigint;
  looked_at timestamptz;
  looked_id uuid;
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  return query execute format(
    'select s.media_id, s.created_at from (%1$s limit %2$s) s
     where s.doc @@ $4 and (not $5 or s.is_public) order by s.created_at %3$s, s.media_id %3$s limit $6', next_rows, short_walk, direction)
    using p_owner, p_at, p_id, query, p_public_only, p_limit;
  get diagnostics found_rows = row_count;
  if found_rows >= p_limit then
    return;
  end if;

  execute format('select s.created_at, s.media_id from (%1$s) s limit 1 offset %2$s', next_rows, short_walk - 1)
    into looked_at, looked_id using p_owner, p_at, p_id;
  if looked_id is null then
    return;
  end if;

  return query execute format(
    'with hits as materialized (
       select s.media_id, s.created_at from {{schema}}.media_search s
       where s.owner_user_id = $1 and s.doc @@ $4 and (not $5 or s.is_public))
     select s.media_id, s.created_at from hits s where %1$s order by s.created_at %2$s, s.media_id %2$s limit $6', following, direction)
    using p_owner, looked_at, looked_id, query, p_public_only, p_limit - found_rows;
end $$;

-- The items of an owner of one kind or visibility, in the order of time, after a position: comparing enums is not leakproof either. And how
-- many items an owner has of each source or kind, each value's part of the index up to a cap, or all of it without one; within the index,
-- because policies would be asked row by row. What differs from function to function is the column.
do $$
declare
  made_at constant text := '(case when m.created_at is null then ''-infinity'' else m.created_at end)';
  is_seen constant text := '(not p_public_only or m.visibility::text in (''PUBLIC'', ''public''))';
  what record;
begin
  for what in select * from (values ('by_kind', 'type'), ('by_visibility', 'visibility')) as v (name, col) loop
    execute format($f$
      create or replace function {{schema}}.%1$I(
        p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
      returns table (media_id uuid, created_at timestamptz)
      language plpgsql stable security definer rows 50
      set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $body$
      #variable_conflict use_column
      declare
        word {{media_schema}}.media.%2$I%%type := p_word;
      begin
        if not p_public_only and not {{schema}}.sees_all(p_owner) then
          return;
        end if;

        if p_oldest_first then
          return query
            select m.id, %3$s from {{media_schema}}.media m
            where m.owner_user_id = p_owner and m.%2$I = word and %4$s and (p_at is null or (%3$s, m.id) > (p_at, p_id))
            order by %3$s, m.id limit p_limit;
        else
          return query
            select m.id, %3$s from {{media_schema}}.media m
            where m.owner_user_id = p_owner and m.%2$I = word and %4$s and (p_at is null or (%3$s, m.id) < (p_at, p_id))
            order by %3$s desc, m.id desc limit p_limit;
        end if;
      end $body$
    $f$, what.name, what.col, made_at, is_seen);
  end loop;

  for what in select * from (values ('count_sources', 'source_type'), ('count_kinds', 'type')) as v (name, col) loop
    execute format($f$
      create or replace function {{schema}}.%1$I(p_owner uuid, p_public_only boolean, p_cap integer)
      returns table (value text, found bigint)
      language plpgsql stable security definer rows 5
      set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $body$
      #variable_conflict use_column
      begin
        if not p_public_only and not {{schema}}.sees_all(p_owner) then
          return;
        end if;

        if p_cap is null then
          return query
            select m.%2$I::text, count(*) from {{media_schema}}.media m
            where m.owner_user_id = p_owner and m.%2$I is not null and %3$s
            group by m.%2$I;
        else
          return query
            with recursive known (value) as (
              (select m.%2$I from {{media_schema}}.media m
               where m.owner_user_id = p_owner and m.%2$I is not null order by m.%2$I limit 1)
              union all
              select (select m.%2$I from {{media_schema}}.media m
                      where m.owner_user_id = p_owner and m.%2$I > known.value order by m.%2$I limit 1)
              from known where known.value is not null)
            select v.value::text, (select count(*) from (
              select from {{media_schema}}.media m
              where m.owner_user_id = p_owner and m.%2$I = v.value and %3$s
              limit p_cap) as counted)
            from known v where v.value is not null;
        end if;
      end $body$
    $f$, what.name, what.col, is_seen);
  end loop;
end $$;

revoke all on function {{schema}}.catalog_version(), {{schema}}.sees_all(uuid),
  {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.count_sources(uuid, boolean, integer), {{schema}}.count_kinds(uuid, boolean, integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.catalog_version() to {{app}}, {{worker}};
grant execute on function
  {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  {{schema}}.count_sources(uuid, boolean, integer), {{schema}}.count_kinds(uuid, boolean, integer)
  to {{anon}}, {{authenticated}}, {{service_role}};
