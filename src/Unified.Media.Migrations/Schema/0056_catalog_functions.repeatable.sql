-- What the catalog asks for as its user.

-- Raised with every change that the library needs; the library says so where it finds an older one.
create or replace function {{schema}}.catalog_version() returns integer
language sql immutable parallel safe as $$
  select 1
$$;

-- The items of an owner that words find, in the order of time, after a position. The operator is not leakproof, so under row-level security
-- its index could not be used: the check of who asks is in here. Planned for the values of each call: what is rare is found by its words,
-- what is common by walking the newest.
create or replace function {{schema}}.search(
  p_owner uuid, p_words text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50 set search_path = '' set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  query tsquery := p_words::tsquery;
begin
  -- The role that is taken on is not changed by entering this function, and only its members can take it on.
  if not p_public_only and not p_owner = any ({{schema}}.my_owners()) and '{{service_role}}' not in (current_setting('role'), session_user) then
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

revoke all on function {{schema}}.catalog_version(), {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer) from public;
grant execute on function {{schema}}.catalog_version() to {{app}}, {{worker}};
grant execute on function {{schema}}.search(uuid, text, boolean, boolean, timestamptz, uuid, integer)
  to {{anon}}, {{authenticated}}, {{service_role}};
