-- The schema of Unified.Media. Generated from the steps of the packages of Unified.Media; do not edit.
-- Run it outside a transaction: psql -v ON_ERROR_STOP=1 -f this-file.sql. After a failure, run it again.

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

  foreach name in array array['anon', 'authenticated', 'service_role', 'unified_media_worker', 'unified_media_app'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      missing := missing || format('create role %I nologin noinherit;', name);
    end if;
  end loop;

  -- The application logs in as unified_media_app and assumes one of these two roles in each transaction on behalf of a user.
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
      when duplicate_object or unique_violation then null; -- Roles are shared by all databases of the server: another migration created it.
      when insufficient_privilege then
        raise exception 'roles are missing, and % may not create them', current_user
          using errcode = '42501', hint = 'An administrator must execute: ' || array_to_string(missing, ' ');
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

-- The id of this catalog, by which a sweep recognizes the buckets that belong to it.
insert into unified_media.settings (key, value) values ('catalog_id', gen_random_uuid()::text) on conflict do nothing;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 10, '0010_roles', 'once', 'ae10088d3ab410a30244b3984726ef1765c2e1fe456aa7f689b8576c47d8ef23',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0011_journal
begin;
-- Lets the application read the journal with its own login, for health checks and the dashboard. The tables were created before the roles, because
-- the first step is already recorded in them. Default privileges may have granted rights on them, so those are revoked first.
do $$
begin
  if to_regclass('unified_media.schema_journal') is not null then
    revoke all on unified_media.schema_journal, unified_media.schema_lock
      from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
    grant select on unified_media.schema_journal to unified_media_app, unified_media_worker;
  end if;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 11, '0011_journal', 'repeatable', 'c54e4d013f32bcb265711ee5bed311f8b8d4ebce85921e0b9c5d2de3e7a70165',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0020_media
begin;
-- Creates the table of items, or adds missing columns to an older table. Nothing of an older table is dropped, renamed or retyped. Columns are
-- added without defaults, because a default would label every old row.
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

    -- Hosted databases grant all privileges on every new table by default.
    revoke all on public.media from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
    grant select on public.media to anon, authenticated;
    grant delete on public.media to authenticated;
    grant select, insert, update, delete on public.media to service_role;
  end if;

  -- Fail early in two cases that would otherwise stay unnoticed: without row-level security every row is readable; with FORCE ROW LEVEL SECURITY
  -- the steps and functions below see no rows.
  if not (select relrowsecurity from pg_catalog.pg_class where oid = 'public.media'::regclass) then
    raise exception 'row-level security is disabled on public.media' using errcode = '55000',
      hint = 'Check which programs read the table, then execute: alter table public.media enable row level security;';
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

-- Comments that an older database has on its columns are kept.
do $$
declare
  column_comment record;
begin
  for column_comment in
    select * from (values
      ('source_type', 'The source type: upload, playground, enhanced or stock.'),
      ('original_media_id', 'The source of an enhanced item, as its creator named it; not always the id of an item.'),
      ('object_id', 'The ledger row of the item''s object. Without it no object is read, signed or deleted.'),
      ('duration_us', 'The duration in microseconds; the column duration holds it in whole seconds.'),
      ('title_key', 'The sort key of the title; set by trigger.')) as wanted (name, description)
    join pg_catalog.pg_attribute a on a.attrelid = 'public.media'::regclass and a.attname = wanted.name
    where col_description(a.attrelid, a.attnum) is null
  loop
    execute format('comment on column public.media.%I is %L', column_comment.name, column_comment.description);
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
    -- Row-level security does not apply to these privileges, and no client needs them.
    revoke truncate, references, trigger on public.media from public, anon, authenticated;
  end if;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 20, '0020_media', 'once', 'ed26c8003468ab8de8b9f476a26edb9d3c072bf6730ede0dbbd9f81ae98cc130',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0030_ledger
begin;
-- Creates the ledger: one row per attempt to store an object of an item in a role. Only the ledger decides who owns an object.
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
  item_deleted boolean not null default false,
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
comment on table unified_media.objects is 'One row per attempt to store an object. States: pending, ready, deleting, gone.';
comment on column unified_media.objects.role is 'The role of the object: original, or the name of a derived object such as thumb-320.';
comment on column unified_media.objects.adopted is 'True for an object that an older program stored and whose key proves that it belongs to the owner.';
comment on column unified_media.objects.item_deleted is 'True after the item was deleted: a repeated idempotency key does not create it again.';

create unique index if not exists objects_key_uq on unified_media.objects (bucket, key);
create unique index if not exists objects_attempt_uq on unified_media.objects (media_id, role, attempt);
create unique index if not exists objects_live_uq on unified_media.objects (media_id, role) where state in ('pending', 'ready');
create unique index if not exists objects_idempotency_uq on unified_media.objects (owner_user_id, idempotency_key) where idempotency_key is not null;
-- Not partial by state: the planner would prefer such a small index to find one attempt, and scan all unfinished rows.
create index if not exists objects_due_idx on unified_media.objects (next_try_at, media_id, attempt, role) where next_try_at is not null;
create index if not exists objects_gone_idx on unified_media.objects (gone_at) where state = 'gone';

alter table unified_media.objects enable row level security;
revoke all on unified_media.objects from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
-- Default privileges of the database may have granted rights on sequences.
revoke all on all sequences in schema unified_media from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 30, '0030_ledger', 'once', 'e2fe500b0d7cb0ca55ee2fd84768c59aa40fb6b0b712ba05f5f815e8445d2c7f',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0040_side_tables
begin;
-- Creates tables for the tags and words of items, which triggers maintain. Under row-level security PostgreSQL cannot use a GIN index on the
-- metadata, nor an expression index whose function is not leakproof.
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

-- Maps rows of older tables to the items made of them. The entry of a deleted item is kept, so that the item is never created again.
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
values ('core', 40, '0040_side_tables', 'once', 'fef19c3c5ab23afeb03dc828d2095d5fb406e86647e8012a37438491e545b5d4',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0050_identity
begin;
-- Identifies the caller by the claims of the transaction, in the form that PostgREST sets. auth.uid() is not used, because not
-- every database has it.

-- All functions of this step are PL/pgSQL, whose plans PostgreSQL caches. An SQL function that cannot be inlined is planned again in every statement.

-- Every SECURITY DEFINER function lists pg_temp last in its search_path. Otherwise PostgreSQL searches pg_temp first for types, and a caller who
-- may create temporary types could execute code with the rights of the function's owner.

-- Items belong to profiles in databases that have profiles, and to logins in others. The first run of this step decides which, and stores the
-- decision for all functions and steps. A table users_profile that a user creates later must not change who owns items.
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

-- Sorts by the text of the id, for which no index exists. Lists set enable_sort to off: with "order by p.id" the planner would avoid the sort by
-- scanning the primary key of all profiles.
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

-- Returns the same as find_owners(get_login_id()). Every policy calls this function in every statement, so it repeats the two bodies: two more
-- calls would double its duration.
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
values ('core', 50, '0050_identity', 'repeatable', '4e8626cf8de76a888b5ee42eade13c7a0846a8786f3c2a4efae281996ee7826a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0051_text
begin;
-- Defines how tags, words and titles are compared. The library implements the same rules for its embedded catalog (TagKey, TitleKey,
-- SearchWords), and tests compare the two: change both together. Invalid text of older programs is truncated and never rejected: a title of two
-- megabytes, or tags that are not a list, must not fail an INSERT.

-- Most of these functions have no search_path of their own, because PostgreSQL could not inline them otherwise. None of them is SECURITY DEFINER.

-- The collation of all folding: Unicode's root collation where the server has ICU, otherwise the collation of the database.
-- The functions that use it are declared IMMUTABLE, although their results depend on the version of ICU, of the operating system's locales
-- or of PostgreSQL: a newer version can know more letters. Titles and tags are stored folded, in columns with collation "C", so an upgrade
-- breaks no index; only texts with newly supported letters are compared as before. After an upgrade PostgreSQL warns of a collation
-- version mismatch. Then execute:
--   alter collation unified_media.folding refresh version;
--   begin;
--   create temporary table folded on commit drop as
--     select m.id, m.updated_at from public.media m
--     where m.title_key is distinct from unified_media.make_title_key(m.metadata) for no key update;
--   update public.media m set title_key = unified_media.make_title_key(m.metadata) from folded f where m.id = f.id;
--   update public.media m set updated_at = f.updated_at from folded f where m.id = f.id;
--   commit;
--   delete from unified_media.media_tags; delete from unified_media.media_search; delete from unified_media.settings where key = 'classified_to';
-- Then repeat the statement of step 0070 until it changes no row. The first update changes updated_at through a trigger; the second restores it,
-- because it sets no column that the trigger watches. Lists by tag and word are incomplete until the end.
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

-- Folds letter by letter, as the library does. Sigma is replaced first, because its lower case otherwise depends on its position in the word. The
-- dotted capital I has no single lower-case letter and stays as it is: a noncharacter code point (U+FFFF) replaces it temporarily, so that
-- lower() leaves it unchanged.
create or replace function unified_media.fold_text(p_text text) returns text
language sql immutable parallel safe as $$
  select replace(
    lower(replace(replace(p_text, 'Σ', 'σ'), 'İ', E'\uffff') collate unified_media.folding), E'\uffff', 'İ')
$$;
comment on function unified_media.fold_text is 'Converts a text to lower case letter by letter, for comparison.';

-- A word is a letter or a digit, followed by letters, digits and marks. Regular expressions have no class for marks, so all marks of Unicode 16
-- are listed. Both lower-case sigmas count as one letter. The first branch handles plain ASCII, the most common case, without Unicode tables.
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

-- Returns rows, so that PostgreSQL can inline the function into a query over many items. The next function returns the same as an array.
create or replace function unified_media.extract_tags(p_metadata jsonb) returns setof text
language sql immutable parallel safe as $$
  select distinct tag collate "C"
  from (
    select left(
      case
        when octet_length(trimmed) = length(trimmed) then lower(trimmed collate "C") else unified_media.fold_text(normalize(trimmed, nfc))
      end, 100) as tag
    from (
      select btrim(
        e #>> '{}',
        E' \t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        '\u2028\u2029\u202f\u205f\u3000') as trimmed
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
  search_text text := unified_media.join_search_text(p_metadata, p_tags);
begin
  if search_text = '' then
    return '{}';
  end if;
  return array(select distinct word collate "C" from unified_media.extract_words(search_text) as word);
end $$;
comment on function unified_media.collect_search_words is
  'Returns the words by which an item is found, each once; the tags are given in the form that collect_tags returns.';

revoke all on function unified_media.fold_text(text), unified_media.extract_words(text), unified_media.get_metadata_text(jsonb, text),
  unified_media.make_title_key(jsonb),
  unified_media.extract_tags(jsonb), unified_media.collect_tags(jsonb), unified_media.join_search_text(jsonb, text[]),
  unified_media.collect_search_words(jsonb, text[])
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
-- Also granted to users: older rows have no rows in the side tables, so their tags and words are computed with the rights of the reader.
grant execute on function unified_media.fold_text(text), unified_media.extract_words(text), unified_media.get_metadata_text(jsonb, text),
  unified_media.make_title_key(jsonb),
  unified_media.extract_tags(jsonb), unified_media.collect_tags(jsonb), unified_media.join_search_text(jsonb, text[]),
  unified_media.collect_search_words(jsonb, text[])
  to authenticated, service_role, unified_media_app, unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 51, '0051_text', 'repeatable', '5699548e146f1962e88949204542ec6e7eda16291f8b987004380d80ca5378e1',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0053_ledger_functions
begin;
-- Functions from the reservation of an attempt to its ready object. The application's login calls them before it assumes the role of a user. A
-- user who connects in another way, such as PostgREST or psql, can therefore neither change the ledger nor falsify the size and type of an
-- object. The caller passes all times.

-- Reserves an attempt under a unique object key: {directory}/{item}.{attempt}[.{role}].{extension}. ObjectLayout in C# decides the bucket and the
-- directory. Values of status:
--   granted: the attempt was reserved.
--   replayed: the idempotency key was used by an upload that is complete; media_id is its item.
--   busy: another attempt holds the lease, and p_take_over is false.
--   mismatch: the idempotency key was used with another fingerprint.
--   gone: the item was deleted.
--   conflict: the id is taken, or the role has a ready object.
--   absent: the role is not the original, and the item has no ready original or has another owner.
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
    raise exception 'the caller is not the owner' using errcode = '42501',
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
    raise exception 'an argument of reserve is invalid' using errcode = '22023',
      detail = format('%s is missing, malformed, or does not fit the other arguments.', malformed),
      hint = 'Use the bucket and the directory of ObjectLayout. Only originals have an idempotency key, always with a fingerprint.';
  end if;

  if p_role <> 'original' then
    -- The lock is held until the end of the transaction: a concurrent deletion waits, and then finds the new attempt.
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
        when earlier.item_deleted then 'gone'
        when earlier.state = 'ready' and p_role = 'original' then 'replayed'
        when earlier.state = 'ready' then 'conflict'
        when earlier.state = 'pending' and earlier.lease_until > p_now and not p_take_over then 'busy'
      end;
      if status is not null then
        media_id := earlier.media_id;
        received_sha256 := earlier.received_sha256;
        return;
      end if;

      -- The old attempt stays due at the end of its lease: its upload may still be running, and the object that it stores is deleted then.
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
    -- A concurrent call for the same key or role was faster: read its result in the next iteration.
  end loop;

  raise exception 'too much contention' using errcode = '40001',
    detail = 'Five attempts failed because of concurrent calls for the same key or role.', hint = 'Repeat the call.';
end $$;
comment on function unified_media.reserve is
  'Reserves an attempt to store an object. Status: granted, replayed, busy, conflict, mismatch, gone or absent.';

create or replace function unified_media.is_ready(p_owner uuid, p_media uuid, p_role text, p_attempt integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from unified_media.objects o
    where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'ready'
      and p_owner = any (unified_media.get_my_owners()))
$$;
comment on function unified_media.is_ready is 'Returns whether an attempt of the caller is ready.';

-- Changes the attempt from pending to ready by compare-and-set, and records the size, type and hash of the stored object. The INSERT of the item
-- follows in the same transaction; a trigger rejects it unless the ledger row is ready. For another role than the original, the
-- original must be ready; a repeated call for an attempt that is already ready returns true again.
create or replace function unified_media.confirm(
  p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_content_type text, p_size bigint, p_sha256 bytea, p_received bytea)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_role <> 'original' then
    -- The lock is held until the end of the transaction: a concurrent deletion waits, and then finds the object.
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
comment on function unified_media.confirm is 'Changes a pending attempt to ready and records its object; returns false if the attempt is lost.';

create or replace function unified_media.abandon(p_owner uuid, p_media uuid, p_role text, p_attempt integer, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update unified_media.objects o set state = 'deleting', next_try_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.owner_user_id = p_owner and o.state = 'pending'
    and p_owner = any (unified_media.get_my_owners());
  return found;
end $$;
comment on function unified_media.abandon is 'Abandons a pending attempt, so that its object is deleted; returns false if there is none.';

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
values ('core', 53, '0053_ledger_functions', 'repeatable', 'df6bb62d9cc3bbf977ef90e625d0f739f8833a42ad9fa37843d15019655b4e75',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0054_removal_functions
begin;
-- Functions that delete items, and that clean up after a deletion or a crash. Deleting an item deletes its objects in all roles.

-- Called after a user has deleted the row of the item, in the same transaction. Returns the objects to delete, and returns them again until they
-- are deleted. Returns one row of nulls while the row of the item still exists: either it was published after the DELETE read the table, so the
-- DELETE must be repeated; or a policy of the host prevented the DELETE.
create or replace function unified_media.mark_deleted(p_owner uuid, p_media uuid, p_now timestamptz)
returns table (role text, attempt integer, bucket text, key text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if not p_owner = any (unified_media.get_my_owners()) then
    return;
  end if;

  -- Waits for a concurrent publish, and for reservations and confirmations in other roles, which lock the row of the original. Later calls find
  -- that the attempt is lost. Every function locks the original first, which prevents deadlocks.
  perform from unified_media.objects o
  where o.media_id = p_media and o.role = 'original' and o.owner_user_id = p_owner and o.state in ('pending', 'ready') for update;
  if exists (select from public.media m where m.id = p_media) then
    return query select null::text, null::integer, null::text, null::text
      where exists (select from public.media m where m.id = p_media and m.owner_user_id = p_owner);
    return;
  end if;

  -- The idempotency key is kept, so that a late repetition of the upload does not create the item again.
  update unified_media.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.owner_user_id = p_owner and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from unified_media.objects o
    where o.media_id = p_media and o.owner_user_id = p_owner and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function unified_media.mark_deleted is
  'Marks the objects of an item that its owner deleted and returns the objects to delete; a row of nulls while the item exists.';

-- Does the same for the service, which may delete items of every owner.
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

  update unified_media.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = p_now
  where o.media_id = p_media and o.state in ('pending', 'ready');
  return query
    select o.role, o.attempt, o.bucket, o.key from unified_media.objects o
    where o.media_id = p_media and o.state = 'deleting' order by o.attempt, o.role;
end $$;
comment on function unified_media.mark_deleted_as_service is
  'Marks the objects of an item of any owner and returns the objects to delete; a row of nulls while the item exists.';

-- Claims expired attempts and due deletions, the oldest first. Concurrent callers get different rows. A claimed row is due again after
-- p_min_delay, which doubles with every claim up to p_max_delay. RetryDelay in C# holds the two values and the same formula.
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
  'Claims expired attempts and objects due for deletion, the oldest first; concurrent callers get different rows.';

create or replace function unified_media.complete_deletion(
  p_media uuid, p_role text, p_attempt integer, p_bucket text, p_key text, p_now timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update unified_media.objects o set state = 'gone', next_try_at = null, gone_at = p_now
  where o.media_id = p_media and o.role = p_role and o.attempt = p_attempt and o.bucket = p_bucket and o.key = p_key and o.state = 'deleting';
  return found;
end $$;
comment on function unified_media.complete_deletion is 'Records that an object was deleted; returns false if it was not marked for deletion.';

-- A tombstone is a ledger row of a deleted object (state gone). One with an idempotency key is kept while an older attempt of the item exists, so
-- that attempt numbers continue from it. In other roles than the original, the latest one is kept while the original is ready, because a new attempt
-- takes the next number.
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
comment on function unified_media.purge is 'Deletes tombstones older than a time and returns their number.';

create or replace function unified_media.find_unreferenced(p_buckets text[], p_keys text[]) returns table (bucket text, key text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.bucket, asked.key from unnest(p_buckets, p_keys) as asked (bucket, key)
  where not exists (
    select from unified_media.objects o where o.bucket = asked.bucket and o.key = asked.key and o.state <> 'gone')
$$;
comment on function unified_media.find_unreferenced is 'Returns the given objects that no ledger row names.';

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
values ('core', 54, '0054_removal_functions', 'repeatable', '0879f6e6e9f4b796a3d597c8b607e923a0b77b8d391a6b81b7239813187522bc',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0055_media_triggers
begin;
-- Triggers of the table media, which apply to every writer. They run in the order of their names. Guards check the invoker in their WHEN clause:
-- they skip the service role, and roles to which row-level security does not apply (the owner of the table, BYPASSRLS, a SECURITY DEFINER
-- function of the host).

-- The INSERT of an item publishes it. The newest ledger row of the id must be ready and name the same owner and object; the item takes its object
-- columns from it. A ready row without an item exists only in the transaction that confirmed it, or that adopted the object of an older program.
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
    -- The same message as in the guard below, so that it does not reveal that an item of another owner has this id.
    raise exception 'rows of media are inserted by uploads only' using errcode = '42501';
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
comment on function unified_media.publish_media is 'Checks that the object of a new item is ready in the ledger, and copies its size, type and hash.';

create or replace function unified_media.guard_media_insert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The trigger fires only for rows without an object_id, and publish_media has set or checked that of rows with a ledger row.
  if (select value from unified_media.settings where key = 'media_created_by_us') = 'true' then
    raise exception 'rows of media are inserted by uploads only' using errcode = '42501';
  end if;

  -- A row of an older program never names an object of the ledger, whatever its columns contain.
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
  'Rejects rows that no upload inserts; in a table of the host it clears the columns that the system sets.';

create or replace function unified_media.guard_media_update() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.id is distinct from old.id then
    raise exception 'the id of an item cannot be changed' using errcode = '42501';
  end if;

  if (new.object_id, new.mime_type, new.size_bytes, new.sha256, new.url, new.legacy_source, new.legacy_id)
    is distinct from (old.object_id, old.mime_type, old.size_bytes, old.sha256, old.url, old.legacy_source, old.legacy_id) then
    raise exception 'the user may not change columns that the system sets' using errcode = '42501';
  end if;

  if (new.bucket, new.path, new.owner_user_id, new.type, new.created_at)
    is distinct from (old.bucket, old.path, old.owner_user_id, old.type, old.created_at)
    and exists (select from unified_media.objects o where o.media_id = old.id) then
    raise exception 'the owner and the object of an item cannot be changed' using errcode = '42501';
  end if;

  return new;
end $$;
comment on function unified_media.guard_media_update is 'Rejects updates of columns that the user may not change.';

create or replace function unified_media.set_media_derived_columns() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.object_id is null then
    -- Cut after lower(), which can lengthen the text: the lower case of some letters is two letters.
    new.source_type := coalesce(left(lower(new.source_type), 20), 'upload');
  end if;

  new.title_key := unified_media.make_title_key(new.metadata);
  new.updated_at := coalesce(new.updated_at, new.created_at, now());
  return new;
end $$;
comment on function unified_media.set_media_derived_columns is 'Sets the source type, the title key and the time of change of a new item.';

-- The time of change distinguishes versions of an item, so it increases even when the clock does not.
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
comment on function unified_media.sync_media_side_tables is 'Updates the rows of an item in media_tags and media_search.';

-- A direct DELETE, or a cascade from the row of the owner, deletes the objects too: the janitor deletes them in its next pass.
create or replace function unified_media.mark_media_objects_deleted() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Waits for reservations and confirmations in other roles, which lock the row of the original: the update then finds their objects.
  perform from unified_media.objects o where o.media_id = old.id and o.role = 'original' and o.state in ('pending', 'ready') for update;
  update unified_media.objects o set state = 'deleting', item_deleted = true, received_sha256 = null, next_try_at = '-infinity'
  where o.media_id = old.id and o.state in ('pending', 'ready');
  update unified_media.legacy_map set deleted_at = now() where media_id = old.id and deleted_at is null;
  return null;
end $$;
comment on function unified_media.mark_media_objects_deleted is 'Marks the objects of a deleted item for deletion.';

create or replace function unified_media.reject_media_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'media cannot be truncated: the ledger would keep objects of deleted items' using errcode = '42501';
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
create or replace trigger unified_media_20_set_derived_columns before insert on public.media
  for each row execute function unified_media.set_media_derived_columns();
create or replace trigger unified_media_10_guard_update before update on public.media
  for each row when (row_security_active('public.media'::regclass) and not pg_has_role(current_user, 'service_role', 'usage'))
  execute function unified_media.guard_media_update();
-- Lists columns instead of comparing rows in WHEN: PostgreSQL rejects a whole-row condition on a table with a generated column.
create or replace trigger unified_media_20_set_updated_at before update of owner_user_id, type, bucket, path, width, height, duration, palette,
    blurhash, exif_json, visibility, source_type, enhancement_type, original_media_id, metadata, title_key on public.media
  for each row execute function unified_media.set_media_updated_at();
-- A batch that copies older rows writes their tags and words itself, for all rows at once. The trigger skips a row only if the batch says
-- so in a setting, has the rights of the table's owner, and the row names an older row. Users cannot set that column, so they cannot hide
-- an item from lists.
create or replace trigger unified_media_30_sync_on_insert after insert on public.media
  for each row when (
    new.legacy_source is null or current_setting('unified_media.writes_side_tables', true) is distinct from 'on'
    or row_security_active('public.media'::regclass))
  execute function unified_media.sync_media_side_tables();
create or replace trigger unified_media_30_sync_on_delete after delete on public.media
  for each row execute function unified_media.sync_media_side_tables();
-- Compares the changed values instead of the columns that the statement names, because a trigger of the host may have made the row private.
create or replace trigger unified_media_30_sync_on_update after update on public.media
  for each row when (
    (old.id, old.owner_user_id, old.created_at, old.visibility, old.metadata)
    is distinct from (new.id, new.owner_user_id, new.created_at, new.visibility, new.metadata))
  execute function unified_media.sync_media_side_tables();
create or replace trigger unified_media_40_mark_objects_deleted after delete on public.media
  for each row execute function unified_media.mark_media_objects_deleted();
create or replace trigger unified_media_50_reject_truncate before truncate on public.media
  for each statement execute function unified_media.reject_media_truncate();
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 55, '0055_media_triggers', 'repeatable', 'fdff2a4f375c06c9f2899ee1c52151e8c7c35a1c753cb9ab9eeb302963e6346e',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0056_catalog_functions
begin;
-- Functions that the catalog calls in the role of its user.

-- Increase the number with every change that the library requires: the library rejects a database with a lower number.
create or replace function unified_media.get_catalog_version() returns integer
language sql immutable parallel safe as $$
  select 1
$$;
comment on function unified_media.get_catalog_version is 'Returns the version of the contract between this schema and the library.';

-- current_setting('role') is the role that the caller assumed. A SECURITY DEFINER function does not change it, and only members of a
-- role can assume it.
create or replace function unified_media.can_see_all(p_owner uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(p_owner = any (unified_media.get_my_owners()), false) or 'service_role' in (current_setting('role'), session_user);
end $$;
comment on function unified_media.can_see_all is 'Returns whether the caller may see all items of an owner instead of the public ones only.';

-- The text search operator is not leakproof, so PostgreSQL could not use its index under row-level security. This function therefore checks the
-- caller itself. The planner cannot estimate the selectivity of a prefix, and would search all items of the owner. The function therefore scans
-- the next thousand items first, which suffices for common words, and finds items with rare words by the index. The second step requires bitmap
-- scans and sorts, which lists disable.
create or replace function unified_media.search(
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
    'select s.* from unified_media.media_search s where s.owner_user_id = $1 and %1$s order by s.created_at %2$s, s.media_id %2$s',
    following, direction);
  found_rows bigint;
  last_time timestamptz;
  last_id uuid;
begin
  if not p_public_only and not unified_media.can_see_all(p_owner) then
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
       select s.media_id, s.created_at from unified_media.media_search s
       where s.owner_user_id = $1 and s.doc @@ $4 and (not $5 or s.is_public))
     select s.media_id, s.created_at from hits s where %1$s order by s.created_at %2$s, s.media_id %2$s limit $6', following, direction)
    using p_owner, last_time, last_id, query, p_public_only, p_limit - found_rows;
end $$;
comment on function unified_media.search is 'Lists the items of an owner that match a text search, in order of creation, after a position.';

-- For lists over all owners, whose number of matches is unbounded. The matches are therefore unsorted, and the catalog uses them only if they are
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
  'Returns items of all owners that match a text search, unsorted, up to a limit: public items, or all items for the service role.';

-- The next two are functions because comparing enums is not leakproof either. They use custom plans, because the number of rows per value varies
-- widely. They differ only in the column, whose type the host decides.
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
comment on function unified_media.list_by_kind is 'Lists the items of an owner with a kind, in order of creation, after a position.';

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
comment on function unified_media.list_by_visibility is 'Lists the items of an owner with a visibility, in order of creation, after a position.';

-- The next two functions read only the index of their column, value by value up to the cap. A query on the table would evaluate the
-- policies for every row.
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
comment on function unified_media.count_sources is 'Counts the items of an owner per source type, each up to a cap; exactly if the cap is null.';

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
comment on function unified_media.count_kinds is 'Counts the items of an owner per kind, each up to a cap; exactly if the cap is null.';

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
values ('core', 56, '0056_catalog_functions', 'repeatable', '641476fb5951c268c20de0a34d3e7feb1f154dd982b48e9c1801fa888bd3708e',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0060_policies
begin;
-- Row-level security: one policy per command and role. Policies of the host are kept; PostgreSQL combines permissive policies with OR, and
-- evaluates the last name first. The names of these policies sort last, so that they decide before an older policy is evaluated: its subselect
-- fails the statement when it finds two profiles.
do $$
declare
  public_labels text[];
  visibility_type text;
begin
  -- Visibility is a text or an enum, in upper or lower case, and an enum rejects labels that it does not have. The triggers accept
  -- the same two labels.
  select array_agg(label) into public_labels
  from unnest(array['PUBLIC', 'public']) as label
  join pg_catalog.pg_attribute a on a.attrelid = 'public.media'::regclass and a.attname = 'visibility'
  where not exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid)
    or exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid and e.enumlabel = label);

  -- The predicate of the indexes of public items. PostgreSQL parses the body now, so that the search_path of a caller does not change its meaning.
  -- Every role may execute it: each writer of media evaluates the predicate, and the planner needs the right to match a condition with it.
  select format_type(a.atttypid, null) into visibility_type
  from pg_catalog.pg_attribute a where a.attrelid = 'public.media'::regclass and a.attname = 'visibility';
  execute format(
    'create or replace function unified_media.is_public(p_visibility %s) returns boolean language sql immutable parallel safe return %s',
    visibility_type, (select string_agg(format('p_visibility = %L', label), ' or ') from unnest(public_labels) as label));
  execute format('comment on function unified_media.is_public(%s) is %L', visibility_type, 'Returns whether an item of a visibility is public.');
  execute format(
    'revoke all on function unified_media.is_public(%s) from anon, authenticated, service_role, unified_media_worker, unified_media_app', visibility_type);
  execute format('grant execute on function unified_media.is_public(%s) to public', visibility_type);

  drop policy if exists unified_media_select_own on public.media;
  create policy unified_media_select_own on public.media for select to authenticated
    using (owner_user_id = any ((select unified_media.get_my_owners())::uuid[]));

  drop policy if exists unified_media_select_public on public.media;
  execute (
    select format(
      'create policy unified_media_select_public on public.media for select to anon, authenticated using (%s)',
      string_agg(format('visibility = %L', label), ' or '))
    from unnest(public_labels) as label);

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

  -- The service role needs a policy where it does not have BYPASSRLS: the migrating login may not be allowed to create such a role.
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
values ('core', 60, '0060_policies', 'repeatable', '70f194043359d0fb7f1f5a4bd67c6a1f3e8fdfcc955b1b44248a8ce049f53804',
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
-- Sets the source type, title key, tags and words of existing rows. Works in the order of the primary key, so that each batch takes the same
-- time, and stores its position. Locks rows before it reads them, so that a concurrent change of tags is not lost.
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
values ('core', 70, '0070_classify', 'batch', 'ffa3c03a06047c6d788477210e59446829d60cbfa07fafa15b1ce321f1819722',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- 0071_media_defaults
begin;
-- Sets the defaults after the existing rows were classified, which the defaults would otherwise label.
alter table public.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 71, '0071_media_defaults', 'once', 'd9b54acce0686120858fe5be7b09ee671f95a737c26a70cfba3a9c62a661231f',
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
-- One index per order and filter. Visibility is included because policies read it, so that counts need only the index. A row without a creation
-- time sorts last, so that every row is on a page. The expression is a CASE, because PostgreSQL does not treat coalesce() as leakproof, and could
-- not start an index scan at a position under row-level security.
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
values ('core', 80, '0080_media_indexes', 'concurrent', '84d2bd4cd567797f621872e0353e76d430e9f4a6167d9a5cecdeb019cb6a4de3',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- 0190_view
begin;
-- Shows the items with the same columns in every database, whatever the names and types of the host's columns are. The view is SECURITY INVOKER.
-- A module may replace it by a view that shows more rows. Such a view reads other relations of unified_media; this step detects that, and then does
-- not change the view.
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

  -- Replaced instead of dropped: objects of the host may depend on the view, and the host may have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The existing view has other columns.
      execute 'drop view ' || name;
      execute 'create ' || definition;
      is_new := true;
  end;

  if is_new then
    comment on view public.unified_media_view is 'The items, with the same columns in every database.';
    -- Default privileges may have granted rights on the view.
    revoke all on public.unified_media_view from public, anon, authenticated, service_role;
  end if;
end $$;

grant select on public.unified_media_view to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 190, '0190_view', 'repeatable', '90b93807046a7111d98395c0f95607c81b789ce69a596103e43814d653be7d75',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- 0200_storage_policies
begin;
-- Creates policies on the objects table of Supabase Storage, for applications that forward users' tokens. A user may read, insert and delete
-- objects in the user's own folders, but not replace them. Storage evaluates the policies in the same database; other databases have no such
-- table. Existing policies are kept, and a public bucket is readable regardless of policies.
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

    -- The service role needs a policy where it does not have BYPASSRLS.
    drop policy if exists unified_media_service on storage.objects;
    execute format(
      'create policy unified_media_service on storage.objects for all to service_role using (%1$s) with check (%1$s)', service);
  exception
    when insufficient_privilege then
      -- The role of Storage owns the table. Without these policies users' tokens grant no access; the service key still works.
      raise warning 'Unified.Media created no policies on storage.objects: % lacks the permission', current_user;
  end;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('core', 200, '0200_storage_policies', 'repeatable', 'cef431a90dfe44192788b0f64dda980517228f68f64c08e78fe613dd6a078b9f',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;
