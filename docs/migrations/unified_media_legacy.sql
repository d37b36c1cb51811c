-- The module legacy of the schema of Unified.Media, which must be there already. Made from the steps of the packages of Unified.Media: change those, not this file.
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

-- legacy/0100_legacy_tables
begin;
-- What the migration of older tables keeps: where each job stands, what it could not do, and what was there before. Older tables themselves
-- are never written to; moodboards and showcases are, and their old values lie here.
alter table unified_media.legacy_map
  add column if not exists location uuid,
  add column if not exists written_at timestamptz;
comment on column unified_media.legacy_map.location is 'A hash of bucket and key: rows with the same value share an object.';
comment on column unified_media.legacy_map.written_at is 'The item''s updated_at as the migration wrote it: an item with another one has been changed since.';
create index if not exists legacy_map_location_idx on unified_media.legacy_map (location) where location is not null;

create table if not exists unified_media.backfill (
  job text collate "C" primary key,
  state text collate "C" not null default 'pending' check (state in ('pending', 'running', 'done')),
  last_id uuid not null default '00000000-0000-0000-0000-000000000000',
  rows_read bigint not null default 0,
  rows_written bigint not null default 0,
  rows_adopted bigint not null default 0,
  rows_skipped bigint not null default 0,
  rows_failed bigint not null default 0,
  worker uuid,
  worker_until timestamptz,
  changed_at timestamptz not null default now()
);
comment on table unified_media.backfill is 'One row per job. last_id moves in the transaction of the batch that it stands for.';

create table if not exists unified_media.backfill_state (
  single boolean primary key default true check (single),
  phase text collate "C" not null default 'none'
    check (phase in ('none', 'prepared', 'running', 'migrated', 'switched', 'finished', 'rolled_back')),
  pause_requested boolean not null default false,
  hosts text[],
  prepared_at timestamptz,
  switched_at timestamptz,
  finished_at timestamptz,
  changed_at timestamptz not null default now()
);
insert into unified_media.backfill_state (single) values (true) on conflict do nothing;
comment on column unified_media.backfill_state.hosts is 'Hosts of the project''s own object store; null: any host that answers to its paths.';

-- What the mapping reads of it, with the reader's own rights.
create or replace view unified_media.backfill_hosts as select hosts from unified_media.backfill_state;

create table if not exists unified_media.backfill_problem (
  legacy_source text collate "C" not null,
  legacy_id text collate "C" not null,
  reason text collate "C" not null,
  detail text,
  seen_at timestamptz not null default now(),
  primary key (legacy_source, reason, legacy_id)
);
comment on table unified_media.backfill_problem is 'Rows that were left out, or need a look: nothing is lost silently.';

-- Items that were there before, as they were before the migration changed them; before is null where it only looked at them.
create table if not exists unified_media.backfill_media (
  media_id uuid primary key,
  location uuid,
  before jsonb,
  written_at timestamptz
);
create index if not exists backfill_media_location_idx on unified_media.backfill_media (location) where location is not null;

create table if not exists unified_media.backfill_reference (
  relation text collate "C" not null,
  field text collate "C" not null,
  row_id uuid not null,
  old_value jsonb,
  new_value jsonb,
  old_updated_at timestamptz,
  written_at timestamptz not null default now(),
  primary key (relation, field, row_id)
);
comment on table unified_media.backfill_reference is 'What references said before they were rewritten: the way back.';

do $$
declare
  name text;
begin
  foreach name in array array['backfill', 'backfill_state', 'backfill_problem', 'backfill_media', 'backfill_reference'] loop
    execute format('alter table unified_media.%I enable row level security', name);
    execute format(
      'revoke all on unified_media.%I from public, anon, authenticated, service_role, unified_media_worker, unified_media_app', name);
  end loop;
  revoke all on unified_media.backfill_hosts from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
  grant select on unified_media.backfill_hosts to authenticated, service_role;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 100, '0100_legacy_tables', 'once', '6e4655eb51a4c0ebc2fae2dfd77df0f794cae2121bc1975d2e81fe593dc3a774',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0101_legacy_location
begin;
-- Where an older row's content is. Rows name it by a full address, a doubled one, a signed one, a percent-encoded one, a transformed one, a
-- data: address or an object key. What names no object of the store keeps its text under the bucket 'external'.

-- These functions run with their caller's rights, for every row that is copied or listed: none has a search_path of its own, which would
-- cost more than what most of them do.

-- Undoes percent-encoding. Null where the bytes are no text; a stray % stays what it is, as browsers read it.
create or replace function unified_media.legacy_unescape(p_text text) returns text
language plpgsql immutable strict parallel safe as $$
begin
  if position('%' in p_text) = 0 then
    return p_text;
  end if;

  return convert_from((
    select string_agg(
      case when part[1] ~ '^%[0-9a-fA-F]{2}$' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
      ''::bytea order by place)
    from regexp_matches(p_text, '%[0-9a-fA-F]{2}|[^%]+|%', 'g') with ordinality as parts (part, place)), 'UTF8');
exception
  when character_not_in_repertoire or untranslatable_character or invalid_parameter_value then
    return null;
end $$;

-- What an object key is: no steps upward, no empty segments, no control characters.
create or replace function unified_media.legacy_is_key(p_key text) returns boolean
language sql immutable parallel safe as $$
  select octet_length(p_key) between 1 and 1024 and p_key !~ '(^|/)\.{0,2}(/|$)|[[:cntrl:]]'
$$;

-- p_bucket: the bucket of texts that are bare keys. p_hosts: the hosts of the project's own object store; null takes any host.
-- problem: no_address, data_address, unknown_scheme, bad_encoding, bad_key, foreign_host, doubled_too_often; null where the object is known,
-- and for ordinary addresses of other hosts. Nearly all addresses are plain ones, so what is dear is only done where it may be needed;
-- and long regular expressions are dearest.
create or replace function unified_media.legacy_location(
  p_text text, p_bucket text, p_hosts text[], out bucket text, out key text, out url text, out problem text)
language plpgsql immutable parallel safe as $$
declare
  address text := btrim(p_text, E' \t\r\n');
  plain text;
  rest text;
  at integer;
  raw text;
begin
  bucket := 'external';
  key := coalesce(address, '');
  if key = '' then
    problem := 'no_address';
    return;
  end if;

  for doubled in 1..6 loop
    exit when lower(left(address, 8) collate "C") not like all (array['http://%', 'https://%']);

    if doubled = 6 then
      problem := 'doubled_too_often';
      return;
    end if;

    key := address;
    url := address;
    plain := split_part(split_part(address, '?', 1), '#', 1);
    at := position('/storage/v1/' in plain);
    if at = 0 then
      return;
    end if;

    rest := substr(address, at + 12);
    if starts_with(rest, 'render/image/') then
      rest := 'object/' || substr(rest, 14);
    end if;

    if not starts_with(rest, 'object/') then
      return;
    end if;

    rest := substr(rest, 8);
    if starts_with(rest, 'public/') then
      rest := substr(rest, 8);
    elsif starts_with(rest, 'sign/') then
      -- Such an address carries a token and ends with it: it is not kept.
      rest := substr(rest, 6);
      url := null;
    elsif starts_with(rest, 'authenticated/') then
      rest := substr(rest, 15);
      url := null;
    end if;

    at := position('/' in rest);
    if at < 2 then
      problem := 'bad_key';
      return;
    end if;

    raw := substr(rest, at + 1);
    rest := left(rest, at - 1);
    if lower(left(raw, 4) collate "C") = 'http' then
      if raw ~* '^https?://' then
        address := raw;
        continue;
      elsif raw ~* '^https?%3a(%2f|/){2}' then
        address := unified_media.legacy_unescape(raw);
        if address is null then
          problem := 'bad_encoding';
          return;
        end if;
        continue;
      end if;
    end if;

    if p_hosts is not null and not lower(substring(address from '^[^:]+://(?:[^/?#]*@)?([^/?#]*)')) = any (p_hosts) then
      problem := 'foreign_host';
      return;
    end if;

    raw := split_part(split_part(raw, '?', 1), '#', 1);
    if position('%' in address) > 0 then
      raw := unified_media.legacy_unescape(raw);
      rest := unified_media.legacy_unescape(rest);
      if raw is null or rest is null then
        problem := 'bad_encoding';
        return;
      end if;
    end if;

    if not unified_media.legacy_is_key(raw) or rest not in ('playground-images', 'playground-videos', 'user-media', 'media')
      and (length(rest) > 255 or rest !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or rest = 'external') then
      problem := 'bad_key';
      return;
    end if;

    bucket := rest;
    key := raw;
    -- The address of the untransformed object.
    url := case when url is not null then replace(plain, '/storage/v1/render/image/', '/storage/v1/object/') end;
    return;
  end loop;

  key := address;
  url := null;
  if address ~* '^data:' then
    problem := 'data_address';
  elsif address ~ '^//' or address ~* '^([a-z][a-z0-9+.-]*:|https?%3a)' then
    problem := 'unknown_scheme';
  elsif p_bucket is null or p_bucket in ('', 'external') then
    problem := 'bad_key';
  else
    raw := ltrim(address, '/');
    if unified_media.legacy_is_key(raw) then
      bucket := p_bucket;
      key := raw;
    else
      problem := 'bad_key';
    end if;
  end if;
end $$;

-- Whether a key proves by itself that the object is this owner's: the storage's own rules made these paths. Bases of generations
-- (playground-uploads) are never given away: other rows refer to them. Steps of a path are compared whole, never by pattern.
create or replace function unified_media.adoptable(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
language sql immutable parallel safe as $$
  select coalesce(p_key !~ '(^|/)\.{0,2}(/|$)|[\\%?#[:cntrl:]]' and octet_length(p_key) <= 1024 and case p_bucket
    when 'user-media' then
      split_part(p_key, '/', 1) in ('enhanced', 'uploads', 'enhanced-images', 'stock-photos', 'stock', 'moodboards')
        and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
      or position('/' in p_key) = 0 and starts_with(p_key, p_login::text || '-')
    when 'playground-images' then
      split_part(p_key, '/', 1) = p_login::text and split_part(p_key, '/', 2) <> ''
      or split_part(p_key, '/', 1) = 'enhanced-images' and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
    when 'playground-videos' then split_part(p_key, '/', 1) = p_login::text and split_part(p_key, '/', 2) <> ''
    when 'moodboard-uploads' then
      split_part(p_key, '/', 1) = 'moodboard-uploads' and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
    when 'media' then split_part(p_key, '/', 1) = p_owner::text and split_part(p_key, '/', 2) <> ''
    else false
  end, false)
$$;

-- Rows with the same value name the same content, however their addresses were written.
create or replace function unified_media.legacy_object_hash(p_bucket text, p_key text) returns uuid
language sql immutable parallel safe as $$
  select case when p_key <> '' then md5(p_bucket || '/' || p_key)::uuid end
$$;

revoke all on function unified_media.legacy_unescape(text), unified_media.legacy_is_key(text), unified_media.legacy_location(text, text, text[]),
  unified_media.adoptable(text, text, uuid, uuid), unified_media.legacy_object_hash(text, text)
  from public, anon, authenticated, service_role;
-- Beside the functions: this file is run again when its text has changed, and takes all rights away first.
grant execute on function unified_media.legacy_location(text, text, text[]), unified_media.legacy_unescape(text), unified_media.legacy_is_key(text)
  to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 101, '0101_legacy_location', 'repeatable', 'aa5405908981927be26c9348bae3084649ed14d431a71c03621a1cf1d85db347',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0102_legacy_words
begin;
-- Small judgements over older rows.

-- The lower-case ending of a key or an address, without what follows a ? or #.
create or replace function unified_media.legacy_extension(p_key text) returns text
language sql immutable parallel safe as $$
  select lower(substring(right(split_part(split_part(p_key, '?', 1), '#', 1), 6) from '\.([A-Za-z0-9]{1,5})$'))
$$;

create or replace function unified_media.legacy_content_type(p_extension text) returns text
language sql immutable parallel safe as $$
  select case p_extension
    when 'jpg' then 'image/jpeg' when 'jpeg' then 'image/jpeg' when 'png' then 'image/png' when 'webp' then 'image/webp'
    when 'gif' then 'image/gif' when 'avif' then 'image/avif' when 'heic' then 'image/heic' when 'heif' then 'image/heif'
    when 'svg' then 'image/svg+xml' when 'bmp' then 'image/bmp' when 'tif' then 'image/tiff' when 'tiff' then 'image/tiff'
    when 'mp4' then 'video/mp4' when 'm4v' then 'video/mp4' when 'webm' then 'video/webm' when 'mov' then 'video/quicktime'
    when 'ogv' then 'video/ogg' when 'mkv' then 'video/x-matroska' when 'avi' then 'video/x-msvideo'
    when 'pdf' then 'application/pdf'
  end
$$;

-- A whole number above zero of at most six digits; null for everything else.
create or replace function unified_media.legacy_count(p_text text) returns integer
language sql immutable parallel safe as $$
  select case when p_text ~ '^[1-9][0-9]{0,5}$' then p_text::integer end
$$;

-- Width and height, only ever from the same place: what the file was measured to be, the columns, what was said when it was saved, a
-- resolution text. A single column is better than nothing. Nothing is guessed.
create or replace function unified_media.legacy_size(p_width integer, p_height integer, p_facts jsonb) returns integer[]
language sql immutable parallel safe as $$
  select case
    when unified_media.legacy_count(p_facts ->> 'actual_width') > 0 and unified_media.legacy_count(p_facts ->> 'actual_height') > 0
      then array[(p_facts ->> 'actual_width')::integer, (p_facts ->> 'actual_height')::integer]
    when p_width > 0 and p_height > 0 then array[p_width, p_height]
    when unified_media.legacy_count(p_facts ->> 'saved_width') > 0 and unified_media.legacy_count(p_facts ->> 'saved_height') > 0
      then array[(p_facts ->> 'saved_width')::integer, (p_facts ->> 'saved_height')::integer]
    when p_facts ->> 'resolution' ~* '^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$'
      then string_to_array(translate(lower(p_facts ->> 'resolution'), 'x', '*'), '*')::integer[]
    else array[case when p_width > 0 then p_width end, case when p_height > 0 then p_height end]
  end
$$;

-- Seconds, as a number or as text; null where it is no duration.
create or replace function unified_media.legacy_seconds(p_column integer, p_said text) returns numeric
language sql immutable parallel safe as $$
  select case when p_column > 0 then p_column when p_said ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' then nullif(p_said::numeric, 0) end
$$;

-- The id of an item whose row's own id is taken already: always the same one for the same row, so that a list and a copy agree.
create or replace function unified_media.legacy_derived_id(p_source text, p_id uuid) returns uuid
language sql immutable parallel safe as $$
  select (overlay(overlay(md5(p_source || ':' || p_id) placing '8' from 13 for 1) placing 'a' from 17 for 1))::uuid
$$;

-- The next two are stable and not immutable because jsonb_build_object is: otherwise they were called, and could not be made part of a query.

-- Whom a stock photo is owed to, out of what its writers said about it; null where nothing is said.
create or replace function unified_media.legacy_attribution(p_facts jsonb) returns jsonb
language sql stable parallel safe as $$
  select case when p_facts ?| array['photographer', 'photographer_url', 'attribution', 'provider_id'] then
    nullif(jsonb_strip_nulls(jsonb_build_object(
      'text', case jsonb_typeof(p_facts -> 'attribution')
        when 'string' then nullif(left(p_facts ->> 'attribution', 1000), '') when 'object' then p_facts #>> '{attribution,text}' end,
      'author', nullif(left(coalesce(p_facts ->> 'photographer', p_facts #>> '{attribution,author}'), 1000), ''),
      'author_url', nullif(left(coalesce(p_facts ->> 'photographer_url', p_facts #>> '{attribution,author_url}'), 1000), ''),
      'provider', case when lower(p_facts ->> 'provider') in ('pexels', 'unsplash', 'pixabay') then lower(p_facts ->> 'provider') end,
      'provider_id', left(p_facts ->> 'provider_id', 1000),
      'source_url', case when p_facts ->> 'original_url' ~* '^https?://' then left(p_facts ->> 'original_url', 1000) end)), '{}')
  end
$$;

-- How an AI made a picture, in the names that items use; null where nothing is said.
create or replace function unified_media.legacy_generation(p_facts jsonb) returns jsonb
language sql stable parallel safe as $$
  select nullif(jsonb_strip_nulls(jsonb_build_object(
    'cost', case
      when jsonb_typeof(p_facts -> 'cost') = 'number' then p_facts -> 'cost'
      when jsonb_typeof(p_facts -> 'credits_used') = 'number' then p_facts -> 'credits_used' end,
    'model', left(p_facts ->> 'model', 5000),
    'style', left(coalesce(p_facts ->> 'style_applied', p_facts ->> 'style'), 5000),
    'job_id', left(coalesce(p_facts ->> 'taskId', p_facts ->> 'task_id'), 5000),
    'prompt', left(p_facts ->> 'prompt', 5000),
    'provider', left(coalesce(p_facts ->> 'provider', p_facts ->> 'generation_provider'), 5000))), '{}')
$$;

revoke all on function unified_media.legacy_extension(text), unified_media.legacy_content_type(text), unified_media.legacy_count(text),
  unified_media.legacy_size(integer, integer, jsonb), unified_media.legacy_seconds(integer, text), unified_media.legacy_derived_id(text, uuid),
  unified_media.legacy_attribution(jsonb), unified_media.legacy_generation(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_extension(text), unified_media.legacy_content_type(text), unified_media.legacy_count(text),
  unified_media.legacy_size(integer, integer, jsonb), unified_media.legacy_seconds(integer, text), unified_media.legacy_derived_id(text, uuid),
  unified_media.legacy_attribution(jsonb), unified_media.legacy_generation(jsonb) to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 102, '0102_legacy_words', 'repeatable', 'adb6b5c629a84a3acc4c11c693762aefbd29d6e9a8864570462c7f12c5451494',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0103_legacy_rows
begin;
-- Three shapes of the older tables are in the world, and hosts have added to them. Two views give every one of them the same columns: what a
-- table lacks reads as null, what nobody knows of is gathered in others. Made again whenever a migration is prepared.
create or replace function unified_media.legacy_view(p_view text, p_table text, p_columns text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  relation regclass := to_regclass(format('public.%I', p_table));
  columns text := '';
  others text := '';
  known text[] := '{}';
  wanted record;
  found record;
begin
  -- A finished migration lets go of its tables, so that their host may drop them.
  if (select s.phase = 'finished' from unified_media.backfill_state s) then
    relation := null;
  end if;

  -- Ids that are no uuids belong to a table that only has the name.
  if relation is not null and (
    select count(*) from pg_catalog.pg_attribute a
    where a.attrelid = relation and a.attname in ('id', 'user_id') and a.atttypid = 'uuid'::regtype and not a.attisdropped) < 2 then
    relation := null;
  end if;

  for wanted in select split_part(c, ':', 1) as name, split_part(c, ':', 2) as type from unnest(p_columns) as c loop
    select a.attname, a.atttypid::regtype::text as type into found
    from pg_catalog.pg_attribute a
    where a.attrelid = relation and a.attname = wanted.name and a.attnum > 0 and not a.attisdropped;
    if found.attname is not null and (wanted.type = 'text' or found.type = wanted.type or found.type || '>' || wanted.type in (
      'character varying[]>text[]', 'json>jsonb', 'smallint>integer', 'smallint>bigint', 'integer>bigint', 'bigint>bigint',
      'timestamp without time zone>timestamp with time zone')) then
      known := known || wanted.name;
      columns := columns || format('t.%I::%s as %I, ', wanted.name, wanted.type, wanted.name);
    else
      columns := columns || format('null::%s as %I, ', wanted.type, wanted.name);
    end if;
  end loop;

  select string_agg(format('%L, t.%I', a.attname, a.attname), ', ' order by a.attnum) into others
  from pg_catalog.pg_attribute a
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    and not a.attname = any (known || array['migrated_to_media', 'migration_date']);
  columns := columns || case
    when others is null then 'null::jsonb as others'
    else format('nullif(jsonb_strip_nulls(jsonb_build_object(%s)), ''{}'') as others', others) end;

  execute format(
    'create or replace view unified_media.%I with (security_invoker = true) as select %s from %s',
    p_view, columns, case when relation is null then '(select) as t where false' else relation::text || ' t' end);
end $$;

create or replace function unified_media.legacy_views() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_view('legacy_gallery', 'playground_gallery', array[
    'id:uuid', 'user_id:uuid', 'image_url:text', 'thumbnail_url:text', 'title:text', 'description:text', 'tags:text[]',
    'created_at:timestamp with time zone', 'updated_at:timestamp with time zone', 'width:integer', 'height:integer', 'format:text',
    'project_id:text', 'edit_id:text', 'file_size:bigint', 'used_in_moodboard:boolean', 'used_in_showcase:boolean', 'media_type:text',
    'video_url:text', 'video_duration:integer', 'video_resolution:text', 'video_format:text', 'generation_metadata:jsonb',
    'exif_json:jsonb', 'is_verified:boolean', 'verification_timestamp:timestamp with time zone', 'source:text', 'generation_type:text',
    'source_type:text', 'enhancement_type:text', 'original_media_id:text', 'is_nsfw:boolean', 'is_flagged:boolean',
    'moderation_status:text', 'moderation_reason:text', 'moderated_by:uuid', 'moderated_at:timestamp with time zone',
    'user_marked_nsfw:boolean', 'nsfw_confidence_score:numeric']);
  perform unified_media.legacy_view('legacy_user_media', 'user_media', array[
    'id:uuid', 'user_id:uuid', 'file_name:text', 'file_path:text', 'file_size:bigint', 'mime_type:text', 'width:integer',
    'height:integer', 'blurhash:text', 'palette:text[]', 'upload_purpose:text', 'created_at:timestamp with time zone',
    'updated_at:timestamp with time zone']);

  revoke all on unified_media.legacy_gallery, unified_media.legacy_user_media
    from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
  grant select on unified_media.legacy_gallery, unified_media.legacy_user_media to authenticated, service_role;
end $$;

revoke all on function unified_media.legacy_view(text, text, text[]), unified_media.legacy_views()
  from public, anon, authenticated, service_role;
select unified_media.legacy_views();
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 103, '0103_legacy_rows', 'repeatable', '42344d4b59ca15aafd1dce411a6ced0d13457aaf90df405449a3e93e27dbb849',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0104_legacy_mapping
begin;
-- What an older row becomes: one row of the same columns as an item, whoever asks (a batch, a trigger, a list, an adoption). Read with the
-- reader's own rights. Every step is a lateral of its own, evaluated once; the
-- location is one value, because a function in FROM would lay every answer down in a table of its own first.
create or replace view unified_media.legacy_gallery_mapped with (security_invoker = true) as
select
  'playground_gallery'::text as legacy_source, g.id as legacy_id, g.user_id as login_id, kind.type, place.bucket, place.key as path, place.url,
  place.problem, size.pixels[1] as width, size.pixels[2] as height,
  case when kind.type = 'video' then floor(time.seconds)::integer end as duration,
  case when kind.type = 'video' then round(time.seconds * 1000000)::bigint end as duration_us,
  case when jsonb_typeof(facts.said -> 'palette') = 'array' then facts.said -> 'palette' end as palette,
  left(facts.said ->> 'blurhash', 255) as blurhash, g.exif_json, origin.source_type, left(origin.enhancement, 50) as enhancement_type,
  case when length(facts.original) <= 50 then facts.original end as original_media_id,
  -- What was said about the generation stays where the older migration put it; where one of our own names is among it, it is kept whole too.
  facts.said
    || case when facts.is_odd or facts.said ?| array[
        'gallery_id', 'title', 'description', 'alt', 'tags', 'attribution', 'generation', 'content', 'user', 'legacy', 'generation_metadata',
        'used_in_moodboard', 'used_in_showcase', 'media_type', 'format', 'project_id', 'edit_id', 'image_url', 'thumbnail_url', 'video_url',
        'video_resolution', 'video_format', 'is_verified', 'verification_timestamp', 'generation_type', 'gallery_source', 'migrated_at',
        'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at', 'user_marked_nsfw',
        'nsfw_confidence_score']
      then jsonb_build_object('generation_metadata', g.generation_metadata) else '{}' end
    -- What is null is left out, at any depth: nothing that is built here holds a null that says something. In the order in which jsonb
    -- keeps keys, by length and then by letter: they need not be sorted for every row.
    || jsonb_strip_nulls(jsonb_build_object(
      'tags', case when cardinality(g.tags) > 0 then nullif(to_jsonb(array_remove(g.tags, null)), '[]') end, 'title', nullif(g.title, ''),
      'format', nullif(g.format, ''), 'legacy', g.others, 'edit_id', g.edit_id, 'is_nsfw', g.is_nsfw,
      'image_url', case when btrim(g.image_url, E' \t\r\n') <> facts.address and g.image_url !~* '^data:' then g.image_url end,
      'video_url', nullif(g.video_url, ''), 'gallery_id', g.id, 'generation', unified_media.legacy_generation(facts.said),
      'is_flagged', g.is_flagged, 'media_type', lower(g.media_type), 'project_id', g.project_id,
      'attribution', unified_media.legacy_attribution(facts.said), 'description', nullif(g.description, ''), 'is_verified', g.is_verified,
      'moderated_at', g.moderated_at, 'moderated_by', g.moderated_by, 'video_format', g.video_format,
      'thumbnail_url', case when g.thumbnail_url <> '' and g.thumbnail_url <> facts.address then g.thumbnail_url end,
      'gallery_source', g.source, 'generation_type', g.generation_type, 'enhancement_type', origin.enhancement,
      'used_in_showcase', g.used_in_showcase, 'user_marked_nsfw', g.user_marked_nsfw, 'video_resolution', g.video_resolution,
      'moderation_reason', g.moderation_reason, 'moderation_status', g.moderation_status, 'used_in_moodboard', g.used_in_moodboard,
      'nsfw_confidence_score', g.nsfw_confidence_score, 'verification_timestamp', g.verification_timestamp))
    as metadata,
  case
    when kind.by_extension is not null and split_part(kind.by_extension, '/', 1) = kind.type then kind.by_extension
    when kind.type = split_part(unified_media.legacy_content_type(lower(g.format)), '/', 1) then unified_media.legacy_content_type(lower(g.format))
    when kind.type = 'video' then unified_media.legacy_content_type(lower(g.video_format))
    when kind.type = 'pdf' then 'application/pdf'
  end as mime_type,
  case when g.file_size >= 0 then g.file_size end as size_bytes,
  g.created_at, greatest(coalesce(g.updated_at, g.created_at), g.created_at) as updated_at,
  g.is_nsfw, g.is_flagged, g.moderation_status, g.moderation_reason, g.moderated_by, g.moderated_at, g.user_marked_nsfw,
  g.nsfw_confidence_score
from unified_media.legacy_gallery g
cross join lateral (
  select
    case when jsonb_typeof(g.generation_metadata) = 'object' then g.generation_metadata else '{}' end as said,
    jsonb_typeof(g.generation_metadata) not in ('object', 'null') as is_odd,
    coalesce(nullif(btrim(g.video_url, E' \t\r\n'), ''), btrim(g.image_url, E' \t\r\n')) as address,
    coalesce(nullif(g.original_media_id, ''), nullif(g.generation_metadata ->> 'original_media_id', '')) as original
  offset 0) facts
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select unified_media.legacy_location(facts.address, null, (select hosts from unified_media.backfill_hosts)) as place offset 0) l) place
cross join lateral (
  select
    extension.by_extension,
    case
      -- Animations were stored as videos without a video.
      when extension.by_extension like 'image/%' and coalesce(btrim(g.video_url), '') = '' then 'image'
      when extension.by_extension = 'image/gif' then 'image'
      when g.video_url <> '' or lower(g.media_type) = 'video' or extension.by_extension like 'video/%' or place.bucket = 'playground-videos'
        then 'video'
      when extension.by_extension = 'application/pdf' or lower(g.media_type) = 'pdf' then 'pdf'
      else 'image'
    end as type
  from (select unified_media.legacy_content_type(unified_media.legacy_extension(place.key)) as by_extension offset 0) extension
  offset 0) kind
cross join lateral (select unified_media.legacy_size(g.width, g.height, facts.said) as pixels offset 0) size
cross join lateral (select unified_media.legacy_seconds(g.video_duration, facts.said ->> 'duration') as seconds offset 0) time
cross join lateral (
  select
    detected.source_type,
    case when detected.source_type = 'enhanced' then coalesce(
      nullif(g.enhancement_type, ''), nullif(facts.said ->> 'enhancement_type', ''), nullif(facts.said ->> 'style_applied', ''),
      nullif(facts.said ->> 'style', ''), nullif(facts.said ->> 'applied_style', '')) end as enhancement
  from (
    select case
      -- 'playground' is not believed: it was the column's default.
      when lower(g.source_type) in ('enhanced', 'stock', 'upload') then lower(g.source_type)
      when facts.said ->> 'enhancement_type' <> '' or facts.said ->> 'style_applied' <> '' or facts.said ->> 'source' = 'ai_enhancement'
        or g.title ilike '%enhanced%' or 'ai-enhanced' = any (g.tags) then 'enhanced'
      when lower(facts.said ->> 'source') in ('pexels', 'unsplash', 'pixabay') or lower(g.source) in ('pexels', 'unsplash', 'pixabay')
        then 'stock'
      else 'playground'
    end as source_type
    offset 0) detected
  offset 0) origin;

create or replace view unified_media.legacy_user_media_mapped with (security_invoker = true) as
select
  'user_media'::text as legacy_source, u.id as legacy_id, u.user_id as login_id, kind.type, place.bucket, place.key as path, place.url,
  place.problem, size.pixels[1] as width, size.pixels[2] as height, null::integer as duration, null::bigint as duration_us,
  case when cardinality(u.palette) > 0 then to_jsonb(u.palette) end as palette, u.blurhash, null::jsonb as exif_json, origin.source_type,
  left(origin.name_parts[2], 50) as enhancement_type,
  case when length(origin.name_parts[1]) <= 50 then origin.name_parts[1] end as original_media_id,
  jsonb_strip_nulls(jsonb_build_object(
    'title', nullif(u.file_name, ''), 'legacy', u.others, 'file_name', nullif(u.file_name, ''), 'file_size', u.file_size,
    'mime_type', nullif(u.mime_type, ''),
    'attribution', case when origin.stock_parts is not null then jsonb_build_object(
      'provider', origin.stock_parts[1], 'provider_id', origin.stock_parts[2]) end,
    'uploaded_at', u.created_at, 'user_media_id', u.id, 'upload_purpose', u.upload_purpose, 'enhancement_type', origin.name_parts[2]))
    as metadata,
  left(coalesce(kind.said, kind.by_extension), 100) as mime_type,
  case when u.file_size >= 0 then u.file_size end as size_bytes,
  u.created_at, greatest(coalesce(u.updated_at, u.created_at), u.created_at) as updated_at,
  null::boolean as is_nsfw, null::boolean as is_flagged, null::text as moderation_status, null::text as moderation_reason,
  null::uuid as moderated_by, null::timestamptz as moderated_at, null::boolean as user_marked_nsfw, null::numeric as nsfw_confidence_score
from unified_media.legacy_user_media u
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select unified_media.legacy_location(u.file_path, 'user-media', (select hosts from unified_media.backfill_hosts)) as place offset 0) l) place
cross join lateral (
  select
    types.said, types.by_extension,
    case
      when coalesce(types.said, types.by_extension) like 'video/%' then 'video'
      when coalesce(types.said, types.by_extension) = 'application/pdf' then 'pdf'
      else 'image'
    end as type
  from (
    select
      case
        when u.mime_type in ('image/jpeg', 'image/png', 'image/webp', 'video/mp4') then u.mime_type
        else substring(lower(btrim(split_part(u.mime_type, ';', 1))) from '^[a-z]+/[a-z0-9.+-]+$')
      end as said,
      unified_media.legacy_content_type(unified_media.legacy_extension(place.key)) as by_extension
    offset 0) types
  offset 0) kind
cross join lateral (select unified_media.legacy_size(u.width, u.height, null) as pixels offset 0) size
cross join lateral (
  select
    detected.source_type,
    -- Names that the older program made: enhanced-{login}-{what it was made from}-{what was done}-{time}-{random}.
    case when detected.source_type = 'enhanced' then regexp_match(
      substring(place.key from '[^/]*$'),
      '^enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{13}-[a-z0-9]+|[^-]+)-(.+)-[0-9]{13}-[a-z0-9]+\.[A-Za-z0-9]+$') end
      as name_parts,
    case when detected.source_type = 'stock' then coalesce(
      regexp_match(substring(place.key from '[^/]*$'), '^(pexels|unsplash|pixabay)-(.+)-[0-9]{13}-[a-z0-9]+\.[A-Za-z0-9]+$'),
      array[detected.provider, null]) end as stock_parts
  from (
    select
      provider.name as provider,
      case
        when u.upload_purpose = 'enhanced_image' then 'enhanced'
        when u.upload_purpose = 'stock_photo' then 'stock'
        when split_part(place.key, '/', 1) in ('enhanced', 'enhanced-images') then 'enhanced'
        when split_part(place.key, '/', 1) in ('stock', 'stock-photos') or provider.name is not null then 'stock'
        else 'upload'
      end as source_type
    from (select case when place.bucket = 'external' then
      substring(lower(place.key) from '^https?://(?:[a-z0-9-]+\.)*(pexels|unsplash|pixabay)\.com/') end as name offset 0) provider
    offset 0) detected
  offset 0) origin;

revoke all on unified_media.legacy_gallery_mapped, unified_media.legacy_user_media_mapped
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant select on unified_media.legacy_gallery_mapped, unified_media.legacy_user_media_mapped to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 104, '0104_legacy_mapping', 'repeatable', '977bc784ac85e4bc096e5f05ef771cf4419712362b45d78ca4e0114f926be0de',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0105_legacy_copy
begin;
-- Older rows into items: one statement for a range of a table, the same one for batches of thousands, for a trigger's single row and for an
-- adoption. It is written by a function, because types and columns of media differ between databases.

-- The label of an enum in either letter case, as a literal of the column's own type; null where it has none. For text: as given.
create or replace function unified_media.legacy_label(p_column text, p_word text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  kind oid;
  name text;
begin
  select a.atttypid, format_type(a.atttypid, a.atttypmod) into kind, name from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('public.media') and a.attname = p_column;
  if exists (select from pg_catalog.pg_enum e where e.enumtypid = kind) then
    return (
      select format('%L::%s', e.enumlabel, kind::regtype) from pg_catalog.pg_enum e
      where e.enumtypid = kind and lower(e.enumlabel) = lower(p_word) order by e.enumlabel = p_word desc limit 1);
  end if;

  return format('%L::%s', p_word, name);
end $$;

-- The object that an item of an older program names becomes the item's own in the ledger, where nobody else's row names it too. Gives the
-- ledger's row; null where the key proves nothing, or the object is shared.
create or replace function unified_media.legacy_adopt_object(
  p_media uuid, p_login uuid, p_owner uuid, p_bucket text, p_key text, p_mime text, p_size bigint, p_created timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place uuid := unified_media.legacy_object_hash(p_bucket, p_key);
  adopted bigint;
begin
  if not unified_media.adoptable(p_bucket, p_key, p_login, p_owner)
    or exists (select from unified_media.legacy_map l where l.location = place and l.media_id is distinct from p_media)
    or exists (select from unified_media.backfill_media b where b.location = place and b.media_id <> p_media) then
    return null;
  end if;

  insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
  values (p_media, 1, p_owner, p_bucket, p_key, 'ready', true, p_mime, p_size, coalesce(p_created, now()))
  on conflict do nothing returning object_id into adopted;
  return adopted;
end $$;

-- An older row's entry in the map, held for a change; all null where there is none. Whoever changes an item takes the item first, then its
-- object, then its entry, as a delete of the item does: in any other order two of them could wait for each other.
create or replace function unified_media.legacy_take(p_source text, p_id text) returns unified_media.legacy_map
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known unified_media.legacy_map;
begin
  perform from public.media m
  where m.id = (select l.media_id from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id)
  for update;
  select * into known from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id for update;
  return known;
end $$;

-- Another row names these objects too: they belong to nobody, and are never erased.
create or replace function unified_media.legacy_disown(p_locations uuid[]) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with sharers as materialized (
    select m.id from public.media m
    where m.object_id is not null and m.id in (
      select l.media_id from unified_media.legacy_map l where l.location = any (p_locations)
      union select b.media_id from unified_media.backfill_media b where b.location = any (p_locations))
    order by m.id for update of m),
  disowned as (
    delete from unified_media.objects o using sharers s where o.media_id = s.id and o.adopted and o.state = 'ready'
    returning o.object_id, o.media_id),
  items as (
    update public.media m set object_id = null from disowned d where m.id = d.media_id and m.object_id = d.object_id)
  select count(*)::integer from disowned
$$;

create or replace function unified_media.legacy_functions() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
  mapped text;
  owner text := 'cross join lateral (select m.login_id as owner_user_id, 1 as owners) o';
  login text := 'select p_owner';
  moderation text := '';
  kind text;
  not_null boolean;
begin
  if to_regclass('public.users_profile') is not null then
    owner := 'cross join lateral (
      select (array_agg(p.id))[1] as owner_user_id, count(*) as owners from public.users_profile p where p.user_id = m.login_id) o';
    login := 'select p.user_id from public.users_profile p where p.id = p_owner';
  end if;

  -- The login behind an owner, by which older tables and object keys name the same person.
  execute format($template$
    create or replace function unified_media.legacy_login(p_owner uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp as $body$ %s $body$;
    $template$, login);
  revoke all on function unified_media.legacy_login(uuid) from public, anon, authenticated, service_role;
  grant execute on function unified_media.legacy_login(uuid) to unified_media_app, service_role;

  select coalesce(string_agg(', ' || quote_ident(a.attname), '' order by a.attnum), '') into moderation
  from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('public.media') and not a.attisdropped and a.attname in (
    'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at', 'user_marked_nsfw',
    'nsfw_confidence_score');
  select a.attnotnull into not_null from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('public.media') and a.attname = 'created_at';
  kind := format('case b.type %s else %s end',
    (select string_agg(format('when %L then %s', word, unified_media.legacy_label('type', word)), ' ')
     from unnest(array['video', 'pdf']) as word where unified_media.legacy_label('type', word) is not null),
    unified_media.legacy_label('type', 'image'));

  foreach source in array array['playground_gallery', 'user_media'] loop
    mapped := case source when 'playground_gallery' then 'legacy_gallery_mapped' else 'legacy_user_media_mapped' end;
    execute format($template$
      create or replace function unified_media.legacy_copy_%1$s(
        p_ids uuid[], out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer,
        out shared uuid[])
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
      set enable_memoize = off as $body$
      declare
        owned text[];
      begin
        perform set_config('unified_media.writes_sides', 'on', true);

        -- The planner does not know how long these lists are and takes them for one row: it would join them by comparing everything with
        -- everything. So nothing is joined: rows are looked up by subselects, sharers are found by sorting, and what an INSERT gave is read
        -- from an object by its key.
        with b as materialized (
          select r.*, coalesce(r.updated_at, r.created_at, now()) as written_at,
            case
              when %4$s exists (select from public.media t where t.id = r.legacy_id)
                or exists (select from unified_media.objects t where t.media_id = r.legacy_id)
                then unified_media.legacy_derived_id('%1$s', r.legacy_id)
              else r.legacy_id
            end as media_id,
            r.bucket <> 'external' and (
            count(*) over (partition by r.location) > 1
            or (select true from unified_media.legacy_map l where l.location = r.location limit 1)
            or (select true from unified_media.backfill_media x where x.location = r.location limit 1)) is true as is_shared
          from (
            select m.*, o.owner_user_id, o.owners, unified_media.legacy_object_hash(m.bucket, m.path) as location
            from unified_media.%2$s m %3$s
            where m.legacy_id = any (p_ids)
              and (select true from unified_media.legacy_map l where l.legacy_source = '%1$s' and l.legacy_id = m.legacy_id::text) is null
              and (
                select true from unified_media.backfill_problem p
                where p.legacy_source = '%1$s' and p.reason = 'failed' and p.legacy_id = m.legacy_id::text) is null
            offset 0) r
          order by r.legacy_id),
        fresh as (
          insert into unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, location, written_at)
          select '%1$s', b.legacy_id::text, b.media_id, b.owner_user_id, b.location, b.written_at
          from b where b.owners = 1
          on conflict do nothing
          returning legacy_id),
        mine as materialized (select coalesce(jsonb_object_agg(f.legacy_id, true), '{}') as ids from fresh f),
        ledger as (
          insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
          select b.media_id, 1, b.owner_user_id, b.bucket, b.path, 'ready', true, b.mime_type, b.size_bytes, coalesce(b.created_at, now())
          from b
          where (select i.ids from mine i) ? b.legacy_id::text and not b.is_shared
            and unified_media.adoptable(b.bucket, b.path, b.login_id, b.owner_user_id)
          on conflict do nothing
          returning object_id, media_id),
        linked as materialized (select coalesce(jsonb_object_agg(l.media_id, l.object_id), '{}') as objects from ledger l),
        items as (
          insert into public.media (
            id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility,
            created_at, updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes,
            legacy_source, legacy_id%5$s)
          select
            b.media_id, b.owner_user_id, %6$s, b.bucket, b.path, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash,
            b.exif_json, %7$s, %8$s, b.written_at, b.source_type, b.enhancement_type, b.original_media_id,
            b.metadata || jsonb_build_object('migrated_at', now()), ((select k.objects from linked k) ->> b.media_id::text)::bigint, b.url,
            b.mime_type, b.size_bytes, '%1$s', b.legacy_id::text%5$s
          from b where (select i.ids from mine i) ? b.legacy_id::text
          returning id, owner_user_id, created_at, visibility, metadata),
        -- What the trigger of a single row keeps, for all of them at once.
        sides as materialized (
          select i.id, i.owner_user_id, coalesce(i.created_at, '-infinity') as created_at, i.metadata,
            coalesce(i.visibility::text in ('PUBLIC', 'public'), false) as is_public,
            array(select t.tag from unified_media.tags_in(i.metadata) t (tag)) as tags
          from items i),
        tagged as (
          insert into unified_media.media_tags (owner_user_id, tag, created_at, media_id, is_public)
          select s.owner_user_id, t.tag, s.created_at, s.id, s.is_public from sides s cross join lateral unnest(s.tags) t (tag)),
        worded as (
          insert into unified_media.media_search (media_id, owner_user_id, created_at, is_public, doc)
          select s.id, s.owner_user_id, s.created_at, s.is_public, array_to_tsvector(w.words)
          from sides s
          cross join lateral (select unified_media.text_with_words(s.metadata, s.tags) as words_from offset 0) f
          cross join lateral (select array_agg(w.word) as words from unified_media.words_in(f.words_from) w (word) offset 0) w
          where w.words <> '{}'),
        listed as (
          insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
          select '%1$s', b.legacy_id::text, r.reason, left(r.detail, 500)
          from b cross join lateral (
            select case when b.owners = 0 then 'owner_unknown' else 'owner_ambiguous' end, b.login_id::text where b.owners <> 1
            union all
            select b.problem, b.path where b.problem is not null and b.owners = 1) r (reason, detail)
          on conflict do nothing)
        select
          (select count(*) from b), (select count(*) from items), (select count(*) from ledger),
          (select count(*) from b where b.owners <> 1), (select array_agg(distinct b.location) from b where b.is_shared),
          (select array_agg(f.legacy_id) from fresh f)
        into rows_read, rows_written, rows_adopted, rows_skipped, shared, owned;
        perform set_config('unified_media.writes_sides', '', true);

        -- Rows that waited for their owner wait no more.
        delete from unified_media.backfill_problem p
        where p.legacy_source = '%1$s' and p.reason = any (array['owner_unknown', 'owner_ambiguous']) and p.legacy_id = any (owned);
        if shared is not null then
          perform unified_media.legacy_disown(shared);
        end if;
      end $body$;
      revoke all on function unified_media.legacy_copy_%1$s(uuid[]) from public, anon, authenticated, service_role;
      $template$,
      source, mapped, owner,
      case when source = 'user_media' then 'exists (select from unified_media.legacy_gallery t where t.id = r.legacy_id) or' else '' end,
      moderation, kind, unified_media.legacy_label('visibility', 'PRIVATE'),
      case when not_null then 'coalesce(b.created_at, now())' else 'b.created_at' end);

    -- An older program changed its row: the item follows, unless somebody changed the item itself meanwhile.
    execute format($template$
      create or replace function unified_media.legacy_refresh_%1$s(p_id uuid) returns boolean
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
      declare
        known unified_media.legacy_map;
        b unified_media.%2$s;
        owner uuid;
        item record;
        adopted bigint;
      begin
        known := unified_media.legacy_take('%1$s', p_id::text);
        if known.legacy_id is null then
          if (select c.rows_written > 0 from unified_media.legacy_copy_%1$s(array[p_id]) c) then
            return true;
          end if;

          -- A batch was copying the row at this moment, as it was before: what it copied follows now. Or the row has no owner.
          known := unified_media.legacy_take('%1$s', p_id::text);
          if known.legacy_id is null then
            return true;
          end if;
        end if;

        select m.id, m.owner_user_id, m.bucket, m.path, m.object_id, m.updated_at into item
        from public.media m where m.id = known.media_id for update;
        if not found or known.deleted_at is not null then
          return false;
        end if;

        if item.updated_at is distinct from known.written_at
          or exists (select from unified_media.backfill_media x where x.media_id = item.id) then
          insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
          values ('%1$s', p_id::text, 'changed_on_both_sides', item.id::text) on conflict do nothing;
          return false;
        end if;

        select * into b from unified_media.%2$s m where m.legacy_id = p_id;
        if (b.bucket, b.path) is distinct from (item.bucket, item.path) then
          delete from unified_media.objects o where o.media_id = item.id and o.adopted and o.state = 'ready';
          update unified_media.legacy_map l set location = unified_media.legacy_object_hash(b.bucket, b.path)
          where l.legacy_source = '%1$s' and l.legacy_id = p_id::text;
          adopted := unified_media.legacy_adopt_object(
            item.id, b.login_id, item.owner_user_id, b.bucket, b.path, b.mime_type, b.size_bytes, b.created_at);
        else
          adopted := item.object_id;
        end if;

        update public.media m set
          type = %3$s, bucket = b.bucket, path = b.path, url = b.url, object_id = adopted, width = b.width, height = b.height,
          duration = b.duration, duration_us = b.duration_us, palette = b.palette, blurhash = b.blurhash, exif_json = b.exif_json,
          source_type = b.source_type, enhancement_type = b.enhancement_type, original_media_id = b.original_media_id,
          metadata = b.metadata || jsonb_build_object('migrated_at', coalesce(m.metadata -> 'migrated_at', to_jsonb(now()))),
          mime_type = b.mime_type, size_bytes = b.size_bytes,
          updated_at = greatest(b.updated_at, m.updated_at + interval '1 microsecond')%4$s
        where m.id = item.id
        returning m.updated_at into known.written_at;
        update unified_media.legacy_map l set written_at = known.written_at where l.legacy_source = '%1$s' and l.legacy_id = p_id::text;
        return true;
      end $body$;
      revoke all on function unified_media.legacy_refresh_%1$s(uuid) from public, anon, authenticated, service_role;
      $template$,
      source, mapped, kind, regexp_replace(moderation, ', (\w+)', ', \1 = b.\1', 'g'));

    -- Rows that were written to when no trigger looked: their items follow. A row that says when it was changed, and says the time that was
    -- copied, is not looked at further; of the others those are touched whose mapping gives something else than the item holds.
    execute format($template$
      create or replace function unified_media.legacy_follow_%1$s(p_ids uuid[]) returns integer
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
      declare
        suspects uuid[] := array(
          select r.id
          from unified_media.%4$s r
          -- A row at a time: a join would read the whole map.
          cross join lateral (
            select l.media_id, l.written_at from unified_media.legacy_map l
            where l.legacy_source = '%1$s' and l.legacy_id = r.id::text and l.deleted_at is null and l.mapped_at <> now() limit 1) l
          where r.id = any (p_ids) and l.written_at is not null
            and (r.updated_at is null or greatest(r.updated_at, r.created_at) <> l.written_at)
            and not exists (select from unified_media.backfill_media x where x.media_id = l.media_id)
            and not exists (
              select from unified_media.backfill_problem p
              where p.legacy_source = '%1$s' and p.reason = 'failed' and p.legacy_id = r.id::text));
        changed uuid[];
      begin
        if suspects = '{}' then
          return 0;
        end if;

        changed := array(
          select b.legacy_id
          from unified_media.%2$s b
          join unified_media.legacy_map l on l.legacy_source = '%1$s' and l.legacy_id = b.legacy_id::text
          join public.media m on m.id = l.media_id
          where b.legacy_id = any (suspects) and case
            when m.updated_at is distinct from l.written_at then b.updated_at > l.written_at
            else coalesce(b.updated_at > l.written_at, false) or (
              %3$s, b.bucket, b.path, b.url, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash, b.exif_json,
              b.source_type, b.enhancement_type, b.original_media_id, b.metadata, b.mime_type, b.size_bytes)
              is distinct from (
              m.type, m.bucket, m.path, m.url, m.width, m.height, m.duration, m.duration_us, m.palette, m.blurhash, m.exif_json,
              m.source_type, m.enhancement_type, m.original_media_id, m.metadata - 'migrated_at', m.mime_type, m.size_bytes)
            end
          order by b.legacy_id);
        return (select count(*) filter (where unified_media.legacy_refresh_%1$s(c.id)) from unnest(changed) c (id));
      end $body$;
      revoke all on function unified_media.legacy_follow_%1$s(uuid[]) from public, anon, authenticated, service_role;
      $template$,
      source, mapped, kind, replace(mapped, '_mapped', ''));
  end loop;
end $$;

revoke all on function unified_media.legacy_label(text, text), unified_media.legacy_functions(), unified_media.legacy_take(text, text),
  unified_media.legacy_disown(uuid[]),
  unified_media.legacy_adopt_object(uuid, uuid, uuid, text, text, text, bigint, timestamptz)
  from public, anon, authenticated, service_role;
select unified_media.legacy_functions();
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 105, '0105_legacy_copy', 'repeatable', '08c3ae54f4aa0d14296adb9529483465887b8edf3fbf00722c93ac978aeae5b0',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0106_legacy_settle
begin;
-- Items that were there before: which of them are rows of the older tables already, and which of their objects are their owner's.

-- The older row that an item was made from: by the older migration (gallery_id, user_media_id), by a promotion (original_gallery_id), or by
-- the older program's double saving, which wrote the same address twice. Only rows of the same person count.
create or replace function unified_media.legacy_pair(
  p_owner uuid, p_path text, p_metadata jsonb, p_exif jsonb, out legacy_source text, out legacy_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  login uuid;
  said text;
begin
  if not coalesce(p_metadata ?| array['gallery_id', 'user_media_id'], false)
    and not coalesce(p_exif ?| array['original_gallery_id', 'promoted_from_playground'], false) then
    return;
  end if;

  login := unified_media.legacy_login(p_owner);
  foreach said in array array[p_metadata ->> 'gallery_id', p_exif ->> 'original_gallery_id'] loop
    if said ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
      select 'playground_gallery', g.id into legacy_source, legacy_id
      from unified_media.legacy_gallery g where g.id = said::uuid and g.user_id = login;
      if found then
        return;
      end if;
    end if;
  end loop;

  said := p_metadata ->> 'user_media_id';
  if said ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    select 'user_media', u.id into legacy_source, legacy_id
    from unified_media.legacy_user_media u where u.id = said::uuid and u.user_id = login;
    if found then
      return;
    end if;
  end if;

  if p_exif ->> 'promoted_from_playground' = 'true' and p_path <> '' then
    select 'playground_gallery', g.id into legacy_source, legacy_id
    from unified_media.legacy_gallery g where g.user_id = login and (g.image_url = p_path or g.video_url = p_path)
    order by g.created_at, g.id limit 1;
  end if;
end $$;

-- Looks at a range of items once. An item whose object proves to be its owner's gets it, under the object's plain bucket and key; one that
-- was made from an older row gets what only that row knew. Everything as it was before lies in backfill_media.
create or replace function unified_media.legacy_settle(
  p_from uuid, p_to uuid, out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer,
  out shared uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select m.id, m.owner_user_id, m.bucket, m.path, m.url, m.mime_type, m.size_bytes, m.metadata, m.created_at, m.updated_at,
      place.bucket as new_bucket, place.key as new_path, place.url as new_url, place.problem,
      unified_media.legacy_object_hash(place.bucket, place.key) as location, unified_media.legacy_login(m.owner_user_id) as login_id,
      coalesce(known.legacy_source, pair.legacy_source) as legacy_source, coalesce(known.legacy_id::uuid, pair.legacy_id) as legacy_id,
      coalesce(
        m.mime_type, substring(lower(m.metadata ->> 'mime_type') from '^[a-z]+/[a-z0-9.+-]{1,80}$'),
        unified_media.legacy_content_type(unified_media.legacy_extension(place.key))) as new_mime,
      coalesce(m.size_bytes, case when m.metadata ->> 'file_size' ~ '^[0-9]{1,15}$' then (m.metadata ->> 'file_size')::bigint end) as new_size
    from public.media m
    cross join lateral unified_media.legacy_location(m.path, m.bucket, (select s.hosts from unified_media.backfill_state s)) place
    cross join lateral unified_media.legacy_pair(m.owner_user_id, m.path, m.metadata, m.exif_json) pair
    left join lateral (
      select l.legacy_source, l.legacy_id from unified_media.legacy_map l
      where l.media_id = m.id order by l.legacy_source, l.legacy_id limit 1) known on true
    where m.id between p_from and p_to and m.object_id is null and m.legacy_source is null
      and not exists (select from unified_media.backfill_media x where x.media_id = m.id)
    for update of m),
  pairs as (
    insert into unified_media.legacy_map as l (legacy_source, legacy_id, media_id, owner_user_id, location, written_at)
    select distinct on (b.legacy_source, b.legacy_id)
      b.legacy_source, b.legacy_id::text, b.id, b.owner_user_id, b.location,
      coalesce(b.updated_at, b.created_at, now()) + interval '1 microsecond'
    from b where b.legacy_source is not null
    order by b.legacy_source, b.legacy_id, b.created_at, b.id
    on conflict (legacy_source, legacy_id) do update set location = excluded.location, written_at = excluded.written_at
      where l.media_id = excluded.media_id and l.deleted_at is null
    returning l.legacy_source, l.legacy_id::uuid as legacy_id, l.media_id),
  shared_places as materialized (
    select b.location from b where b.new_bucket <> 'external' group by b.location having count(*) > 1
    union all
    select b.location from b
    where b.new_bucket <> 'external' and (
      exists (select from unified_media.legacy_map l where l.location = b.location and l.media_id is distinct from b.id)
      or exists (select from unified_media.backfill_media x where x.location = b.location))),
  ledger as (
    insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select b.id, 1, b.owner_user_id, b.new_bucket, b.new_path, 'ready', true, b.new_mime, b.new_size, coalesce(b.created_at, now())
    from b
    where unified_media.adoptable(b.new_bucket, b.new_path, b.login_id, b.owner_user_id)
      and not exists (select from shared_places s where s.location = b.location)
    on conflict do nothing
    returning object_id, media_id),
  mapped as materialized (
    -- By an array of ids: the mapping is not to be worked out for all rows.
    select p.media_id, g.metadata from pairs p join unified_media.legacy_gallery_mapped g on g.legacy_id = p.legacy_id
    where p.legacy_source = 'playground_gallery'
      and g.legacy_id = any (array(select q.legacy_id from pairs q where q.legacy_source = 'playground_gallery'))
    union all
    select p.media_id, u.metadata from pairs p join unified_media.legacy_user_media_mapped u on u.legacy_id = p.legacy_id
    where p.legacy_source = 'user_media'
      and u.legacy_id = any (array(select q.legacy_id from pairs q where q.legacy_source = 'user_media'))),
  changes as materialized (
    select b.id, l.object_id, p.legacy_source, p.legacy_id::text as legacy_id,
      case when l.object_id is null then b.bucket else b.new_bucket end as bucket,
      case when l.object_id is null then b.path else b.new_path end as path,
      coalesce(b.url, b.new_url) as url, b.new_mime as mime_type, b.new_size as size_bytes,
      case when m.metadata is null then b.metadata else m.metadata || coalesce(b.metadata, '{}') end as metadata,
      coalesce(b.updated_at, b.created_at, now()) + interval '1 microsecond' as updated_at
    from b
    left join ledger l on l.media_id = b.id
    left join pairs p on p.media_id = b.id
    left join mapped m on m.media_id = b.id
    where (l.object_id, p.legacy_source, b.new_mime, b.new_size) is distinct from (null, null, b.mime_type, b.size_bytes)
      or b.url is null and b.new_url is not null),
  kept as (
    insert into unified_media.backfill_media (media_id, location, before, written_at)
    select b.id, b.location,
      case when c.id is not null then jsonb_build_object(
        'bucket', b.bucket, 'path', b.path, 'url', b.url, 'mime_type', b.mime_type, 'size_bytes', b.size_bytes, 'metadata', b.metadata,
        'updated_at', b.updated_at) end,
      coalesce(c.updated_at, b.updated_at)
    from b left join changes c on c.id = b.id),
  items as (
    update public.media m set
      object_id = c.object_id, bucket = c.bucket, path = c.path, url = c.url, mime_type = c.mime_type, size_bytes = c.size_bytes,
      metadata = c.metadata, legacy_source = c.legacy_source, legacy_id = c.legacy_id, updated_at = c.updated_at
    from changes c where m.id = c.id
    returning 1),
  listed as (
    insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.id::text, r.reason, left(r.detail, 500)
    from b cross join lateral (
      select b.problem, b.path where b.problem is not null
      union all
      select 'twin', b.legacy_source || ' ' || b.legacy_id
      where b.legacy_source is not null and not exists (select from pairs p where p.media_id = b.id)) r (reason, detail)
    on conflict do nothing)
  select (select count(*) from b), (select count(*) from items), (select count(*) from ledger), 0,
    (select array_agg(distinct s.location) from shared_places s)
  into rows_read, rows_written, rows_adopted, rows_skipped, shared;

  if shared is not null then
    perform unified_media.legacy_disown(shared);
  end if;
end $$;

revoke all on function unified_media.legacy_pair(uuid, text, jsonb, jsonb), unified_media.legacy_settle(uuid, uuid)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 106, '0106_legacy_settle', 'repeatable', '6a6d192447f5ae5ab19002499410209417b73889e54e200ec6afd261129de25d',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0107_legacy_sync
begin;
-- Older programs go on writing while the migration runs: with these triggers their rows become items at once. A trigger never fails the
-- write that it follows; what it could not do is listed.

-- The older row is gone: so is its item, unless somebody changed that since. Its object is left alone: deleting a row never erased it in the
-- older program. False where the item was kept.
create or replace function unified_media.legacy_remove(p_source text, p_id text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known unified_media.legacy_map;
  is_kept boolean;
begin
  known := unified_media.legacy_take(p_source, p_id);
  if known.legacy_id is null then
    return true;
  end if;

  select m.updated_at is distinct from known.written_at
    or exists (select from unified_media.backfill_media x where x.media_id = m.id) into is_kept
  from public.media m where m.id = known.media_id for update;
  if is_kept then
    insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
    values (p_source, p_id, 'row_gone_item_kept', known.media_id::text) on conflict do nothing;
    return false;
  end if;

  delete from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id;
  delete from unified_media.backfill_problem p where p.legacy_source = p_source and p.legacy_id = p_id;
  delete from unified_media.objects o where o.media_id = known.media_id and o.adopted and o.state = 'ready';
  delete from public.media m where m.id = known.media_id and m.legacy_source = p_source;
  insert into unified_media.backfill_gone (media_id) select known.media_id where known.media_id is not null on conflict do nothing;
  return true;
end $$;

create or replace function unified_media.legacy_sync() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  case tg_op || ' ' || tg_argv[0]
    when 'INSERT playground_gallery' then perform unified_media.legacy_copy_playground_gallery(array[new.id]);
    when 'INSERT user_media' then perform unified_media.legacy_copy_user_media(array[new.id]);
    when 'UPDATE playground_gallery' then perform unified_media.legacy_refresh_playground_gallery(new.id);
    when 'UPDATE user_media' then perform unified_media.legacy_refresh_user_media(new.id);
    else perform unified_media.legacy_remove(tg_argv[0], old.id::text);
  end case;
  return null;
exception
  when others then
    insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
    values (tg_argv[0], case tg_op when 'DELETE' then old.id else new.id end::text, 'sync_failed', sqlstate || ' ' || left(sqlerrm, 400))
    on conflict do nothing;
    return null;
end $$;

create or replace function unified_media.legacy_attach() returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
  attached integer := 0;
begin
  foreach source in array array['playground_gallery', 'user_media'] loop
    if to_regclass(format('public.%I', source)) is not null then
      execute format(
        'create or replace trigger unified_media_legacy_sync after insert or update or delete on public.%I
         for each row execute function unified_media.legacy_sync(%L)', source, source);
      attached := attached + 1;
    end if;
  end loop;
  return attached;
end $$;

create or replace function unified_media.legacy_detach() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
begin
  foreach source in array array['playground_gallery', 'user_media'] loop
    if to_regclass(format('public.%I', source)) is not null then
      execute format('drop trigger if exists unified_media_legacy_sync on public.%I', source);
    end if;
  end loop;
end $$;

revoke all on function unified_media.legacy_remove(text, text), unified_media.legacy_sync(), unified_media.legacy_attach(), unified_media.legacy_detach()
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 107, '0107_legacy_sync', 'repeatable', 'bf991e08c6eaa597fd75c6a8ba011b3b883e2d1a886b7ee39e37c6d8af1a7789',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0108_legacy_batches
begin;
-- A batch is one call and one transaction: it takes the job, works through the next rows by key, and moves the job's position with them. What
-- a crash leaves is the last committed batch.

-- The next ids of a job.
create or replace function unified_media.legacy_next(p_job text, p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return case p_job
    when 'media' then array(select m.id from public.media m where m.id > p_after order by m.id limit p_limit)
    when 'newest' then unified_media.legacy_next_people(p_after, p_limit)
    when 'playground_gallery' then array(select g.id from unified_media.legacy_gallery g where g.id > p_after order by g.id limit p_limit)
    when 'user_media' then array(select u.id from unified_media.legacy_user_media u where u.id > p_after order by u.id limit p_limit)
    when 'orphans:playground_gallery' then array(
      select l.legacy_id::uuid from unified_media.legacy_map l
      where l.legacy_source = 'playground_gallery' and l.legacy_id > p_after::text order by l.legacy_id limit p_limit)
    when 'orphans:user_media' then array(
      select l.legacy_id::uuid from unified_media.legacy_map l
      where l.legacy_source = 'user_media' and l.legacy_id > p_after::text order by l.legacy_id limit p_limit)
    when 'shared' then array(
      select l.media_id from unified_media.legacy_map l where l.media_id > p_after order by l.media_id limit p_limit)
    when 'moodboards' then unified_media.legacy_next_reference('moodboards', p_after, p_limit)
    when 'showcases' then unified_media.legacy_next_reference('showcases', p_after, p_limit)
  end;
end $$;

create or replace function unified_media.legacy_next_reference(p_table text, p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[] := '{}';
begin
  if to_regclass(format('public.%I', p_table)) is not null then
    execute format('select array(select t.id from public.%I t where t.id > $1 order by t.id limit $2)', p_table)
    into ids using p_after, p_limit;
  end if;
  return ids;
end $$;

-- Works through ids that follow each other. Where a row fails, the range is halved until the row stands alone; it is listed and left out, the
-- rest goes on. Failures that are not the row's own end the batch.
create or replace function unified_media.legacy_range(
  p_job text, p_ids uuid[], out rows_written integer, out rows_adopted integer, out rows_skipped integer, out rows_failed integer)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  first uuid := p_ids[1];
  last uuid := p_ids[cardinality(p_ids)];
  half integer := cardinality(p_ids) / 2;
  left_part record;
  right_part record;
begin
  rows_failed := 0;
  rows_adopted := 0;
  rows_skipped := 0;
  case p_job
    when 'media' then
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from unified_media.legacy_settle(first, last) r;
    when 'newest' then
      -- One row more than a page: the one that says that there are others.
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from unified_media.legacy_copy_newest(p_ids, 51) r;
    when 'playground_gallery' then
      select r.rows_written, r.rows_adopted, r.rows_skipped into rows_written, rows_adopted, rows_skipped
      from unified_media.legacy_copy_playground_gallery(p_ids) r;
      rows_written := rows_written + unified_media.legacy_follow_playground_gallery(p_ids);
    when 'user_media' then
      select r.rows_written, r.rows_adopted, r.rows_skipped into rows_written, rows_adopted, rows_skipped
      from unified_media.legacy_copy_user_media(p_ids) r;
      rows_written := rows_written + unified_media.legacy_follow_user_media(p_ids);
    when 'orphans:playground_gallery' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select unified_media.legacy_remove('playground_gallery', l.legacy_id) as removed from unified_media.legacy_map l
        where l.legacy_source = 'playground_gallery' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from unified_media.legacy_gallery g where g.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'orphans:user_media' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select unified_media.legacy_remove('user_media', l.legacy_id) as removed from unified_media.legacy_map l
        where l.legacy_source = 'user_media' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from unified_media.legacy_user_media u where u.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'shared' then
      -- Two writers at once may each have believed that an object was theirs alone.
      select coalesce(unified_media.legacy_disown(array_agg(l.location)), 0) into rows_written
      from unified_media.legacy_map l
      join unified_media.objects o on o.media_id = l.media_id and o.adopted and o.state = 'ready'
      where l.media_id between first and last and (
        exists (select from unified_media.legacy_map x where x.location = l.location and x.media_id <> l.media_id)
        or exists (select from unified_media.backfill_media x where x.location = l.location and x.media_id <> l.media_id));
    when 'moodboards' then rows_written := unified_media.legacy_rewrite_moodboards(p_ids);
    when 'showcases' then rows_written := unified_media.legacy_rewrite_showcases(p_ids);
  end case;
exception
  when others then
    -- Resources, locks, connections, cancellation, and mistakes of our own statements are nobody's row's fault.
    if left(sqlstate, 2) in ('08', '25', '40', '42', '53', '55', '57', '58', 'F0', 'XX') then
      raise;
    end if;

    if half = 0 and p_job = 'newest' then
      -- Which row it was is found out when its table is copied.
      rows_written := 0;
      return;
    elsif half = 0 then
      insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
      values (p_job, first::text, 'failed', sqlstate || ' ' || left(sqlerrm, 400))
      on conflict (legacy_source, reason, legacy_id) do update set detail = excluded.detail, seen_at = excluded.seen_at;
      rows_written := 0;
      rows_failed := 1;
      return;
    end if;

    select * into left_part from unified_media.legacy_range(p_job, p_ids[1:half]);
    select * into right_part from unified_media.legacy_range(p_job, p_ids[half + 1:]);
    rows_written := left_part.rows_written + right_part.rows_written;
    rows_adopted := left_part.rows_adopted + right_part.rows_adopted;
    rows_skipped := left_part.rows_skipped + right_part.rows_skipped;
    rows_failed := left_part.rows_failed + right_part.rows_failed;
end $$;

-- status: worked, done, paused, busy (another worker has the job), ended (the migration was switched, finished or rolled back).
create or replace function unified_media.legacy_batch(
  p_job text, p_worker uuid, p_limit integer, p_lease interval, out status text, out rows_read integer, out rows_written integer,
  out rows_adopted integer, out rows_skipped integer, out rows_failed integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  job unified_media.backfill;
  control unified_media.backfill_state;
  ids uuid[];
  part record;
begin
  rows_read := 0;
  rows_written := 0;
  rows_adopted := 0;
  rows_skipped := 0;
  rows_failed := 0;
  select * into control from unified_media.backfill_state s for share;
  select * into strict job from unified_media.backfill b where b.job = p_job for update;
  if control.phase not in ('prepared', 'running', 'migrated', 'switched') then
    status := 'ended';
    return;
  elsif job.worker is distinct from p_worker and job.worker_until > clock_timestamp() then
    status := 'busy';
    return;
  elsif control.pause_requested then
    update unified_media.backfill b set worker = null, worker_until = null where b.job = p_job;
    status := 'paused';
    return;
  elsif job.state = 'done' then
    status := 'done';
    return;
  end if;

  ids := unified_media.legacy_next(p_job, job.last_id, p_limit);
  rows_read := cardinality(ids);
  if rows_read > 0 then
    select * into part from unified_media.legacy_range(p_job, ids);
    rows_written := part.rows_written;
    rows_adopted := part.rows_adopted;
    rows_skipped := part.rows_skipped;
    rows_failed := part.rows_failed;
  end if;

  status := case when rows_read < p_limit then 'done' else 'worked' end;
  update unified_media.backfill b set
    state = case status when 'done' then 'done' else 'running' end, last_id = coalesce(ids[cardinality(ids)], b.last_id),
    rows_read = b.rows_read + legacy_batch.rows_read, rows_written = b.rows_written + legacy_batch.rows_written,
    rows_adopted = b.rows_adopted + legacy_batch.rows_adopted, rows_skipped = b.rows_skipped + legacy_batch.rows_skipped,
    rows_failed = b.rows_failed + legacy_batch.rows_failed,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job = p_job;
end $$;

-- Begins a run, or resumes one that was cut short: begun, resumed, or busy, where another worker is at work.
create or replace function unified_media.legacy_begin(p_worker uuid, p_lease interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  status text := 'resumed';
begin
  -- One at a time: the state's row is the gate.
  perform from unified_media.backfill_state s for update;
  if exists (select from unified_media.backfill b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return 'busy';
  end if;

  -- A run that came to its end is not resumed, even where it stopped because rows were missing.
  if not exists (select from unified_media.backfill b where b.job <> 'run' and b.state <> 'done')
    or exists (select from unified_media.backfill b where b.job = 'run' and b.state = 'done') then
    status := 'begun';
    delete from unified_media.backfill_problem p where p.reason in ('failed', 'sync_failed');
    update unified_media.backfill b set
      state = 'pending', last_id = '00000000-0000-0000-0000-000000000000', rows_read = 0, rows_written = 0, rows_adopted = 0,
      rows_skipped = 0, rows_failed = 0, worker = null, worker_until = null, changed_at = now();
  end if;

  -- A run that was begun by an earlier version may know fewer jobs.
  insert into unified_media.backfill (job)
  select job from unnest(array[
    'run', 'media', 'newest', 'playground_gallery', 'user_media', 'orphans:playground_gallery', 'orphans:user_media', 'shared', 'moodboards',
    'showcases']) as job
  on conflict do nothing;
  update unified_media.backfill b set worker = p_worker, worker_until = clock_timestamp() + p_lease where b.job = 'run';
  return status;
end $$;

-- Takes a job where it stands; with p_again from its beginning, where it is done already. False: another worker is at work.
create or replace function unified_media.legacy_start(p_job text, p_worker uuid, p_lease interval, p_again boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from unified_media.backfill_state s for update;
  if exists (select from unified_media.backfill b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return false;
  end if;

  update unified_media.backfill b set
    state = case when b.state = 'done' and not p_again then 'done' else 'running' end,
    last_id = case when b.state = 'done' and p_again then '00000000-0000-0000-0000-000000000000' else b.last_id end,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job in (p_job, 'run');
  return true;
end $$;

-- A first run begins with empty tables, for which plans are made that do not do for full ones: statistics follow the growth. In a transaction
-- of its own: what a batch holds, others may wait for.
create or replace function unified_media.legacy_analyze() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze unified_media.legacy_map;
  analyze unified_media.objects;
  analyze unified_media.backfill_media;
end $$;

-- The run has come to its end, whatever it found.
create or replace function unified_media.legacy_end(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.backfill b set state = 'done', changed_at = now() where b.job = 'run' and b.worker = p_worker
$$;

-- A worker that is busy with something else than batches says that it is alive.
create or replace function unified_media.legacy_hold(p_worker uuid, p_lease interval) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.backfill b set worker_until = clock_timestamp() + p_lease where b.worker = p_worker
$$;

create or replace function unified_media.legacy_release(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.backfill b set worker = null, worker_until = null where b.worker = p_worker
$$;

-- Why the migration should hold its breath: others wait for locks, or a replica falls behind. Null where nothing is in the way.
create or replace function unified_media.legacy_pressure(p_waiting integer, p_lag interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from pg_catalog.pg_stat_activity a where a.wait_event_type = 'Lock' and a.datname = current_database()) > p_waiting then
    return 'locks';
  elsif exists (select from pg_catalog.pg_stat_replication r where r.replay_lag > p_lag) then
    return 'replica';
  end if;
  return null;
end $$;

revoke all on function unified_media.legacy_next(text, uuid, integer), unified_media.legacy_next_reference(text, uuid, integer),
  unified_media.legacy_range(text, uuid[]), unified_media.legacy_batch(text, uuid, integer, interval),
  unified_media.legacy_begin(uuid, interval), unified_media.legacy_start(text, uuid, interval, boolean), unified_media.legacy_hold(uuid, interval),
  unified_media.legacy_analyze(), unified_media.legacy_end(uuid), unified_media.legacy_release(uuid), unified_media.legacy_pressure(integer, interval)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_batch(text, uuid, integer, interval), unified_media.legacy_begin(uuid, interval),
  unified_media.legacy_start(text, uuid, interval, boolean), unified_media.legacy_hold(uuid, interval),
  unified_media.legacy_analyze(), unified_media.legacy_end(uuid), unified_media.legacy_release(uuid),
  unified_media.legacy_pressure(integer, interval) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 108, '0108_legacy_batches', 'repeatable', 'bb449afabfa2930d3b579d880da41ecd977a1356e788c5348fac025c296a2512',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0109_legacy_references
begin;
-- What else names older rows: the items of moodboards, featured images, showcases. Only the board owner's items are ever named. The unknown
-- stays as it is; old values are kept; an edit that happens meanwhile wins, and the board is looked at again.

-- The owner's item that an address shows; null where there is none.
create or replace function unified_media.legacy_item_at(p_owner uuid, p_address text, p_hosts text[]) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  place uuid;
  item uuid;
begin
  if coalesce(p_address, '') = '' then
    return null;
  end if;

  select unified_media.legacy_object_hash(l.bucket, l.key) into place from unified_media.legacy_location(p_address, null, p_hosts) l;
  select m.id into item
  from (
    select l.media_id from unified_media.legacy_map l where l.location = place and l.owner_user_id = p_owner and l.deleted_at is null
    union all
    select b.media_id from unified_media.backfill_media b where b.location = place) found
  join public.media m on m.id = found.media_id and m.owner_user_id = p_owner
  order by m.created_at, m.id limit 1;
  return item;
end $$;

-- The owner's item that an id names: an item's own id, or an older row's.
create or replace function unified_media.legacy_item_of(p_owner uuid, p_said text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
begin
  if p_said !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return null;
  end if;

  select m.id into item from public.media m where m.id = p_said::uuid and m.owner_user_id = p_owner;
  if not found then
    select m.id into item from unified_media.legacy_map l
    join public.media m on m.id = l.media_id and m.owner_user_id = p_owner
    where l.legacy_id = lower(p_said) and l.legacy_source in ('playground_gallery', 'user_media') and l.deleted_at is null
    order by l.legacy_source limit 1;
  end if;
  return item;
end $$;

-- One element of a board. An enhanced one shows the enhanced image, whatever else it remembers; any other one shows what it says.
create or replace function unified_media.legacy_rewrite_item(p_item jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  name text;
  said uuid;
begin
  if jsonb_typeof(p_item) <> 'object' then
    return p_item;
  end if;

  foreach name in array array['media_id', 'unified_media_id', 'mediaId'] loop
    said := coalesce(said, unified_media.legacy_item_of(p_owner, p_item ->> name));
  end loop;

  if p_item ->> 'enhanced_url' <> '' and coalesce(p_item ->> 'enhancement_status', 'completed') = 'completed' then
    item := coalesce(unified_media.legacy_item_at(p_owner, p_item ->> 'enhanced_url', p_hosts), said);
  else
    item := coalesce(
      said,
      unified_media.legacy_item_at(p_owner, p_item ->> 'url', p_hosts),
      case when p_item ->> 'id' like 'upload\_%' then unified_media.legacy_item_of(p_owner, substr(p_item ->> 'id', 8)) end,
      unified_media.legacy_item_at(p_owner, p_item ->> 'thumbnail_url', p_hosts));
  end if;

  return case when item is null then p_item
    else p_item || jsonb_build_object('media_id', item, 'unified_media_id', item, 'mediaId', item) end;
end $$;

create or replace function unified_media.legacy_rewrite_items(p_items jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(p_items) = 'array' and p_items <> '[]' then (
    select jsonb_agg(unified_media.legacy_rewrite_item(e.item, p_owner, p_hosts) order by e.place)
    from jsonb_array_elements(p_items) with ordinality e (item, place)) else p_items end
$$;

-- Keeps an old value: the first one, unless somebody has changed the row between two rewrites; then the one that they left.
create or replace function unified_media.legacy_remember(
  p_relation text, p_field text, p_row uuid, p_old jsonb, p_new jsonb, p_updated_at timestamptz) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into unified_media.backfill_reference as r (relation, field, row_id, old_value, new_value, old_updated_at)
  values (p_relation, p_field, p_row, p_old, p_new, p_updated_at)
  on conflict (relation, field, row_id) do update set
    old_value = case when r.new_value::text is not distinct from excluded.old_value::text then r.old_value else excluded.old_value end,
    new_value = excluded.new_value, old_updated_at = excluded.old_updated_at, written_at = now()
$$;

create or replace function unified_media.legacy_rewrite_moodboards(p_ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  hosts text[] := (select s.hosts from unified_media.backfill_state s);
  featured text := 'null::uuid';
  board record;
  items jsonb;
  item uuid;
  written integer := 0;
  done integer;
begin
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  if exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass('public.moodboards') and a.attname = 'featured_image_id' and not a.attisdropped) then
    featured := 't.featured_image_id';
  end if;

  for board in execute format(
    'select t.id, t.owner_user_id, t.items, t.updated_at, %s as featured from public.moodboards t where t.id = any ($1)', featured)
    using p_ids
  loop
    items := unified_media.legacy_rewrite_items(board.items, board.owner_user_id, hosts);
    if items::text is distinct from board.items::text then
      execute 'update public.moodboards t set items = $1 where t.id = $2 and t.items::text = $3'
      using items, board.id, board.items::text;
      get diagnostics done = row_count;
      if done = 1 then
        perform unified_media.legacy_remember('moodboards', 'items', board.id, board.items, items, board.updated_at);
        written := written + 1;
      end if;
    end if;

    -- It names one of the board's own elements, as a rule; only where it names an older row whose item has another id is it rewritten.
    if board.featured is not null and not exists (
      select from jsonb_array_elements(case when jsonb_typeof(board.items) = 'array' then board.items else '[]' end) e
      where jsonb_typeof(e) = 'object' and e ->> 'id' = board.featured::text) then
      item := unified_media.legacy_item_of(board.owner_user_id, board.featured::text);
      if item <> board.featured then
        execute 'update public.moodboards t set featured_image_id = $1 where t.id = $2 and t.featured_image_id = $3'
        using item, board.id, board.featured;
        get diagnostics done = row_count;
        if done = 1 then
          perform unified_media.legacy_remember(
            'moodboards', 'featured_image_id', board.id, to_jsonb(board.featured), to_jsonb(item), board.updated_at);
          written := written + 1;
        end if;
      end if;
    end if;
  end loop;
  return written;
end $$;

create or replace function unified_media.legacy_rewrite_showcases(p_ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  showcase record;
  ids uuid[];
  written integer := 0;
  done integer;
begin
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  for showcase in execute
    'select t.id, t.creator_user_id, t.talent_user_id, t.media_ids, t.updated_at from public.showcases t where t.id = any ($1)'
    using p_ids
  loop
    select array_agg(coalesce(
      unified_media.legacy_item_of(showcase.creator_user_id, e.item::text), unified_media.legacy_item_of(showcase.talent_user_id, e.item::text),
      e.item) order by e.place) into ids
    from unnest(showcase.media_ids) with ordinality e (item, place);
    if ids is distinct from showcase.media_ids and showcase.media_ids <> '{}' then
      execute 'update public.showcases t set media_ids = $1 where t.id = $2 and t.media_ids = $3'
      using ids, showcase.id, showcase.media_ids;
      get diagnostics done = row_count;
      if done = 1 then
        perform unified_media.legacy_remember(
          'showcases', 'media_ids', showcase.id, to_jsonb(showcase.media_ids), to_jsonb(ids), showcase.updated_at);
        written := written + 1;
      end if;
    end if;
  end loop;
  return written;
end $$;

-- A rewrite is no edit: the host's own trigger would say otherwise. This one comes after it, by its name, and only for our transactions.
create or replace function unified_media.legacy_keep_updated_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := old.updated_at;
  return new;
end $$;

create or replace function unified_media.legacy_guard_references(p_on boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  name text;
begin
  foreach name in array array['moodboards', 'showcases'] loop
    if exists (
      select from pg_catalog.pg_attribute a
      where a.attrelid = to_regclass(format('public.%I', name)) and a.attname = 'updated_at' and not a.attisdropped) then
      if p_on then
        execute format(
          'create or replace trigger "~unified_media_keep_updated_at" before update on public.%I
           for each row when (current_setting(''unified_media.keeps_updated_at'', true) = ''on'')
           execute function unified_media.legacy_keep_updated_at()', name);
      else
        execute format('drop trigger if exists "~unified_media_keep_updated_at" on public.%I', name);
      end if;
    end if;
  end loop;
end $$;

revoke all on function unified_media.legacy_item_at(uuid, text, text[]), unified_media.legacy_item_of(uuid, text),
  unified_media.legacy_rewrite_item(jsonb, uuid, text[]), unified_media.legacy_rewrite_items(jsonb, uuid, text[]),
  unified_media.legacy_remember(text, text, uuid, jsonb, jsonb, timestamptz), unified_media.legacy_rewrite_moodboards(uuid[]),
  unified_media.legacy_rewrite_showcases(uuid[]), unified_media.legacy_keep_updated_at(), unified_media.legacy_guard_references(boolean)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 109, '0109_legacy_references', 'repeatable', '1a905b8ff63cc1f581bb907d50300c7db93923ec1411bc135662c1963bd75ca4',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0110_legacy_transition
begin;
-- Until the migration is switched, items and older rows are read as one list. An older row that somebody opens, changes or deletes becomes an
-- item first, in the same transaction.

-- The id that an older row has as an item: its own, or the derived one where its own is taken.
create or replace function unified_media.legacy_media_id(p_source text, p_id uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when exists (select from public.media m where m.id = p_id) or exists (select from unified_media.objects o where o.media_id = p_id)
      or p_source = 'user_media' and exists (select from unified_media.legacy_gallery g where g.id = p_id)
      then unified_media.legacy_derived_id(p_source, p_id)
    else p_id
  end;
end $$;

-- Whether an older row has become an item, be it deleted since. A function, because row-level security lets the planner compare no computed
-- value with the map before it has looked at whose each of its rows is: it would read the whole map, and map rows that are items already.
create or replace function unified_media.legacy_is_mapped(p_source text, p_id uuid) returns boolean
language plpgsql stable security definer cost 10 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id::text);
end $$;

-- The rows that are no items yet, in the columns of items. Read with the reader's own rights; ask for one login, whose index serves it.
create or replace view unified_media.legacy_gallery_items with (security_invoker = true) as
select unified_media.legacy_media_id(g.legacy_source, g.legacy_id) as id, g.legacy_source, g.legacy_id, g.login_id, g.type, g.bucket,
  g.path, g.width, g.height, g.duration, g.duration_us, g.palette, g.blurhash, g.exif_json, 'PRIVATE'::text as visibility,
  g.created_at, coalesce(g.updated_at, g.created_at) as updated_at, g.source_type, g.enhancement_type, g.original_media_id,
  g.metadata, null::bigint as object_id, g.url, g.mime_type, g.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from unified_media.legacy_gallery_mapped g
where not unified_media.legacy_is_mapped('playground_gallery', g.legacy_id);

create or replace view unified_media.legacy_user_media_items with (security_invoker = true) as
select unified_media.legacy_media_id(u.legacy_source, u.legacy_id) as id, u.legacy_source, u.legacy_id, u.login_id, u.type, u.bucket,
  u.path, u.width, u.height, u.duration, u.duration_us, u.palette, u.blurhash, u.exif_json, 'PRIVATE'::text as visibility,
  u.created_at, coalesce(u.updated_at, u.created_at) as updated_at, u.source_type, u.enhancement_type, u.original_media_id,
  u.metadata, null::bigint as object_id, u.url, u.mime_type, u.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from unified_media.legacy_user_media_mapped u
where not unified_media.legacy_is_mapped('user_media', u.legacy_id);

create or replace view unified_media.legacy_items with (security_invoker = true) as
select * from unified_media.legacy_gallery_items union all select * from unified_media.legacy_user_media_items;

-- The newest of a login's rows that are no items yet, under the ids that they will have: of a page nothing but its own rows is mapped. Not
-- further back than p_bound, and after the position (p_key, p_id). The rules are those of legacy_is_mapped and legacy_media_id, which would
-- cost more, called for row after row, than the page.
do $$
declare
  branch constant text := $b$
    (select '%1$s'::text, r.row_id, r.item_id, r.row_key
    from (
      select t.id as row_id, coalesce(t.created_at, '-infinity') as row_key,
        case
          when %3$s (select true from public.media m where m.id = t.id) or (
            select true from unified_media.objects o where o.media_id = t.id limit 1)
            then unified_media.legacy_derived_id('%1$s', t.id)
          else t.id
        end as item_id
      from unified_media.%2$s t
      where t.user_id = p_login
        and coalesce(t.created_at, '-infinity') between coalesce(p_bound, '-infinity') and coalesce(p_key, 'infinity')
        and (select true from unified_media.legacy_map l where l.legacy_source = '%1$s' and l.legacy_id = t.id::text) is null) r
    where p_id is null or (r.row_key, r.item_id) < (p_key, p_id)
    order by r.row_key desc, r.item_id desc limit p_limit)$b$;
  -- The caller's own, and for the service anybody's.
  variant text[];
begin
  foreach variant slice 1 in array array[['legacy_page', '', 'p_login uuid := unified_media.uid();'], ['legacy_page_of', 'p_login uuid, ', '']] loop
    execute format($f$
      create or replace function unified_media.%s(%sp_key timestamptz, p_id uuid, p_bound timestamptz, p_limit integer)
      returns table (legacy_source text, legacy_id uuid, id uuid, page_key timestamptz)
      language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $body$
      declare
        %s
      begin
        return query
          %s
          union all
          %s
          order by 4 desc, 3 desc limit p_limit;
      end $body$
      $f$,
      variant[1], variant[2], variant[3], format(branch, 'playground_gallery', 'legacy_gallery', ''),
      format(branch, 'user_media', 'legacy_user_media', '(select true from unified_media.legacy_gallery g where g.id = t.id) or'));
  end loop;
end $$;

-- The rows of a page, mapped, with the reader's own rights. Functions, because most pages of a running migration have no such rows: a view
-- within the list's statement is made ready, with all that it computes, even where it then has nothing to do.
create or replace function unified_media.legacy_gallery_of(p_ids uuid[]) returns setof unified_media.legacy_gallery_mapped
language plpgsql stable rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  if p_ids is not null then
    return query select g.* from unified_media.legacy_gallery_mapped g where g.legacy_id = any (p_ids);
  end if;
end $$;

create or replace function unified_media.legacy_user_media_of(p_ids uuid[]) returns setof unified_media.legacy_user_media_mapped
language plpgsql stable rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  if p_ids is not null then
    return query select u.* from unified_media.legacy_user_media_mapped u where u.legacy_id = any (p_ids);
  end if;
end $$;

-- Makes an item of the older row that an id names, if it is the login's.
create or replace function unified_media.legacy_adopt_row(p_login uuid, p_id uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hit record;
begin
  select h.* into hit from (
    select 'playground_gallery' as source, g.id from unified_media.legacy_gallery g where g.id = p_id and g.user_id = p_login
    union all
    select 'user_media', u.id from unified_media.legacy_user_media u where u.id = p_id and u.user_id = p_login) h
  where unified_media.legacy_media_id(h.source, h.id) = p_id limit 1;
  -- Ids that we derived say so by their version; only then is it worth looking through all of the login's rows.
  if not found and substr(p_id::text, 15, 1) = '8' then
    select h.* into hit from (
      select 'playground_gallery' as source, g.id from unified_media.legacy_gallery g where g.user_id = p_login
      union all
      select 'user_media', u.id from unified_media.legacy_user_media u where u.user_id = p_login) h
    where unified_media.legacy_derived_id(h.source, h.id) = p_id limit 1;
  end if;

  return case hit.source
    when 'playground_gallery' then (select r.rows_written from unified_media.legacy_copy_playground_gallery(array[hit.id]) r)
    when 'user_media' then (select r.rows_written from unified_media.legacy_copy_user_media(array[hit.id]) r)
    else 0 end;
end $$;

-- Makes items of those of the owner's older rows that these ids name. Called before the role is taken on, like reserve. Gives how many.
create or replace function unified_media.adopt_legacy(p_owner uuid, p_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_owner is null or not p_owner = any (unified_media.my_owners()) then
    return 0;
  end if;

  return coalesce((
    select sum(unified_media.legacy_adopt_row(unified_media.legacy_login(p_owner), i.id))
    from unnest(p_ids) i (id) where not exists (select from public.media m where m.id = i.id)), 0);
end $$;

-- The same for the service, whoever the owner is. A derived id is found only where the row's own id is asked for.
create or replace function unified_media.adopt_legacy_any(p_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((
    select sum(unified_media.legacy_adopt_row(r.user_id, i.id))
    from unnest(p_ids) i (id)
    join (
      select g.id, g.user_id from unified_media.legacy_gallery g where g.id = any (p_ids)
      union all
      select u.id, u.user_id from unified_media.legacy_user_media u where u.id = any (p_ids)) r on r.id = i.id
    where not exists (select from public.media m where m.id = i.id)), 0);
end $$;

-- Whether older rows are still to be read beside the items. Asked once, at the application's start.
create or replace function unified_media.reads_legacy() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase not in ('switched', 'finished') and (
    to_regclass('public.playground_gallery') is not null or to_regclass('public.user_media') is not null)
  from unified_media.backfill_state s
$$;

revoke all on unified_media.legacy_items, unified_media.legacy_gallery_items, unified_media.legacy_user_media_items
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant select on unified_media.legacy_items, unified_media.legacy_gallery_items, unified_media.legacy_user_media_items to authenticated, service_role;
revoke all on function unified_media.legacy_media_id(text, uuid), unified_media.legacy_is_mapped(text, uuid),
  unified_media.legacy_page_of(uuid, timestamptz, uuid, timestamptz, integer), unified_media.legacy_page(timestamptz, uuid, timestamptz, integer),
  unified_media.legacy_gallery_of(uuid[]), unified_media.legacy_user_media_of(uuid[]),
  unified_media.adopt_legacy(uuid, uuid[]), unified_media.adopt_legacy_any(uuid[]),
  unified_media.legacy_adopt_row(uuid, uuid), unified_media.reads_legacy() from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_media_id(text, uuid), unified_media.legacy_is_mapped(text, uuid) to authenticated, service_role;
grant execute on function unified_media.legacy_gallery_of(uuid[]), unified_media.legacy_user_media_of(uuid[]) to authenticated, service_role;
grant execute on function unified_media.legacy_page(timestamptz, uuid, timestamptz, integer) to authenticated;
grant execute on function unified_media.legacy_page_of(uuid, timestamptz, uuid, timestamptz, integer) to service_role;
grant execute on function unified_media.adopt_legacy(uuid, uuid[]) to unified_media_app;
grant execute on function unified_media.adopt_legacy_any(uuid[]) to unified_media_worker;
grant execute on function unified_media.reads_legacy() to unified_media_app, unified_media_worker, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 110, '0110_legacy_transition', 'repeatable', 'd1ae5dc2b231dfc3cf2215388d7211bffe63c1079b037ac30c71519c6b4cd05a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0111_legacy_facts
begin;
-- What an older row says of its object, read a second time and by other means than the mapping reads it: a mistake in one of the two shows
-- as a difference. Nothing here calls the mapping's functions. What is called for row after row has no search_path of its own: it has its
-- caller's.

-- Percent-decoding by pieces; null where the bytes are no text.
create or replace function unified_media.verify_decoded(p_text text) returns text
language plpgsql immutable as $$
declare
  pieces text[] := string_to_array(p_text, '%');
  bytes text;
begin
  if cardinality(pieces) < 2 then
    return p_text;
  end if;

  bytes := encode(convert_to(pieces[1], 'UTF8'), 'hex');
  for i in 2..cardinality(pieces) loop
    bytes := bytes || case
      when pieces[i] ~ '^[[:xdigit:]]{2}' then lower(left(pieces[i], 2)) || encode(convert_to(substr(pieces[i], 3), 'UTF8'), 'hex')
      else '25' || encode(convert_to(pieces[i], 'UTF8'), 'hex') end;
  end loop;
  return convert_from(decode(bytes, 'hex'), 'UTF8');
exception
  when others then
    return null;
end $$;

-- Bucket and key that an address must come to: read as a list of path segments.
create or replace function unified_media.verify_place(p_text text, p_bucket text, p_hosts text[]) returns text[]
language plpgsql immutable as $$
declare
  said text := coalesce(trim(both E' \t\r\n' from p_text), '');
  steps text[];
  bucket text;
  key text;
begin
  for round in 1..5 loop
    exit when lower(left(said, 7)) <> 'http://' and lower(left(said, 8)) <> 'https://';
    -- scheme, nothing, host, then the path
    steps := string_to_array(split_part(split_part(said, '?', 1), '#', 1), '/');
    while cardinality(steps) > 3 and not (steps[4] = 'storage' and steps[5] = 'v1') loop
      steps := steps[1:3] || steps[5:];
    end loop;
    steps := steps[6:];
    if steps[1:2] = array['render', 'image'] then
      steps := steps[3:];
    elsif steps[1] = 'object' then
      steps := steps[2:];
    else
      return array['external', said];
    end if;
    if steps[1] = any ('{public,sign,authenticated}') then
      steps := steps[2:];
    end if;
    key := array_to_string(steps[2:], '/');
    if key ~* '^https?://' then
      said := substr(said, position(key in said));
    elsif key ~* '^https?%3a' then
      key := unified_media.verify_decoded(substr(said, position(key in said)));
      if key is null or key !~* '^https?://' then
        return array['external', said];
      end if;
      said := key;
    else
      exit;
    end if;
    steps := null;
  end loop;

  if steps is not null then
    if p_hosts is not null and not lower(regexp_replace(split_part(said, '/', 3), '^.*@', '')) = any (p_hosts) then
      return array['external', said];
    end if;
    bucket := unified_media.verify_decoded(steps[1]);
    key := unified_media.verify_decoded(key);
  elsif said = '' or lower(said) similar to '(http|https)\%3a%' escape '\' or said ~* '^([a-z][a-z0-9+.-]*:|//)' or p_bucket is null then
    return array['external', said];
  else
    bucket := p_bucket;
    key := regexp_replace(said, '^/+', '');
  end if;

  if key is null or key = '' or octet_length(key) > 1024 or key ~ '[[:cntrl:]]' or bucket is null or length(bucket) > 255
    or bucket !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or bucket = 'external' or string_to_array(key, '/') && array['', '.', '..'] then
    return array['external', said];
  end if;
  return array[bucket, key];
end $$;

-- What the ending of a name promises.
create or replace function unified_media.verify_promise(p_name text) returns text
language plpgsql immutable as $$
declare
  e text := lower((regexp_match(regexp_replace(p_name, '[?#].*$', ''), '\.([[:alnum:]]{1,5})$'))[1]);
begin
  return case
    when e in ('jpg', 'jpeg') then 'image/jpeg'
    when e in ('png', 'webp', 'gif', 'avif', 'heic', 'heif', 'bmp') then 'image/' || e
    when e in ('tif', 'tiff') then 'image/tiff'
    when e = 'svg' then 'image/svg+xml'
    when e in ('mp4', 'm4v') then 'video/mp4'
    when e = 'webm' then 'video/webm'
    when e = 'mov' then 'video/quicktime'
    when e = 'ogv' then 'video/ogg'
    when e = 'mkv' then 'video/x-matroska'
    when e = 'avi' then 'video/x-msvideo'
    when e = 'pdf' then 'application/pdf'
  end;
end $$;

-- Whether a login's, or a profile's, own place holds the key. Ids hold nothing that a pattern of LIKE could take for one of its own signs.
create or replace function unified_media.verify_is_own(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
language sql stable as $$
  select coalesce(p_key !~ '[\\%?#]' and case p_bucket
    when 'user-media' then
      p_key like p_login || '-%' and p_key not like '%/%' or p_key like any (array[
        'enhanced/' || p_login || '/_%', 'uploads/' || p_login || '/_%', 'enhanced-images/' || p_login || '/_%',
        'stock-photos/' || p_login || '/_%', 'stock/' || p_login || '/_%', 'moodboards/' || p_login || '/_%'])
    when 'playground-images' then p_key like p_login || '/_%' or p_key like 'enhanced-images/' || p_login || '/_%'
    when 'playground-videos' then p_key like p_login || '/_%'
    when 'moodboard-uploads' then p_key like 'moodboard-uploads/' || p_login || '/_%'
    when 'media' then p_key like p_owner || '/_%'
  end, false)
$$;

revoke all on function unified_media.verify_decoded(text), unified_media.verify_place(text, text, text[]), unified_media.verify_promise(text),
  unified_media.verify_is_own(text, text, uuid, uuid)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 111, '0111_legacy_facts', 'repeatable', '292f3de7864578c717102c274bf3fa0513eb519bfd7ce26704df32211b51acc5',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0112_legacy_phases
begin;
-- The migration's course: none, prepared, running, migrated, switched, finished; rolled back from anywhere before finished.

create or replace function unified_media.legacy_prepare(p_hosts text[], p_triggers boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  phase text := (select s.phase from unified_media.backfill_state s for update);
begin
  if phase = 'finished' then
    raise exception 'the migration is finished' using errcode = '55000';
  end if;

  perform unified_media.legacy_views();
  perform unified_media.legacy_functions();
  if p_triggers then
    perform unified_media.legacy_attach();
  end if;
  perform unified_media.legacy_guard_references(true);
  update unified_media.backfill_state s set
    phase = case when s.phase in ('none', 'rolled_back') then 'prepared' else s.phase end,
    hosts = p_hosts, prepared_at = coalesce(s.prepared_at, now()), pause_requested = false, changed_at = now();
end $$;

-- Compare-and-set; false where the migration is not in one of the phases that the step may be taken from.
create or replace function unified_media.legacy_advance(p_to text, p_from text[]) returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with advanced as (
    update unified_media.backfill_state s set
      phase = p_to, changed_at = now(),
      switched_at = case p_to when 'switched' then now() else s.switched_at end,
      finished_at = case p_to when 'finished' then now() else s.finished_at end
    where s.phase = any (p_from) returning 1)
  select exists (select from advanced)
$$;

create or replace function unified_media.legacy_pause(p_on boolean) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.backfill_state s set pause_requested = p_on, changed_at = now()
$$;

-- Undoes up to p_limit steps of one kind and gives how many it looked at. Rows that somebody has changed since are kept and listed.
create or replace function unified_media.legacy_undo_references(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  note unified_media.backfill_reference;
  wanted text;
  done integer;
begin
  rows_read := 0;
  rows_kept := 0;
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  for note in select * from unified_media.backfill_reference r order by r.relation, r.field, r.row_id limit p_limit for update loop
    rows_read := rows_read + 1;
    wanted := case note.field
      when 'items' then '$1'
      when 'featured_image_id' then '($1 #>> ''{}'')::uuid'
      else 'array(select jsonb_array_elements_text($1)::uuid)' end;
    execute format(
      'update public.%I t set %I = %s where t.id = $2 and to_jsonb(t.%I)::text = $3', note.relation, note.field, wanted, note.field)
    using note.old_value, note.row_id, note.new_value::text;
    get diagnostics done = row_count;
    if done = 0 then
      execute format('select count(*) from public.%I t where t.id = $1', note.relation) into done using note.row_id;
      if done = 1 then
        rows_kept := rows_kept + 1;
        insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
        values (note.relation, note.row_id::text, 'edited_and_kept', note.field) on conflict do nothing;
      end if;
    end if;
    delete from unified_media.backfill_reference r
    where r.relation = note.relation and r.field = note.field and r.row_id = note.row_id;
  end loop;
end $$;

-- Items that the migration made go, but for those that somebody changed; what users deleted stays deleted. Objects are left alone.
create or replace function unified_media.legacy_undo_copies(
  p_after_source text, p_after_id text, p_limit integer, out rows_read integer, out rows_kept integer, out last_source text, out last_id text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select l.legacy_source, l.legacy_id, l.media_id, l.written_at, l.deleted_at
    from unified_media.legacy_map l
    where (l.legacy_source, l.legacy_id) > (p_after_source, p_after_id)
    order by l.legacy_source, l.legacy_id limit p_limit
    for update of l),
  untouched as materialized (
    select b.legacy_source, b.legacy_id, b.media_id
    from b left join public.media m on m.id = b.media_id
    where b.deleted_at is null and b.written_at is not null
      and not exists (select from unified_media.backfill_media x where x.media_id = b.media_id)
      and (m.id is null or m.updated_at is not distinct from b.written_at)),
  unmapped as (
    delete from unified_media.legacy_map l using untouched u where l.legacy_source = u.legacy_source and l.legacy_id = u.legacy_id),
  kept as (
    insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
    select b.legacy_source, b.legacy_id, 'edited_and_kept', b.media_id::text
    from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from unified_media.backfill_media x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing)
  select (select count(*) from b),
    (select count(*) from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from unified_media.backfill_media x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)),
    coalesce((select b.legacy_source from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_source),
    coalesce((select b.legacy_id from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_id)
  into rows_read, rows_kept, last_source, last_id;

  -- Objects first, so that the deletion of an item finds none to erase.
  delete from unified_media.objects o using public.media m
  where m.legacy_source in ('playground_gallery', 'user_media')
    and (m.legacy_source, m.legacy_id) > (p_after_source, p_after_id) and (m.legacy_source, m.legacy_id) <= (last_source, last_id)
    and o.media_id = m.id and o.adopted and o.state = 'ready'
    and not exists (
      select from unified_media.legacy_map l where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id)
    and not exists (select from unified_media.backfill_media x where x.media_id = m.id);
  delete from public.media m
  where m.legacy_source in ('playground_gallery', 'user_media')
    and (m.legacy_source, m.legacy_id) > (p_after_source, p_after_id) and (m.legacy_source, m.legacy_id) <= (last_source, last_id)
    and not exists (
      select from unified_media.legacy_map l where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id)
    and not exists (select from unified_media.backfill_media x where x.media_id = m.id);
end $$;

-- Items that were there before get back what they had.
create or replace function unified_media.legacy_undo_settled(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select x.media_id, x.before, x.written_at from unified_media.backfill_media x order by x.media_id limit p_limit for update),
  untouched as materialized (
    select b.media_id, b.before, m.object_id from b join public.media m on m.id = b.media_id
    where b.before is not null and m.updated_at is not distinct from b.written_at),
  disowned as (
    delete from unified_media.objects o using untouched u where o.object_id = u.object_id and o.adopted and o.state = 'ready'),
  restored as (
    update public.media m set
      bucket = u.before ->> 'bucket', path = u.before ->> 'path', url = u.before ->> 'url', mime_type = u.before ->> 'mime_type',
      size_bytes = (u.before ->> 'size_bytes')::bigint, metadata = nullif(u.before -> 'metadata', 'null'), object_id = null,
      legacy_source = null, legacy_id = null, updated_at = (u.before ->> 'updated_at')::timestamptz
    from untouched u where m.id = u.media_id),
  pairs as (
    update unified_media.legacy_map l set location = null, written_at = null from untouched u where l.media_id = u.media_id and l.deleted_at is null),
  kept as (
    insert into unified_media.backfill_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.media_id::text, 'edited_and_kept', null
    from b join public.media m on m.id = b.media_id
    where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing
    returning 1),
  forgotten as (
    delete from unified_media.backfill_media x using b where x.media_id = b.media_id)
  select (select count(*) from b),
    (select count(*) from b join public.media m on m.id = b.media_id
     where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id))
  into rows_read, rows_kept;
end $$;

create or replace function unified_media.legacy_undone() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_guard_references(false);
  delete from unified_media.backfill;
  delete from unified_media.backfill_gone;
  delete from unified_media.backfill_problem p where p.reason <> 'edited_and_kept';
  update unified_media.backfill_state s set
    phase = 'rolled_back', pause_requested = false, prepared_at = null, switched_at = null, changed_at = now();
end $$;

-- The way back ends here: triggers, backups and the views' hold on the older tables go. The tables themselves are their host's to drop.
create or replace function unified_media.legacy_finish() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_detach();
  perform unified_media.legacy_guard_references(false);
  delete from unified_media.backfill_reference;
  delete from unified_media.backfill_media;
  delete from unified_media.backfill_gone;
  perform unified_media.legacy_views();
  perform unified_media.legacy_functions();
end $$;

revoke all on function unified_media.legacy_prepare(text[], boolean), unified_media.legacy_advance(text, text[]), unified_media.legacy_pause(boolean),
  unified_media.legacy_undo_references(integer), unified_media.legacy_undo_copies(text, text, integer), unified_media.legacy_undo_settled(integer),
  unified_media.legacy_undone(), unified_media.legacy_finish() from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_pause(boolean) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 112, '0112_legacy_phases', 'repeatable', 'b24190bee2158699d6e49995bb896c224269b47e134d6823f7aaeb60735c16a9',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0113_legacy_plan
begin;
-- What a migration would do, without doing it: the next rows of a table, judged and counted. what: rows, skipped, done, source, type,
-- problem, owner, object; name: which; position names the last id.
create or replace function unified_media.legacy_plan(p_source text, p_after uuid, p_limit integer)
returns table (what text, name text, row_count bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  mapped text := case p_source
    when 'playground_gallery' then 'legacy_gallery_mapped' when 'user_media' then 'legacy_user_media_mapped' end;
  input text := case p_source when 'playground_gallery' then 'legacy_gallery' else 'legacy_user_media' end;
begin
  return query execute format($query$
    with ids as materialized (select t.id from unified_media.%2$I t where t.id > $1 order by t.id limit $2),
    b as materialized (
      select m.legacy_id, m.login_id, m.type, m.source_type, m.bucket, m.path, m.problem, unified_media.owners_of(m.login_id) as owners,
        l.media_id, l.deleted_at, l.legacy_id is not null as is_mapped
      from unified_media.%1$I m
      left join unified_media.legacy_map l on l.legacy_source = %3$L and l.legacy_id = m.legacy_id::text
      where m.legacy_id between (select i.id from ids i order by i.id limit 1) and (select i.id from ids i order by i.id desc limit 1)),
    open_rows as (select * from b where not b.is_mapped and cardinality(b.owners) = 1)
    select 'position', (select b.legacy_id::text from b order by b.legacy_id desc limit 1), count(*) from b
    union all
    select 'done', case when b.deleted_at is not null then 'deleted' else 'migrated' end, count(*) from b where b.is_mapped group by 2
    union all
    select 'skipped', case when cardinality(b.owners) = 0 then 'owner_unknown' else 'owner_ambiguous' end, count(*)
    from b where not b.is_mapped and cardinality(b.owners) <> 1 group by 2
    union all
    select 'source', o.source_type, count(*) from open_rows o group by 2
    union all
    select 'type', o.type, count(*) from open_rows o group by 2
    union all
    select 'problem', o.problem, count(*) from open_rows o where o.problem is not null group by 2
    union all
    select 'object', case
      when o.bucket = 'external' then 'external'
      when unified_media.adoptable(o.bucket, o.path, o.login_id, o.owners[1]) then 'own' else 'unproven' end, count(*)
    from open_rows o group by 2
    union all
    select 'owner', o.owners[1]::text, count(*) from open_rows o group by 2
    $query$, mapped, input, p_source)
  using p_after, p_limit;
end $$;

-- What is there to migrate, and what stands in the way of doing it well.
create or replace function unified_media.legacy_survey()
returns table (what text, name text, row_count bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  source text;
begin
  foreach source in array array['playground_gallery', 'user_media', 'media', 'moodboards', 'showcases'] loop
    if to_regclass(format('public.%I', source)) is not null then
      return query execute format('select ''rows'', %L, count(*) from public.%I', source, source);
    end if;
  end loop;

  return query
    select 'index', i.wanted, case when c.oid is null then 0 when x.indisvalid then 1 else -1 end::bigint
    from unnest(array['unified_media_legacy_gallery_idx', 'unified_media_legacy_user_media_idx']) i (wanted)
    left join pg_catalog.pg_class c on c.relname = i.wanted and c.relnamespace = to_regnamespace('public')
    left join pg_catalog.pg_index x on x.indexrelid = c.oid;
  return query
    select 'trigger', c.relname::text, 1::bigint from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid
    where t.tgname = 'unified_media_legacy_sync';
  if to_regclass('public.users_profile') is not null then
    return query execute
      'select ''logins'', ''with several profiles'', count(*) from (
         select p.user_id from public.users_profile p group by p.user_id having count(*) > 1) several';
  end if;
end $$;

create or replace function unified_media.legacy_problems(p_reason text, p_limit integer)
returns table (legacy_source text, legacy_id text, reason text, detail text, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.legacy_id, p.reason, p.detail, p.seen_at from unified_media.backfill_problem p
  where p_reason is null or p.reason = p_reason
  order by p.legacy_source, p.reason, p.legacy_id limit p_limit
$$;

create or replace function unified_media.legacy_problem_counts() returns table (legacy_source text, reason text, row_count bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.reason, count(*) from unified_media.backfill_problem p group by p.legacy_source, p.reason
  order by p.legacy_source, p.reason
$$;

create or replace function unified_media.legacy_jobs()
returns table (
  job text, state text, rows_read bigint, rows_written bigint, rows_adopted bigint, rows_skipped bigint, rows_failed bigint,
  is_claimed boolean, changed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.job, b.state, b.rows_read, b.rows_written, b.rows_adopted, b.rows_skipped, b.rows_failed,
    coalesce(b.worker_until > clock_timestamp(), false), b.changed_at
  from unified_media.backfill b order by b.job
$$;

create or replace function unified_media.legacy_phase()
returns table (phase text, pause_requested boolean, prepared_at timestamptz, switched_at timestamptz, finished_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase, s.pause_requested, s.prepared_at, s.switched_at, s.finished_at from unified_media.backfill_state s
$$;

-- Adopted objects, every p_every-th of them, for a look whether the object store has them.
create or replace function unified_media.legacy_objects(p_after bigint, p_limit integer, p_every integer)
returns table (object_id bigint, media_id uuid, bucket text, key text, size_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.object_id, o.media_id, o.bucket, o.key, o.size_bytes from unified_media.objects o
  where o.object_id > p_after and o.adopted and o.state = 'ready' and o.object_id % p_every = 0
  order by o.object_id limit p_limit
$$;

revoke all on function unified_media.legacy_plan(text, uuid, integer), unified_media.legacy_survey(), unified_media.legacy_problems(text, integer),
  unified_media.legacy_problem_counts(), unified_media.legacy_jobs(), unified_media.legacy_phase(), unified_media.legacy_objects(bigint, integer, integer)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_plan(text, uuid, integer), unified_media.legacy_survey(), unified_media.legacy_problems(text, integer),
  unified_media.legacy_problem_counts(), unified_media.legacy_jobs(), unified_media.legacy_phase(), unified_media.legacy_objects(bigint, integer, integer)
  to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 113, '0113_legacy_plan', 'repeatable', '16b5c44fdf23f3459278380879515e4bc68dc4d7d369b8aafd26f131ebcbe982',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0114_legacy_gone
begin;
-- Items that went because their older row did. Boards may go on naming them, as they went on naming the row.
create table if not exists unified_media.backfill_gone (
  media_id uuid primary key,
  gone_at timestamptz not null default now()
);
alter table unified_media.backfill_gone enable row level security;
revoke all on unified_media.backfill_gone from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 114, '0114_legacy_gone', 'once', '1937780144e46921a9a111d753b370fb5a2ebc971b3c3bf3dc70734581c29a4e',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0115_legacy_newest
begin;
-- Before a table is copied from its first row to its last, everybody's newest rows become items: what lists show first is read as quickly
-- while the migration runs as after it.

-- Whether a table has the index that its lists use. One without has its turn later: its newest rows could only be found by reading it all.
create or replace function unified_media.legacy_is_listed(p_table text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_regclass('public.unified_media_legacy_' || p_table || '_idx') is not null
$$;

-- The next people who have older rows.
create or replace function unified_media.legacy_next_people(p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := unified_media.legacy_is_listed('gallery');
  has_user_media constant boolean := unified_media.legacy_is_listed('user_media');
  people uuid[] := '{}';
  person uuid := p_after;
  other uuid;
begin
  while cardinality(people) < p_limit loop
    other := null;
    if has_user_media then
      select u.user_id into other from unified_media.legacy_user_media u where u.user_id > person order by u.user_id limit 1;
    end if;

    if has_gallery then
      select g.user_id into person from unified_media.legacy_gallery g where g.user_id > person order by g.user_id limit 1;
    else
      person := null;
    end if;

    person := least(person, other);
    exit when person is null;
    people := people || person;
  end loop;
  return people;
end $$;

-- Makes items of so many of each one's newest rows, of both tables together; those that are items already are counted in. Rows without an
-- owner are left to the copy of their table, which tells how many there are.
create or replace function unified_media.legacy_copy_newest(
  p_people uuid[], p_rows integer, out rows_written integer, out rows_adopted integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := unified_media.legacy_is_listed('gallery');
  has_user_media constant boolean := unified_media.legacy_is_listed('user_media');
  gallery uuid[];
  user_media uuid[];
begin
  select array_agg(n.id) filter (where n.source = 'playground_gallery'), array_agg(n.id) filter (where n.source = 'user_media')
  into gallery, user_media
  from unnest(p_people) p (id)
  cross join lateral (
    (select 'playground_gallery' as source, g.id, coalesce(g.created_at, '-infinity') as key
    from unified_media.legacy_gallery g where has_gallery and g.user_id = p.id order by coalesce(g.created_at, '-infinity') desc, g.id desc limit p_rows)
    union all
    (select 'user_media', u.id, coalesce(u.created_at, '-infinity')
    from unified_media.legacy_user_media u where has_user_media and u.user_id = p.id order by coalesce(u.created_at, '-infinity') desc, u.id desc limit p_rows)
    order by key desc, id desc limit p_rows) n;

  select sum(c.rows_written), sum(c.rows_adopted) into rows_written, rows_adopted
  from (
    select g.rows_written, g.rows_adopted from unified_media.legacy_copy_playground_gallery(coalesce(gallery, '{}')) g
    union all
    select u.rows_written, u.rows_adopted from unified_media.legacy_copy_user_media(coalesce(user_media, '{}')) u) c;
end $$;

revoke all on function unified_media.legacy_is_listed(text), unified_media.legacy_next_people(uuid, integer), unified_media.legacy_copy_newest(uuid[], integer)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 115, '0115_legacy_newest', 'repeatable', '1e91cad1f36d8497909284e248e36c02e14e500479c061f796c73a01a5d62e80',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0116_legacy_expected
begin;
-- What an item made from an older row must be, said a second time, from the older row itself.

-- The facts that an older row states, by its column names: one JSON object of what its item's columns must hold, and one of what its metadata
-- must hold.
create or replace function unified_media.verify_expected(
  p_source text, p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out said jsonb)
language plpgsql immutable as $$
declare
  address text;
  place text[];
  promise text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  seconds numeric;
  name_parts text[];
begin
  said := case jsonb_typeof(p_row -> 'generation_metadata') when 'object' then p_row -> 'generation_metadata' else '{}' end;
  if p_source = 'playground_gallery' then
    address := coalesce(nullif(btrim(p_row ->> 'video_url', E' \t\r\n'), ''), btrim(p_row ->> 'image_url', E' \t\r\n'));
    place := unified_media.verify_place(address, null, p_hosts);
    promise := unified_media.verify_promise(place[2]);
    kind := case
      when promise = 'image/gif' then 'image'
      when split_part(promise, '/', 1) = 'image' and coalesce(btrim(p_row ->> 'video_url'), '') = '' then 'image'
      when coalesce(p_row ->> 'video_url', '') <> '' then 'video'
      when lower(coalesce(p_row ->> 'media_type', '')) = 'video' or split_part(promise, '/', 1) = 'video' or place[1] = 'playground-videos'
        then 'video'
      when promise = 'application/pdf' or lower(p_row ->> 'media_type') = 'pdf' then 'pdf'
      else 'image' end;
    mime := case
      when split_part(promise, '/', 1) = kind then promise
      when split_part(unified_media.verify_promise('x.' || (p_row ->> 'format')), '/', 1) = kind
        then unified_media.verify_promise('x.' || (p_row ->> 'format'))
      when kind = 'video' then unified_media.verify_promise('x.' || (p_row ->> 'video_format'))
      when kind = 'pdf' then 'application/pdf' end;
    if said ->> 'actual_width' ~ '^[1-9]\d{0,5}$' and said ->> 'actual_height' ~ '^[1-9]\d{0,5}$' then
      width := said ->> 'actual_width';
      height := said ->> 'actual_height';
    elsif width is null or height is null then
      if said ->> 'saved_width' ~ '^[1-9]\d{0,5}$' and said ->> 'saved_height' ~ '^[1-9]\d{0,5}$' then
        width := said ->> 'saved_width';
        height := said ->> 'saved_height';
      elsif said ->> 'resolution' ~* '^[1-9]\d{0,5}[x*][1-9]\d{0,5}$' then
        width := (regexp_match(said ->> 'resolution', '^(\d+)'))[1];
        height := (regexp_match(said ->> 'resolution', '(\d+)$'))[1];
      end if;
    end if;
    if kind = 'video' then
      seconds := case when (p_row ->> 'video_duration')::integer > 0 then (p_row ->> 'video_duration')::numeric
        when said ->> 'duration' ~ '^\d{1,6}(\.\d{1,6})?$' and (said ->> 'duration')::numeric > 0 then (said ->> 'duration')::numeric end;
    end if;
    source_type := lower(p_row ->> 'source_type');
    if source_type is null or source_type not in ('enhanced', 'stock', 'upload') then
      if coalesce(said ->> 'enhancement_type', '') <> '' or coalesce(said ->> 'style_applied', '') <> ''
        or said ->> 'source' = 'ai_enhancement' or position('enhanced' in lower(p_row ->> 'title')) > 0
        or jsonb_typeof(p_row -> 'tags') = 'array' and p_row -> 'tags' ? 'ai-enhanced' then
        source_type := 'enhanced';
      elsif array[lower(said ->> 'source'), lower(p_row ->> 'source')] && array['pexels', 'unsplash', 'pixabay'] then
        source_type := 'stock';
      else
        source_type := 'playground';
      end if;
    end if;
    if source_type = 'enhanced' then
      foreach enhancement in array array[
        p_row ->> 'enhancement_type', said ->> 'enhancement_type', said ->> 'style_applied', said ->> 'style', said ->> 'applied_style'] loop
        exit when coalesce(enhancement, '') <> '';
      end loop;
      enhancement := nullif(enhancement, '');
    end if;
    original := coalesce(nullif(p_row ->> 'original_media_id', ''), nullif(said ->> 'original_media_id', ''));
    meta := jsonb_strip_nulls(jsonb_build_object(
      'gallery_id', p_row -> 'id', 'title', nullif(p_row -> 'title', '""'), 'description', nullif(p_row -> 'description', '""'),
      'tags', (select nullif(jsonb_agg(t.tag order by t.place), '[]')
        from jsonb_array_elements(case jsonb_typeof(p_row -> 'tags') when 'array' then p_row -> 'tags' else '[]' end)
          with ordinality t (tag, place) where t.tag <> 'null'),
      'used_in_moodboard', p_row -> 'used_in_moodboard', 'used_in_showcase', p_row -> 'used_in_showcase',
      'format', nullif(p_row -> 'format', '""'), 'project_id', p_row -> 'project_id', 'edit_id', p_row -> 'edit_id',
      'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
      'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
      'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
      'is_verified', p_row -> 'is_verified', 'verification_timestamp', p_row -> 'verification_timestamp',
      'video_url', nullif(p_row -> 'video_url', '""'), 'video_format', p_row -> 'video_format',
      'video_resolution', p_row -> 'video_resolution', 'generation_type', p_row -> 'generation_type',
      'thumbnail_url', case when p_row ->> 'thumbnail_url' <> address then nullif(p_row -> 'thumbnail_url', '""') end,
      'enhancement_type', enhancement));
    facts := jsonb_build_object(
      'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
      'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
      'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
      'exif_json', p_row -> 'exif_json', 'blurhash', said ->> 'blurhash',
      'palette', case jsonb_typeof(said -> 'palette') when 'array' then said -> 'palette' end);
  else
    address := btrim(p_row ->> 'file_path', E' \t\r\n');
    place := unified_media.verify_place(address, 'user-media', p_hosts);
    promise := unified_media.verify_promise(place[2]);
    mime := lower(btrim((string_to_array(p_row ->> 'mime_type', ';'))[1]));
    if mime is null or mime !~ '^[a-z]+/[a-z0-9.+-]+$' then
      mime := promise;
    end if;
    kind := case when mime ~ '^video/' then 'video' when mime = 'application/pdf' then 'pdf' else 'image' end;
    source_type := case
      when p_row ->> 'upload_purpose' = 'enhanced_image' then 'enhanced'
      when p_row ->> 'upload_purpose' = 'stock_photo' then 'stock'
      when place[2] ~ '^enhanced(-images)?/' then 'enhanced'
      when place[2] ~ '^stock(-photos)?/' then 'stock'
      when place[1] = 'external' and place[2] ~* '^https?://([a-z0-9-]+\.)*(pexels|unsplash|pixabay)\.com/' then 'stock'
      else 'upload' end;
    if source_type = 'enhanced' then
      name_parts := regexp_match(
        place[2], '(?:^|/)enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|\d{13}-[a-z0-9]+|[^-/]+)-([^/]+)-\d{13}-[a-z0-9]+\.[[:alnum:]]+$');
      original := name_parts[1];
      enhancement := name_parts[2];
    end if;
    meta := jsonb_strip_nulls(jsonb_build_object(
      'user_media_id', p_row -> 'id', 'file_name', nullif(p_row -> 'file_name', '""'), 'title', nullif(p_row -> 'file_name', '""'),
      'file_size', p_row -> 'file_size', 'mime_type', nullif(p_row -> 'mime_type', '""'), 'upload_purpose', p_row -> 'upload_purpose',
      'uploaded_at', p_row -> 'created_at', 'enhancement_type', enhancement));
    facts := jsonb_build_object(
      'blurhash', p_row -> 'blurhash', 'palette', nullif(p_row -> 'palette', '[]'), 'exif_json', null,
      'size_bytes', case when (p_row ->> 'file_size')::bigint >= 0 then p_row -> 'file_size' end);
  end if;

  facts := facts || jsonb_build_object(
    'type', kind, 'bucket', place[1], 'path', place[2], 'width', width, 'height', height, 'duration', floor(seconds),
    'duration_us', (seconds * 1000000)::bigint, 'source_type', source_type, 'enhancement_type', left(enhancement, 50),
    'original_media_id', case when length(original) <= 50 then original end, 'mime_type', left(mime, 100), 'visibility', 'PRIVATE',
    'created_at', p_row -> 'created_at', 'legacy_source', p_source, 'legacy_id', p_row -> 'id');
end $$;

revoke all on function unified_media.verify_expected(text, jsonb, text[]) from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 116, '0116_legacy_expected', 'repeatable', '0adae083c0edf5a6bae242968a763b86fa902a7889a238d1e98c6dc815f7d724',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0117_legacy_verification
begin;
-- Items and references beside the older rows that they were made from.

-- Compares the next rows of an older table with their items. kind: position (the last id and how many rows), count (by field), group (rows and
-- items of an owner and a day, with the sums of their hashes), difference (by field), missing, lost (mapped, but no item).
create or replace function unified_media.legacy_verify(p_source text, p_after uuid, p_limit integer)
returns table (
  kind text, owner_user_id uuid, day date, legacy_id text, media_id uuid, field text, expected text, actual text, row_count bigint,
  item_count bigint, row_hash numeric, item_hash numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  hosts text[] := (select s.hosts from unified_media.backfill_state s);
  owners text := 'select array[r.user_id] as ids';
begin
  if p_source not in ('playground_gallery', 'user_media') or to_regclass('public.' || p_source) is null then
    return;
  end if;

  if to_regclass('public.users_profile') is not null then
    owners := 'select array_agg(p.id) as ids from public.users_profile p where p.user_id = r.user_id';
  end if;

  return query execute format($query$
    with r as materialized (
      select t.id, t.user_id, to_jsonb(t) as row from public.%1$I t where t.id > $1 order by t.id limit $2),
    judged as materialized (
      select r.id, r.user_id, r.row, o.ids[1] as owner, coalesce(cardinality(o.ids), 0) as owners, l.media_id, l.written_at, l.deleted_at, l.location,
        l.legacy_id is not null as is_mapped, l.owner_user_id as mapped_owner, to_jsonb(m) as item, m.id as item_id, m.object_id,
        m.metadata, m.updated_at, e.facts, e.meta, e.said, x.media_id is not null as is_older_item,
        exists (
          select from unified_media.backfill_problem p
          where p.legacy_source = %1$L and p.legacy_id = r.id::text and p.reason = 'failed') as is_failed
      from r
      cross join lateral (%2$s) o
      left join unified_media.legacy_map l on l.legacy_source = %1$L and l.legacy_id = r.id::text
      left join public.media m on m.id = l.media_id
      left join unified_media.backfill_media x on x.media_id = m.id
      cross join lateral unified_media.verify_expected(%1$L, r.row, $3) e),
    standing as materialized (
      select j.*, case
        when j.deleted_at is not null then 'deleted'
        when j.is_mapped and j.item_id is null then 'lost'
        when not j.is_mapped and j.owners = 0 then 'owner_unknown'
        when not j.is_mapped and j.owners > 1 then 'owner_ambiguous'
        when not j.is_mapped and j.is_failed then 'failed'
        when not j.is_mapped then 'missing'
        when j.is_older_item then 'recognised'
        when j.updated_at is distinct from j.written_at then 'edited'
        else 'migrated' end as stands
      from judged j),
    compared as (
      select s.id, s.item_id, d.field, d.expected, d.actual
      from standing s
      cross join lateral (
        select f.key as field, nullif(f.value, 'null') #>> '{}' as expected, s.item ->> f.key as actual
        from jsonb_each(s.facts) f
        where s.stands = 'migrated' and s.item ? f.key and f.key <> 'created_at'
          and nullif(f.value, 'null') is distinct from nullif(case f.key
            when 'type' then to_jsonb(lower(s.item ->> 'type')) when 'visibility' then to_jsonb(upper(s.item ->> 'visibility'))
            else s.item -> f.key end, 'null')
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.meta) f
        where s.stands = 'migrated' and f.value is distinct from s.metadata -> f.key
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.said) f
        where s.stands = 'migrated' and f.value is distinct from s.metadata -> f.key
          and s.metadata #> array['generation_metadata', f.key] is distinct from f.value
        union all
        select 'metadata.gallery_id', s.id::text, s.metadata ->> 'gallery_id'
        where s.stands = 'recognised' and %1$L = 'playground_gallery' and s.metadata ->> 'gallery_id' is null
        union all
        select 'owner_user_id', s.owner::text, s.item ->> 'owner_user_id'
        where s.stands in ('migrated', 'recognised', 'edited') and (
          s.item ->> 'owner_user_id' is distinct from s.owner::text or s.mapped_owner is distinct from s.owner)
        union all
        select 'created_at', s.row ->> 'created_at', s.item ->> 'created_at'
        where s.stands in ('migrated', 'edited') and s.row ->> 'created_at' is not null
          and (s.row ->> 'created_at')::timestamptz is distinct from (s.item ->> 'created_at')::timestamptz
        union all
        select 'updated_at', greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)::text, s.updated_at::text
        where s.stands = 'migrated' and s.updated_at < greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)
        union all
        -- An object is the item's exactly where its key proves it and no other row names it.
        select 'object_id', case when own.is_own then 'of its own' else 'none' end, s.object_id::text
        from (
          select unified_media.verify_is_own(s.item ->> 'bucket', s.item ->> 'path', s.user_id, s.owner)
            and not exists (select from unified_media.legacy_map a where a.location = s.location and a.media_id <> s.item_id)
            and not exists (select from unified_media.backfill_media a where a.location = s.location and a.media_id <> s.item_id) as is_own,
            exists (
              select from unified_media.objects o
              where o.object_id = s.object_id and o.media_id = s.item_id and o.bucket = s.item ->> 'bucket' and o.key = s.item ->> 'path'
                and o.owner_user_id = s.owner and o.state = 'ready') as is_linked) own
        where s.stands in ('migrated', 'edited') and (
          s.object_id is null and own.is_own or s.object_id is not null and not (own.is_own and own.is_linked))) d)
    select 'position', null::uuid, null::date, (select s.id::text from standing s order by s.id desc limit 1), null::uuid, null, null, null,
      (select count(*) from standing), null::bigint, null::numeric, null::numeric
    union all
    select 'count', null, null, null, null, s.stands, null, null, count(*), null, null, null from standing s group by s.stands
    union all
    select 'group', s.owner, ((s.row ->> 'created_at')::timestamptz at time zone 'utc')::date, null, null, null, null, null,
      count(*), count(s.item_id),
      sum(hashtextextended(concat_ws('|', s.id, s.owner, s.facts ->> 'type', s.facts ->> 'bucket', s.facts ->> 'path'), 0)::numeric),
      sum(hashtextextended(concat_ws('|', s.item ->> 'legacy_id', s.item ->> 'owner_user_id', lower(s.item ->> 'type'), s.item ->> 'bucket',
        s.item ->> 'path'), 0)::numeric)
    from standing s where s.stands in ('migrated', 'missing', 'lost')
    group by 2, 3
    union all
    select 'difference', null, null, c.id::text, c.item_id, c.field, left(c.expected, 300), left(c.actual, 300), null, null, null, null
    from compared c
    union all
    select s.stands, s.owner, null, s.id::text, s.media_id, null, null, null, null, null, null, null
    from standing s where s.stands in ('missing', 'lost')
    $query$, p_source, owners)
  using p_after, p_limit, hosts;
end $$;

-- Items that say they come from an older row which is not there, or which another item stands for: among the next items and entries of the map
-- by the items' ids. The row without an older row says how far that was; null where nothing is left. Every row is looked for by a subselect:
-- the planner does not know how short a range is, and would join it with all there is.
create or replace function unified_media.legacy_verify_orphans(p_after uuid, p_rows integer)
returns table (media_id uuid, legacy_source text, legacy_id text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := least(
    (select m.id from public.media m where m.id > p_after order by m.id offset p_rows - 1 limit 1),
    (select l.media_id from unified_media.legacy_map l where l.media_id > p_after order by l.media_id offset p_rows - 1 limit 1));
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query
    select upto, null::text, null::text
    union all
    select m.id, m.legacy_source::text, m.legacy_id::text
    from public.media m
    where m.id > p_after and m.id <= last and m.legacy_source in ('playground_gallery', 'user_media')
      and (
        select true from unified_media.legacy_map l
        where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id and l.media_id = m.id) is null
    union all
    select l.media_id, l.legacy_source::text, l.legacy_id::text
    from unified_media.legacy_map l
    where l.media_id > p_after and l.media_id <= last and l.deleted_at is null and case l.legacy_source
      when 'playground_gallery' then (select true from unified_media.legacy_gallery g where g.id = l.legacy_id::uuid)
      when 'user_media' then (select true from unified_media.legacy_user_media u where u.id = l.legacy_id::uuid)
      else true end is null;
end $$;

-- Whether a reference names an item of one of these owners, or one that was deleted since, by its user or with its older row: it was an item
-- when it was written.
create or replace function unified_media.verify_names_item(p_said text, p_owners uuid[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  owner uuid;
begin
  if p_said is null or p_said !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return false;
  end if;

  item := p_said;
  select m.owner_user_id into owner from public.media m where m.id = item;
  return case when found then owner = any (p_owners)
    else exists (select from unified_media.backfill_gone g where g.media_id = item)
      or exists (select from unified_media.legacy_map l where l.media_id = item and l.deleted_at is not null) end;
end $$;

-- What the rewriting of references must have left: as many elements, in the same order, with every other key as it was; and every id that was
-- written names an item of the same owner. Of the next boards and showcases by their ids. The row without a relation says how far that was;
-- null where nothing is left.
create or replace function unified_media.legacy_verify_references(p_after uuid, p_rows integer)
returns table (relation text, row_id uuid, field text, expected text, actual text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := (
    select s.row_id
    from (values ('moodboards', 'items'), ('moodboards', 'featured_image_id'), ('showcases', 'media_ids')) f (relation, field)
    cross join lateral (
      select r.row_id from unified_media.backfill_reference r
      where r.relation = f.relation and r.field = f.field and r.row_id > p_after order by r.row_id offset p_rows - 1 limit 1) s
    order by s.row_id limit 1);
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query select null::text, upto, null::text, null::text, null::text;
  return query
    select r.relation, r.row_id, 'items[' || (e.place - 1) || ']', left(e.old_item::text, 300), left(e.new_item::text, 300)
    from unified_media.backfill_reference r
    cross join lateral (
      select * from jsonb_array_elements(r.old_value) with ordinality o (item, place)
      full join jsonb_array_elements(r.new_value) with ordinality n (item, place) using (place)) e (place, old_item, new_item)
    where r.relation = 'moodboards' and r.field = 'items' and r.row_id > p_after and r.row_id <= last and (
      case jsonb_typeof(e.old_item) when 'object' then e.old_item - array['media_id', 'unified_media_id', 'mediaId'] else e.old_item end
      is distinct from
      case jsonb_typeof(e.new_item) when 'object' then e.new_item - array['media_id', 'unified_media_id', 'mediaId'] else e.new_item end);
  if to_regclass('public.moodboards') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'items[' || (n.place - 1) || '].' || k.name, b.owner_user_id::text, n.item ->> k.name
      from unified_media.backfill_reference r
      join public.moodboards b on b.id = r.row_id
      cross join lateral jsonb_array_elements(r.new_value) with ordinality n (item, place)
      cross join unnest(array['media_id', 'unified_media_id', 'mediaId']) k (name)
      where r.relation = 'moodboards' and r.field = 'items' and r.row_id > $1 and r.row_id <= $2 and jsonb_typeof(n.item) = 'object'
        and n.item ->> k.name is distinct from r.old_value #>> array[(n.place - 1)::text, k.name]
        and not unified_media.verify_names_item(n.item ->> k.name, array[b.owner_user_id])
      union all
      select r.relation, r.row_id, r.field, b.owner_user_id::text, r.new_value #>> '{}'
      from unified_media.backfill_reference r
      join public.moodboards b on b.id = r.row_id
      where r.relation = 'moodboards' and r.field = 'featured_image_id' and r.row_id > $1 and r.row_id <= $2
        and not unified_media.verify_names_item(r.new_value #>> '{}', array[b.owner_user_id]) $query$ using p_after, last;
  end if;

  if to_regclass('public.showcases') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'media_ids[' || (e.place - 1) || ']', e.old_id, e.new_id
      from unified_media.backfill_reference r
      join public.showcases s on s.id = r.row_id
      cross join lateral (
        select * from jsonb_array_elements_text(r.old_value) with ordinality o (item, place)
        full join jsonb_array_elements_text(r.new_value) with ordinality n (item, place) using (place)) e (place, old_id, new_id)
      where r.relation = 'showcases' and r.field = 'media_ids' and r.row_id > $1 and r.row_id <= $2 and e.new_id is distinct from e.old_id
        and (e.old_id is null or not unified_media.verify_names_item(e.new_id, array[s.creator_user_id, s.talent_user_id])) $query$
    using p_after, last;
  end if;
end $$;

revoke all on function unified_media.verify_names_item(text, uuid[]), unified_media.legacy_verify(text, uuid, integer), unified_media.legacy_verify_orphans(uuid, integer),
  unified_media.legacy_verify_references(uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_verify(text, uuid, integer), unified_media.legacy_verify_orphans(uuid, integer),
  unified_media.legacy_verify_references(uuid, integer) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 117, '0117_legacy_verification', 'repeatable', '5e5cec7e18cd643930483b892fd425d8d98d4f3609c75a53e424e7bb42fe3431',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0170_legacy_recognise
do $batches$
declare
  unified_media_changed bigint;
begin
  loop
-- Before any older row is copied, or shown beside the items, the items that were made from one are known: nobody sees a twin. The position is
-- kept with the batch.
with rows as (
  select m.id, m.owner_user_id, m.path, m.metadata, m.exif_json, m.created_at
  from public.media m
  where m.legacy_source is null and m.id > coalesce(
    (select value::uuid from unified_media.settings where key = 'recognised_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000),
recognised as (
  insert into unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id)
  select distinct on (pair.legacy_source, pair.legacy_id) pair.legacy_source, pair.legacy_id::text, r.id, r.owner_user_id
  from rows r cross join lateral unified_media.legacy_pair(r.owner_user_id, r.path, r.metadata, r.exif_json) pair
  where pair.legacy_source is not null
  order by pair.legacy_source, pair.legacy_id, r.created_at, r.id
  on conflict do nothing)
insert into unified_media.settings (key, value)
select 'recognised_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
;
    get diagnostics unified_media_changed = row_count;
    exit when unified_media_changed = 0;
    commit;
  end loop;
end $batches$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 170, '0170_legacy_recognise', 'batch', '0de9cfb4edbbe4b7800dc028a97af97b1a992c4fd193fbcdfca51ba25b087cb3',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- legacy/0190_legacy_view
begin;
-- Replaces the core's view by one over the items and the rows of older tables that are not items yet. It is read with the reader's own rights.
-- An older row has the id, the words and the place here that it will have as an item. The columns of items are those of the core's 0190_view.
do $$
declare
  definition text := $q$
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from public.media m
    union all
    select i.id, i.legacy_source, %s, i.login_id, i.type, i.bucket, i.path, i.width, i.height,
      coalesce(i.duration_us / 1000000.0, i.duration)::double precision, 'private', i.source_type, i.enhancement_type, i.original_media_id,
      i.metadata ->> 'title', i.metadata ->> 'description', i.mime_type, i.size_bytes, i.metadata, i.created_at, i.updated_at
    from unified_media.legacy_items i %s $q$;
begin
  drop view if exists public.unified_media_view;
  execute 'create view public.unified_media_view with (security_invoker = true) as ' || case
    when to_regclass('public.users_profile') is null then format(definition, 'i.login_id', '')
    else format(definition, 'p.id', 'left join lateral (
      select (array_agg(u.id))[1] as id from public.users_profile u where u.user_id = i.login_id having count(*) = 1) p on true') end;
end $$;

-- By these words the core's step knows that the view is not its own.
comment on view public.unified_media_view is 'Made by the module legacy: the items, and the older rows that are not items yet.';

-- Default privileges may have opened it to everybody.
revoke all on public.unified_media_view from public, anon, authenticated, service_role;
grant select on public.unified_media_view to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 190, '0190_legacy_view', 'repeatable', 'b5430310cf1fdf79c0377de4d63840c284dbaf55687ebd33bb12f3c3bf8d2fe6',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;
