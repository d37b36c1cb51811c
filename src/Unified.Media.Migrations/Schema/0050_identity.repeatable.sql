-- Who is asking. Claims are those of the transaction, as PostgREST sets them too; auth.uid() is not used because not every database has it.

-- In PL/pgSQL throughout: its plans are kept, those of functions in SQL that cannot be inlined are made anew in every statement.

-- Every function names pg_temp last: with an empty search_path PostgreSQL looks for types there first, and whoever may make temporary
-- types would have code of theirs run with the rights of the function's owner.

-- uid(): the login id of the caller; null for nobody, and for a subject that is no uuid.
-- owners_of(): the owners that a login stands for. Databases with profiles keep items under the profile's id, others under the login's own.
-- In an order that no index has: lists are read with sorting switched off, and for the order of ids PostgreSQL then walked all profiles.
-- my_owners(): the owners that the caller stands for; empty for nobody. Every policy asks it in every statement, so it calls neither of the
-- other two: what they have in common stands here once.
do $$
declare
  subject constant text := $s$coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$s$;
  is_uuid constant text :=
    $s$subject like '________-____-____-____-____________' and translate(subject, '0123456789abcdefABCDEF', '') = '----'$s$;
  has_profiles constant boolean := exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass('{{media_schema}}.users_profile') and attname = 'user_id' and not attisdropped);
  owners constant text := case when has_profiles
    then 'array(select p.id from {{media_schema}}.users_profile p where p.user_id = %s order by p.id::text)' else 'array[%s]' end;
begin
  execute format($f$
    create or replace function {{schema}}.uid() returns uuid
    language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $body$
    declare
      subject text := %1$s;
    begin
      return case when %2$s then subject::uuid end;
    end $body$
  $f$, subject, is_uuid);

  execute format($f$
    create or replace function {{schema}}.owners_of(p_login uuid) returns uuid[]
    language plpgsql %2$s security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      return case when p_login is null then '{}'::uuid[] else %1$s end;
    end $body$
  $f$, format(owners, 'p_login'), case when has_profiles then 'stable' else 'immutable' end);

  execute format($f$
    create or replace function {{schema}}.my_owners() returns uuid[]
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $body$
    declare
      subject text := %1$s;
    begin
      if %2$s then
        return %3$s;
      end if;
      return '{}'::uuid[];
    end $body$
  $f$, subject, is_uuid, format(owners, 'subject::uuid'));

  if has_profiles and not exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = to_regclass('{{media_schema}}.users_profile') and a.attname = 'user_id' and i.indisvalid) then
    create index unified_media_profile_login_idx on {{media_schema}}.users_profile (user_id);
  end if;
end $$;

revoke all on function {{schema}}.uid(), {{schema}}.owners_of(uuid), {{schema}}.my_owners()
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.uid(), {{schema}}.my_owners() to {{anon}}, {{authenticated}}, {{service_role}}, {{app}}, {{worker}};
grant execute on function {{schema}}.owners_of(uuid) to {{app}}, {{worker}};
