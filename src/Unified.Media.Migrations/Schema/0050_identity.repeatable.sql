-- Who is asking. Claims are those of the transaction, as PostgREST sets them too; auth.uid() is not used because not every database has it.

-- In PL/pgSQL throughout: its plans are kept, those of functions in SQL that cannot be inlined are made anew in every statement.

-- Every function names pg_temp last: with an empty search_path PostgreSQL looks for types there first, and whoever may make temporary
-- types would have code of theirs run with the rights of the function's owner.

-- The login id of the caller; null for nobody, and for a subject that is no uuid.
create or replace function {{schema}}.uid() returns uuid
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  subject text := coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  if subject ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' then
    return subject::uuid;
  end if;
  return null;
end $$;

-- The owners that a login stands for. Databases with profiles keep items under the profile's id, others under the login's own.
do $$
begin
  if exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass('{{media_schema}}.users_profile') and attname = 'user_id' and not attisdropped) then
    create or replace function {{schema}}.owners_of(p_login uuid) returns uuid[]
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return array(select p.id from {{media_schema}}.users_profile p where p.user_id = p_login order by p.id);
    end $body$;

    if not exists (
      select from pg_catalog.pg_index i
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = to_regclass('{{media_schema}}.users_profile') and a.attname = 'user_id' and i.indisvalid) then
      create index unified_media_profile_login_idx on {{media_schema}}.users_profile (user_id);
    end if;
  else
    create or replace function {{schema}}.owners_of(p_login uuid) returns uuid[]
    language plpgsql immutable security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return case when p_login is null then '{}'::uuid[] else array[p_login] end;
    end $body$;
  end if;
end $$;

-- The owners that the caller stands for; empty for nobody.
create or replace function {{schema}}.my_owners() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return {{schema}}.owners_of({{schema}}.uid());
end $$;

revoke all on function {{schema}}.uid(), {{schema}}.owners_of(uuid), {{schema}}.my_owners()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.uid(), {{schema}}.my_owners() to {{anon}}, {{authenticated}}, {{service_role}}, {{app}}, {{worker}};
grant execute on function {{schema}}.owners_of(uuid) to {{app}}, {{worker}};
