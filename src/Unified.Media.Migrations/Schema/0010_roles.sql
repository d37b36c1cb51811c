-- Creates the roles, and the schema that holds everything except the items.
do $$
declare
  name text;
  statement text;
  missing text[] := '{}';
begin
  if current_setting('server_encoding') <> 'UTF8' then
    raise exception 'the encoding of the database is %; titles and tags require UTF8', current_setting('server_encoding');
  end if;

  foreach name in array array['{{anon}}', '{{authenticated}}', '{{service_role}}', '{{worker}}', '{{app}}'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      missing := missing || format('create role %I nologin noinherit;', name);
    end if;
  end loop;

  -- The application logs in as {{app}} and assumes one of these two roles in each transaction on behalf of a user.
  foreach name in array array['{{anon}}', '{{authenticated}}'] loop
    if not exists (
      select from pg_catalog.pg_auth_members m
      join pg_catalog.pg_roles r on r.oid = m.roleid join pg_catalog.pg_roles u on u.oid = m.member
      where r.rolname = name and u.rolname = '{{app}}') then
      missing := missing || format('grant %I to %I;', name, '{{app}}');
    end if;
  end loop;

  foreach statement in array missing loop
    begin
      execute statement;
    exception
      when duplicate_object or unique_violation then null; -- Roles are shared by all databases of the server: another migration created it.
      when insufficient_privilege then
        raise exception 'roles are missing, and % may not create them', current_user
          using errcode = '42501', hint = 'An administrator must execute: ' || array_to_string(missing, ' ');
    end;
  end loop;
end $$;

create schema if not exists {{schema}};
revoke all on schema {{schema}} from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant usage on schema {{schema}} to {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};

create table if not exists {{schema}}.settings (
  key text primary key,
  value text not null
);
alter table {{schema}}.settings enable row level security;
revoke all on {{schema}}.settings from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};

-- The id of this catalog, by which a sweep recognizes the buckets that belong to it.
insert into {{schema}}.settings (key, value) values ('catalog_id', gen_random_uuid()::text) on conflict do nothing;
