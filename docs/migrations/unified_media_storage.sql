-- The schema of Unified.Media. Made from the steps of the packages of Unified.Media: change those, not this file.
-- psql -v ON_ERROR_STOP=1 -f this-file.sql; not within a transaction. After a failure, run it again.

-- 0000_journal
begin;
do $journal$
begin
  if to_regnamespace('unified_media') is null then
    create schema unified_media;
  end if;
  if to_regclass('unified_media.schema_journal') is null then
    create table unified_media.schema_journal (
      module text not null,
      step integer not null,
      name text not null,
      kind text not null,
      checksum text not null,
      earlier_checksums text not null default '',
      names text not null,
      state text not null check (state in ('running', 'applied', 'failed')),
      started_at timestamptz not null,
      applied_at timestamptz,
      duration_ms bigint,
      rows bigint not null default 0,
      error text,
      applied_by text not null default current_user,
      library_version text,
      primary key (module, step)
    );
    alter table unified_media.schema_journal enable row level security;
    create policy unified_media_read on unified_media.schema_journal for select using (true);
    revoke all on unified_media.schema_journal from public;
  end if;
  if to_regclass('unified_media.schema_lock') is null then
    create table unified_media.schema_lock (
      one boolean primary key default true check (one),
      holder text not null,
      server_started timestamptz not null,
      expires_at timestamptz not null
    );
    alter table unified_media.schema_lock enable row level security;
    revoke all on unified_media.schema_lock from public;
  end if;
end $journal$;
commit;

-- 0010_roles
begin;
-- Roles, and the schema that holds everything of ours but the items themselves.
do $$
declare
  name text;
  statement text;
  missing text[] := '{}';
begin
  if current_setting('server_encoding') <> 'UTF8' then
    raise exception 'the database keeps its text as %, and titles and tags need UTF8', current_setting('server_encoding');
  end if;

  foreach name in array array['anon', 'authenticated', 'service_role', 'unified_media_worker', 'unified_media_app'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      missing := missing || format('create role %I nologin noinherit;', name);
    end if;
  end loop;

  -- The application logs in as unified_media_app and becomes one of these two for every statement on a user's behalf.
  foreach name in array array['anon', 'authenticated'] loop
    if not exists (
      select from pg_catalog.pg_auth_members m
      join pg_catalog.pg_roles r on r.oid = m.roleid join pg_catalog.pg_roles u on u.oid = m.member
      where r.rolname = name and u.rolname = 'unified_media_app') then
      missing := missing || format('grant %I to %I;', name, 'unified_media_app');
    end if;
  end loop;

  foreach statement in array missing loop
    begin
      execute statement;
    exception
      when duplicate_object or unique_violation then null; -- Roles belong to the whole server: another database's migration was faster.
      when insufficient_privilege then
        raise exception 'roles are missing, and % may not make them', current_user
          using errcode = '42501', hint = 'Have an administrator run: ' || array_to_string(missing, ' ');
    end;
  end loop;
end $$;

create schema if not exists unified_media;
revoke all on schema unified_media from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant usage on schema unified_media to anon, authenticated, service_role, unified_media_worker, unified_media_app;

create table if not exists unified_media.settings (
  key text primary key,
  value text not null
);
alter table unified_media.settings enable row level security;
revoke all on unified_media.settings from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;

-- The catalog's own id, by which a sweep tells whose a bucket is.
insert into unified_media.settings (key, value) values ('catalog_id', gen_random_uuid()::text) on conflict do nothing;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 10, '0010_roles', 'once', '4f311ddd1c1bfeb528ebf45e9ec2f53960995d6e9038076615999ad3758a0d56',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0011_journal
begin;
-- The application may tell how far the schema is: its health check and its dashboard read the journal with its own login. The runner made the
-- tables before it knew the roles, and default privileges may have opened them.
do $$
begin
  if to_regclass('unified_media.schema_journal') is not null then
    revoke all on unified_media.schema_journal, unified_media.schema_lock
      from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
    grant select on unified_media.schema_journal to unified_media_app, unified_media_worker;
  end if;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 11, '0011_journal', 'repeatable', '986f21e7e8e93b08292d00622439441c231a2668c27649257511ed0c8cf5d2d5',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0020_media
begin;
-- The items. Made where they are absent; an older table is given what it lacks, and nothing of it is dropped, renamed or retyped.
-- Columns are added without defaults: a default would label every old row.
do $$
declare
  is_fresh boolean := to_regclass('public.media') is null;
  role_name text;
begin
  if is_fresh then
    if to_regnamespace('public') is null then
      create schema public;
    end if;

    create table public.media (
      id uuid primary key default gen_random_uuid(),
      owner_user_id uuid not null,
      type varchar(20) not null check (type ~ '^[a-z0-9_-]+$'),
      bucket varchar(255) not null,
      path text not null,
      width integer check (width > 0),
      height integer check (height > 0),
      duration integer check (duration >= 0),
      palette jsonb,
      blurhash varchar(255),
      exif_json jsonb,
      visibility varchar(20) not null default 'PRIVATE' check (visibility in ('DRAFT', 'PUBLIC', 'PRIVATE')),
      created_at timestamptz not null default now()
    );
    comment on column public.media.duration is 'Whole seconds.';
    alter table public.media enable row level security;

    -- Default privileges of hosted databases grant everything on every new table.
    revoke all on public.media from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
    grant select on public.media to anon, authenticated;
    grant delete on public.media to authenticated;
    grant select, insert, update, delete on public.media to service_role;
  end if;

  -- Both would fail silently: the first leaves everything open, under the second the steps below and the functions see no rows.
  if not (select relrowsecurity from pg_catalog.pg_class where oid = 'public.media'::regclass) then
    raise exception 'row-level security is off on public.media' using errcode = '55000',
      hint = 'Look at who reads the table without it, then: alter table public.media enable row level security;';
  elsif row_security_active('public.media') then
    raise exception 'row-level security hides rows of public.media from %', current_user using errcode = '42501',
      hint = 'Migrate as the owner of the table, which must not have FORCE ROW LEVEL SECURITY, or as a role with BYPASSRLS.';
  end if;

  insert into unified_media.settings (key, value) values ('media_created_by_us', is_fresh::text) on conflict do nothing;

  foreach role_name in array array['anon', 'authenticated', 'service_role', 'unified_media_app'] loop
    if not has_schema_privilege(role_name, 'public', 'usage') then
      execute format('grant usage on schema public to %I', role_name);
    end if;
  end loop;
end $$;

alter table public.media
  add column if not exists source_type varchar(20),
  add column if not exists enhancement_type varchar(50),
  add column if not exists original_media_id varchar(50),
  add column if not exists metadata jsonb,
  add column if not exists object_id bigint,
  add column if not exists url text,
  add column if not exists mime_type varchar(100),
  add column if not exists size_bytes bigint,
  add column if not exists sha256 bytea,
  add column if not exists thumbhash bytea,
  add column if not exists duration_us bigint,
  add column if not exists title_key text collate "C",
  add column if not exists updated_at timestamptz,
  add column if not exists legacy_source varchar(50),
  add column if not exists legacy_id varchar(100);

-- What an older database says about its columns stays.
do $$
declare
  saying record;
begin
  for saying in
    select * from (values
      ('source_type', 'upload, playground, enhanced or stock.'),
      ('original_media_id', 'What an enhanced item was made from, as its maker said it; not always the id of an item.'),
      ('object_id', 'The ledger''s row of this item''s object; without it nothing is ever read, signed or erased.'),
      ('duration_us', 'Microseconds; duration holds the same in whole seconds.'),
      ('title_key', 'How the title sorts; kept by trigger.')) as said (name, words)
    join pg_catalog.pg_attribute a on a.attrelid = 'public.media'::regclass and a.attname = said.name
    where col_description(a.attrelid, a.attnum) is null
  loop
    execute format('comment on column public.media.%I is %L', saying.name, saying.words);
  end loop;
end $$;

do $$
begin
  if (select value from unified_media.settings where key = 'media_created_by_us') = 'true' then
    grant insert (
      id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
      updated_at, source_type, enhancement_type, original_media_id, metadata, thumbhash) on public.media to authenticated;
    grant update (visibility, metadata, enhancement_type, original_media_id, updated_at) on public.media to authenticated;
  else
    -- Row-level security does not cover these, and no client needs them.
    revoke truncate, references, trigger on public.media from public, anon, authenticated;
  end if;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 20, '0020_media', 'once', 'c750381314851a3e582a87f4207d64c17a8669d54401647715716c3c95d46a56',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0030_ledger
begin;
-- The ledger: one row per attempt to store an object of an item in a role, and the only place that decides whose an object is.
create table if not exists unified_media.objects (
  object_id bigint generated always as identity primary key,
  media_id uuid not null,
  role text collate "C" not null default 'original' check (role ~ '^[a-z0-9-]{1,20}$'),
  attempt integer not null check (attempt > 0),
  owner_user_id uuid not null,
  bucket text collate "C" not null,
  key text collate "C" not null check (octet_length(key) between 1 and 1024),
  state text collate "C" not null check (state in ('pending', 'ready', 'deleting', 'gone')),
  adopted boolean not null default false,
  retired boolean not null default false,
  idempotency_key text collate "C",
  fingerprint text collate "C",
  mime_type varchar(100),
  size_bytes bigint,
  sha256 bytea,
  received_sha256 bytea,
  lease_until timestamptz,
  next_try_at timestamptz,
  gone_at timestamptz,
  claims integer not null default 0,
  created_at timestamptz not null default now()
);
comment on table unified_media.objects is 'One row per attempt to store an object: pending, ready, deleting, gone.';
comment on column unified_media.objects.role is 'What the object is to its item: original, or an object derived from it, such as thumb-320.';
comment on column unified_media.objects.adopted is 'An older program stored the object; the migration proved that it is the owner''s.';
comment on column unified_media.objects.retired is 'Its item was deleted: a repeated idempotency key does not bring it back.';

create unique index if not exists objects_key_uq on unified_media.objects (bucket, key);
create unique index if not exists objects_attempt_uq on unified_media.objects (media_id, role, attempt);
create unique index if not exists objects_live_uq on unified_media.objects (media_id, role) where state in ('pending', 'ready');
create unique index if not exists objects_idempotency_uq on unified_media.objects (owner_user_id, idempotency_key) where idempotency_key is not null;
-- Not by state: the planner would take so small an index for finding one attempt, and pass everything unfinished.
create index if not exists objects_due_idx on unified_media.objects (next_try_at, media_id, attempt, role) where next_try_at is not null;
create index if not exists objects_gone_idx on unified_media.objects (gone_at) where state = 'gone';

alter table unified_media.objects enable row level security;
revoke all on unified_media.objects from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
-- Default privileges of the whole database may have opened it.
revoke all on all sequences in schema unified_media from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 30, '0030_ledger', 'once', 'f015666c1c52c4df7edfddf6d6d9e600187c64060a6f0063c11bea67fff07289',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0040_side_tables
begin;
-- Tags and words of items, in tables of their own that triggers maintain: under row-level security PostgreSQL can use neither a GIN index on the
-- metadata nor an expression index whose function is not leakproof.
create table if not exists unified_media.media_tags (
  owner_user_id uuid not null,
  tag text collate "C" not null check (length(tag) between 1 and 100),
  created_at timestamptz not null,
  media_id uuid not null,
  is_public boolean not null,
  primary key (media_id, tag)
);
create index if not exists media_tags_page_idx on unified_media.media_tags (owner_user_id, tag, created_at desc, media_id desc) include (is_public);
create index if not exists media_tags_public_idx on unified_media.media_tags (tag, created_at desc, media_id desc) where is_public;

create table if not exists unified_media.media_search (
  media_id uuid primary key,
  owner_user_id uuid not null,
  created_at timestamptz not null,
  is_public boolean not null,
  doc tsvector not null
);
create index if not exists media_search_doc_idx on unified_media.media_search using gin (doc);
create index if not exists media_search_public_doc_idx on unified_media.media_search using gin (doc) where is_public;
create index if not exists media_search_page_idx on unified_media.media_search (owner_user_id, created_at desc, media_id desc);

-- The rows of older tables that have become items. An item that was deleted since stays in the map, so that it is never created again.
create table if not exists unified_media.legacy_map (
  legacy_source varchar(50) not null,
  legacy_id varchar(100) not null,
  media_id uuid,
  owner_user_id uuid,
  mapped_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (legacy_source, legacy_id)
);
create index if not exists legacy_map_media_idx on unified_media.legacy_map (media_id);

alter table unified_media.media_tags enable row level security;
alter table unified_media.media_search enable row level security;
alter table unified_media.legacy_map enable row level security;
revoke all on unified_media.media_tags, unified_media.media_search, unified_media.legacy_map
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant select on unified_media.media_tags, unified_media.media_search to anon, authenticated, service_role;
grant select (legacy_source, legacy_id, owner_user_id) on unified_media.legacy_map to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 40, '0040_side_tables', 'once', '3592667cd5f9950b48108b1c18a2ed3ea4aadc8ff7f24c80cbf1b14b19cf79d9',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0050_identity
begin;
-- Who is asking. The claims are those of the transaction, in the form in which PostgREST sets them. auth.uid() is not used, because not every
-- database has it.

-- All functions are PL/pgSQL: PostgreSQL keeps their plans, but plans an SQL function that it cannot inline again in every statement.

-- Every definer function names pg_temp last in its search_path. PostgreSQL otherwise looks there first for types, and a caller who may create
-- temporary types could run code with the rights of the function's owner.

-- Databases with profiles keep items under the id of the profile, other databases under the id of the login. This step decides it when it runs
-- for the first time, and every function and step reads what it decided: a table named users_profile that a user creates later must not decide
-- who owns what.
do $$
begin
  insert into unified_media.settings (key, value)
  select 'owners_are_profiles', (exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass('public.users_profile') and attname = 'user_id' and not attisdropped))::text
  on conflict do nothing;

  if (select s.value = 'true' from unified_media.settings s where s.key = 'owners_are_profiles') and not exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = to_regclass('public.users_profile') and a.attname = 'user_id' and i.indisvalid) then
    create index unified_media_profile_login_idx on public.users_profile (user_id);
  end if;
end $$;

create or replace function unified_media.get_login_id() returns uuid
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
comment on function unified_media.get_login_id is
  'Returns the login id of the caller: the subject of its claims; null for an anonymous caller and for a subject that is not a UUID.';

-- Sorted by the text of the id, for which no index exists: lists run with sorting switched off, and to return the ids in their own order
-- PostgreSQL would then read all profiles along the primary key.
create or replace function unified_media.find_owners(p_login uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_login is null then
    return '{}';
  elsif (select s.value from unified_media.settings s where s.key = 'owners_are_profiles') = 'true' then
    return array(select p.id from public.users_profile p where p.user_id = p_login order by p.id::text);
  end if;
  return array[p_login];
end $$;
comment on function unified_media.find_owners is
  'Returns the owner ids that a login stands for: its profiles where the database has profiles, otherwise the login itself.';

-- The same as find_owners(get_login_id()). Every policy calls it in every statement, so it repeats the two bodies instead of calling the functions:
-- two calls more take as long as the rest of it.
create or replace function unified_media.get_my_owners() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  subject text := coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  if subject like '________-____-____-____-____________' and translate(subject, '0123456789abcdefABCDEF', '') = '----' then
    if (select s.value from unified_media.settings s where s.key = 'owners_are_profiles') = 'true' then
      return array(select p.id from public.users_profile p where p.user_id = subject::uuid order by p.id::text);
    end if;
    return array[subject::uuid];
  end if;
  return '{}';
end $$;
comment on function unified_media.get_my_owners is 'Returns the owner ids that the caller stands for; empty for an anonymous caller.';

revoke all on function unified_media.get_login_id(), unified_media.find_owners(uuid), unified_media.get_my_owners()
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant execute on function unified_media.get_login_id(), unified_media.get_my_owners() to anon, authenticated, service_role, unified_media_app, unified_media_worker;
grant execute on function unified_media.find_owners(uuid) to unified_media_app, unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 50, '0050_identity', 'repeatable', '882833298d253b694643c1a303d5093481c0b8e9055e9c2cd17baaebf364b3de',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0051_text
begin;
-- How tags, words and titles compare. The library implements the same rules for its embedded catalog (TagKey, TitleKey and SearchWords), and
-- tests hold the two together: change both. Text of older programs is cut and never rejected: a title of two megabytes, or tags that are not
-- a list, must not fail an INSERT.

-- Most of these functions have no search_path of their own: with one PostgreSQL could not inline them, and none runs with other rights than
-- its caller's.

-- The collation of all folding: Unicode's root rules where the server has ICU, otherwise the rules of the database.
-- The functions that use it are IMMUTABLE, although their results depend on the version of ICU, of the operating system's locales or of
-- PostgreSQL: a newer version can know more letters. Titles and tags are stored folded, in columns with collation "C", so no index breaks
-- after an upgrade; only texts with letters that are new to the server compare as before. PostgreSQL then warns of a version mismatch. Run
--   alter collation unified_media.folding refresh version;
--   begin;
--   create temporary table folded on commit drop as
--     select m.id, m.updated_at from public.media m
--     where m.title_key is distinct from unified_media.make_title_key(m.metadata) for no key update;
--   update public.media m set title_key = unified_media.make_title_key(m.metadata) from folded f where m.id = f.id;
--   update public.media m set updated_at = f.updated_at from folded f where m.id = f.id;
--   commit;
--   delete from unified_media.media_tags; delete from unified_media.media_search; delete from unified_media.settings where key = 'classified_to';
-- and the statement of the step 0070 until it changes no row. The first update moves updated_at by a trigger, the second, which names no column
-- that the trigger watches, restores it. Until the end lists by tag and word are incomplete.
do $$
begin
  if exists (select from pg_catalog.pg_collation c where c.collname = 'folding' and c.collnamespace = 'unified_media'::regnamespace) then
    return;
  elsif exists (select from pg_catalog.pg_collation c where c.collname = 'und-x-icu' and c.collnamespace = 'pg_catalog'::regnamespace) then
    create collation unified_media.folding from pg_catalog."und-x-icu";
  else
    execute (
      select format('create collation unified_media.folding (provider = libc, lc_collate = %L, lc_ctype = %L)', d.datcollate, d.datctype)
      from pg_catalog.pg_database d where d.datname = current_database());
  end if;
end $$;

-- Letter by letter, as the library does it. Sigma does not depend on its position in the word, so it is replaced before. The dotted capital I
-- has no single lower-case letter and stays: a noncharacter code point (U+FFFF) stands in for it, so that lower() leaves it unchanged.
create or replace function unified_media.fold_text(p_text text) returns text
language sql immutable parallel safe as $$
  select replace(
    lower(replace(replace(p_text, 'Σ', 'σ'), 'İ', E'\uffff') collate unified_media.folding), E'\uffff', 'İ')
$$;
comment on function unified_media.fold_text is 'Converts a text to lower case letter by letter, for comparison.';

-- A word is a letter or a digit, followed by letters, digits and marks. Regular expressions have no class for marks, so all of Unicode 16 are
-- listed. Both lower-case sigmas count as one letter. Most texts are plain ASCII, which the first branch handles without Unicode's tables.
create or replace function unified_media.extract_words(p_text text) returns setof text
language sql immutable parallel safe as $$
  select left(w, 64) from regexp_split_to_table(lower(p_text collate "C"), '[^a-z0-9]+') as w
  where octet_length(p_text) = length(p_text) and w <> ''
  union all
  select left(w[1], 64) from regexp_matches(
    replace(unified_media.fold_text(normalize(p_text, nfc)), 'ς', 'σ') collate unified_media.folding,
    '[[:alnum:]][[:alnum:]'
    '\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670'
    '\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819'
    '\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c\u093e-\u094f'
    '\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc\u09be-\u09c4\u09c7-\u09c8\u09cb-\u09cd\u09d7\u09e2-\u09e3\u09fe'
    '\u0a01-\u0a03\u0a3c\u0a3e-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0ac5'
    '\u0ac7-\u0ac9\u0acb-\u0acd\u0ae2-\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c\u0b3e-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d'
    '\u0b55-\u0b57\u0b62-\u0b63\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c44'
    '\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cc4\u0cc6-\u0cc8\u0cca-\u0ccd'
    '\u0cd5-\u0cd6\u0ce2-\u0ce3\u0cf3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d44\u0d46-\u0d48\u0d4a-\u0d4d\u0d57\u0d62-\u0d63'
    '\u0d81-\u0d83\u0dca\u0dcf-\u0dd4\u0dd6\u0dd8-\u0ddf\u0df2-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc'
    '\u0ec8-\u0ece\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6'
    '\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d'
    '\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd\u180b-\u180d\u180f\u1885-\u1886'
    '\u18a9\u1920-\u192b\u1930-\u193b\u1a17-\u1a1b\u1a55-\u1a5e\u1a60-\u1a7c\u1a7f\u1ab0-\u1abd\u1abf-\u1ace\u1b00-\u1b04'
    '\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4'
    '\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a'
    '\ua66f\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1\ua802\ua806\ua80b\ua823-\ua827\ua82c\ua880-\ua881\ua8b4-\ua8c5'
    '\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36\uaa43\uaa4c-\uaa4d'
    '\uaa7b-\uaa7d\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed'
    '\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a03\U00010a05-\U00010a06'
    '\U00010a0c-\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U00010d27\U00010d69-\U00010d6d'
    '\U00010eab-\U00010eac\U00010efc-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011000-\U00011002'
    '\U00011038-\U00011046\U00011070\U00011073-\U00011074\U0001107f-\U00011082\U000110b0-\U000110ba\U000110c2'
    '\U00011100-\U00011102\U00011127-\U00011134\U00011145-\U00011146\U00011173\U00011180-\U00011182\U000111b3-\U000111c0'
    '\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U00011241\U000112df-\U000112ea'
    '\U00011300-\U00011303\U0001133b-\U0001133c\U0001133e-\U00011344\U00011347-\U00011348\U0001134b-\U0001134d\U00011357'
    '\U00011362-\U00011363\U00011366-\U0001136c\U00011370-\U00011374\U000113b8-\U000113c0\U000113c2\U000113c5'
    '\U000113c7-\U000113ca\U000113cc-\U000113d0\U000113d2\U000113e1-\U000113e2\U00011435-\U00011446\U0001145e'
    '\U000114b0-\U000114c3\U000115af-\U000115b5\U000115b8-\U000115c0\U000115dc-\U000115dd\U00011630-\U00011640'
    '\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U00011935\U00011937-\U00011938'
    '\U0001193b-\U0001193e\U00011940\U00011942-\U00011943\U000119d1-\U000119d7\U000119da-\U000119e0\U000119e4'
    '\U00011a01-\U00011a0a\U00011a33-\U00011a39\U00011a3b-\U00011a3e\U00011a47\U00011a51-\U00011a5b\U00011a8a-\U00011a99'
    '\U00011c2f-\U00011c36\U00011c38-\U00011c3f\U00011c92-\U00011ca7\U00011ca9-\U00011cb6\U00011d31-\U00011d36\U00011d3a'
    '\U00011d3c-\U00011d3d\U00011d3f-\U00011d45\U00011d47\U00011d8a-\U00011d8e\U00011d90-\U00011d91\U00011d93-\U00011d97'
    '\U00011ef3-\U00011ef6\U00011f00-\U00011f01\U00011f03\U00011f34-\U00011f3a\U00011f3e-\U00011f42\U00011f5a\U00013440'
    '\U00013447-\U00013455\U0001611e-\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f\U00016f51-\U00016f87'
    '\U00016f8f-\U00016f92\U00016fe4\U00016ff0-\U00016ff1\U0001bc9d-\U0001bc9e\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46'
    '\U0001d165-\U0001d169\U0001d16d-\U0001d172\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad'
    '\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001da9f'
    '\U0001daa1-\U0001daaf\U0001e000-\U0001e006\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023-\U0001e024'
    '\U0001e026-\U0001e02a\U0001e08f\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e4ec-\U0001e4ef'
    '\U0001e5ee-\U0001e5ef\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a\U000e0100-\U000e01ef'
    ']*',
    'g') as w
  where octet_length(p_text) <> length(p_text)
$$;
comment on function unified_media.extract_words is 'Returns the words of a text, folded, each cut after 64 characters, duplicates included.';

create or replace function unified_media.get_metadata_text(p_metadata jsonb, p_name text) returns text
language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_metadata -> p_name) = 'string' then p_metadata ->> p_name end
$$;
comment on function unified_media.get_metadata_text is 'Returns a field of the metadata where it is a string, otherwise null.';

create or replace function unified_media.make_title_key(p_metadata jsonb) returns text
language sql immutable parallel safe as $$
  select unified_media.fold_text(left(unified_media.get_metadata_text(p_metadata, 'title'), 255))
$$;
comment on function unified_media.make_title_key is 'Returns the key by which the title of an item sorts.';

-- As rows, which PostgreSQL makes part of a query over many items; the next function returns the same as an array.
create or replace function unified_media.extract_tags(p_metadata jsonb) returns setof text
language sql immutable parallel safe as $$
  select distinct tag collate "C"
  from (
    select left(
      case
        when octet_length(said) = length(said) then lower(said collate "C") else unified_media.fold_text(normalize(said, nfc))
      end, 100) as tag
    from (
      select btrim(
        e #>> '{}',
        E' \t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        '\u2028\u2029\u202f\u205f\u3000') as said
      from jsonb_array_elements(case when jsonb_typeof(p_metadata -> 'tags') = 'array' then p_metadata -> 'tags' else '[]' end) as e
      where jsonb_typeof(e) = 'string'
      limit 100) as texts) as tags
  where tag <> ''
$$;
comment on function unified_media.extract_tags is
  'Returns the tags of the metadata as rows: folded, without duplicates, at most 100 of at most 100 characters.';

create or replace function unified_media.collect_tags(p_metadata jsonb) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_typeof(p_metadata -> 'tags') is distinct from 'array' then
    return '{}';
  end if;
  return array(select tag from unified_media.extract_tags(p_metadata) as tag);
end $$;
comment on function unified_media.collect_tags is 'Returns the tags of the metadata as an array: folded, without duplicates.';

create or replace function unified_media.join_search_text(p_metadata jsonb, p_tags text[]) returns text
language sql stable parallel safe as $$
  select concat_ws(' ',
    left(unified_media.get_metadata_text(p_metadata, 'title'), 1000), left(unified_media.get_metadata_text(p_metadata, 'description'), 8000),
    left(nullif(array_to_string(p_tags, ' '), ''), 8000))
$$;
comment on function unified_media.join_search_text is 'Joins the texts in which an item is searched: title, description and the given tags.';

create or replace function unified_media.collect_search_words(p_metadata jsonb, p_tags text[]) returns text[]
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  words_from text := unified_media.join_search_text(p_metadata, p_tags);
begin
  if words_from = '' then
    return '{}';
  end if;
  return array(select distinct word collate "C" from unified_media.extract_words(words_from) as word);
end $$;
comment on function unified_media.collect_search_words is
  'Returns the words by which an item is found, each once; the tags are given in the form that collect_tags returns.';

revoke all on function unified_media.fold_text(text), unified_media.extract_words(text), unified_media.get_metadata_text(jsonb, text),
  unified_media.make_title_key(jsonb),
  unified_media.extract_tags(jsonb), unified_media.collect_tags(jsonb), unified_media.join_search_text(jsonb, text[]),
  unified_media.collect_search_words(jsonb, text[])
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
-- Users too: older rows have no rows in the side tables, so their tags and words are computed as their reader.
grant execute on function unified_media.fold_text(text), unified_media.extract_words(text), unified_media.get_metadata_text(jsonb, text),
  unified_media.make_title_key(jsonb),
  unified_media.extract_tags(jsonb), unified_media.collect_tags(jsonb), unified_media.join_search_text(jsonb, text[]),
  unified_media.collect_search_words(jsonb, text[])
  to authenticated, service_role, unified_media_app, unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 51, '0051_text', 'repeatable', '6b60f8a8683781b48727e9ee87d0dbe00b488999ceb64d117ea1f2bdd2089a06',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0053_ledger_functions
begin;
-- From a reservation to a ready object. The application's login calls these functions before it takes its user's role on, so that a caller
-- who comes through another door (PostgREST, psql as a user) can neither touch the ledger nor lie about an object's size and type. Times are
-- the caller's.

-- Grants an attempt under a key that no other attempt has: {directory}/{item}.{attempt}[.{role}].{extension}. ObjectLayout in C# decides the
-- bucket and the directory. status: granted, replayed, busy, mismatch or gone; conflict where the id is taken, or the role has a ready object;
-- absent where a role other than the original's is asked for and the item's original is not ready, or the item is not the owner's.
create or replace function unified_media.reserve(
  p_owner uuid, p_media uuid, p_role text, p_bucket text, p_directory text, p_extension text, p_lease_until timestamptz, p_now timestamptz,
  p_key text, p_fingerprint text, p_take_over boolean,
  out status text, out media_id uuid, out attempt integer, out bucket text, out key text, out lease_until timestamptz, out received_sha256 bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  earlier unified_media.objects;
  malformed text;
  item uuid := p_media;
  number integer := 1;
begin
  if p_owner is null or not p_owner = any (unified_media.get_my_owners()) then
    raise exception 'not your media' using errcode = '42501',
      detail = 'p_owner is not an owner of the login in the claims.',
      hint = 'Set the claims of the owner''s login earlier in the same transaction.';
  end if;

  malformed := case
    when p_media is null then 'p_media'
    when (p_role ~ '^[a-z0-9-]{1,20}$') is not true then 'p_role'
    when (p_bucket ~ '^[a-z0-9-]{1,63}$') is not true then 'p_bucket'
    when (p_directory ~ '^[a-z0-9_-]{1,64}(/[a-z0-9_-]{1,64}){0,3}$') is not true then 'p_directory'
    when (p_extension ~ '^[a-z0-9]{1,8}$') is not true then 'p_extension'
    when p_lease_until is null then 'p_lease_until'
    when p_now is null then 'p_now'
    when p_key is not null and p_role <> 'original' then 'p_key'
    when (p_key is null) <> (p_fingerprint is null) then 'p_fingerprint'
  end;
  if malformed is not null then
    raise exception 'an argument of reserve is wrong' using errcode = '22023',
      detail = format('%s is missing, malformed, or does not fit the other arguments.', malformed),
      hint = 'Take the bucket and the directory from ObjectLayout. Only originals have an idempotency key, and a fingerprint with it.';
  end if;

  if p_role <> 'original' then
    -- Held until the end of the transaction: a deletion of this moment waits, and then finds the new attempt.
    perform from unified_media.objects o
    where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state = 'ready' for share;
    if not found then
      status := 'absent';
      return;
    end if;
  end if;

  for tries in 1..5 loop
    if p_role <> 'original' then
      select * into earlier from unified_media.objects o
      where o.media_id = p_media and o.role = p_role order by o.attempt desc limit 1 for update;
    elsif p_key is not null then
      select * into earlier from unified_media.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key for update;
    end if;

    if earlier.object_id is not null then
      status := case
        when earlier.fingerprint is distinct from p_fingerprint then 'mismatch'
        when earlier.retired then 'gone'
        when earlier.state = 'ready' and p_role = 'original' then 'replayed'
        when earlier.state = 'ready' then 'conflict'
        when earlier.state = 'pending' and earlier.lease_until > p_now and not p_take_over then 'busy'
      end;
      if status is not null then
        media_id := earlier.media_id;
        received_sha256 := earlier.received_sha256;
        return;
      end if;

      -- The old attempt stays due at the end of its lease: its upload may still be under way, and what it stores is deleted then.
      update unified_media.objects o
      set state = case o.state when 'pending' then 'deleting' else o.state end, idempotency_key = null, fingerprint = null
      where o.object_id = earlier.object_id;
      item := earlier.media_id;
      number := earlier.attempt + 1;
    end if;

    insert into unified_media.objects as o (
      media_id, role, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at, idempotency_key, fingerprint)
    select
      item, p_role, number, p_owner, p_bucket,
      p_directory || '/' || item || '.' || number || case p_role when 'original' then '' else '.' || p_role end || '.' || p_extension,
      'pending', p_lease_until, p_lease_until, p_key, p_fingerprint
    where number > 1 or p_role <> 'original' or (
      not exists (select from unified_media.objects t where t.media_id = item)
      and not exists (select from public.media m where m.id = item))
    on conflict do nothing
    returning 'granted', o.media_id, o.attempt, o.bucket, o.key, o.lease_until into status, media_id, attempt, bucket, key, lease_until;
    if found then
      return;
    elsif number = 1 and p_role = 'original' and (p_key is null or not exists (
      select from unified_media.objects o where o.owner_user_id = p_owner and o.idempotency_key = p_key)) then
      status := 'conflict';
      return;
    end if;
    -- Another call for the same key or role was faster by a moment: look at what it left.
  end loop;

  raise exception 'too much contention' using errcode = '40001',
    detail = 'Other calls for the same key or role were faster five times.', hint = 'Repeat the call.';
end $$;
comment on function unified_media.reserve is 'Reserves an attempt to store an object: granted, replayed, busy, conflict, mismatch, gone or absent.';

create or replace function unified_media.is_ready(p_owner uuid, p_media uuid, p_role text, p_attempt integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from unified_media.objects o
    where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any (unified_media.get_my_owners()))
$$;
comment on function unified_media.is_ready is 'Returns whether an attempt of the caller is ready.';

-- The attempt has won: pending becomes ready, by compare-and-set, with what the stored object turned out to be. An original's item follows
-- by INSERT in the same transaction; it finds its ledger row ready, and is refused without. In any other role the item must be visible, and
-- the answer for an attempt that is ready already is true again.
create or replace function unified_media.confirm(
  p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_content_type text, p_size bigint, p_sha256 bytea, p_received bytea)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_role <> 'original' then
    -- Held until the end of the transaction: a deletion of this moment waits, and then finds the object.
    perform from unified_media.objects o
    where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any (unified_media.get_my_owners())
    for share;
    if not found then
      return false;
    end if;
  end if;

  update unified_media.objects o
  set state = 'ready', next_try_at = null, mime_type = p_content_type, size_bytes = p_size, sha256 = p_sha256, received_sha256 = p_received
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any (unified_media.get_my_owners());
  return found or p_role <> 'original' and unified_media.is_ready(p_owner, p_media, p_role, p_attempt);
end $$;
comment on function unified_media.confirm is 'Makes a pending attempt ready, with what the stored object is; false where the attempt is lost.';

create or replace function unified_media.abandon(p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update unified_media.objects o set state = 'deleting', next_try_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any (unified_media.get_my_owners());
  return found;
end $$;
comment on function unified_media.abandon is 'Gives up a pending attempt, so that its object is erased; false where there is none.';

create or replace function unified_media.get_catalog_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select value::uuid from unified_media.settings where key = 'catalog_id'
$$;
comment on function unified_media.get_catalog_id is 'Returns the id of this catalog, by which a sweep recognizes its buckets.';

revoke all on function
  unified_media.reserve(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, boolean),
  unified_media.confirm(uuid, uuid, text, integer, text, bigint, bytea, bytea), unified_media.abandon(uuid, uuid, text, integer, timestamptz),
  unified_media.is_ready(uuid, uuid, text, integer), unified_media.get_catalog_id()
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant execute on function
  unified_media.reserve(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, boolean),
  unified_media.confirm(uuid, uuid, text, integer, text, bigint, bytea, bytea), unified_media.abandon(uuid, uuid, text, integer, timestamptz),
  unified_media.is_ready(uuid, uuid, text, integer)
  to unified_media_app;
grant execute on function unified_media.get_catalog_id() to unified_media_app, unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 53, '0053_ledger_functions', 'repeatable', '291c514f62d974114998671d594e56364976d9c0c9b30e750818f5eb551ff9de',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0054_removal_functions
begin;
-- Deleting, and the work that a delete or a crash leaves. Objects of every role are deleted together with their item.

-- Called after a user's DELETE, in the same transaction. Returns the objects that are to be deleted, the same again until they are deleted.
-- Returns one row of nulls while the item's row is there: it was published after the DELETE looked, and the DELETE is to be repeated; or a
-- policy of the host refused the DELETE.
create or replace function unified_media.mark_deleted(p_owner uuid, p_media uuid, p_now timestamptz)
returns table (role text, attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not p_owner = any (unified_media.get_my_owners()) then
    return;
  end if;

  -- Waits for a publish of this moment, and for reservations and confirmations in other roles, which hold the original's row. Later ones
  -- find the attempt lost. The original comes first in every function, so that two callers never wait for each other.
  perform from unified_media.objects o
  where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state in ('pending', 'ready') for update;
  if exists (select from public.media m where m.id = p_media) then
    return query select null::text, null::integer, null::text, null::text
      where exists (select from public.media m where m.id = p_media and m.owner_user_id = p_owner);
    return;
  end if;

  -- The idempotency key stays, so that a late repetition of the upload does not bring the item back.
  update unified_media.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.owner_user_id = p_owner and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from unified_media.objects o
    where o.media_id = p_media and o.owner_user_id = p_owner and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function unified_media.mark_deleted is
  'Marks the objects of an item that its owner deleted and returns those to erase; a row of nulls while the item is still there.';

-- The same for the service, whoever the owner is.
create or replace function unified_media.mark_deleted_as_service(p_media uuid, p_now timestamptz)
returns table (role text, attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform from unified_media.objects o
  where o.media_id = p_media and o.role = 'original' and o.state in ('pending', 'ready') for update;
  if exists (select from public.media m where m.id = p_media) then
    return query select null::text, null::integer, null::text, null::text;
    return;
  end if;

  update unified_media.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from unified_media.objects o
    where o.media_id = p_media and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function unified_media.mark_deleted_as_service is
  'Marks the objects of an item of any owner and returns those to erase; a row of nulls while the item is still there.';

-- Claims expired attempts and deletions that are due, the oldest first. Callers at once get different rows. A claimed row is due again after
-- p_min_delay, doubled by every claim, at most p_max_delay. RetryDelay in C# holds the two values and the same formula.
create or replace function unified_media.claim_unfinished(p_limit integer, p_now timestamptz, p_min_delay interval, p_max_delay interval)
returns table (media_id uuid, role text, attempt integer, bucket text, key text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select o.object_id from unified_media.objects o
    where o.state in ('pending', 'deleting') and o.next_try_at <= p_now
    order by o.next_try_at, o.media_id, o.attempt, o.role
    limit p_limit
    for update skip locked)
  update unified_media.objects o
  set state = 'deleting', claims = o.claims + 1,
    next_try_at = p_now + least(p_min_delay * power(2, least(o.claims, 16)), p_max_delay)
  from due where o.object_id = due.object_id
  returning o.media_id, o.role, o.attempt, o.bucket, o.key
$$;
comment on function unified_media.claim_unfinished is
  'Claims expired attempts and objects due for deletion, the oldest first; concurrent callers get different ones.';

create or replace function unified_media.complete_deletion(
  p_media uuid, p_role text, p_attempt integer, p_bucket text, p_key text, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update unified_media.objects o set state = 'gone', next_try_at = null, gone_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.bucket = p_bucket and o.key = p_key and o.state = 'deleting';
  return found;
end $$;
comment on function unified_media.complete_deletion is 'Records that an object was erased; false where it was not to be erased.';

-- The attempt that carries an idempotency key outlives the older ones: while any is there, the key must go on counting where it stopped. In
-- other roles the latest attempt stays as long as its item is visible, because the item may ask for the next number.
create or replace function unified_media.purge(p_before timestamptz) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with purged as (
    delete from unified_media.objects o
    where o.state = 'gone' and o.gone_at < p_before
      and (o.idempotency_key is null or not exists (
        select from unified_media.objects older
        where older.media_id = o.media_id and older.role = o.role and older.attempt < o.attempt
          and (older.gone_at is null or older.gone_at >= p_before)))
      and (o.role = 'original'
        or exists (
          select from unified_media.objects newer where newer.media_id = o.media_id and newer.role = o.role and newer.attempt > o.attempt)
        or not exists (
          select from unified_media.objects original
          where original.media_id = o.media_id and original.role = 'original' and original.state = 'ready'))
    returning 1)
  select count(*)::integer from purged
$$;
comment on function unified_media.purge is 'Deletes tombstones from before a time and returns how many.';

create or replace function unified_media.find_unreferenced(p_buckets text[], p_keys text[]) returns table (bucket text, key text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.bucket, asked.key from unnest(p_buckets, p_keys) as asked (bucket, key)
  where not exists (
    select from unified_media.objects o where o.bucket = asked.bucket and o.key = asked.key and o.state <> 'gone')
$$;
comment on function unified_media.find_unreferenced is 'Returns those of the given objects that no row of the ledger names.';

revoke all on function unified_media.mark_deleted(uuid, uuid, timestamptz), unified_media.mark_deleted_as_service(uuid, timestamptz),
  unified_media.claim_unfinished(integer, timestamptz, interval, interval),
  unified_media.complete_deletion(uuid, text, integer, text, text, timestamptz), unified_media.purge(timestamptz),
  unified_media.find_unreferenced(text[], text[]) from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
-- The caller that deleted an object completes its deletion: the application after a delete, the worker after a claim.
grant execute on function unified_media.mark_deleted(uuid, uuid, timestamptz),
  unified_media.complete_deletion(uuid, text, integer, text, text, timestamptz) to unified_media_app;
grant execute on function unified_media.mark_deleted_as_service(uuid, timestamptz),
  unified_media.claim_unfinished(integer, timestamptz, interval, interval),
  unified_media.complete_deletion(uuid, text, integer, text, text, timestamptz), unified_media.purge(timestamptz),
  unified_media.find_unreferenced(text[], text[]) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 54, '0054_removal_functions', 'repeatable', '5a2850998fa677d743f0e5320841ec70fbd59a6cfb87a714ff96e20f9692c2c0',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0055_media_triggers
begin;
-- The triggers of media, which apply to every writer. Triggers run in the order of their names. Guards judge the invoker in their WHEN clause:
-- roles that row-level security does not apply to (the owner of the table, BYPASSRLS, a definer function of the host) pass, and so does the
-- service role.

-- Publishing is the INSERT: the ledger's newest row for this id must be ready and name this owner and object, and it says what the object is.
-- A ready row without an item exists only in the transaction that confirmed it, or in the one that adopted the object of an older program.
create or replace function unified_media.publish_media() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ready unified_media.objects;
begin
  select * into ready from unified_media.objects o where o.media_id = new.id and o.role = 'original' order by o.attempt desc limit 1;
  if not found then
    new.object_id := null;
    return new;
  end if;

  if ready.owner_user_id <> new.owner_user_id then
    -- The same message as in the guard below: the answer must not tell that an item of another owner has this id.
    raise exception 'rows of media come from an upload' using errcode = '42501';
  elsif ready.state <> 'ready' or ready.bucket <> new.bucket or ready.key <> new.path
    or ready.adopted and ready.object_id is distinct from new.object_id then
    raise exception 'the attempt is lost' using errcode = 'UM409';
  end if;

  if not ready.adopted then
    new.object_id := ready.object_id;
    new.mime_type := ready.mime_type;
    new.size_bytes := ready.size_bytes;
    new.sha256 := ready.sha256;
    new.url := null;
    new.legacy_source := null;
    new.legacy_id := null;
  end if;
  return new;
end $$;
comment on function unified_media.publish_media is 'Admits a new item whose object is ready in the ledger and copies what the ledger knows of it.';

create or replace function unified_media.guard_media_insert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- An item of the ledger already has an object_id here.
  if (select value from unified_media.settings where key = 'media_created_by_us') = 'true' then
    raise exception 'rows of media come from an upload' using errcode = '42501';
  end if;

  -- A row of an older program. It never names an object of the ledger, whatever its columns say.
  new.mime_type := null;
  new.size_bytes := null;
  new.sha256 := null;
  new.thumbhash := null;
  new.url := null;
  new.legacy_source := null;
  new.legacy_id := null;
  return new;
end $$;
comment on function unified_media.guard_media_insert is
  'Rejects rows that do not come from an upload; in a table of the host it clears what only the system may say.';

create or replace function unified_media.guard_media_update() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.id is distinct from old.id then
    raise exception 'the id of an item never changes' using errcode = '42501';
  end if;

  if (new.object_id, new.mime_type, new.size_bytes, new.sha256, new.url, new.legacy_source, new.legacy_id)
    is distinct from (old.object_id, old.mime_type, old.size_bytes, old.sha256, old.url, old.legacy_source, old.legacy_id) then
    raise exception 'what the system knows of an item is not the user''s to change' using errcode = '42501';
  end if;

  if (new.bucket, new.path, new.owner_user_id, new.type, new.created_at)
    is distinct from (old.bucket, old.path, old.owner_user_id, old.type, old.created_at)
    and exists (select from unified_media.objects o where o.media_id = old.id) then
    raise exception 'owner and object of an item never change' using errcode = '42501';
  end if;

  return new;
end $$;
comment on function unified_media.guard_media_update is 'Rejects updates of columns that are not the user''s to change.';

create or replace function unified_media.set_media_derived_columns() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.object_id is null then
    new.source_type := coalesce(left(lower(new.source_type), 20), 'upload'); -- Lower case can be longer: some letters become two.
  end if;

  new.title_key := unified_media.make_title_key(new.metadata);
  new.updated_at := coalesce(new.updated_at, new.created_at, now());
  return new;
end $$;
comment on function unified_media.set_media_derived_columns is 'Sets the source type, the title key and the time of change of a new item.';

-- The time of change tells versions of an item apart, so it grows even when the clock does not.
create or replace function unified_media.set_media_updated_at() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.title_key := unified_media.make_title_key(new.metadata);
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := greatest(now(), old.updated_at + interval '1 microsecond');
  end if;
  return new;
end $$;
comment on function unified_media.set_media_updated_at is 'Sets the title key and the time of change of an updated item.';

create or replace function unified_media.sync_media_side_tables() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_public boolean;
  tags text[];
  words text[];
begin
  if tg_op <> 'INSERT' then
    delete from unified_media.media_tags where media_id = old.id;
    delete from unified_media.media_search where media_id = old.id;
  end if;

  if tg_op = 'DELETE' or new.metadata is null or new.metadata = '{}' then
    return null;
  end if;

  is_public := coalesce(new.visibility::text in ('PUBLIC', 'public'), false);
  tags := unified_media.collect_tags(new.metadata);
  if tags <> '{}' then
    insert into unified_media.media_tags (owner_user_id, tag, created_at, media_id, is_public)
    select new.owner_user_id, tag, coalesce(new.created_at, '-infinity'), new.id, is_public from unnest(tags) as tag;
  end if;

  -- An item without words has no row here: writing a GIN index is the most expensive part of an upload without a title.
  words := unified_media.collect_search_words(new.metadata, tags);
  if words <> '{}' then
    insert into unified_media.media_search (media_id, owner_user_id, created_at, is_public, doc)
    values (new.id, new.owner_user_id, coalesce(new.created_at, '-infinity'), is_public, array_to_tsvector(words));
  end if;
  return null;
end $$;
comment on function unified_media.sync_media_side_tables is 'Keeps the rows of an item in media_tags and media_search.';

-- A direct DELETE, or a cascade from the owner's row, deletes the objects too: the janitor erases them in its next round.
create or replace function unified_media.mark_media_objects_deleted() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Waits for reservations and confirmations in other roles, which hold the original's row: the update finds their objects.
  perform from unified_media.objects o where o.media_id = old.id and o.role = 'original' and o.state in ('pending', 'ready') for update;
  update unified_media.objects o set state = 'deleting', retired = true, received_sha256 = null, next_try_at = '-infinity'
  where o.media_id = old.id and o.state in ('pending', 'ready');
  update unified_media.legacy_map set deleted_at = now() where media_id = old.id and deleted_at is null;
  return null;
end $$;
comment on function unified_media.mark_media_objects_deleted is 'Marks the objects of a deleted item for deletion.';

create or replace function unified_media.reject_media_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'media cannot be truncated: the ledger would name objects of items that are gone' using errcode = '42501';
end $$;
comment on function unified_media.reject_media_truncate is 'Rejects TRUNCATE of media.';

revoke all on function unified_media.publish_media(), unified_media.guard_media_insert(), unified_media.guard_media_update(),
  unified_media.set_media_derived_columns(),
  unified_media.set_media_updated_at(), unified_media.sync_media_side_tables(), unified_media.mark_media_objects_deleted(), unified_media.reject_media_truncate()
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;

create or replace trigger unified_media_05_publish before insert on public.media
  for each row execute function unified_media.publish_media();
create or replace trigger unified_media_10_guard_insert before insert on public.media
  for each row when (
    new.object_id is null and row_security_active('public.media'::regclass)
    and not pg_has_role(current_user, 'service_role', 'usage'))
  execute function unified_media.guard_media_insert();
create or replace trigger unified_media_20_fill before insert on public.media
  for each row execute function unified_media.set_media_derived_columns();
create or replace trigger unified_media_10_guard_update before update on public.media
  for each row when (row_security_active('public.media'::regclass) and not pg_has_role(current_user, 'service_role', 'usage'))
  execute function unified_media.guard_media_update();
-- Without a condition on whole rows: PostgreSQL rejects one on a table with a generated column.
create or replace trigger unified_media_20_touch before update of owner_user_id, type, bucket, path, width, height, duration, palette,
    blurhash, exif_json, visibility, source_type, enhancement_type, original_media_id, metadata, title_key on public.media
  for each row execute function unified_media.set_media_updated_at();
-- A batch that copies rows of older tables writes their tags and words by itself, for all rows at once. Three conditions must hold: the batch
-- says so in a setting, it has the rights of the table's owner, and the row names an older row, which users cannot do. So no user can keep an
-- item out of the lists.
create or replace trigger unified_media_30_sides after insert on public.media
  for each row when (
    new.legacy_source is null or current_setting('unified_media.writes_sides', true) is distinct from 'on'
    or row_security_active('public.media'::regclass))
  execute function unified_media.sync_media_side_tables();
create or replace trigger unified_media_30_sides_delete after delete on public.media
  for each row execute function unified_media.sync_media_side_tables();
-- By the values that changed, not by the columns that the statement names: a trigger of the host may have made the row private.
create or replace trigger unified_media_30_sides_update after update on public.media
  for each row when (
    (old.id, old.owner_user_id, old.created_at, old.visibility, old.metadata)
    is distinct from (new.id, new.owner_user_id, new.created_at, new.visibility, new.metadata))
  execute function unified_media.sync_media_side_tables();
create or replace trigger unified_media_40_removed after delete on public.media
  for each row execute function unified_media.mark_media_objects_deleted();
create or replace trigger unified_media_50_truncate before truncate on public.media
  for each statement execute function unified_media.reject_media_truncate();
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 55, '0055_media_triggers', 'repeatable', '45832f90633ba985105112596e6e6caf5200a1c8b9ed58ad10689fab193d435d',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0056_catalog_functions
begin;
-- What the catalog calls in the role of its user.

-- Raise the number with every change that the library needs: it reports a database with an older one.
create or replace function unified_media.get_catalog_version() returns integer
language sql immutable parallel safe as $$
  select 1
$$;
comment on function unified_media.get_catalog_version is 'Returns the version of the contract between this schema and the library.';

-- current_setting('role') is the role that the caller assumed. A definer function does not change it, and only its members can assume it.
create or replace function unified_media.can_see_all(p_owner uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(p_owner = any (unified_media.get_my_owners()), false) or 'service_role' in (current_setting('role'), session_user);
end $$;
comment on function unified_media.can_see_all is 'Returns whether the caller sees all items of an owner, and not only the public ones.';

-- The text search operator is not leakproof, so PostgreSQL could not use its index under row-level security: this function checks the caller
-- by itself. The planner cannot estimate how rare the beginning of a word is, and would search all items of the owner for it. So the function
-- first searches the next thousand items, which suffices for common words, and then fetches the items of rare words by the index of words.
-- That second step needs bitmap scans and sorts, which are switched off for lists.
create or replace function unified_media.search(
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
    'select s.* from unified_media.media_search s where s.owner_user_id = $1 and %1$s order by s.created_at %2$s, s.media_id %2$s',
    following, direction);
  found_rows bigint;
  looked_at timestamptz;
  looked_id uuid;
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
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
       select s.media_id, s.created_at from unified_media.media_search s
       where s.owner_user_id = $1 and s.doc @@ $4 and (not $5 or s.is_public))
     select s.media_id, s.created_at from hits s where %1$s order by s.created_at %2$s, s.media_id %2$s limit $6', following, direction)
    using p_owner, looked_at, looked_id, query, p_public_only, p_limit - found_rows;
end $$;
comment on function unified_media.search is 'Lists the items of an owner that a text search finds, in the order of time, after a position.';

-- For lists over all owners. Their number of matches has no bound, so the matches are not sorted: the catalog reads them only as long as they are
-- few. Only bitmap scans can use the index of words.
create or replace function unified_media.find_word_matches(p_words text, p_public_only boolean, p_limit integer)
returns table (media_id uuid)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set enable_bitmapscan = on set enable_indexscan = off set enable_seqscan = off as $$
#variable_conflict use_column
begin
  if p_public_only then
    return query select s.media_id from unified_media.media_search s where s.is_public and s.doc @@ p_words::tsquery limit p_limit;
  elsif 'service_role' in (current_setting('role'), session_user) then
    return query select s.media_id from unified_media.media_search s where s.doc @@ p_words::tsquery limit p_limit;
  end if;
end $$;
comment on function unified_media.find_word_matches is
  'Returns items of all owners that a text search finds, unordered, up to a limit: public items, or all items for the service role.';

-- The next two are functions because comparing enums is not leakproof either. Their plans are custom, because the number of rows per value
-- differs widely. They differ in the column only; its type is the host's.
create or replace function unified_media.list_by_kind(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word public.media.type%type := p_word;
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from public.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id
      limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from public.media m
      where m.owner_user_id = p_owner and m.type = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc
      limit p_limit;
  end if;
end $$;
comment on function unified_media.list_by_kind is 'Lists the items of an owner that have one kind, in the order of time, after a position.';

create or replace function unified_media.list_by_visibility(
  p_owner uuid, p_word text, p_public_only boolean, p_oldest_first boolean, p_at timestamptz, p_id uuid, p_limit integer)
returns table (media_id uuid, created_at timestamptz)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  word public.media.visibility%type := p_word;
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
    return;
  end if;

  if p_oldest_first then
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from public.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) > (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end), m.id
      limit p_limit;
  else
    return query
      select m.id, (case when m.created_at is null then '-infinity' else m.created_at end)
      from public.media m
      where m.owner_user_id = p_owner and m.visibility = word and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
        and (p_at is null or ((case when m.created_at is null then '-infinity' else m.created_at end), m.id) < (p_at, p_id))
      order by (case when m.created_at is null then '-infinity' else m.created_at end) desc, m.id desc
      limit p_limit;
  end if;
end $$;
comment on function unified_media.list_by_visibility is 'Lists the items of an owner that have one visibility, in the order of time, after a position.';

-- The next two read the index of their column only, value by value up to the cap. Read through the table, the policies would be evaluated row
-- by row.
create or replace function unified_media.count_sources(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.source_type::text, count(*)
      from public.media m
      where m.owner_user_id = p_owner and m.source_type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.source_type;
  else
    return query
      with recursive known (value) as (
        (select m.source_type from public.media m
         where m.owner_user_id = p_owner and m.source_type is not null order by m.source_type limit 1)
        union all
        select (
          select m.source_type from public.media m
          where m.owner_user_id = p_owner and m.source_type > known.value order by m.source_type limit 1)
        from known where known.value is not null)
      select v.value::text, (
        select count(*) from (
          select from public.media m
          where m.owner_user_id = p_owner and m.source_type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
          limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
end $$;
comment on function unified_media.count_sources is 'Counts the items of an owner per source type, each up to a cap; exactly where the cap is null.';

create or replace function unified_media.count_kinds(p_owner uuid, p_public_only boolean, p_cap integer)
returns table (value text, found bigint)
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
    return;
  end if;

  if p_cap is null then
    return query
      select m.type::text, count(*)
      from public.media m
      where m.owner_user_id = p_owner and m.type is not null and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
      group by m.type;
  else
    return query
      with recursive known (value) as (
        (select m.type from public.media m
         where m.owner_user_id = p_owner and m.type is not null order by m.type limit 1)
        union all
        select (
          select m.type from public.media m
          where m.owner_user_id = p_owner and m.type > known.value order by m.type limit 1)
        from known where known.value is not null)
      select v.value::text, (
        select count(*) from (
          select from public.media m
          where m.owner_user_id = p_owner and m.type = v.value and (not p_public_only or m.visibility::text in ('PUBLIC', 'public'))
          limit p_cap) as counted)
      from known v where v.value is not null;
  end if;
end $$;
comment on function unified_media.count_kinds is 'Counts the items of an owner per kind, each up to a cap; exactly where the cap is null.';

revoke all on function unified_media.get_catalog_version(), unified_media.can_see_all(uuid),
  unified_media.search(uuid, text, boolean, boolean, timestamptz, uuid, integer), unified_media.find_word_matches(text, boolean, integer),
  unified_media.list_by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  unified_media.list_by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  unified_media.count_sources(uuid, boolean, integer), unified_media.count_kinds(uuid, boolean, integer)
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant execute on function unified_media.get_catalog_version() to unified_media_app, unified_media_worker;
grant execute on function
  unified_media.search(uuid, text, boolean, boolean, timestamptz, uuid, integer), unified_media.find_word_matches(text, boolean, integer),
  unified_media.list_by_kind(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  unified_media.list_by_visibility(uuid, text, boolean, boolean, timestamptz, uuid, integer),
  unified_media.count_sources(uuid, boolean, integer), unified_media.count_kinds(uuid, boolean, integer)
  to anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 56, '0056_catalog_functions', 'repeatable', 'be36a4ff1ec98b032f5b19b2b1868dc37bc402637c1b034e20c29cad6b013530',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0060_policies
begin;
-- Row-level security: one policy per command and role. Policies of the host stay; PostgreSQL combines permissive policies with OR. Our names sort
-- after theirs, because PostgreSQL evaluates the last name first, and an older policy whose subselect finds two profiles fails the statement.
do $$
declare
  public_words text[];
  visibility_type text;
begin
  -- Visibility is text or an enum, in either letter case, and an enum rejects labels that it does not have. The triggers accept the same two words.
  select array_agg(word) into public_words
  from unnest(array['PUBLIC', 'public']) as word
  join pg_catalog.pg_attribute a on a.attrelid = 'public.media'::regclass and a.attname = 'visibility'
  where not exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid)
    or exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid and e.enumlabel = word);

  -- The predicate of the indexes of public items. The body is parsed now, so that no search_path of a caller changes its meaning. Only with the
  -- right to execute the function can the planner match a condition with the predicate.
  select format_type(a.atttypid, null) into visibility_type
  from pg_catalog.pg_attribute a where a.attrelid = 'public.media'::regclass and a.attname = 'visibility';
  execute format(
    'create or replace function unified_media.is_public(p_visibility %s) returns boolean language sql immutable parallel safe return %s',
    visibility_type, (select string_agg(format('p_visibility = %L', word), ' or ') from unnest(public_words) as word));
  execute format('comment on function unified_media.is_public(%s) is %L', visibility_type, 'Returns whether an item of a visibility is public.');
  execute format('grant execute on function unified_media.is_public(%s) to public', visibility_type);

  drop policy if exists unified_media_select_own on public.media;
  create policy unified_media_select_own on public.media for select to authenticated
    using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));

  drop policy if exists unified_media_select_public on public.media;
  execute (
    select format(
      'create policy unified_media_select_public on public.media for select to anon, authenticated using (%s)',
      string_agg(format('visibility = %L', word), ' or '))
    from unnest(public_words) as word);

  drop policy if exists unified_media_insert_own on public.media;
  create policy unified_media_insert_own on public.media for insert to authenticated
    with check (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));

  drop policy if exists unified_media_update_own on public.media;
  create policy unified_media_update_own on public.media for update to authenticated
    using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]))
    with check (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));

  drop policy if exists unified_media_delete_own on public.media;
  create policy unified_media_delete_own on public.media for delete to authenticated
    using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));

  -- The service role needs a policy where it is not exempt from row-level security: the login that migrates may not create an exempt role.
  drop policy if exists unified_media_service on public.media;
  create policy unified_media_service on public.media for all to service_role using (true) with check (true);
end $$;

drop policy if exists unified_media_select_own on unified_media.media_tags;
create policy unified_media_select_own on unified_media.media_tags for select to authenticated
  using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));
drop policy if exists unified_media_select_public on unified_media.media_tags;
create policy unified_media_select_public on unified_media.media_tags for select to anon, authenticated using (is_public);
drop policy if exists unified_media_service on unified_media.media_tags;
create policy unified_media_service on unified_media.media_tags for select to service_role using (true);

drop policy if exists unified_media_select_own on unified_media.media_search;
create policy unified_media_select_own on unified_media.media_search for select to authenticated
  using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));
drop policy if exists unified_media_select_public on unified_media.media_search;
create policy unified_media_select_public on unified_media.media_search for select to anon, authenticated using (is_public);
drop policy if exists unified_media_service on unified_media.media_search;
create policy unified_media_service on unified_media.media_search for select to service_role using (true);

drop policy if exists unified_media_select_own on unified_media.legacy_map;
create policy unified_media_select_own on unified_media.legacy_map for select to authenticated
  using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));
drop policy if exists unified_media_service on unified_media.legacy_map;
create policy unified_media_service on unified_media.legacy_map for select to service_role using (true);
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 60, '0060_policies', 'repeatable', '10450daf3a7311e5d5f628d09c08b6af42ac25df72e939007ad7b1e1bb4ce5d0',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0070_classify
do $batches$
declare
  unified_media_changed bigint;
begin
  loop
-- Sets the source type, title key, tags and words of rows that existed before. In the order of the primary key, so that every batch costs the same;
-- the batch keeps its own position. Rows are locked before they are read: otherwise a concurrent change of tags could be lost.
with rows as (
  select m.id, m.owner_user_id, m.created_at, m.visibility, m.metadata,
    coalesce(left(lower(m.source_type), 20), 'upload') as source_type,
    unified_media.make_title_key(m.metadata) as title_key, coalesce(m.updated_at, m.created_at, now()) as updated_at
  from public.media m
  where m.id > coalesce(
    (select value::uuid from unified_media.settings where key = 'classified_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000
  for no key update of m),
classified as (
  update public.media m set source_type = r.source_type, title_key = r.title_key, updated_at = r.updated_at
  from rows r where m.id = r.id and m.object_id is null
    and (m.source_type, m.title_key, m.updated_at) is distinct from (r.source_type, r.title_key, r.updated_at)),
tagged as (
  insert into unified_media.media_tags (owner_user_id, tag, created_at, media_id, is_public)
  select r.owner_user_id, tag, coalesce(r.created_at, '-infinity'), r.id, coalesce(r.visibility::text in ('PUBLIC', 'public'), false)
  from rows r, unnest(unified_media.collect_tags(r.metadata)) as tag
  on conflict do nothing),
worded as (
  insert into unified_media.media_search (media_id, owner_user_id, created_at, is_public, doc)
  select r.id, r.owner_user_id, coalesce(r.created_at, '-infinity'), coalesce(r.visibility::text in ('PUBLIC', 'public'), false),
    array_to_tsvector(words)
  from rows r, unified_media.collect_search_words(r.metadata, unified_media.collect_tags(r.metadata)) as words
  where words <> '{}'
  on conflict do nothing)
insert into unified_media.settings (key, value)
select 'classified_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
;
    get diagnostics unified_media_changed = row_count;
    exit when unified_media_changed = 0;
    commit;
  end loop;
end $batches$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 70, '0070_classify', 'batch', '79f0c48b7429b7929e889f3b9f8bdc82759467dfe8372edb3a8c28e516bfc259',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- 0071_media_defaults
begin;
-- Defaults come after the labels of existing rows, which they would otherwise decide.
alter table public.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 71, '0071_media_defaults', 'once', '8f060af5c1b6d6b3b59a84abb5b565d2b85037705dfa02c209012aaab5561a0f',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0080_media_indexes
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_created_idx') and not indisvalid) then
    drop index public.unified_media_created_idx;
  end if;
end $repair$;
-- One index per order and filter. Visibility is included because policies read it, so that counts read the index only. A row without a time of
-- creation sorts last, so that no page loses it. The expression is a CASE and not coalesce(), which PostgreSQL does not treat as leakproof: under
-- row-level security it could not start an index scan at a position.
create index concurrently if not exists unified_media_created_idx on public.media
  (owner_user_id, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_source_idx') and not indisvalid) then
    drop index public.unified_media_source_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_source_idx on public.media
  (owner_user_id, source_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_type_idx') and not indisvalid) then
    drop index public.unified_media_type_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_type_idx on public.media
  (owner_user_id, type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_enhancement_idx') and not indisvalid) then
    drop index public.unified_media_enhancement_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_enhancement_idx on public.media
  (owner_user_id, enhancement_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility)
  where enhancement_type is not null;
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_visibility_idx') and not indisvalid) then
    drop index public.unified_media_visibility_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_visibility_idx on public.media
  (owner_user_id, visibility, (case when created_at is null then '-infinity' else created_at end) desc, id desc);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_size_idx') and not indisvalid) then
    drop index public.unified_media_size_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_size_idx on public.media
  (owner_user_id, (case when size_bytes is null then 0 else size_bytes end) desc, id desc) include (visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_title_idx') and not indisvalid) then
    drop index public.unified_media_title_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_title_idx on public.media
  (owner_user_id, (case when title_key is null then '' else title_key end) collate "C", id) include (visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_legacy_uq') and not indisvalid) then
    drop index public.unified_media_legacy_uq;
  end if;
end $repair$;
create unique index concurrently if not exists unified_media_legacy_uq on public.media
  (legacy_source, legacy_id) where legacy_source is not null;
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_object_idx') and not indisvalid) then
    drop index public.unified_media_object_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_object_idx on public.media (object_id) where object_id is not null;
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_all_created_idx') and not indisvalid) then
    drop index public.unified_media_all_created_idx;
  end if;
end $repair$;
-- Lists over all owners: of all items for the service, of public items for every user.
create index concurrently if not exists unified_media_all_created_idx on public.media
  ((case when created_at is null then '-infinity' else created_at end) desc, id desc);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_all_size_idx') and not indisvalid) then
    drop index public.unified_media_all_size_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_all_size_idx on public.media
  ((case when size_bytes is null then 0 else size_bytes end) desc, id desc);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_all_title_idx') and not indisvalid) then
    drop index public.unified_media_all_title_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_all_title_idx on public.media
  ((case when title_key is null then '' else title_key end) collate "C", id);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_public_created_idx') and not indisvalid) then
    drop index public.unified_media_public_created_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_public_created_idx on public.media
  ((case when created_at is null then '-infinity' else created_at end) desc, id desc) where unified_media.is_public(visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_public_source_idx') and not indisvalid) then
    drop index public.unified_media_public_source_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_public_source_idx on public.media
  (source_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) where unified_media.is_public(visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_public_type_idx') and not indisvalid) then
    drop index public.unified_media_public_type_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_public_type_idx on public.media
  (type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) where unified_media.is_public(visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_public_size_idx') and not indisvalid) then
    drop index public.unified_media_public_size_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_public_size_idx on public.media
  ((case when size_bytes is null then 0 else size_bytes end) desc, id desc) where unified_media.is_public(visibility);
do $repair$
begin
  if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('public.unified_media_public_title_idx') and not indisvalid) then
    drop index public.unified_media_public_title_idx;
  end if;
end $repair$;
create index concurrently if not exists unified_media_public_title_idx on public.media
  ((case when title_key is null then '' else title_key end) collate "C", id) where unified_media.is_public(visibility);
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 80, '0080_media_indexes', 'concurrent', 'e33fcb2a25fd87b67e6af0886acaf173b2f5c169efb1c7e77e30e08dce58c903',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- 0190_view
begin;
-- The items in one shape, whatever the host's columns are called and whatever types they have. The view is read with the reader's own rights.
-- A module may replace the view by one that shows more. The rule of such a view reads other relations of unified_media, by which this step knows it:
-- then the view stays as the module made it.
do $$
declare
  name constant text := 'public.unified_media_view';
  definition constant text := $q$view public.unified_media_view with (security_invoker = true) as
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path::text as path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from public.media m$q$;
  is_new boolean := to_regclass(name) is null;
begin
  if exists (
    select from pg_catalog.pg_rewrite r
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
    join pg_catalog.pg_class c on d.refclassid = 'pg_catalog.pg_class'::regclass and c.oid = d.refobjid
    where r.ev_class = to_regclass(name) and c.oid not in (r.ev_class, 'public.media'::regclass)
      and c.relnamespace = 'unified_media'::regnamespace) then
    return;
  end if;

  -- Replaced and not dropped: objects of the host can depend on the view, and the host can have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The view that is there has other columns.
      execute 'drop view ' || name;
      execute 'create ' || definition;
      is_new := true;
  end;

  if is_new then
    comment on view public.unified_media_view is 'The items in one shape.';
    -- Default privileges may have opened it to everybody.
    revoke all on public.unified_media_view from public, anon, authenticated, service_role;
  end if;
end $$;

grant select on public.unified_media_view to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 190, '0190_view', 'repeatable', '799371b3fc1ce1518764e0335c9a2bf1cbfb6da02f9e4ac06952a6789d570401',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0200_storage_policies
begin;
-- Policies on Supabase Storage's objects, for applications that pass users' tokens on: everybody reads, adds and deletes in folders of
-- their own, as keys are laid out, and nobody replaces. Storage asks them in the same database; elsewhere there is nothing to do. Policies
-- that are there already stay, and a public bucket is read by everybody whatever is said here.
do $$
declare
  own constant text := $own$
    (bucket_id = 'user-media'
      and (storage.foldername(name))[1] in ('uploads', 'enhanced', 'stock')
      and (storage.foldername(name))[2] = (select unified_media.get_login_id())::text)
    or (bucket_id = 'playground-images'
      and (storage.foldername(name))[1] = (select unified_media.get_login_id())::text)$own$;
  service constant text := $service$bucket_id in ('user-media', 'playground-images')$service$;
begin
  if to_regclass('storage.objects') is null or to_regprocedure('storage.foldername(text)') is null then
    return;
  end if;

  begin
    drop policy if exists unified_media_select_own on storage.objects;
    execute format('create policy unified_media_select_own on storage.objects for select to authenticated using (%s)', own);

    drop policy if exists unified_media_insert_own on storage.objects;
    execute format('create policy unified_media_insert_own on storage.objects for insert to authenticated with check (%s)', own);

    drop policy if exists unified_media_delete_own on storage.objects;
    execute format('create policy unified_media_delete_own on storage.objects for delete to authenticated using (%s)', own);

    -- Where it is not exempt from row-level security, the service role needs a policy.
    drop policy if exists unified_media_service on storage.objects;
    execute format(
      'create policy unified_media_service on storage.objects for all to service_role using (%1$s) with check (%1$s)', service);
  exception
    when insufficient_privilege then
      -- The table belongs to Storage's own role. Without the policies users' tokens open nothing; the service's key works all the same.
      raise warning 'Unified.Media made no policies on storage.objects: % may not', current_user;
  end;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 200, '0200_storage_policies', 'repeatable', '06061ddac36479c0f1b86ee04df155d2f4fe32b26ba5618cca9f4d47a8bb7e8f',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;
