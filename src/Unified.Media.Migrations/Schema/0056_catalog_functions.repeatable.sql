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
-- its index could not be used: the check of who asks is in here. Planned for the values of each call: what is rare is found by its words,
-- what is common by walking the newest.
create or replace function {{schema}}.search(
  p_owner uuid, p_words text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_bitmapscan = on as $$
#variable_conflict use_column
declare
  query tsquery := p_words::tsquery;
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select s.media_id, s.created_at from {{schema}}.media_search s
      where s.owner_user_id = p_owner and s.doc @@ query and (not p_public_only or s.is_public)
        and (p_at is null or (s.created_at, s.media_id) > (p_at, p_id))
      order by s.created_at, s.media_id limit p_limit;
  else
    return query
      select s.media_id, s.created_at from {{schema}}.media_search s
      where s.owner_user_id = p_owner and s.doc @@ query and (not p_public_only or s.is_public)
        and (p_at is null or (s.created_at, s.media_id) < (p_at, p_id))
      order by s.created_at desc, s.media_id desc limit p_limit;
  end if;
end $$;

-- The items of an owner of one kind, in the order of time, after a position. Comparing enums is not leakproof either.
create or replace function {{schema}}.by_kind(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word {{media_schema}}.media.type%type := p_word;
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc limit p_limit;
  end if;
end $$;

-- The items of an owner of one visibility, in the order of time, after a position. Comparing enums is not leakproof either.
create or replace function {{schema}}.by_visibility(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word {{media_schema}}.media.visibility%type := p_word;
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc limit p_limit;
  end if;
end $$;

-- How many items an owner has of each source; each value's part of the index up to a cap, or all of it without one. Within the index: policies
-- would be asked row by row.
create or replace function {{schema}}.count_sources(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.source_type::text, count(*) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.source_type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.source_type;
  else
    return query
      with recursive known (value) as (
        (select m.source_type from {{media_schema}}.media m
         where m.owner_user_id = p_owner and m.source_type is not null order by m.source_type limit 1)
        union all
        select (select m.source_type from {{media_schema}}.media m
                where m.owner_user_id = p_owner and m.source_type > known.value order by m.source_type limit 1)
        from known where known.value is not null)
      select v.value::text, (select count(*) from (
        select from {{media_schema}}.media m
        where m.owner_user_id = p_owner and m.source_type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
end $$;

-- How many items an owner has of each kind; each value's part of the index up to a cap, or all of it without one. Within the index: policies
-- would be asked row by row.
create or replace function {{schema}}.count_kinds(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not {{schema}}.sees_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.type::text, count(*) from {{media_schema}}.media m
      where m.owner_user_id = p_owner and m.type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.type;
  else
    return query
      with recursive known (value) as (
        (select m.type from {{media_schema}}.media m
         where m.owner_user_id = p_owner and m.type is not null order by m.type limit 1)
        union all
        select (select m.type from {{media_schema}}.media m
                where m.owner_user_id = p_owner and m.type > known.value order by m.type limit 1)
        from known where known.value is not null)
      select v.value::text, (select count(*) from (
        select from {{media_schema}}.media m
        where m.owner_user_id = p_owner and m.type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
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
