-- Identifies the caller by the claims of the transaction, in the form that PostgREST sets. auth.uid() is not used, because not
-- every database has it.

-- All functions of this step are PL/pgSQL, whose plans PostgreSQL caches. An SQL function that cannot be inlined is planned again in every statement.

-- Every SECURITY DEFINER function lists pg_temp last in its search_path. Otherwise PostgreSQL searches pg_temp first for types, and a caller who
-- may create temporary types could execute code with the rights of the function's owner.

-- Items belong to profiles in databases that have profiles, and to logins in others. The first run of this step decides which, and stores the
-- decision for all functions and steps. A table users_profile that a user creates later must not change who owns items.
do $$
begin
  insert into {{schema}}.settings (key, value)
  select 'owners_are_profiles', (exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass('{{media_schema}}.users_profile') and attname = 'user_id' and not attisdropped))::text
  on conflict do nothing;

  if (select s.value = 'true' from {{schema}}.settings s where s.key = 'owners_are_profiles') and not exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = to_regclass('{{media_schema}}.users_profile') and a.attname = 'user_id' and i.indisvalid) then
    create index unified_media_profile_login_idx on {{media_schema}}.users_profile (user_id);
  end if;
end $$;

create or replace function {{schema}}.get_login_id() returns uuid
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  subject text := coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  return case
    when subject like '________-____-____-____-____________' and translate(subject, '0123456789abcdefABCDEF', '') = '----'
      then subject::uuid
  end;
end $$;
comment on function {{schema}}.get_login_id is
  'Returns the login id of the caller: the subject of its claims; null for an anonymous caller and for a subject that is not a UUID.';

-- Sorts by the text of the id, for which no index exists. Lists set enable_sort to off: with "order by p.id" the planner would avoid the sort by
-- scanning the primary key of all profiles.
create or replace function {{schema}}.find_owners(p_login uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_login is null then
    return '{}';
  elsif (select s.value from {{schema}}.settings s where s.key = 'owners_are_profiles') = 'true' then
    return array(select p.id from {{media_schema}}.users_profile p where p.user_id = p_login order by p.id::text);
  end if;
  return array[p_login];
end $$;
comment on function {{schema}}.find_owners is
  'Returns the owner ids that a login stands for: its profiles where the database has profiles, otherwise the login itself.';

-- Returns the same as find_owners(get_login_id()). Every policy calls this function in every statement, so it repeats the two bodies: two more
-- calls would double its duration.
create or replace function {{schema}}.get_my_owners() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  subject text := coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  if subject like '________-____-____-____-____________' and translate(subject, '0123456789abcdefABCDEF', '') = '----' then
    if (select s.value from {{schema}}.settings s where s.key = 'owners_are_profiles') = 'true' then
      return array(select p.id from {{media_schema}}.users_profile p where p.user_id = subject::uuid order by p.id::text);
    end if;
    return array[subject::uuid];
  end if;
  return '{}';
end $$;
comment on function {{schema}}.get_my_owners is 'Returns the owner ids that the caller stands for; empty for an anonymous caller.';

revoke all on function {{schema}}.get_login_id(), {{schema}}.find_owners(uuid), {{schema}}.get_my_owners()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.get_login_id(), {{schema}}.get_my_owners() to {{anon}}, {{authenticated}}, {{service_role}}, {{app}}, {{worker}};
grant execute on function {{schema}}.find_owners(uuid) to {{app}}, {{worker}};
