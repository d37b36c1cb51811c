-- The module legacy of the schema of Unified.Media, which must be there already. Generated from the steps of the packages of Unified.Media; do not edit.
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

-- legacy/0100_legacy_tables
begin;
-- Creates the tables of the migration: positions of jobs, rows that could not be migrated, and old values. The migration never changes the older
-- tables. It changes moodboards and showcases, whose old values are stored here.
alter table unified_media.legacy_map
  add column if not exists object_hash uuid,
  add column if not exists written_at timestamptz;
comment on column unified_media.legacy_map.object_hash is 'A hash of bucket and key: rows with the same value share an object.';
comment on column unified_media.legacy_map.written_at is
  'The updated_at that the migration wrote: an item with another value was changed since.';
create index if not exists legacy_map_object_hash_idx on unified_media.legacy_map (object_hash) where object_hash is not null;

create table if not exists unified_media.legacy_job (
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
comment on table unified_media.legacy_job is 'The jobs of a run. Each batch updates last_id in its own transaction.';

create table if not exists unified_media.legacy_state (
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
insert into unified_media.legacy_state (single) values (true) on conflict do nothing;
comment on column unified_media.legacy_state.hosts is 'Hosts of the project''s own object store; null accepts any host.';

-- The part of the state that the mapping reads with the rights of the reader.
create or replace view unified_media.legacy_hosts as select hosts from unified_media.legacy_state where single;

create table if not exists unified_media.legacy_problem (
  legacy_source text collate "C" not null,
  legacy_id text collate "C" not null,
  reason text collate "C" not null,
  detail text,
  seen_at timestamptz not null default now(),
  primary key (legacy_source, reason, legacy_id)
);
comment on table unified_media.legacy_problem is 'Rows that were skipped or need attention.';

-- Items from before the migration, with the values from before it changed them; before is null for unchanged items.
create table if not exists unified_media.legacy_item_backup (
  media_id uuid primary key,
  object_hash uuid,
  before jsonb,
  written_at timestamptz
);
create index if not exists legacy_item_backup_object_hash_idx on unified_media.legacy_item_backup (object_hash) where object_hash is not null;

create table if not exists unified_media.legacy_reference_backup (
  relation text collate "C" not null,
  field text collate "C" not null,
  row_id uuid not null,
  old_value jsonb,
  new_value jsonb,
  old_updated_at timestamptz,
  written_at timestamptz not null default now(),
  primary key (relation, field, row_id)
);
comment on table unified_media.legacy_reference_backup is 'The old values of rewritten references, for a rollback.';

-- Items that were deleted because their older row was. Boards may still reference them, as they referenced the row.
create table if not exists unified_media.legacy_removed_item (
  media_id uuid primary key,
  gone_at timestamptz not null default now()
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'legacy_job', 'legacy_state', 'legacy_problem', 'legacy_item_backup', 'legacy_reference_backup', 'legacy_removed_item'] loop
    execute format('alter table unified_media.%I enable row level security', name);
    execute format(
      'revoke all on unified_media.%I from public, anon, authenticated, service_role, unified_media_worker, unified_media_app', name);
  end loop;
  revoke all on unified_media.legacy_hosts from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
  grant select on unified_media.legacy_hosts to authenticated, service_role;
end $$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 100, '0100_legacy_tables', 'once', '3e0ebba9499445529285775b3e5d68627d7d765e92cc1841d7532b63f13ac438',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0101_legacy_location
begin;
-- Finds the object of an older row. A row contains an http address, a data: address or an object key. An http address can be signed,
-- percent-encoded, transformed (an address of a resized image) or doubled: an older program put the address of the store before a complete address.
-- A text that names no object of the store is kept, with the bucket 'external'.

-- These functions run with the rights of the caller, once per row that is copied or listed. They have no search_path of their own, because
-- setting it would take longer than most of them.

-- Checks the bytes by their hexadecimal digits. To catch the error of convert_from() instead would require a subtransaction, which PostgreSQL
-- does not allow in a parallel query.
create or replace function unified_media.legacy_unescape(p_text text) returns text
language plpgsql stable strict parallel safe as $$
declare
  bytes bytea;
  utf8 constant text :=
    '^(?:0[1-9a-f]|[1-7][0-9a-f]|(?:c[2-9a-f]|d[0-9a-f])[89ab][0-9a-f]'
    '|(?:e0[ab][0-9a-f]|ed[89][0-9a-f]|e[1-9a-cef][89ab][0-9a-f])[89ab][0-9a-f]'
    '|(?:f0[9ab][0-9a-f]|f4[8][0-9a-f]|f[1-3][89ab][0-9a-f])(?:[89ab][0-9a-f]){2})*$';
begin
  if position('%' in p_text) = 0 then
    return p_text;
  end if;

  bytes := (
    select string_agg(
      case when part[1] ~ '^%[0-9a-fA-F]{2}$' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
      ''::bytea order by place)
    from regexp_matches(p_text, '%[0-9a-fA-F]{2}|[^%]+|%', 'g') with ordinality as parts (part, place));
  return case when encode(bytes, 'hex') ~ utf8 then convert_from(bytes, 'UTF8') end;
end $$;
comment on function unified_media.legacy_unescape is 'Decodes percent-encoding as browsers do, so a stray % stays; null if the bytes are not UTF-8.';

create or replace function unified_media.legacy_is_key(p_key text) returns boolean
language sql immutable parallel safe as $$
  select octet_length(p_key) between 1 and 1024 and p_key !~ '(^|/)\.{0,2}(/|$)|[[:cntrl:]]'
$$;
comment on function unified_media.legacy_is_key is
  'Returns whether a text can be an object key: no parent segments, no empty segments, no control characters.';

create or replace function unified_media.legacy_locate_key(p_text text, p_bucket text, out bucket text, out key text, out problem text)
language plpgsql immutable parallel safe as $$
declare
  name text := ltrim(p_text, '/');
begin
  bucket := 'external';
  key := p_text;
  if p_text ~* '^data:' then
    problem := 'data_address';
  elsif p_text ~ '^//' or p_text ~* '^([a-z][a-z0-9+.-]*:|https?%3a)' then
    problem := 'unknown_scheme';
  elsif p_bucket is null or p_bucket in ('', 'external') or not unified_media.legacy_is_key(name) then
    problem := 'bad_key';
  else
    bucket := p_bucket;
    key := name;
  end if;
end $$;
comment on function unified_media.legacy_locate_key is
  'Returns bucket and key of a text that is not an http address; problem is the reason why it names no object.';

-- p_bucket is the bucket of texts that are object keys. p_hosts are the hosts of the project's own object store; null accepts any host. problem is
-- no_address, data_address, unknown_scheme, bad_encoding, bad_key, foreign_host or doubled_too_often; null if the object is known, and for
-- ordinary addresses of other hosts. Nearly all addresses are plain, so the expensive steps, above all long regular expressions, run only if
-- they may be needed.
create or replace function unified_media.legacy_locate_object(
  p_text text, p_bucket text, p_hosts text[], out bucket text, out key text, out url text, out problem text)
language plpgsql stable parallel safe as $$
declare
  place record;
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
    elsif rest like any (array['sign/%', 'authenticated/%']) then
      -- The address contains a token that expires, or requires one, so it is not kept.
      rest := substr(rest, position('/' in rest) + 1);
      url := null;
    end if;

    at := position('/' in rest);
    if at < 2 then
      problem := 'bad_key';
      return;
    end if;

    raw := substr(rest, at + 1);
    rest := left(rest, at - 1);
    if lower(left(raw, 4) collate "C") = 'http' and raw ~* '^https?(://|%3a(%2f|/){2})' then
      address := case when raw ~* '^https?:' then raw else unified_media.legacy_unescape(raw) end;
      if address is null then
        problem := 'bad_encoding';
        return;
      end if;
      continue;
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

  url := null;
  place := unified_media.legacy_locate_key(address, p_bucket);
  bucket := place.bucket;
  key := place.key;
  problem := place.problem;
end $$;
comment on function unified_media.legacy_locate_object is
  'Returns bucket and key of the object that an older row names; problem is the reason why it names none.';

-- The policies of the older store defined these paths. Source images of generations (playground-uploads) never belong to one item, because other
-- rows reference them. Segments of a path are compared as a whole and never by pattern.
create or replace function unified_media.legacy_can_adopt_object(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
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
comment on function unified_media.legacy_can_adopt_object is 'Returns whether the key proves that the object belongs to this login or owner.';

create or replace function unified_media.legacy_hash_object(p_bucket text, p_key text) returns uuid
language sql immutable parallel safe as $$
  select case when p_key <> '' then md5(p_bucket || '/' || p_key)::uuid end
$$;
comment on function unified_media.legacy_hash_object is
  'Returns a hash of bucket and key: rows with the same hash name the same content, however their addresses are written.';

revoke all on function unified_media.legacy_unescape(text), unified_media.legacy_is_key(text), unified_media.legacy_locate_object(text, text, text[]),
  unified_media.legacy_locate_key(text, text), unified_media.legacy_can_adopt_object(text, text, uuid, uuid), unified_media.legacy_hash_object(text, text)
  from public, anon, authenticated, service_role;
-- Granted in this file, because each run of it revokes all rights first.
grant execute on function unified_media.legacy_locate_object(text, text, text[]), unified_media.legacy_locate_key(text, text),
  unified_media.legacy_unescape(text), unified_media.legacy_is_key(text)
  to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 101, '0101_legacy_location', 'repeatable', '5c4e103213367a4026c77a0c2d34cf052cdaf6c84fd8590e5c7a742afc4b8c3a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0102_legacy_parsing
begin;
-- Parses the values of older rows.

create or replace function unified_media.legacy_get_extension(p_key text) returns text
language sql immutable parallel safe as $$
  select lower(substring(right(split_part(split_part(p_key, '?', 1), '#', 1), 6) from '\.([A-Za-z0-9]{1,5})$'))
$$;
comment on function unified_media.legacy_get_extension is 'Returns the extension of a key or an address in lower case, without a query or fragment.';

create or replace function unified_media.legacy_get_content_type(p_extension text) returns text
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
comment on function unified_media.legacy_get_content_type is 'Returns the content type of an extension; null if it is unknown.';

create or replace function unified_media.legacy_parse_count(p_text text) returns integer
language sql immutable parallel safe as $$
  select case when p_text ~ '^[1-9][0-9]{0,5}$' then p_text::integer end
$$;
comment on function unified_media.legacy_parse_count is
  'Returns a text as an integer if it is a whole number above zero of at most six digits; otherwise null.';

-- Uses the first of these sources that has both values: the measured size of the file, the columns, the size stored on saving, the text of a
-- resolution. Uses a single column only if no source has both.
create or replace function unified_media.legacy_choose_size(p_width integer, p_height integer, p_facts jsonb) returns integer[]
language sql immutable parallel safe as $$
  select case
    when unified_media.legacy_parse_count(p_facts ->> 'actual_width') > 0 and unified_media.legacy_parse_count(p_facts ->> 'actual_height') > 0
      then array[(p_facts ->> 'actual_width')::integer, (p_facts ->> 'actual_height')::integer]
    when p_width > 0 and p_height > 0 then array[p_width, p_height]
    when unified_media.legacy_parse_count(p_facts ->> 'saved_width') > 0 and unified_media.legacy_parse_count(p_facts ->> 'saved_height') > 0
      then array[(p_facts ->> 'saved_width')::integer, (p_facts ->> 'saved_height')::integer]
    when p_facts ->> 'resolution' ~* '^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$'
      then string_to_array(translate(lower(p_facts ->> 'resolution'), 'x', '*'), '*')::integer[]
    else array[case when p_width > 0 then p_width end, case when p_height > 0 then p_height end]
  end
$$;
comment on function unified_media.legacy_choose_size is
  'Returns width and height, both from the same source; an element is null if no source has it.';

create or replace function unified_media.legacy_parse_seconds(p_column integer, p_text text) returns numeric
language sql immutable parallel safe as $$
  select case when p_column > 0 then p_column when p_text ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' then nullif(p_text::numeric, 0) end
$$;
comment on function unified_media.legacy_parse_seconds is
  'Returns a duration in seconds, given as a number or as text; null if it is not a duration.';

-- Lists and copies must derive the same id.
create or replace function unified_media.legacy_derive_id(p_source text, p_id uuid) returns uuid
language sql immutable parallel safe as $$
  select (overlay(overlay(md5(p_source || ':' || p_id) placing '8' from 13 for 1) placing 'a' from 17 for 1))::uuid
$$;
comment on function unified_media.legacy_derive_id is
  'Derives the id of an item whose row id is already used by another item; always the same for the same row.';

-- The next two are STABLE because jsonb_build_object is: PostgreSQL would not inline an immutable function that calls a stable one.
create or replace function unified_media.legacy_build_attribution(p_facts jsonb) returns jsonb
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
comment on function unified_media.legacy_build_attribution is
  'Returns the attribution of a stock photo from the stored values; null if there are none.';

create or replace function unified_media.legacy_build_generation(p_facts jsonb) returns jsonb
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
comment on function unified_media.legacy_build_generation is
  'Returns the generation data of an image, with the names that items use; null if there is none.';

revoke all on function unified_media.legacy_get_extension(text), unified_media.legacy_get_content_type(text), unified_media.legacy_parse_count(text),
  unified_media.legacy_choose_size(integer, integer, jsonb), unified_media.legacy_parse_seconds(integer, text), unified_media.legacy_derive_id(text, uuid),
  unified_media.legacy_build_attribution(jsonb), unified_media.legacy_build_generation(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_get_extension(text), unified_media.legacy_get_content_type(text), unified_media.legacy_parse_count(text),
  unified_media.legacy_choose_size(integer, integer, jsonb), unified_media.legacy_parse_seconds(integer, text), unified_media.legacy_derive_id(text, uuid),
  unified_media.legacy_build_attribution(jsonb), unified_media.legacy_build_generation(jsonb) to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 102, '0102_legacy_parsing', 'repeatable', '253d878a46f899056f16c75f5b2baba956d896964777d4c28752edb55326080a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0103_legacy_views
begin;
-- The older tables exist in three versions, and hosts have added columns. Two views give every version the same columns: a missing column reads
-- as null, and unknown columns are collected in others. Preparing a migration creates the views again, because the tables may have changed since.
create or replace function unified_media.legacy_create_view(p_view text, p_table text, p_columns text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  relation regclass := to_regclass(format('public.%I', p_table));
  columns text := '';
  others text := '';
  known text[] := '{}';
  wanted record;
  found record;
begin
  -- The views of a finished migration do not depend on the tables, so that the host can drop the tables.
  if (select s.phase = 'finished' from unified_media.legacy_state s) then
    relation := null;
  end if;

  -- A table whose ids are not UUIDs is an unrelated table of the same name.
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
comment on function unified_media.legacy_create_view is 'Creates a view of an older table with the given columns; missing ones are null.';

create or replace function unified_media.legacy_create_views() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_create_view('legacy_gallery', 'playground_gallery', array[
    'id:uuid', 'user_id:uuid', 'image_url:text', 'thumbnail_url:text', 'title:text', 'description:text', 'tags:text[]',
    'created_at:timestamp with time zone', 'updated_at:timestamp with time zone', 'width:integer', 'height:integer', 'format:text',
    'project_id:text', 'edit_id:text', 'file_size:bigint', 'used_in_moodboard:boolean', 'used_in_showcase:boolean', 'media_type:text',
    'video_url:text', 'video_duration:integer', 'video_resolution:text', 'video_format:text', 'generation_metadata:jsonb',
    'exif_json:jsonb', 'is_verified:boolean', 'verification_timestamp:timestamp with time zone', 'source:text', 'generation_type:text',
    'source_type:text', 'enhancement_type:text', 'original_media_id:text', 'is_nsfw:boolean', 'is_flagged:boolean',
    'moderation_status:text', 'moderation_reason:text', 'moderated_by:uuid', 'moderated_at:timestamp with time zone',
    'user_marked_nsfw:boolean', 'nsfw_confidence_score:numeric']);
  perform unified_media.legacy_create_view('legacy_user_media', 'user_media', array[
    'id:uuid', 'user_id:uuid', 'file_name:text', 'file_path:text', 'file_size:bigint', 'mime_type:text', 'width:integer',
    'height:integer', 'blurhash:text', 'palette:text[]', 'upload_purpose:text', 'created_at:timestamp with time zone',
    'updated_at:timestamp with time zone']);

  revoke all on unified_media.legacy_gallery, unified_media.legacy_user_media
    from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
  grant select on unified_media.legacy_gallery, unified_media.legacy_user_media to authenticated, service_role;
end $$;
comment on function unified_media.legacy_create_views is 'Creates the views of the older tables for their current columns.';

revoke all on function unified_media.legacy_create_view(text, text, text[]), unified_media.legacy_create_views()
  from public, anon, authenticated, service_role;
select unified_media.legacy_create_views();

-- The columns that both tables have. A query with a constant or a parameter for legacy_source reads one table only.
create or replace view unified_media.legacy_rows with (security_invoker = true) as
select 'playground_gallery'::text as legacy_source, g.id, g.user_id, g.created_at, g.updated_at from unified_media.legacy_gallery g
union all
select 'user_media', u.id, u.user_id, u.created_at, u.updated_at from unified_media.legacy_user_media u;
revoke all on unified_media.legacy_rows from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 103, '0103_legacy_views', 'repeatable', 'f45dbfed5681d52983bfe25661fd4dfdb0add31ce3d6527821fd149673e09552',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0104_legacy_mapping
begin;
-- Maps an older row to the columns of media. Batches, triggers and lists use the same views. The views are read with the rights of the reader.

-- The verification (legacy_expect_item) implements the same rules independently, in a different way, so that a mistake in one implementation
-- shows as a difference. Do not share code between the two.

-- Each step is a lateral subquery, which PostgreSQL evaluates once per row. The location is one composite value, because PostgreSQL would
-- materialize the result of a function in FROM for every row.
create or replace view unified_media.legacy_gallery_mapped with (security_invoker = true) as
select
  'playground_gallery'::text as legacy_source, g.id as legacy_id, g.user_id as login_id, kind.type, place.bucket, place.key as path, place.url,
  place.problem, size.pixels[1] as width, size.pixels[2] as height,
  case when kind.type = 'video' then floor(time.seconds)::integer end as duration,
  case when kind.type = 'video' then round(time.seconds * 1000000)::bigint end as duration_us,
  case when jsonb_typeof(facts.generation -> 'palette') = 'array' then facts.generation -> 'palette' end as palette,
  left(facts.generation ->> 'blurhash', 255) as blurhash, g.exif_json, origin.source_type, left(origin.enhancement, 50) as enhancement_type,
  case when length(facts.original) <= 50 then facts.original end as original_media_id,
  -- The values of the generation stay at the top level, where the earlier migration put them. If one of them has a name that items use, the whole
  -- object is kept too.
  facts.generation
    || case when facts.is_not_object or facts.generation ?| array[
        'gallery_id', 'title', 'description', 'alt', 'tags', 'attribution', 'generation', 'content', 'user', 'legacy', 'generation_metadata',
        'used_in_moodboard', 'used_in_showcase', 'media_type', 'format', 'project_id', 'edit_id', 'image_url', 'thumbnail_url', 'video_url',
        'video_resolution', 'video_format', 'is_verified', 'verification_timestamp', 'generation_type', 'gallery_source', 'migrated_at',
        'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at', 'user_marked_nsfw',
        'nsfw_confidence_score']
      then jsonb_build_object('generation_metadata', g.generation_metadata) else '{}' end
    -- Nulls are removed at any depth, because none has a meaning here. The keys are in the order of jsonb, by length and then alphabetically,
    -- which saves sorting them for every row.
    || jsonb_strip_nulls(jsonb_build_object(
      'tags', case when cardinality(g.tags) > 0 then nullif(to_jsonb(array_remove(g.tags, null)), '[]') end, 'title', nullif(g.title, ''),
      'format', nullif(g.format, ''), 'legacy', g.others, 'edit_id', g.edit_id, 'is_nsfw', g.is_nsfw,
      'image_url', case when btrim(g.image_url, E' \t\r\n') <> facts.address and g.image_url !~* '^data:' then g.image_url end,
      'video_url', nullif(g.video_url, ''), 'gallery_id', g.id, 'generation', unified_media.legacy_build_generation(facts.generation),
      'is_flagged', g.is_flagged, 'media_type', lower(g.media_type), 'project_id', g.project_id,
      'attribution', unified_media.legacy_build_attribution(facts.generation), 'description', nullif(g.description, ''), 'is_verified', g.is_verified,
      'moderated_at', g.moderated_at, 'moderated_by', g.moderated_by, 'video_format', g.video_format,
      'thumbnail_url', case when g.thumbnail_url <> '' and g.thumbnail_url <> facts.address then g.thumbnail_url end,
      'gallery_source', g.source, 'generation_type', g.generation_type, 'enhancement_type', origin.enhancement,
      'used_in_showcase', g.used_in_showcase, 'user_marked_nsfw', g.user_marked_nsfw, 'video_resolution', g.video_resolution,
      'moderation_reason', g.moderation_reason, 'moderation_status', g.moderation_status, 'used_in_moodboard', g.used_in_moodboard,
      'nsfw_confidence_score', g.nsfw_confidence_score, 'verification_timestamp', g.verification_timestamp))
    as metadata,
  case
    when kind.by_extension is not null and split_part(kind.by_extension, '/', 1) = kind.type then kind.by_extension
    when kind.type = split_part(unified_media.legacy_get_content_type(lower(g.format)), '/', 1) then unified_media.legacy_get_content_type(lower(g.format))
    when kind.type = 'video' then unified_media.legacy_get_content_type(lower(g.video_format))
    when kind.type = 'pdf' then 'application/pdf'
  end as mime_type,
  case when g.file_size >= 0 then g.file_size end as size_bytes,
  g.created_at, greatest(coalesce(g.updated_at, g.created_at), g.created_at) as updated_at,
  g.is_nsfw, g.is_flagged, g.moderation_status, g.moderation_reason, g.moderated_by, g.moderated_at, g.user_marked_nsfw,
  g.nsfw_confidence_score
from unified_media.legacy_gallery g
cross join lateral (
  select
    case when jsonb_typeof(g.generation_metadata) = 'object' then g.generation_metadata else '{}' end as generation,
    jsonb_typeof(g.generation_metadata) not in ('object', 'null') as is_not_object,
    coalesce(nullif(btrim(g.video_url, E' \t\r\n'), ''), btrim(g.image_url, E' \t\r\n')) as address,
    coalesce(nullif(g.original_media_id, ''), nullif(g.generation_metadata ->> 'original_media_id', '')) as original
  offset 0) facts
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select unified_media.legacy_locate_object(facts.address, null, (select hosts from unified_media.legacy_hosts)) as place offset 0) l) place
cross join lateral (
  select
    extension.by_extension,
    case
      -- The older program stored animations as videos without a video URL.
      when extension.by_extension like 'image/%' and coalesce(btrim(g.video_url), '') = '' then 'image'
      when extension.by_extension = 'image/gif' then 'image'
      when g.video_url <> '' or lower(g.media_type) = 'video' or extension.by_extension like 'video/%' or place.bucket = 'playground-videos'
        then 'video'
      when extension.by_extension = 'application/pdf' or lower(g.media_type) = 'pdf' then 'pdf'
      else 'image'
    end as type
  from (select unified_media.legacy_get_content_type(unified_media.legacy_get_extension(place.key)) as by_extension offset 0) extension
  offset 0) kind
cross join lateral (select unified_media.legacy_choose_size(g.width, g.height, facts.generation) as pixels offset 0) size
cross join lateral (select unified_media.legacy_parse_seconds(g.video_duration, facts.generation ->> 'duration') as seconds offset 0) time
cross join lateral (
  select
    detected.source_type,
    case when detected.source_type = 'enhanced' then coalesce(
      nullif(g.enhancement_type, ''), nullif(facts.generation ->> 'enhancement_type', ''), nullif(facts.generation ->> 'style_applied', ''),
      nullif(facts.generation ->> 'style', ''), nullif(facts.generation ->> 'applied_style', '')) end as enhancement
  from (
    select case
      -- The value 'playground' is ignored, because it was the default of the column.
      when lower(g.source_type) in ('enhanced', 'stock', 'upload') then lower(g.source_type)
      when facts.generation ->> 'enhancement_type' <> '' or facts.generation ->> 'style_applied' <> ''
        or facts.generation ->> 'source' = 'ai_enhancement'
        or g.title ilike '%enhanced%' or 'ai-enhanced' = any (g.tags) then 'enhanced'
      when lower(facts.generation ->> 'source') in ('pexels', 'unsplash', 'pixabay') or lower(g.source) in ('pexels', 'unsplash', 'pixabay')
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
  left(coalesce(kind.by_column, kind.by_extension), 100) as mime_type,
  case when u.file_size >= 0 then u.file_size end as size_bytes,
  u.created_at, greatest(coalesce(u.updated_at, u.created_at), u.created_at) as updated_at,
  null::boolean as is_nsfw, null::boolean as is_flagged, null::text as moderation_status, null::text as moderation_reason,
  null::uuid as moderated_by, null::timestamptz as moderated_at, null::boolean as user_marked_nsfw, null::numeric as nsfw_confidence_score
from unified_media.legacy_user_media u
cross join lateral (
  select (l.place).bucket, (l.place).key, (l.place).url, (l.place).problem
  from (
    select unified_media.legacy_locate_object(u.file_path, 'user-media', (select hosts from unified_media.legacy_hosts)) as place offset 0) l) place
cross join lateral (
  select
    types.by_column, types.by_extension,
    case
      when coalesce(types.by_column, types.by_extension) like 'video/%' then 'video'
      when coalesce(types.by_column, types.by_extension) = 'application/pdf' then 'pdf'
      else 'image'
    end as type
  from (
    select
      case
        when u.mime_type in ('image/jpeg', 'image/png', 'image/webp', 'video/mp4') then u.mime_type
        else substring(lower(btrim(split_part(u.mime_type, ';', 1))) from '^[a-z]+/[a-z0-9.+-]+$')
      end as by_column,
      unified_media.legacy_get_content_type(unified_media.legacy_get_extension(place.key)) as by_extension
    offset 0) types
  offset 0) kind
cross join lateral (select unified_media.legacy_choose_size(u.width, u.height, null) as pixels offset 0) size
cross join lateral (
  select
    detected.source_type,
    -- File names of the older program: enhanced-{login}-{original}-{enhancement}-{time}-{random}.
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

-- The row type of both views. Queries should read one of the two views: PostgreSQL prepares all expressions of a view, even for
-- a view without rows.
create or replace view unified_media.legacy_mapped with (security_invoker = true) as
select * from unified_media.legacy_gallery_mapped union all select * from unified_media.legacy_user_media_mapped;

revoke all on unified_media.legacy_gallery_mapped, unified_media.legacy_user_media_mapped, unified_media.legacy_mapped
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant select on unified_media.legacy_gallery_mapped, unified_media.legacy_user_media_mapped to authenticated, service_role;

-- A function, so that a statement prepares the expressions of one table only, and only if it reads rows of it. Lists call it with the
-- rights of the reader.
create or replace function unified_media.legacy_map_rows(p_source text, p_ids uuid[]) returns setof unified_media.legacy_mapped
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if p_ids is null then
    return;
  elsif p_source = 'playground_gallery' then
    return query select g.* from unified_media.legacy_gallery_mapped g where g.legacy_id = any (p_ids);
  elsif p_source = 'user_media' then
    return query select u.* from unified_media.legacy_user_media_mapped u where u.legacy_id = any (p_ids);
  end if;
end $$;
comment on function unified_media.legacy_map_rows is 'Maps rows of an older table to items.';

revoke all on function unified_media.legacy_map_rows(text, uuid[]) from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_map_rows(text, uuid[]) to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 104, '0104_legacy_mapping', 'repeatable', 'dd34aa2a42854f93476b1dad2625b5cdbd8475956bd0234c46a361741f8e73db',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0105_legacy_objects
begin;
-- Functions for the login, the map entry and the objects of an item that was an older row.

create or replace function unified_media.legacy_find_login(p_owner uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select s.value from unified_media.settings s where s.key = 'owners_are_profiles') = 'true' then
    return (select p.user_id from public.users_profile p where p.id = p_owner);
  end if;
  return p_owner;
end $$;
comment on function unified_media.legacy_find_login is 'Returns the login of an owner; older tables and object keys contain logins.';

-- A writer of an item locks the item first, then its object, then its map entry, in the same order as a deletion, which prevents deadlocks.
create or replace function unified_media.legacy_lock_entry(p_source text, p_id text) returns unified_media.legacy_map
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
comment on function unified_media.legacy_lock_entry is
  'Locks the item of an older row and its entry in the map and returns the entry; nulls if there is none.';

-- The job for shared objects repeats the check for other rows with the same object, because two writers can adopt it at the same time.
create or replace function unified_media.legacy_adopt_object(
  p_media uuid, p_login uuid, p_owner uuid, p_bucket text, p_key text, p_content_type text, p_size bigint, p_created timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hash uuid := unified_media.legacy_hash_object(p_bucket, p_key);
  adopted bigint;
begin
  if not unified_media.legacy_can_adopt_object(p_bucket, p_key, p_login, p_owner)
    or exists (select from unified_media.legacy_map l where l.object_hash = hash and l.media_id is distinct from p_media)
    or exists (select from unified_media.legacy_item_backup b where b.object_hash = hash and b.media_id <> p_media) then
    return null;
  end if;

  insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
  values (p_media, 1, p_owner, p_bucket, p_key, 'ready', true, p_content_type, p_size, coalesce(p_created, now()))
  on conflict do nothing returning object_id into adopted;
  return adopted;
end $$;
comment on function unified_media.legacy_adopt_object is
  'Records an object in the ledger for an item and returns its id; null if the key proves nothing or another row names it.';

create or replace function unified_media.legacy_release_objects(p_object_hashes uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  released integer;
  -- Collected first, because a join with media would scan all of its rows.
  sharers uuid[] := array(
    select l.media_id from unified_media.legacy_map l where l.object_hash = any (p_object_hashes)
    union select b.media_id from unified_media.legacy_item_backup b where b.object_hash = any (p_object_hashes));
begin
  sharers := array(
    select m.id from public.media m where m.id = any (sharers) and m.object_id is not null order by m.id for update);
  with removed as (
    delete from unified_media.objects o where o.media_id = any (sharers) and o.adopted and o.state = 'ready'
    returning o.object_id, o.media_id),
  items as (
    update public.media m set object_id = null from removed r where m.id = r.media_id and m.object_id = r.object_id)
  select count(*) into released from removed;
  return released;
end $$;
comment on function unified_media.legacy_release_objects is
  'Removes adopted objects that several rows name from the ledger, so that no deletion erases them; returns their number.';

-- For objects derived from content that an item no longer shows. The deletion of an item sets item_deleted; this function does not, so that the
-- item, or another copy of its row, can reserve the role again. Call it after the row of the original is locked or deleted. As in reserve, a
-- pending attempt stays due at the end of its lease.
create or replace function unified_media.legacy_mark_derived_deleted(p_items uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update unified_media.objects o set
    state = 'deleting', received_sha256 = null, next_try_at = case o.state when 'ready' then '-infinity' else o.next_try_at end
  where o.media_id = any (p_items) and o.role <> 'original' and o.state in ('pending', 'ready');
end $$;
comment on function unified_media.legacy_mark_derived_deleted is
  'Marks the derived objects of items for deletion, so that they can be derived again.';

revoke all on function unified_media.legacy_find_login(uuid), unified_media.legacy_lock_entry(text, text),
  unified_media.legacy_adopt_object(uuid, uuid, uuid, text, text, text, bigint, timestamptz), unified_media.legacy_release_objects(uuid[]),
  unified_media.legacy_mark_derived_deleted(uuid[])
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_find_login(uuid) to unified_media_app, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 105, '0105_legacy_objects', 'repeatable', '65752e086dfcbdf141fcbafa10fe989b08d5c5fd35860b703e02ddf0d88d86e6',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0106_legacy_items
begin;
-- Writes the rows of media that older rows become. The statements are dynamic, because the types and columns of media differ between databases.

-- Enum labels are in upper or lower case. A kind that the enum does not have is stored as an image.
create or replace function unified_media.legacy_describe_media(
  out kind_type text, out visibility_type text, out labels jsonb, out moderation_columns text[], out needs_created_at boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  with columns as (
    select a.attname as name, a.attnotnull as is_required, format_type(a.atttypid, a.atttypmod) as type, a.atttypid as type_id,
      t.typtype = 'e' as is_enum
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = to_regclass('public.media') and not a.attisdropped and a.attname in (
      'type', 'visibility', 'created_at', 'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at',
      'user_marked_nsfw', 'nsfw_confidence_score')),
  label_words as (
    select w.word, case when c.is_enum then (
      select e.enumlabel::text from pg_catalog.pg_enum e
      where e.enumtypid = c.type_id and lower(e.enumlabel) = lower(w.word) order by e.enumlabel = w.word desc limit 1) else w.word end as label
    from (values ('type', 'image'), ('type', 'video'), ('type', 'pdf'), ('visibility', 'PRIVATE')) w (name, word)
    join columns c on c.name = w.name)
  select
    (select c.type from columns c where c.name = 'type'), (select c.type from columns c where c.name = 'visibility'),
    (select jsonb_object_agg(l.word, coalesce(l.label, (select i.label from label_words i where i.word = 'image' and l.word <> 'PRIVATE')))
     from label_words l),
    array(select c.name::text from columns c where c.name not in ('type', 'visibility', 'created_at') order by c.name),
    (select c.is_required from columns c where c.name = 'created_at')
  into kind_type, visibility_type, labels, moderation_columns, needs_created_at;
end $$;
comment on function unified_media.legacy_describe_media is
  'Describes the table media of the host: types, labels, moderation columns, whether created_at is required.';

-- An older row that becomes an item: the columns of legacy_mapped, and the values that the copy computes.
do $$
begin
  if to_regtype('unified_media.legacy_candidate') is null then
    create type unified_media.legacy_candidate as (
      legacy_source text, legacy_id uuid, login_id uuid, type text, bucket text, path text, url text, problem text, width integer,
      height integer, duration integer, duration_us bigint, palette jsonb, blurhash text, exif_json jsonb, source_type text,
      enhancement_type text, original_media_id text, metadata jsonb, mime_type text, size_bytes bigint, created_at timestamptz,
      updated_at timestamptz, is_nsfw boolean, is_flagged boolean, moderation_status text, moderation_reason text, moderated_by uuid,
      moderated_at timestamptz, user_marked_nsfw boolean, nsfw_confidence_score numeric, owner_user_id uuid, owners integer, object_hash uuid,
      written_at timestamptz, media_id uuid, is_shared boolean);
  end if;
end $$;

create or replace function unified_media.legacy_insert_items(p_candidates unified_media.legacy_candidate[], p_objects jsonb) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  inserted integer;
begin
  select * into host from unified_media.legacy_describe_media();
  select coalesce(string_agg(', ' || quote_ident(name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      insert into public.media (
        id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
        updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes, legacy_source,
        legacy_id%1$s)
      select
        media_id, owner_user_id, ($3 ->> type)::%2$s, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json,
        ($3 ->> 'PRIVATE')::%3$s, coalesce(created_at, case when $4 then now() end), written_at, source_type, enhancement_type,
        original_media_id, metadata || jsonb_build_object('migrated_at', now()), ($2 ->> media_id::text)::bigint, url, mime_type, size_bytes,
        legacy_source, legacy_id::text%1$s
      from unnest($1)
    $query$, moderation, host.kind_type, host.visibility_type)
  using p_candidates, p_objects, host.labels, host.needs_created_at;
  get diagnostics inserted = row_count;
  return inserted;
end $$;
comment on function unified_media.legacy_insert_items is 'Inserts older rows into media with the objects given per item id, and returns their number.';

create or replace function unified_media.legacy_update_item(p_id uuid, p_mapped unified_media.legacy_mapped, p_object bigint) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  changed_at timestamptz;
begin
  select * into host from unified_media.legacy_describe_media();
  select coalesce(string_agg(format(', %1$I = $2.%1$I', name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      update public.media m set
        type = ($4 ->> $2.type)::%2$s, bucket = $2.bucket, path = $2.path, url = $2.url, object_id = $3, width = $2.width,
        height = $2.height, duration = $2.duration, duration_us = $2.duration_us, palette = $2.palette, blurhash = $2.blurhash,
        exif_json = $2.exif_json, source_type = $2.source_type, enhancement_type = $2.enhancement_type,
        original_media_id = $2.original_media_id,
        metadata = $2.metadata || jsonb_build_object('migrated_at', coalesce(m.metadata -> 'migrated_at', to_jsonb(now()))),
        mime_type = $2.mime_type, size_bytes = $2.size_bytes,
        updated_at = greatest($2.updated_at, m.updated_at + interval '1 microsecond')%1$s
      where m.id = $1
      returning m.updated_at
    $query$, moderation, host.kind_type)
  into changed_at using p_id, p_mapped, p_object, host.labels;
  return changed_at;
end $$;
comment on function unified_media.legacy_update_item is 'Updates an item from its older row and returns the new updated_at.';

-- A trigger of the host may have updated a new item already; the trigger of that update wrote the same rows.
create or replace function unified_media.legacy_insert_side_rows(p_ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  with sides as materialized (
    select m.id, m.owner_user_id, coalesce(m.created_at, '-infinity') as created_at, m.metadata,
      coalesce(m.visibility::text in ('PUBLIC', 'public'), false) as is_public,
      array(select t.tag from unified_media.extract_tags(m.metadata) t (tag)) as tags
    from public.media m where m.id = any (p_ids)),
  tagged as (
    insert into unified_media.media_tags (owner_user_id, tag, created_at, media_id, is_public)
    select s.owner_user_id, t.tag, s.created_at, s.id, s.is_public from sides s cross join lateral unnest(s.tags) t (tag)
    on conflict do nothing)
  insert into unified_media.media_search (media_id, owner_user_id, created_at, is_public, doc)
  select s.id, s.owner_user_id, s.created_at, s.is_public, array_to_tsvector(w.words)
  from sides s
  cross join lateral (select unified_media.join_search_text(s.metadata, s.tags) as words_from offset 0) f
  cross join lateral (select array_agg(w.word) as words from unified_media.extract_words(f.words_from) w (word) offset 0) w
  where w.words <> '{}'
  on conflict do nothing;
end $$;
comment on function unified_media.legacy_insert_side_rows is 'Writes the tags and words of new items, as the trigger of a single row does.';

revoke all on function unified_media.legacy_describe_media(), unified_media.legacy_insert_items(unified_media.legacy_candidate[], jsonb),
  unified_media.legacy_update_item(uuid, unified_media.legacy_mapped, bigint), unified_media.legacy_insert_side_rows(uuid[])
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 106, '0106_legacy_items', 'repeatable', '19af0d97f3220cddd859388de7293c8f1d61020fcb0e31567576273c3b24aac8',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0107_legacy_copy
begin;
-- Creates items from older rows. Batches of thousands of rows, the trigger of a single row and legacy_adopt_row call the same functions.

-- All statements are static, so that PostgreSQL caches their plans: planning the mapping takes longer than mapping a row. The functions that are
-- called from outside, here and in the next step, therefore set plan_cache_mode. They also disable enable_seqscan, because a run starts with empty
-- tables, and a plan for an empty table must not scan the table when it is full; and enable_memoize and jit, which cost more than they save.

-- A cached plan does not know the lengths of arrays. Each other table is therefore read by a subselect per row instead of a join.
create or replace function unified_media.legacy_find_candidates(p_source text, p_ids uuid[]) returns setof unified_media.legacy_candidate
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[] := array(
    select i.id from unnest(p_ids) i (id)
    where (select true from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = i.id::text) is null
      and (
        select true from unified_media.legacy_problem p
        where p.legacy_source = p_source and p.reason = 'failed' and p.legacy_id = i.id::text) is null);
begin
  return query
    select r.*,
      case
        when p_source = 'user_media' and (select true from unified_media.legacy_gallery t where t.id = r.legacy_id)
          or (select true from public.media t where t.id = r.legacy_id)
          or (select true from unified_media.objects t where t.media_id = r.legacy_id and t.role = 'original' limit 1)
          then unified_media.legacy_derive_id(p_source, r.legacy_id)
        else r.legacy_id
      end,
      r.bucket <> 'external' and (
        count(*) over (partition by r.object_hash) > 1
        or (select true from unified_media.legacy_map l where l.object_hash = r.object_hash limit 1)
        or (select true from unified_media.legacy_item_backup x where x.object_hash = r.object_hash limit 1)) is true
    from (
      select m.*, o.ids[1], cardinality(o.ids), unified_media.legacy_hash_object(m.bucket, m.path) as object_hash,
        coalesce(m.updated_at, m.created_at, now())
      from unified_media.legacy_map_rows(p_source, ids) m
      cross join lateral (select unified_media.find_owners(m.login_id) as ids offset 0) o
      offset 0) r
    order by r.legacy_id;
end $$;
comment on function unified_media.legacy_find_candidates is
  'Maps the given older rows that are not items yet, with owner, id and whether another row names their object.';

create or replace function unified_media.legacy_copy_rows(
  p_source text, p_ids uuid[], out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  candidates unified_media.legacy_candidate[] := array(select c from unified_media.legacy_find_candidates(p_source, p_ids) c);
  entries jsonb;
  objects jsonb;
  shared uuid[];
begin
  -- The map entry reserves the row: a concurrent call for the same row inserts no entry, and then no item.
  with inserted as (
    insert into unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, object_hash, written_at)
    select c.legacy_source, c.legacy_id::text, c.media_id, c.owner_user_id, c.object_hash, c.written_at
    from unnest(candidates) c where c.owners = 1
    on conflict do nothing
    returning legacy_id, media_id)
  select coalesce(jsonb_object_agg(i.legacy_id, i.media_id), '{}') into entries from inserted i;

  insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
  select c.legacy_source, c.legacy_id::text,
    case when c.owners = 0 then 'owner_unknown' when c.owners > 1 then 'owner_ambiguous' else c.problem end,
    left(case when c.owners = 1 then c.path else c.login_id::text end, 500)
  from unnest(candidates) c where c.owners <> 1 or c.problem is not null
  on conflict do nothing;

  rows_read := cardinality(candidates);
  rows_skipped := (select count(*) from unnest(candidates) c where c.owners <> 1);
  shared := array(select distinct c.object_hash from unnest(candidates) c where c.is_shared);
  candidates := array(select c from unnest(candidates) c where entries ? c.legacy_id::text);

  with adopted as (
    insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select c.media_id, 1, c.owner_user_id, c.bucket, c.path, 'ready', true, c.mime_type, c.size_bytes, coalesce(c.created_at, now())
    from unnest(candidates) c
    where not c.is_shared and unified_media.legacy_can_adopt_object(c.bucket, c.path, c.login_id, c.owner_user_id)
    on conflict do nothing
    returning object_id, media_id)
  select count(*), coalesce(jsonb_object_agg(a.media_id, a.object_id), '{}') into rows_adopted, objects from adopted a;

  -- The setting disables the row trigger that writes tags and words.
  perform set_config('unified_media.writes_side_tables', 'on', true);
  rows_written := unified_media.legacy_insert_items(candidates, objects);
  perform set_config('unified_media.writes_side_tables', '', true);
  perform unified_media.legacy_insert_side_rows(array(select c.media_id from unnest(candidates) c));

  -- Rows that had no owner before have one now.
  delete from unified_media.legacy_problem p
  where p.legacy_source = p_source and p.reason = any (array['owner_unknown', 'owner_ambiguous'])
    and p.legacy_id = any (array(select jsonb_object_keys(entries)));
  if shared <> '{}' then
    perform unified_media.legacy_release_objects(shared);
  end if;
end $$;
comment on function unified_media.legacy_copy_rows is
  'Creates items from older rows: entry in the map, object in the ledger, item, tags and words; rows without exactly one owner are listed.';

revoke all on function unified_media.legacy_find_candidates(text, uuid[]), unified_media.legacy_copy_rows(text, uuid[])
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 107, '0107_legacy_copy', 'repeatable', '11a56684ac3877c6fe5ae84ea9ccb419bb17a70b0ea8ecc14756abdfacf3bfe6',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0108_legacy_refresh
begin;
-- Updates items after changes of their older rows: a trigger refreshes the item of one row, and a run finds rows that changed without a trigger.

create or replace function unified_media.legacy_refresh_row(p_source text, p_id uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  known unified_media.legacy_map := unified_media.legacy_lock_entry(p_source, p_id::text);
  item record;
  mapped unified_media.legacy_mapped;
  object bigint;
begin
  if known.legacy_id is null then
    if (select c.rows_written > 0 from unified_media.legacy_copy_rows(p_source, array[p_id]) c) then
      return true;
    end if;

    -- A concurrent batch copied the row as it was before this change: its item is refreshed now. Otherwise the row has no owner.
    known := unified_media.legacy_lock_entry(p_source, p_id::text);
    if known.legacy_id is null then
      return true;
    end if;
  end if;

  select m.id, m.owner_user_id, m.bucket, m.path, m.object_id, m.updated_at into item
  from public.media m where m.id = known.media_id for update;
  if not found or known.deleted_at is not null then
    return false;
  end if;

  if item.updated_at is distinct from known.written_at or exists (select from unified_media.legacy_item_backup x where x.media_id = item.id) then
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (p_source, p_id::text, 'changed_on_both_sides', item.id::text) on conflict do nothing;
    return false;
  end if;

  select * into mapped from unified_media.legacy_map_rows(p_source, array[p_id]);
  object := item.object_id;
  if (mapped.bucket, mapped.path) is distinct from (item.bucket, item.path) then
    delete from unified_media.objects o where o.media_id = item.id and o.adopted and o.state = 'ready';
    perform unified_media.legacy_mark_derived_deleted(array[item.id]);
    update unified_media.legacy_map l set object_hash = unified_media.legacy_hash_object(mapped.bucket, mapped.path)
    where l.legacy_source = p_source and l.legacy_id = p_id::text;
    object := unified_media.legacy_adopt_object(
      item.id, mapped.login_id, item.owner_user_id, mapped.bucket, mapped.path, mapped.mime_type, mapped.size_bytes, mapped.created_at);
  end if;

  known.written_at := unified_media.legacy_update_item(item.id, mapped, object);
  update unified_media.legacy_map l set written_at = known.written_at where l.legacy_source = p_source and l.legacy_id = p_id::text;
  return true;
end $$;
comment on function unified_media.legacy_refresh_row is
  'Updates an item from its older row; returns false if the item was kept, because it was changed or deleted itself.';

-- For rows that were changed while no trigger was attached. A row whose updated_at equals the copied one is skipped. Another row is
-- refreshed if its mapping differs from the item.
create or replace function unified_media.legacy_refresh_changed_rows(p_source text, p_ids uuid[]) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off set jit = off as $$
declare
  kinds jsonb;
  changed uuid[];
  -- One row at a time: a join would read the whole map.
  candidates uuid[] := array(
    select r.id
    from unified_media.legacy_rows r
    cross join lateral (
      select l.media_id, l.written_at from unified_media.legacy_map l
      where l.legacy_source = p_source and l.legacy_id = r.id::text and l.deleted_at is null and l.mapped_at <> now() limit 1) l
    where r.legacy_source = p_source and r.id = any (p_ids) and l.written_at is not null
      and (r.updated_at is null or greatest(r.updated_at, r.created_at) <> l.written_at)
      and (select true from unified_media.legacy_item_backup x where x.media_id = l.media_id) is null
      and (
        select true from unified_media.legacy_problem p
        where p.legacy_source = p_source and p.reason = 'failed' and p.legacy_id = r.id::text) is null);
begin
  if candidates = '{}' then
    return 0;
  end if;

  kinds := (select d.labels from unified_media.legacy_describe_media() d);
  changed := array(
    select b.legacy_id
    from unified_media.legacy_map_rows(p_source, candidates) b
    join unified_media.legacy_map l on l.legacy_source = p_source and l.legacy_id = b.legacy_id::text
    join public.media m on m.id = l.media_id
    where case
      when m.updated_at is distinct from l.written_at then b.updated_at > l.written_at
      else coalesce(b.updated_at > l.written_at, false) or (
        kinds ->> b.type, b.bucket, b.path, b.url, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash, b.exif_json,
        b.source_type, b.enhancement_type, b.original_media_id, b.metadata, b.mime_type, b.size_bytes)
        is distinct from (
        m.type::text, m.bucket, m.path, m.url, m.width, m.height, m.duration, m.duration_us, m.palette, m.blurhash, m.exif_json,
        m.source_type, m.enhancement_type, m.original_media_id, m.metadata - 'migrated_at', m.mime_type, m.size_bytes)
      end
    order by b.legacy_id);
  return (select count(*) filter (where unified_media.legacy_refresh_row(p_source, c.id)) from unnest(changed) c (id));
end $$;
comment on function unified_media.legacy_refresh_changed_rows is
  'Refreshes the items of older rows that changed after they were copied; returns their number.';

revoke all on function unified_media.legacy_refresh_row(text, uuid), unified_media.legacy_refresh_changed_rows(text, uuid[])
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 108, '0108_legacy_refresh', 'repeatable', 'c6f34587bc27147ad35c1afbaef7577513d6e21322f81bff2f4aeb1e11aaa194',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0109_legacy_reconciling
begin;
-- Matches items from before the migration with the older rows that they were made from, and assigns objects to their owners.

-- An item was made from an older row by an earlier migration (gallery_id, user_media_id), or when a user promoted the row (original_gallery_id).
-- A promoted item without that id (promoted_from_playground) has the address of its row.
create or replace function unified_media.legacy_find_source_row(
  p_owner uuid, p_path text, p_metadata jsonb, p_exif jsonb, out legacy_source text, out legacy_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  login uuid;
  stored_id text;
begin
  if not coalesce(p_metadata ?| array['gallery_id', 'user_media_id'], false)
    and not coalesce(p_exif ?| array['original_gallery_id', 'promoted_from_playground'], false) then
    return;
  end if;

  login := unified_media.legacy_find_login(p_owner);
  foreach stored_id in array array[p_metadata ->> 'gallery_id', p_exif ->> 'original_gallery_id'] loop
    if stored_id ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
      select 'playground_gallery', g.id into legacy_source, legacy_id
      from unified_media.legacy_gallery g where g.id = stored_id::uuid and g.user_id = login;
      if found then
        return;
      end if;
    end if;
  end loop;

  stored_id := p_metadata ->> 'user_media_id';
  if stored_id ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    select 'user_media', u.id into legacy_source, legacy_id
    from unified_media.legacy_user_media u where u.id = stored_id::uuid and u.user_id = login;
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
comment on function unified_media.legacy_find_source_row is
  'Returns the older row that an item was made from; nulls if its owner has no such row.';

-- Processes every item once. An item whose key proves that the object belongs to its owner gets the object, under its plain bucket and key. An
-- item that was made from an older row gets the values that only the row has. legacy_item_backup stores the earlier values.
create or replace function unified_media.legacy_reconcile_items(
  p_from uuid, p_to uuid, out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer,
  out shared uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select m.id, m.owner_user_id, m.bucket, m.path, m.url, m.mime_type, m.size_bytes, m.metadata, m.created_at, m.updated_at,
      place.bucket as new_bucket, place.key as new_path, place.url as new_url, place.problem,
      unified_media.legacy_hash_object(place.bucket, place.key) as object_hash, unified_media.legacy_find_login(m.owner_user_id) as login_id,
      coalesce(known.legacy_source, source_row.legacy_source) as legacy_source, coalesce(known.legacy_id::uuid, source_row.legacy_id) as legacy_id,
      coalesce(
        m.mime_type, substring(lower(m.metadata ->> 'mime_type') from '^[a-z]+/[a-z0-9.+-]{1,80}$'),
        unified_media.legacy_get_content_type(unified_media.legacy_get_extension(place.key))) as new_mime,
      coalesce(m.size_bytes, case when m.metadata ->> 'file_size' ~ '^[0-9]{1,15}$' then (m.metadata ->> 'file_size')::bigint end) as new_size
    from public.media m
    cross join lateral unified_media.legacy_locate_object(m.path, m.bucket, (select s.hosts from unified_media.legacy_state s)) place
    cross join lateral unified_media.legacy_find_source_row(m.owner_user_id, m.path, m.metadata, m.exif_json) source_row
    left join lateral (
      select l.legacy_source, l.legacy_id from unified_media.legacy_map l
      where l.media_id = m.id order by l.legacy_source, l.legacy_id limit 1) known on true
    where m.id between p_from and p_to and m.object_id is null and m.legacy_source is null
      and not exists (select from unified_media.legacy_item_backup x where x.media_id = m.id)
    for update of m),
  pairs as (
    insert into unified_media.legacy_map as l (legacy_source, legacy_id, media_id, owner_user_id, object_hash, written_at)
    select distinct on (b.legacy_source, b.legacy_id)
      b.legacy_source, b.legacy_id::text, b.id, b.owner_user_id, b.object_hash,
      coalesce(b.updated_at, b.created_at, now()) + interval '1 microsecond'
    from b where b.legacy_source is not null
    order by b.legacy_source, b.legacy_id, b.created_at, b.id
    on conflict (legacy_source, legacy_id) do update set object_hash = excluded.object_hash, written_at = excluded.written_at
      where l.media_id = excluded.media_id and l.deleted_at is null
    returning l.legacy_source, l.legacy_id::uuid as legacy_id, l.media_id),
  shared_places as materialized (
    select b.object_hash from b where b.new_bucket <> 'external' group by b.object_hash having count(*) > 1
    union all
    select b.object_hash from b
    where b.new_bucket <> 'external' and (
      exists (select from unified_media.legacy_map l where l.object_hash = b.object_hash and l.media_id is distinct from b.id)
      or exists (select from unified_media.legacy_item_backup x where x.object_hash = b.object_hash))),
  ledger as (
    insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
    select b.id, 1, b.owner_user_id, b.new_bucket, b.new_path, 'ready', true, b.new_mime, b.new_size, coalesce(b.created_at, now())
    from b
    where unified_media.legacy_can_adopt_object(b.new_bucket, b.new_path, b.login_id, b.owner_user_id)
      and not exists (select from shared_places s where s.object_hash = b.object_hash)
    on conflict do nothing
    returning object_id, media_id),
  mapped as materialized (
    select p.media_id, m.metadata
    from pairs p
    join (
      select * from unified_media.legacy_map_rows(
        'playground_gallery', array(select q.legacy_id from pairs q where q.legacy_source = 'playground_gallery'))
      union all
      select * from unified_media.legacy_map_rows('user_media', array(select q.legacy_id from pairs q where q.legacy_source = 'user_media'))) m
      on m.legacy_source = p.legacy_source and m.legacy_id = p.legacy_id),
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
    insert into unified_media.legacy_item_backup (media_id, object_hash, before, written_at)
    select b.id, b.object_hash,
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
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.id::text, r.reason, left(r.detail, 500)
    from b cross join lateral (
      select b.problem, b.path where b.problem is not null
      union all
      select 'duplicate', b.legacy_source || ' ' || b.legacy_id
      where b.legacy_source is not null and not exists (select from pairs p where p.media_id = b.id)) r (reason, detail)
    on conflict do nothing)
  select (select count(*) from b), (select count(*) from items), (select count(*) from ledger), 0,
    (select array_agg(distinct s.object_hash) from shared_places s)
  into rows_read, rows_written, rows_adopted, rows_skipped, shared;

  if shared is not null then
    perform unified_media.legacy_release_objects(shared);
  end if;
end $$;
comment on function unified_media.legacy_reconcile_items is
  'Reconciles a range of items that existed before: adopts their objects and adds the values that only their older rows have.';

revoke all on function unified_media.legacy_find_source_row(uuid, text, jsonb, jsonb), unified_media.legacy_reconcile_items(uuid, uuid)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 109, '0109_legacy_reconciling', 'repeatable', '37b452e7c126f204c39f34850e368fa4b44d89c90b1e927cdf60505ce3b5cdfa',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0110_legacy_triggers
begin;
-- Older programs continue to write while the migration runs. These triggers apply each change of an older row to its item at once. A trigger never
-- fails the write that fires it; it lists failures instead.

-- The object stays in the store, because the older program does not delete objects together with their rows.
create or replace function unified_media.legacy_remove_item(p_source text, p_id text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known unified_media.legacy_map;
  is_kept boolean;
begin
  known := unified_media.legacy_lock_entry(p_source, p_id);
  if known.legacy_id is null then
    return true;
  end if;

  select m.updated_at is distinct from known.written_at
    or exists (select from unified_media.legacy_item_backup x where x.media_id = m.id) into is_kept
  from public.media m where m.id = known.media_id for update;
  if is_kept then
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (p_source, p_id, 'row_gone_item_kept', known.media_id::text) on conflict do nothing;
    return false;
  end if;

  delete from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id;
  delete from unified_media.legacy_problem p where p.legacy_source = p_source and p.legacy_id = p_id;
  delete from unified_media.objects o where o.media_id = known.media_id and o.adopted and o.state = 'ready';
  perform unified_media.legacy_mark_derived_deleted(array[known.media_id]);
  delete from public.media m where m.id = known.media_id and m.legacy_source = p_source;
  insert into unified_media.legacy_removed_item (media_id) select known.media_id where known.media_id is not null on conflict do nothing;
  return true;
end $$;
comment on function unified_media.legacy_remove_item is
  'Deletes the item of a deleted older row; returns false if the item was kept, because it was changed itself.';

create or replace function unified_media.legacy_sync_row() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  case tg_op
    when 'INSERT' then perform unified_media.legacy_copy_rows(tg_argv[0], array[new.id]);
    when 'UPDATE' then perform unified_media.legacy_refresh_row(tg_argv[0], new.id);
    else perform unified_media.legacy_remove_item(tg_argv[0], old.id::text);
  end case;
  return null;
exception
  when others then
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (tg_argv[0], case tg_op when 'DELETE' then old.id else new.id end::text, 'sync_failed', sqlstate || ' ' || left(sqlerrm, 400))
    on conflict do nothing;
    return null;
end $$;
comment on function unified_media.legacy_sync_row is 'Applies a change of an older row to its item; lists a failure instead of failing the statement.';

create or replace function unified_media.legacy_attach_triggers() returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
  attached integer := 0;
begin
  foreach source in array array['playground_gallery', 'user_media'] loop
    if to_regclass(format('public.%I', source)) is not null then
      execute format(
        'create or replace trigger unified_media_legacy_sync after insert or update or delete on public.%I
         for each row execute function unified_media.legacy_sync_row(%L)', source, source);
      attached := attached + 1;
    end if;
  end loop;
  return attached;
end $$;
comment on function unified_media.legacy_attach_triggers is 'Creates the triggers on the older tables and returns their number.';

create or replace function unified_media.legacy_detach_triggers() returns void
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
comment on function unified_media.legacy_detach_triggers is 'Drops the triggers on the older tables.';

revoke all on function unified_media.legacy_remove_item(text, text), unified_media.legacy_sync_row(), unified_media.legacy_attach_triggers(),
  unified_media.legacy_detach_triggers()
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 110, '0110_legacy_triggers', 'repeatable', 'b67d8c28ddbf5071eed78aeb9d46de24abc9dc78236c976f760b47ba818a2e63',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0111_legacy_newest
begin;
-- Copies the newest rows of every login before the tables are copied in the order of their ids. The first pages of lists are then as fast during
-- the migration as after it.

-- Tables without the index are skipped, because finding their newest rows would scan the whole table.
create or replace function unified_media.legacy_has_list_index(p_table text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_regclass('public.unified_media_legacy_' || p_table || '_idx') is not null
$$;
comment on function unified_media.legacy_has_list_index is 'Returns whether an older table has the index of its lists.';

create or replace function unified_media.legacy_find_next_logins(p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := unified_media.legacy_has_list_index('gallery');
  has_user_media constant boolean := unified_media.legacy_has_list_index('user_media');
  logins uuid[] := '{}';
  login uuid := p_after;
  other_login uuid;
begin
  while cardinality(logins) < p_limit loop
    other_login := null;
    if has_user_media then
      select u.user_id into other_login from unified_media.legacy_user_media u where u.user_id > login order by u.user_id limit 1;
    end if;

    if has_gallery then
      select g.user_id into login from unified_media.legacy_gallery g where g.user_id > login order by g.user_id limit 1;
    else
      login := null;
    end if;

    login := least(login, other_login);
    exit when login is null;
    logins := logins || login;
  end loop;
  return logins;
end $$;
comment on function unified_media.legacy_find_next_logins is 'Returns the next logins that have older rows.';

-- Rows without an owner are skipped here; the copy of their table counts them.
create or replace function unified_media.legacy_copy_newest(
  p_logins uuid[], p_rows integer, out rows_written integer, out rows_adopted integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := unified_media.legacy_has_list_index('gallery');
  has_user_media constant boolean := unified_media.legacy_has_list_index('user_media');
  gallery uuid[];
  user_media uuid[];
begin
  select array_agg(n.id) filter (where n.source = 'playground_gallery'), array_agg(n.id) filter (where n.source = 'user_media')
  into gallery, user_media
  from unnest(p_logins) p (id)
  cross join lateral (
    (select 'playground_gallery' as source, g.id, coalesce(g.created_at, '-infinity') as key
    from unified_media.legacy_gallery g where has_gallery and g.user_id = p.id
    order by coalesce(g.created_at, '-infinity') desc, g.id desc limit p_rows)
    union all
    (select 'user_media', u.id, coalesce(u.created_at, '-infinity')
    from unified_media.legacy_user_media u where has_user_media and u.user_id = p.id
    order by coalesce(u.created_at, '-infinity') desc, u.id desc limit p_rows)
    order by key desc, id desc limit p_rows) n;

  select sum(c.rows_written), sum(c.rows_adopted) into rows_written, rows_adopted
  from (
    select g.rows_written, g.rows_adopted from unified_media.legacy_copy_rows('playground_gallery', coalesce(gallery, '{}')) g
    union all
    select u.rows_written, u.rows_adopted from unified_media.legacy_copy_rows('user_media', coalesce(user_media, '{}')) u) c;
end $$;
comment on function unified_media.legacy_copy_newest is
  'Creates items from the newest p_rows rows of each login; rows that are items already count towards p_rows.';

revoke all on function unified_media.legacy_has_list_index(text), unified_media.legacy_find_next_logins(uuid, integer),
  unified_media.legacy_copy_newest(uuid[], integer)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 111, '0111_legacy_newest', 'repeatable', '0842140aefaf7bc8c47b80759770cc71cc7662bfecf26c897a819bb80023d676',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0112_legacy_references
begin;
-- Rewrites references to older rows in other tables: elements of moodboards, featured images, showcases. A reference is rewritten only to an item
-- of the board's owner, and is otherwise unchanged. Old values are stored. A concurrent edit wins, and the next run processes the board again.

create or replace function unified_media.legacy_find_item_by_address(p_owner uuid, p_address text, p_hosts text[]) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  hash uuid;
  item uuid;
begin
  if coalesce(p_address, '') = '' then
    return null;
  end if;

  select unified_media.legacy_hash_object(l.bucket, l.key) into hash from unified_media.legacy_locate_object(p_address, null, p_hosts) l;
  select m.id into item
  from (
    select l.media_id from unified_media.legacy_map l where l.object_hash = hash and l.owner_user_id = p_owner and l.deleted_at is null
    union all
    select b.media_id from unified_media.legacy_item_backup b where b.object_hash = hash) found
  join public.media m on m.id = found.media_id and m.owner_user_id = p_owner
  order by m.created_at, m.id limit 1;
  return item;
end $$;
comment on function unified_media.legacy_find_item_by_address is 'Returns the item of an owner that an address shows; null if there is none.';

create or replace function unified_media.legacy_find_item_by_id(p_owner uuid, p_reference text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
begin
  if p_reference !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return null;
  end if;

  select m.id into item from public.media m where m.id = p_reference::uuid and m.owner_user_id = p_owner;
  if not found then
    select m.id into item from unified_media.legacy_map l
    join public.media m on m.id = l.media_id and m.owner_user_id = p_owner
    where l.legacy_id = lower(p_reference) and l.legacy_source in ('playground_gallery', 'user_media') and l.deleted_at is null
    order by l.legacy_source limit 1;
  end if;
  return item;
end $$;
comment on function unified_media.legacy_find_item_by_id is
  'Returns the item of an owner by its own id or by the id of its older row; null if there is none.';

-- An element with an enhanced image references the item of that image if there is one, even if its ids name another item. Any other element keeps
-- its target.
create or replace function unified_media.legacy_rewrite_item(p_item jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  name text;
  named_item uuid;
begin
  if jsonb_typeof(p_item) <> 'object' then
    return p_item;
  end if;

  foreach name in array array['media_id', 'unified_media_id', 'mediaId'] loop
    named_item := coalesce(named_item, unified_media.legacy_find_item_by_id(p_owner, p_item ->> name));
  end loop;

  if p_item ->> 'enhanced_url' <> '' and coalesce(p_item ->> 'enhancement_status', 'completed') = 'completed' then
    item := coalesce(unified_media.legacy_find_item_by_address(p_owner, p_item ->> 'enhanced_url', p_hosts), named_item);
  else
    item := coalesce(
      named_item,
      unified_media.legacy_find_item_by_address(p_owner, p_item ->> 'url', p_hosts),
      case when p_item ->> 'id' like 'upload\_%' then unified_media.legacy_find_item_by_id(p_owner, substr(p_item ->> 'id', 8)) end,
      unified_media.legacy_find_item_by_address(p_owner, p_item ->> 'thumbnail_url', p_hosts));
  end if;

  return case when item is null then p_item
    else p_item || jsonb_build_object('media_id', item, 'unified_media_id', item, 'mediaId', item) end;
end $$;
comment on function unified_media.legacy_rewrite_item is 'Adds the ids of the shown item to an element of a board.';

create or replace function unified_media.legacy_rewrite_items(p_items jsonb, p_owner uuid, p_hosts text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(p_items) = 'array' and p_items <> '[]' then (
    select jsonb_agg(unified_media.legacy_rewrite_item(e.item, p_owner, p_hosts) order by e.place)
    from jsonb_array_elements(p_items) with ordinality e (item, place)) else p_items end
$$;
comment on function unified_media.legacy_rewrite_items is 'Adds the ids of the shown items to the elements of a board.';

-- Keeps the old value of the first rewrite. If the row was edited between two rewrites, stores the value after that edit instead.
create or replace function unified_media.legacy_save_reference(
  p_relation text, p_field text, p_row uuid, p_old jsonb, p_new jsonb, p_updated_at timestamptz) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into unified_media.legacy_reference_backup as r (relation, field, row_id, old_value, new_value, old_updated_at)
  values (p_relation, p_field, p_row, p_old, p_new, p_updated_at)
  on conflict (relation, field, row_id) do update set
    old_value = case when r.new_value::text is not distinct from excluded.old_value::text then r.old_value else excluded.old_value end,
    new_value = excluded.new_value, old_updated_at = excluded.old_updated_at, written_at = now()
$$;
comment on function unified_media.legacy_save_reference is 'Stores the old value of a rewritten reference.';

create or replace function unified_media.legacy_rewrite_moodboards(p_ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  hosts text[] := (select s.hosts from unified_media.legacy_state s);
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
        perform unified_media.legacy_save_reference('moodboards', 'items', board.id, board.items, items, board.updated_at);
        written := written + 1;
      end if;
    end if;

    -- A featured image usually names an element of the board. It is rewritten only if it names an older row whose item has another id.
    if board.featured is not null and not exists (
      select from jsonb_array_elements(case when jsonb_typeof(board.items) = 'array' then board.items else '[]' end) e
      where jsonb_typeof(e) = 'object' and e ->> 'id' = board.featured::text) then
      item := unified_media.legacy_find_item_by_id(board.owner_user_id, board.featured::text);
      if item <> board.featured then
        execute 'update public.moodboards t set featured_image_id = $1 where t.id = $2 and t.featured_image_id = $3'
        using item, board.id, board.featured;
        get diagnostics done = row_count;
        if done = 1 then
          perform unified_media.legacy_save_reference(
            'moodboards', 'featured_image_id', board.id, to_jsonb(board.featured), to_jsonb(item), board.updated_at);
          written := written + 1;
        end if;
      end if;
    end if;
  end loop;
  return written;
end $$;
comment on function unified_media.legacy_rewrite_moodboards is 'Rewrites the references of moodboards and returns the number of changes.';

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
      unified_media.legacy_find_item_by_id(showcase.creator_user_id, e.item::text),
      unified_media.legacy_find_item_by_id(showcase.talent_user_id, e.item::text),
      e.item) order by e.place) into ids
    from unnest(showcase.media_ids) with ordinality e (item, place);
    if ids is distinct from showcase.media_ids and showcase.media_ids <> '{}' then
      execute 'update public.showcases t set media_ids = $1 where t.id = $2 and t.media_ids = $3'
      using ids, showcase.id, showcase.media_ids;
      get diagnostics done = row_count;
      if done = 1 then
        perform unified_media.legacy_save_reference(
          'showcases', 'media_ids', showcase.id, to_jsonb(showcase.media_ids), to_jsonb(ids), showcase.updated_at);
        written := written + 1;
      end if;
    end if;
  end loop;
  return written;
end $$;
comment on function unified_media.legacy_rewrite_showcases is 'Rewrites the references of showcases and returns the number of changes.';

-- A rewrite is not an edit, but a trigger of the host would set updated_at. The trigger of the migration restores it: its name sorts last, so it runs
-- last. It acts only in transactions of the migration.
create or replace function unified_media.legacy_keep_updated_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := old.updated_at;
  return new;
end $$;
comment on function unified_media.legacy_keep_updated_at is 'Keeps updated_at of a row that the migration rewrites.';

create or replace function unified_media.legacy_set_reference_triggers(p_on boolean) returns void
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
comment on function unified_media.legacy_set_reference_triggers is 'Creates or drops the triggers that keep updated_at while references are rewritten.';

revoke all on function unified_media.legacy_find_item_by_address(uuid, text, text[]), unified_media.legacy_find_item_by_id(uuid, text),
  unified_media.legacy_rewrite_item(jsonb, uuid, text[]), unified_media.legacy_rewrite_items(jsonb, uuid, text[]),
  unified_media.legacy_save_reference(text, text, uuid, jsonb, jsonb, timestamptz), unified_media.legacy_rewrite_moodboards(uuid[]),
  unified_media.legacy_rewrite_showcases(uuid[]), unified_media.legacy_keep_updated_at(), unified_media.legacy_set_reference_triggers(boolean)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 112, '0112_legacy_references', 'repeatable', '9fffa9b8affe3784af75f0346b04640c7b4e4c9eec8fcdcf996073cc4242b3b0',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0113_legacy_jobs
begin;
-- Starts and ends runs and their jobs. A worker is one call that processes jobs. It holds a job by a lease, which each batch extends. The job 'run'
-- stands for the whole run.

create or replace function unified_media.legacy_begin_run(p_worker uuid, p_lease interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  status text := 'resumed';
begin
  -- The row lock on the state serializes callers.
  perform from unified_media.legacy_state s for update;
  if exists (select from unified_media.legacy_job b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return 'busy';
  end if;

  -- A run that ended is not resumed, even if it ended because of missing rows.
  if not exists (select from unified_media.legacy_job b where b.job <> 'run' and b.state <> 'done')
    or exists (select from unified_media.legacy_job b where b.job = 'run' and b.state = 'done') then
    status := 'begun';
    delete from unified_media.legacy_problem p where p.reason in ('failed', 'sync_failed');
    update unified_media.legacy_job b set
      state = 'pending', last_id = '00000000-0000-0000-0000-000000000000', rows_read = 0, rows_written = 0, rows_adopted = 0,
      rows_skipped = 0, rows_failed = 0, worker = null, worker_until = null, changed_at = now();
  end if;

  -- A run of an earlier version can have fewer jobs.
  insert into unified_media.legacy_job (job)
  select job from unnest(array[
    'run', 'media', 'newest', 'playground_gallery', 'user_media', 'orphans:playground_gallery', 'orphans:user_media', 'shared', 'moodboards',
    'showcases']) as job
  on conflict do nothing;
  update unified_media.legacy_job b set worker = p_worker, worker_until = clock_timestamp() + p_lease where b.job = 'run';
  return status;
end $$;
comment on function unified_media.legacy_begin_run is
  'Begins a run or resumes an interrupted one: begun, resumed, or busy while another worker holds it.';

create or replace function unified_media.legacy_start_job(p_job text, p_worker uuid, p_lease interval, p_again boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from unified_media.legacy_state s for update;
  if exists (select from unified_media.legacy_job b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return false;
  end if;

  update unified_media.legacy_job b set
    state = case when b.state = 'done' and not p_again then 'done' else 'running' end,
    last_id = case when b.state = 'done' and p_again then '00000000-0000-0000-0000-000000000000' else b.last_id end,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job in (p_job, 'run');
  return true;
end $$;
comment on function unified_media.legacy_start_job is
  'Starts a job at its position, or from its beginning if it is done and p_again; returns false while another worker holds it.';

-- A first run starts with empty tables, and plans for empty tables are slow on full ones. Call it in a transaction of its own, because other
-- sessions can wait for the locks of a batch.
create or replace function unified_media.legacy_analyze_tables() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze unified_media.legacy_map;
  analyze unified_media.objects;
  analyze unified_media.legacy_item_backup;
end $$;
comment on function unified_media.legacy_analyze_tables is 'Updates the statistics of the tables that a run fills.';

create or replace function unified_media.legacy_end_run(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.legacy_job b set state = 'done', changed_at = now() where b.job = 'run' and b.worker = p_worker
$$;
comment on function unified_media.legacy_end_run is 'Marks the run of a worker as done.';

create or replace function unified_media.legacy_extend_lease(p_worker uuid, p_lease interval) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.legacy_job b set worker_until = clock_timestamp() + p_lease where b.worker = p_worker
$$;
comment on function unified_media.legacy_extend_lease is 'Extends the lease of a worker that does something other than batches.';

create or replace function unified_media.legacy_release_lease(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.legacy_job b set worker = null, worker_until = null where b.worker = p_worker
$$;
comment on function unified_media.legacy_release_lease is 'Releases the leases of a worker.';

create or replace function unified_media.legacy_find_pressure(p_waiting integer, p_lag interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from pg_catalog.pg_stat_activity a where a.wait_event_type = 'Lock' and a.datname = current_database()) > p_waiting then
    return 'locks';
  elsif exists (select from pg_catalog.pg_stat_replication r where r.replay_lag > p_lag) then
    return 'replica';
  end if;
  return null;
end $$;
comment on function unified_media.legacy_find_pressure is 'Returns why the migration should pause: locks or replica; null if it may continue.';

revoke all on function unified_media.legacy_begin_run(uuid, interval), unified_media.legacy_start_job(text, uuid, interval, boolean),
  unified_media.legacy_analyze_tables(), unified_media.legacy_end_run(uuid), unified_media.legacy_extend_lease(uuid, interval),
  unified_media.legacy_release_lease(uuid), unified_media.legacy_find_pressure(integer, interval)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_begin_run(uuid, interval), unified_media.legacy_start_job(text, uuid, interval, boolean),
  unified_media.legacy_analyze_tables(), unified_media.legacy_end_run(uuid), unified_media.legacy_extend_lease(uuid, interval),
  unified_media.legacy_release_lease(uuid), unified_media.legacy_find_pressure(integer, interval) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 113, '0113_legacy_jobs', 'repeatable', '1254d4270a886596b9f7f469086a6a88b43a39ab4274d9e2f03d690fa1167665',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0114_legacy_batches
begin;
-- A batch is one call in one transaction: it locks the job, processes the next ids, and moves the position of the job. After a crash the run
-- continues after the last committed batch.

create or replace function unified_media.legacy_find_next_references(p_table text, p_after uuid, p_limit integer) returns uuid[]
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
comment on function unified_media.legacy_find_next_references is 'Returns the next ids of a host table, or none if it does not exist.';

create or replace function unified_media.legacy_find_next_ids(p_job text, p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return case p_job
    when 'media' then array(select m.id from public.media m where m.id > p_after order by m.id limit p_limit)
    when 'newest' then unified_media.legacy_find_next_logins(p_after, p_limit)
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
    when 'moodboards' then unified_media.legacy_find_next_references('moodboards', p_after, p_limit)
    when 'showcases' then unified_media.legacy_find_next_references('showcases', p_after, p_limit)
  end;
end $$;
comment on function unified_media.legacy_find_next_ids is 'Returns the next ids of a job.';

-- If a row fails, the range is halved until the row is isolated. The row is listed and skipped, and the others are processed. Failures that no
-- row causes end the batch.
create or replace function unified_media.legacy_process_range(
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
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from unified_media.legacy_reconcile_items(first, last) r;
    when 'newest' then
      -- One row more than a page, because lists read one row ahead.
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from unified_media.legacy_copy_newest(p_ids, 51) r;
    when 'playground_gallery', 'user_media' then
      select r.rows_written, r.rows_adopted, r.rows_skipped into rows_written, rows_adopted, rows_skipped
      from unified_media.legacy_copy_rows(p_job, p_ids) r;
      rows_written := rows_written + unified_media.legacy_refresh_changed_rows(p_job, p_ids);
    when 'orphans:playground_gallery' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select unified_media.legacy_remove_item('playground_gallery', l.legacy_id) as removed from unified_media.legacy_map l
        where l.legacy_source = 'playground_gallery' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from unified_media.legacy_gallery g where g.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'orphans:user_media' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select unified_media.legacy_remove_item('user_media', l.legacy_id) as removed from unified_media.legacy_map l
        where l.legacy_source = 'user_media' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from unified_media.legacy_user_media u where u.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'shared' then
      -- Two concurrent writers can each have adopted an object that both rows name.
      select coalesce(unified_media.legacy_release_objects(array_agg(l.object_hash)), 0) into rows_written
      from unified_media.legacy_map l
      join unified_media.objects o on o.media_id = l.media_id and o.adopted and o.state = 'ready'
      where l.media_id between first and last and (
        exists (select from unified_media.legacy_map x where x.object_hash = l.object_hash and x.media_id <> l.media_id)
        or exists (select from unified_media.legacy_item_backup x where x.object_hash = l.object_hash and x.media_id <> l.media_id));
    when 'moodboards' then rows_written := unified_media.legacy_rewrite_moodboards(p_ids);
    when 'showcases' then rows_written := unified_media.legacy_rewrite_showcases(p_ids);
  end case;
exception
  when others then
    -- Errors of resources, locks, connections, cancellation and our own statements are not caused by a row.
    if left(sqlstate, 2) in ('08', '25', '40', '42', '53', '55', '57', '58', 'F0', 'XX') then
      raise;
    end if;

    if half = 0 and p_job = 'newest' then
      -- The copy of the table finds the row that failed.
      rows_written := 0;
      return;
    elsif half = 0 then
      insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
      values (p_job, first::text, 'failed', sqlstate || ' ' || left(sqlerrm, 400))
      on conflict (legacy_source, reason, legacy_id) do update set detail = excluded.detail, seen_at = excluded.seen_at;
      rows_written := 0;
      rows_failed := 1;
      return;
    end if;

    select * into left_part from unified_media.legacy_process_range(p_job, p_ids[1:half]);
    select * into right_part from unified_media.legacy_process_range(p_job, p_ids[half + 1:]);
    rows_written := left_part.rows_written + right_part.rows_written;
    rows_adopted := left_part.rows_adopted + right_part.rows_adopted;
    rows_skipped := left_part.rows_skipped + right_part.rows_skipped;
    rows_failed := left_part.rows_failed + right_part.rows_failed;
end $$;
comment on function unified_media.legacy_process_range is 'Processes consecutive ids of a job and isolates rows that fail.';

-- status: worked, done, paused, busy (another worker holds the job), ended (the migration was finished or rolled back).
create or replace function unified_media.legacy_run_batch(
  p_job text, p_worker uuid, p_limit integer, p_lease interval, out status text, out rows_read integer, out rows_written integer,
  out rows_adopted integer, out rows_skipped integer, out rows_failed integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  job unified_media.legacy_job;
  control unified_media.legacy_state;
  ids uuid[];
  part record;
begin
  rows_read := 0;
  rows_written := 0;
  rows_adopted := 0;
  rows_skipped := 0;
  rows_failed := 0;
  select * into control from unified_media.legacy_state s for share;
  select * into strict job from unified_media.legacy_job b where b.job = p_job for update;
  if control.phase not in ('prepared', 'running', 'migrated', 'switched') then
    status := 'ended';
    return;
  elsif job.worker is distinct from p_worker and job.worker_until > clock_timestamp() then
    status := 'busy';
    return;
  elsif control.pause_requested then
    update unified_media.legacy_job b set worker = null, worker_until = null where b.job = p_job;
    status := 'paused';
    return;
  elsif job.state = 'done' then
    status := 'done';
    return;
  end if;

  ids := unified_media.legacy_find_next_ids(p_job, job.last_id, p_limit);
  rows_read := cardinality(ids);
  if rows_read > 0 then
    select * into part from unified_media.legacy_process_range(p_job, ids);
    rows_written := part.rows_written;
    rows_adopted := part.rows_adopted;
    rows_skipped := part.rows_skipped;
    rows_failed := part.rows_failed;
  end if;

  status := case when rows_read < p_limit then 'done' else 'worked' end;
  update unified_media.legacy_job b set
    state = case status when 'done' then 'done' else 'running' end, last_id = coalesce(ids[cardinality(ids)], b.last_id),
    rows_read = b.rows_read + legacy_run_batch.rows_read, rows_written = b.rows_written + legacy_run_batch.rows_written,
    rows_adopted = b.rows_adopted + legacy_run_batch.rows_adopted, rows_skipped = b.rows_skipped + legacy_run_batch.rows_skipped,
    rows_failed = b.rows_failed + legacy_run_batch.rows_failed,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job = p_job;
end $$;
comment on function unified_media.legacy_run_batch is 'Runs the next batch of a job in this transaction; status: worked, done, paused, busy or ended.';

revoke all on function unified_media.legacy_find_next_references(text, uuid, integer), unified_media.legacy_find_next_ids(text, uuid, integer),
  unified_media.legacy_process_range(text, uuid[]), unified_media.legacy_run_batch(text, uuid, integer, interval)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_run_batch(text, uuid, integer, interval) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 114, '0114_legacy_batches', 'repeatable', '4f445a55cf4f06d8ddc33ee53f48dc80a3fac7691ff48ad6dc968f69bb3a3039',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0115_legacy_lists
begin;
-- Lists items and older rows together until the migration is switched. Before an older row is opened, changed or deleted, it becomes an item
-- in the same transaction.

create or replace function unified_media.legacy_get_media_id(p_source text, p_id uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when exists (select from public.media m where m.id = p_id) or exists (
        select from unified_media.objects o where o.media_id = p_id and o.role = 'original')
      or p_source = 'user_media' and exists (select from unified_media.legacy_gallery g where g.id = p_id)
      then unified_media.legacy_derive_id(p_source, p_id)
    else p_id
  end;
end $$;
comment on function unified_media.legacy_get_media_id is
  'Returns the item id of an older row: the id of the row, or a derived id if that is already used.';

-- A function, because under row-level security the planner compares a computed value with the map only after it has checked the owner of each
-- row. It would read the whole map, and map rows that are items already.
create or replace function unified_media.legacy_is_mapped(p_source text, p_id uuid) returns boolean
language plpgsql stable security definer cost 10 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unified_media.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id::text);
end $$;
comment on function unified_media.legacy_is_mapped is 'Returns whether an older row has become an item, even one that was deleted since.';

-- The rows that are not items yet, with the columns of items, read with the rights of the reader. Filter by login_id, which is indexed.
create or replace view unified_media.legacy_gallery_items with (security_invoker = true) as
select unified_media.legacy_get_media_id(g.legacy_source, g.legacy_id) as id, g.legacy_source, g.legacy_id, g.login_id, g.type, g.bucket,
  g.path, g.width, g.height, g.duration, g.duration_us, g.palette, g.blurhash, g.exif_json, 'PRIVATE'::text as visibility,
  g.created_at, coalesce(g.updated_at, g.created_at) as updated_at, g.source_type, g.enhancement_type, g.original_media_id,
  g.metadata, null::bigint as object_id, g.url, g.mime_type, g.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from unified_media.legacy_gallery_mapped g
where not unified_media.legacy_is_mapped('playground_gallery', g.legacy_id);

create or replace view unified_media.legacy_user_media_items with (security_invoker = true) as
select unified_media.legacy_get_media_id(u.legacy_source, u.legacy_id) as id, u.legacy_source, u.legacy_id, u.login_id, u.type, u.bucket,
  u.path, u.width, u.height, u.duration, u.duration_us, u.palette, u.blurhash, u.exif_json, 'PRIVATE'::text as visibility,
  u.created_at, coalesce(u.updated_at, u.created_at) as updated_at, u.source_type, u.enhancement_type, u.original_media_id,
  u.metadata, null::bigint as object_id, u.url, u.mime_type, u.size_bytes, null::bytea as sha256, null::bytea as thumbhash
from unified_media.legacy_user_media_mapped u
where not unified_media.legacy_is_mapped('user_media', u.legacy_id);

create or replace view unified_media.legacy_items with (security_invoker = true) as
select * from unified_media.legacy_gallery_items union all select * from unified_media.legacy_user_media_items;

-- Finds the rows of a page by their keys, so that only the rows of the page are mapped. Repeats the rules of legacy_is_mapped and
-- legacy_get_media_id, because calling them per row would cost more than the page.
create or replace function unified_media.legacy_list_page_of_login(p_login uuid, p_key timestamptz, p_id uuid, p_bound timestamptz, p_limit integer)
returns table (legacy_source text, legacy_id uuid, id uuid, page_key timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  return query
    (select 'playground_gallery'::text, r.row_id, r.item_id, r.row_key
    from (
      select t.id as row_id, coalesce(t.created_at, '-infinity') as row_key,
        case
          when (select true from public.media m where m.id = t.id)
            or (select true from unified_media.objects o where o.media_id = t.id and o.role = 'original' limit 1)
            then unified_media.legacy_derive_id('playground_gallery', t.id)
          else t.id
        end as item_id
      from unified_media.legacy_gallery t
      where t.user_id = p_login
        and coalesce(t.created_at, '-infinity') between coalesce(p_bound, '-infinity') and coalesce(p_key, 'infinity')
        and (select true from unified_media.legacy_map l where l.legacy_source = 'playground_gallery' and l.legacy_id = t.id::text) is null) r
    where p_id is null or (r.row_key, r.item_id) < (p_key, p_id)
    order by r.row_key desc, r.item_id desc limit p_limit)
    union all
    (select 'user_media'::text, r.row_id, r.item_id, r.row_key
    from (
      select t.id as row_id, coalesce(t.created_at, '-infinity') as row_key,
        case
          when (select true from unified_media.legacy_gallery g where g.id = t.id)
            or (select true from public.media m where m.id = t.id)
            or (select true from unified_media.objects o where o.media_id = t.id and o.role = 'original' limit 1)
            then unified_media.legacy_derive_id('user_media', t.id)
          else t.id
        end as item_id
      from unified_media.legacy_user_media t
      where t.user_id = p_login
        and coalesce(t.created_at, '-infinity') between coalesce(p_bound, '-infinity') and coalesce(p_key, 'infinity')
        and (select true from unified_media.legacy_map l where l.legacy_source = 'user_media' and l.legacy_id = t.id::text) is null) r
    where p_id is null or (r.row_key, r.item_id) < (p_key, p_id)
    order by r.row_key desc, r.item_id desc limit p_limit)
    order by 4 desc, 3 desc limit p_limit;
end $$;
comment on function unified_media.legacy_list_page_of_login is
  'Lists the newest rows of a login that are not items yet, with their item ids, after a position and back to p_bound.';

create or replace function unified_media.legacy_list_page(p_key timestamptz, p_id uuid, p_bound timestamptz, p_limit integer)
returns table (legacy_source text, legacy_id uuid, id uuid, page_key timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from unified_media.legacy_list_page_of_login(unified_media.get_login_id(), p_key, p_id, p_bound, p_limit);
end $$;
comment on function unified_media.legacy_list_page is 'Lists the newest rows of the caller that are not items yet.';

create or replace function unified_media.legacy_adopt_row(p_login uuid, p_id uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hit record;
begin
  select h.* into hit from (
    select 'playground_gallery' as source, g.id from unified_media.legacy_gallery g where g.id = p_id and g.user_id = p_login
    union all
    select 'user_media', u.id from unified_media.legacy_user_media u where u.id = p_id and u.user_id = p_login) h
  where unified_media.legacy_get_media_id(h.source, h.id) = p_id limit 1;
  -- Derived ids have version 8. Only for such an id all rows of the login are searched.
  if not found and substr(p_id::text, 15, 1) = '8' then
    select h.* into hit from (
      select 'playground_gallery' as source, g.id from unified_media.legacy_gallery g where g.user_id = p_login
      union all
      select 'user_media', u.id from unified_media.legacy_user_media u where u.user_id = p_login) h
    where unified_media.legacy_derive_id(h.source, h.id) = p_id limit 1;
  end if;

  return case when hit.source is null then 0 else (select r.rows_written from unified_media.legacy_copy_rows(hit.source, array[hit.id]) r) end;
end $$;
comment on function unified_media.legacy_adopt_row is
  'Creates the item with an id from the older row of a login; returns 1, or 0 if there is no such row or it is an item already.';

-- Called before the role of the user is assumed, like reserve.
create or replace function unified_media.legacy_adopt_rows(p_owner uuid, p_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_owner is null or not p_owner = any (unified_media.get_my_owners()) then
    return 0;
  end if;

  return coalesce((
    select sum(unified_media.legacy_adopt_row(unified_media.legacy_find_login(p_owner), i.id))
    from unnest(p_ids) i (id) where not exists (select from public.media m where m.id = i.id)), 0);
end $$;
comment on function unified_media.legacy_adopt_rows is 'Creates items from an owner''s older rows with the given item ids and returns their number.';

-- Finds a row of any owner by its own id, not by a derived one.
create or replace function unified_media.legacy_adopt_rows_as_service(p_ids uuid[]) returns integer
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
comment on function unified_media.legacy_adopt_rows_as_service is
  'Creates items from the older rows with the given ids, for the service, and returns their number.';

-- The application calls it once, at startup.
create or replace function unified_media.legacy_is_active() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase not in ('switched', 'finished') and (
    to_regclass('public.playground_gallery') is not null or to_regclass('public.user_media') is not null)
  from unified_media.legacy_state s
$$;
comment on function unified_media.legacy_is_active is 'Returns whether older rows are still listed beside the items.';

revoke all on unified_media.legacy_items, unified_media.legacy_gallery_items, unified_media.legacy_user_media_items
  from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
grant select on unified_media.legacy_items, unified_media.legacy_gallery_items, unified_media.legacy_user_media_items to authenticated, service_role;
revoke all on function unified_media.legacy_get_media_id(text, uuid), unified_media.legacy_is_mapped(text, uuid),
  unified_media.legacy_list_page_of_login(uuid, timestamptz, uuid, timestamptz, integer),
  unified_media.legacy_list_page(timestamptz, uuid, timestamptz, integer),
  unified_media.legacy_adopt_rows(uuid, uuid[]), unified_media.legacy_adopt_rows_as_service(uuid[]),
  unified_media.legacy_adopt_row(uuid, uuid), unified_media.legacy_is_active() from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_get_media_id(text, uuid), unified_media.legacy_is_mapped(text, uuid) to authenticated, service_role;
grant execute on function unified_media.legacy_list_page(timestamptz, uuid, timestamptz, integer) to authenticated;
grant execute on function unified_media.legacy_list_page_of_login(uuid, timestamptz, uuid, timestamptz, integer) to service_role;
grant execute on function unified_media.legacy_adopt_rows(uuid, uuid[]) to unified_media_app;
grant execute on function unified_media.legacy_adopt_rows_as_service(uuid[]) to unified_media_worker;
grant execute on function unified_media.legacy_is_active() to unified_media_app, unified_media_worker, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 115, '0115_legacy_lists', 'repeatable', 'd1819a9842e33147b69783cc4c6a6f929d31fac0c387094dea90af90ecfa012c',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0116_legacy_phases
begin;
-- Changes the phase of the migration. The order is none, prepared, migrated, switched, finished; rolled_back can follow each phase before finished.

create or replace function unified_media.legacy_prepare(p_hosts text[], p_triggers boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  phase text := (select s.phase from unified_media.legacy_state s for update);
begin
  if phase = 'finished' then
    raise exception 'the migration is finished' using errcode = '55000';
  end if;

  perform unified_media.legacy_create_views();
  if p_triggers then
    perform unified_media.legacy_attach_triggers();
  end if;
  perform unified_media.legacy_set_reference_triggers(true);
  update unified_media.legacy_state s set
    phase = case when s.phase in ('none', 'rolled_back') then 'prepared' else s.phase end,
    hosts = p_hosts, prepared_at = coalesce(s.prepared_at, now()), pause_requested = false, changed_at = now();
end $$;
comment on function unified_media.legacy_prepare is 'Prepares a migration: views of the older tables, triggers on request, hosts of the object store.';

create or replace function unified_media.legacy_advance(p_to text, p_from text[]) returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with advanced as (
    update unified_media.legacy_state s set
      phase = p_to, changed_at = now(),
      switched_at = case p_to when 'switched' then now() else s.switched_at end,
      finished_at = case p_to when 'finished' then now() else s.finished_at end
    where s.phase = any (p_from) returning 1)
  select exists (select from advanced)
$$;
comment on function unified_media.legacy_advance is
  'Moves the migration to a phase by compare-and-set; returns false if it is in none of the given phases.';

create or replace function unified_media.legacy_pause(p_on boolean) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update unified_media.legacy_state s set pause_requested = p_on, changed_at = now()
$$;
comment on function unified_media.legacy_pause is 'Sets or clears the request to pause.';

create or replace function unified_media.legacy_undo_references(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  note unified_media.legacy_reference_backup;
  wanted text;
  done integer;
begin
  rows_read := 0;
  rows_kept := 0;
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  for note in select * from unified_media.legacy_reference_backup r order by r.relation, r.field, r.row_id limit p_limit for update loop
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
        insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
        values (note.relation, note.row_id::text, 'edited_and_kept', note.field) on conflict do nothing;
      end if;
    end if;
    delete from unified_media.legacy_reference_backup r
    where r.relation = note.relation and r.field = note.field and r.row_id = note.row_id;
  end loop;
end $$;
comment on function unified_media.legacy_undo_references is 'Restores up to p_limit rewritten references; those changed since are kept and listed.';

-- Items that users deleted stay deleted. Objects of older programs stay in the store; objects derived from them are deleted.
create or replace function unified_media.legacy_undo_copies(
  p_after_source text, p_after_id text, p_limit integer, out rows_read integer, out rows_kept integer, out last_source text, out last_id text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  items uuid[];
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
      and not exists (select from unified_media.legacy_item_backup x where x.media_id = b.media_id)
      and (m.id is null or m.updated_at is not distinct from b.written_at)),
  unmapped as (
    delete from unified_media.legacy_map l using untouched u where l.legacy_source = u.legacy_source and l.legacy_id = u.legacy_id),
  kept as (
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    select b.legacy_source, b.legacy_id, 'edited_and_kept', b.media_id::text
    from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from unified_media.legacy_item_backup x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing)
  select (select count(*) from b),
    (select count(*) from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from unified_media.legacy_item_backup x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)),
    coalesce((select b.legacy_source from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_source),
    coalesce((select b.legacy_id from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_id)
  into rows_read, rows_kept, last_source, last_id;

  items := array(
    select m.id from public.media m
    where m.legacy_source in ('playground_gallery', 'user_media')
      and (m.legacy_source, m.legacy_id) > (p_after_source, p_after_id) and (m.legacy_source, m.legacy_id) <= (last_source, last_id)
      and not exists (
        select from unified_media.legacy_map l where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id)
      and not exists (select from unified_media.legacy_item_backup x where x.media_id = m.id)
    order by m.id for update);

  -- Ledger rows are deleted first, so that the deletion of an item finds no object to delete, and sets no item_deleted.
  delete from unified_media.objects o where o.media_id = any (items) and o.adopted and o.state = 'ready';
  perform unified_media.legacy_mark_derived_deleted(items);
  delete from public.media m where m.id = any (items);
end $$;
comment on function unified_media.legacy_undo_copies is 'Deletes the next items that the migration made; those changed since are kept and listed.';

create or replace function unified_media.legacy_undo_reconciled(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select x.media_id, x.before, x.written_at from unified_media.legacy_item_backup x order by x.media_id limit p_limit for update),
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
    update unified_media.legacy_map l set object_hash = null, written_at = null from untouched u where l.media_id = u.media_id and l.deleted_at is null),
  kept as (
    insert into unified_media.legacy_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.media_id::text, 'edited_and_kept', null
    from b join public.media m on m.id = b.media_id
    where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing
    returning 1),
  forgotten as (
    delete from unified_media.legacy_item_backup x using b where x.media_id = b.media_id)
  select (select count(*) from b),
    (select count(*) from b join public.media m on m.id = b.media_id
     where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id))
  into rows_read, rows_kept;
end $$;
comment on function unified_media.legacy_undo_reconciled is
  'Restores up to p_limit items that existed before the migration; those changed since are kept and listed.';

create or replace function unified_media.legacy_end_rollback() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_set_reference_triggers(false);
  delete from unified_media.legacy_job;
  delete from unified_media.legacy_removed_item;
  delete from unified_media.legacy_problem p where p.reason <> 'edited_and_kept';
  update unified_media.legacy_state s set
    phase = 'rolled_back', pause_requested = false, prepared_at = null, switched_at = null, changed_at = now();
end $$;
comment on function unified_media.legacy_end_rollback is 'Ends a rollback: clears the state of the migration.';

-- A rollback is not possible afterwards. The host drops the older tables.
create or replace function unified_media.legacy_finish() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform unified_media.legacy_detach_triggers();
  perform unified_media.legacy_set_reference_triggers(false);
  delete from unified_media.legacy_reference_backup;
  delete from unified_media.legacy_item_backup;
  delete from unified_media.legacy_removed_item;
  perform unified_media.legacy_create_views();
end $$;
comment on function unified_media.legacy_finish is
  'Finishes the migration: drops triggers, backups and the dependencies of views on the older tables.';

revoke all on function unified_media.legacy_prepare(text[], boolean), unified_media.legacy_advance(text, text[]), unified_media.legacy_pause(boolean),
  unified_media.legacy_undo_references(integer), unified_media.legacy_undo_copies(text, text, integer), unified_media.legacy_undo_reconciled(integer),
  unified_media.legacy_end_rollback(), unified_media.legacy_finish() from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_pause(boolean) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 116, '0116_legacy_phases', 'repeatable', 'd0fb01861ebd2f1e70ef9027f1bb57e50ad07f99c872bfcba168c9e319bf2cac',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0117_legacy_plan
begin;
-- Reports the changes that a migration would make, and the status of a migration.

-- category: position (name is the last id), done, skipped, source, type, problem, object, owner; name is a value of the category.
create or replace function unified_media.legacy_plan(p_source text, p_after uuid, p_limit integer)
returns table (category text, name text, row_count bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  mapped text := case p_source
    when 'playground_gallery' then 'legacy_gallery_mapped' when 'user_media' then 'legacy_user_media_mapped' end;
  input text := case p_source when 'playground_gallery' then 'legacy_gallery' else 'legacy_user_media' end;
begin
  return query execute format($query$
    with ids as materialized (select t.id from unified_media.%2$I t where t.id > $1 order by t.id limit $2),
    b as materialized (
      select m.legacy_id, m.login_id, m.type, m.source_type, m.bucket, m.path, m.problem, unified_media.find_owners(m.login_id) as owners,
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
      when unified_media.legacy_can_adopt_object(o.bucket, o.path, o.login_id, o.owners[1]) then 'own' else 'unproven' end, count(*)
    from open_rows o group by 2
    union all
    select 'owner', o.owners[1]::text, count(*) from open_rows o group by 2
    $query$, mapped, input, p_source)
  using p_after, p_limit;
end $$;
comment on function unified_media.legacy_plan is 'Evaluates and counts the next rows of a table as a migration would, without writing.';

create or replace function unified_media.legacy_survey()
returns table (category text, name text, row_count bigint)
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
  if (select s.value = 'true' from unified_media.settings s where s.key = 'owners_are_profiles') then
    return query execute
      'select ''logins'', ''with several profiles'', count(*) from (
         select p.user_id from public.users_profile p group by p.user_id having count(*) > 1) several';
  end if;
end $$;
comment on function unified_media.legacy_survey is 'Counts rows to migrate and finds missing indexes, triggers and ambiguous logins.';

create or replace function unified_media.legacy_list_problems(p_reason text, p_limit integer)
returns table (legacy_source text, legacy_id text, reason text, detail text, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.legacy_id, p.reason, p.detail, p.seen_at from unified_media.legacy_problem p
  where p_reason is null or p.reason = p_reason
  order by p.legacy_source, p.reason, p.legacy_id limit p_limit
$$;
comment on function unified_media.legacy_list_problems is 'Lists rows that were skipped or need attention.';

create or replace function unified_media.legacy_count_problems() returns table (legacy_source text, reason text, row_count bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.reason, count(*) from unified_media.legacy_problem p group by p.legacy_source, p.reason
  order by p.legacy_source, p.reason
$$;
comment on function unified_media.legacy_count_problems is 'Counts the listed rows per table and reason.';

create or replace function unified_media.legacy_list_jobs()
returns table (
  job text, state text, rows_read bigint, rows_written bigint, rows_adopted bigint, rows_skipped bigint, rows_failed bigint,
  has_worker boolean, changed_at timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select b.job, b.state, b.rows_read, b.rows_written, b.rows_adopted, b.rows_skipped, b.rows_failed,
    coalesce(b.worker_until > clock_timestamp(), false), b.changed_at
  from unified_media.legacy_job b order by b.job
$$;
comment on function unified_media.legacy_list_jobs is 'Lists the jobs of the run and their progress.';

create or replace function unified_media.legacy_get_phase()
returns table (phase text, pause_requested boolean, prepared_at timestamptz, switched_at timestamptz, finished_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase, s.pause_requested, s.prepared_at, s.switched_at, s.finished_at from unified_media.legacy_state s
$$;
comment on function unified_media.legacy_get_phase is 'Returns the phase of the migration and when it was reached.';

create or replace function unified_media.legacy_list_objects(p_after bigint, p_limit integer, p_every integer)
returns table (object_id bigint, media_id uuid, bucket text, key text, size_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.object_id, o.media_id, o.bucket, o.key, o.size_bytes from unified_media.objects o
  where o.object_id > p_after and o.adopted and o.state = 'ready' and o.object_id % p_every = 0
  order by o.object_id limit p_limit
$$;
comment on function unified_media.legacy_list_objects is 'Lists every p_every-th adopted object, for a check in the object store.';

revoke all on function unified_media.legacy_plan(text, uuid, integer), unified_media.legacy_survey(), unified_media.legacy_list_problems(text, integer),
  unified_media.legacy_count_problems(), unified_media.legacy_list_jobs(), unified_media.legacy_get_phase(),
  unified_media.legacy_list_objects(bigint, integer, integer)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_plan(text, uuid, integer), unified_media.legacy_survey(), unified_media.legacy_list_problems(text, integer),
  unified_media.legacy_count_problems(), unified_media.legacy_list_jobs(), unified_media.legacy_get_phase(),
  unified_media.legacy_list_objects(bigint, integer, integer)
  to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 117, '0117_legacy_plan', 'repeatable', 'b94bed4fb61368ed12e853a212bb313768d7a1ac1083aa0d3000473bae3804ae',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0118_legacy_expected_objects
begin;
-- Computes the expected object of an older row, for the verification.

-- The mapping (legacy_locate_object, legacy_get_content_type, legacy_can_adopt_object) implements the same rules. The two implementations are
-- independent and different, so that a mistake in one shows as a difference. Do not share code between the two. The functions are called for
-- every row, so they have no search_path of their own.

create or replace function unified_media.legacy_decode_percent(p_text text) returns text
language plpgsql stable as $$
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
comment on function unified_media.legacy_decode_percent is 'Decodes percent-encoding for the verification; null if the bytes are not UTF-8.';

create or replace function unified_media.legacy_expect_location(p_text text, p_bucket text, p_hosts text[]) returns text[]
language plpgsql stable as $$
declare
  address text := coalesce(trim(both E' \t\r\n' from p_text), '');
  steps text[];
  bucket text;
  key text;
begin
  for round in 1..5 loop
    exit when lower(left(address, 7)) <> 'http://' and lower(left(address, 8)) <> 'https://';
    -- The elements are the scheme, an empty text, the host, and the segments of the path.
    steps := string_to_array(split_part(split_part(address, '?', 1), '#', 1), '/');
    while cardinality(steps) > 3 and not (steps[4] = 'storage' and steps[5] = 'v1') loop
      steps := steps[1:3] || steps[5:];
    end loop;
    steps := steps[6:];
    if steps[1:2] = array['render', 'image'] then
      steps := steps[3:];
    elsif steps[1] = 'object' then
      steps := steps[2:];
    else
      return array['external', address];
    end if;
    if steps[1] = any ('{public,sign,authenticated}') then
      steps := steps[2:];
    end if;
    key := array_to_string(steps[2:], '/');
    if key ~* '^https?://' then
      address := substr(address, position(key in address));
    elsif key ~* '^https?%3a' then
      key := unified_media.legacy_decode_percent(substr(address, position(key in address)));
      if key is null or key !~* '^https?://' then
        return array['external', address];
      end if;
      address := key;
    else
      exit;
    end if;
    steps := null;
  end loop;

  if steps is not null then
    if p_hosts is not null and not lower(regexp_replace(split_part(address, '/', 3), '^.*@', '')) = any (p_hosts) then
      return array['external', address];
    end if;
    bucket := unified_media.legacy_decode_percent(steps[1]);
    key := unified_media.legacy_decode_percent(key);
  elsif address = '' or lower(address) similar to '(http|https)\%3a%' escape '\' or address ~* '^([a-z][a-z0-9+.-]*:|//)' or p_bucket is null then
    return array['external', address];
  else
    bucket := p_bucket;
    key := regexp_replace(address, '^/+', '');
  end if;

  if key is null or key = '' or octet_length(key) > 1024 or key ~ '[[:cntrl:]]' or bucket is null or length(bucket) > 255
    or bucket !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or bucket = 'external' or string_to_array(key, '/') && array['', '.', '..'] then
    return array['external', address];
  end if;
  return array[bucket, key];
end $$;
comment on function unified_media.legacy_expect_location is 'Returns the expected bucket and key of an address.';

create or replace function unified_media.legacy_expect_content_type(p_name text) returns text
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
comment on function unified_media.legacy_expect_content_type is 'Returns the expected content type of a name, by its extension.';

-- Ids contain no special character of LIKE.
create or replace function unified_media.legacy_expect_ownership(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
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
comment on function unified_media.legacy_expect_ownership is 'Returns whether a key is in the folder of a login or a profile.';

revoke all on function unified_media.legacy_decode_percent(text), unified_media.legacy_expect_location(text, text, text[]),
  unified_media.legacy_expect_content_type(text),
  unified_media.legacy_expect_ownership(text, text, uuid, uuid)
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 118, '0118_legacy_expected_objects', 'repeatable', '0fd4c503478313fd2b2be0b6aa2cdd4fb0bc2ec439c5807355c098eef3a380d3',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0119_legacy_expected_items
begin;
-- Computes the expected item of an older row from the row itself, for the verification.

-- The mapping (legacy_gallery_mapped and legacy_user_media_mapped) implements the same rules. The two implementations are independent and
-- different, so that a mistake in one shows as a difference. Do not share code between the two.

-- Each function returns facts (the expected columns of the item), meta (its expected metadata) and generation (the values of the generation).
-- They are called for every row, so they have no search_path of their own.

-- The common columns. The arguments are results of the next two functions.
create or replace function unified_media.legacy_expect_columns(
  p_source text, p_row jsonb, p_type text, p_place text[], p_size integer[], p_seconds numeric, p_source_type text, p_enhancement text,
  p_original text, p_content_type text)
returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'type', p_type, 'bucket', p_place[1], 'path', p_place[2], 'width', p_size[1], 'height', p_size[2], 'duration', floor(p_seconds),
    'duration_us', (p_seconds * 1000000)::bigint, 'source_type', p_source_type, 'enhancement_type', left(p_enhancement, 50),
    'original_media_id', case when length(p_original) <= 50 then p_original end, 'mime_type', left(p_content_type, 100),
    'visibility', 'PRIVATE', 'created_at', p_row -> 'created_at', 'legacy_source', p_source, 'legacy_id', p_row -> 'id')
$$;
comment on function unified_media.legacy_expect_columns is 'Returns the expected columns of an item of either older table.';

create or replace function unified_media.legacy_expect_gallery_item(
  p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  address text;
  place text[];
  type_by_extension text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  seconds numeric;
begin
  generation := case jsonb_typeof(p_row -> 'generation_metadata') when 'object' then p_row -> 'generation_metadata' else '{}' end;
  address := coalesce(nullif(btrim(p_row ->> 'video_url', E' \t\r\n'), ''), btrim(p_row ->> 'image_url', E' \t\r\n'));
  place := unified_media.legacy_expect_location(address, null, p_hosts);
  type_by_extension := unified_media.legacy_expect_content_type(place[2]);
  kind := case
    when type_by_extension = 'image/gif' then 'image'
    when split_part(type_by_extension, '/', 1) = 'image' and coalesce(btrim(p_row ->> 'video_url'), '') = '' then 'image'
    when coalesce(p_row ->> 'video_url', '') <> '' then 'video'
    when lower(coalesce(p_row ->> 'media_type', '')) = 'video' or split_part(type_by_extension, '/', 1) = 'video' or place[1] = 'playground-videos'
      then 'video'
    when type_by_extension = 'application/pdf' or lower(p_row ->> 'media_type') = 'pdf' then 'pdf'
    else 'image' end;
  mime := case
    when split_part(type_by_extension, '/', 1) = kind then type_by_extension
    when split_part(unified_media.legacy_expect_content_type('x.' || (p_row ->> 'format')), '/', 1) = kind
      then unified_media.legacy_expect_content_type('x.' || (p_row ->> 'format'))
    when kind = 'video' then unified_media.legacy_expect_content_type('x.' || (p_row ->> 'video_format'))
    when kind = 'pdf' then 'application/pdf' end;
  if generation ->> 'actual_width' ~ '^[1-9]\d{0,5}$' and generation ->> 'actual_height' ~ '^[1-9]\d{0,5}$' then
    width := generation ->> 'actual_width';
    height := generation ->> 'actual_height';
  elsif width is null or height is null then
    if generation ->> 'saved_width' ~ '^[1-9]\d{0,5}$' and generation ->> 'saved_height' ~ '^[1-9]\d{0,5}$' then
      width := generation ->> 'saved_width';
      height := generation ->> 'saved_height';
    elsif generation ->> 'resolution' ~* '^[1-9]\d{0,5}[x*][1-9]\d{0,5}$' then
      width := (regexp_match(generation ->> 'resolution', '^(\d+)'))[1];
      height := (regexp_match(generation ->> 'resolution', '(\d+)$'))[1];
    end if;
  end if;
  if kind = 'video' then
    seconds := case when (p_row ->> 'video_duration')::integer > 0 then (p_row ->> 'video_duration')::numeric
      when generation ->> 'duration' ~ '^\d{1,6}(\.\d{1,6})?$' and (generation ->> 'duration')::numeric > 0
        then (generation ->> 'duration')::numeric end;
  end if;
  source_type := lower(p_row ->> 'source_type');
  if source_type is null or source_type not in ('enhanced', 'stock', 'upload') then
    if coalesce(generation ->> 'enhancement_type', '') <> '' or coalesce(generation ->> 'style_applied', '') <> ''
      or generation ->> 'source' = 'ai_enhancement' or position('enhanced' in lower(p_row ->> 'title')) > 0
      or jsonb_typeof(p_row -> 'tags') = 'array' and p_row -> 'tags' ? 'ai-enhanced' then
      source_type := 'enhanced';
    elsif array[lower(generation ->> 'source'), lower(p_row ->> 'source')] && array['pexels', 'unsplash', 'pixabay'] then
      source_type := 'stock';
    else
      source_type := 'playground';
    end if;
  end if;
  if source_type = 'enhanced' then
    foreach enhancement in array array[
      p_row ->> 'enhancement_type', generation ->> 'enhancement_type', generation ->> 'style_applied', generation ->> 'style',
      generation ->> 'applied_style'] loop
      exit when coalesce(enhancement, '') <> '';
    end loop;
    enhancement := nullif(enhancement, '');
  end if;
  original := coalesce(nullif(p_row ->> 'original_media_id', ''), nullif(generation ->> 'original_media_id', ''));
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
    'exif_json', p_row -> 'exif_json', 'blurhash', generation ->> 'blurhash',
    'palette', case jsonb_typeof(generation -> 'palette') when 'array' then generation -> 'palette' end);
  facts := facts || unified_media.legacy_expect_columns(
    'playground_gallery', p_row, kind, place, array[width, height], seconds, source_type, enhancement, original, mime);
end $$;
comment on function unified_media.legacy_expect_gallery_item is 'Returns the expected item of a row of playground_gallery.';

create or replace function unified_media.legacy_expect_user_media_item(
  p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  address text;
  place text[];
  type_by_extension text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  name_parts text[];
begin
  generation := '{}';
  address := btrim(p_row ->> 'file_path', E' \t\r\n');
  place := unified_media.legacy_expect_location(address, 'user-media', p_hosts);
  type_by_extension := unified_media.legacy_expect_content_type(place[2]);
  mime := lower(btrim((string_to_array(p_row ->> 'mime_type', ';'))[1]));
  if mime is null or mime !~ '^[a-z]+/[a-z0-9.+-]+$' then
    mime := type_by_extension;
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
      place[2],
      '(?:^|/)enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|\d{13}-[a-z0-9]+|[^-/]+)-([^/]+)-\d{13}-[a-z0-9]+\.[[:alnum:]]+$');
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
  facts := facts || unified_media.legacy_expect_columns(
    'user_media', p_row, kind, place, array[width, height], null, source_type, enhancement, original, mime);
end $$;
comment on function unified_media.legacy_expect_user_media_item is 'Returns the expected item of a row of user_media.';

create or replace function unified_media.legacy_expect_item(
  p_source text, p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out generation jsonb)
language plpgsql stable as $$
declare
  expected record;
begin
  if p_source = 'playground_gallery' then
    expected := unified_media.legacy_expect_gallery_item(p_row, p_hosts);
  else
    expected := unified_media.legacy_expect_user_media_item(p_row, p_hosts);
  end if;
  facts := expected.facts;
  meta := expected.meta;
  generation := expected.generation;
end $$;
comment on function unified_media.legacy_expect_item is
  'Returns the expected item of an older row: columns, metadata and generation data.';

revoke all on function
  unified_media.legacy_expect_columns(text, jsonb, text, text[], integer[], numeric, text, text, text, text),
  unified_media.legacy_expect_gallery_item(jsonb, text[]), unified_media.legacy_expect_user_media_item(jsonb, text[]),
  unified_media.legacy_expect_item(text, jsonb, text[])
  from public, anon, authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 119, '0119_legacy_expected_items', 'repeatable', '71f92ca2c1add6d953cce6ae27720a4806217b4f3a3311326e3daea17c2904f4',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0120_legacy_verification
begin;
-- Compares items and references with the older rows that they were made from. The expected values come from legacy_expect_item; no function
-- here calls the mapping.

-- Called for every row; PostgreSQL inlines it.
create or replace function unified_media.legacy_expect_object(
  p_item uuid, p_columns jsonb, p_object bigint, p_object_hash uuid, p_login uuid, p_owner uuid)
returns table (is_own boolean, is_linked boolean)
language sql stable as $$
  select
    unified_media.legacy_expect_ownership(p_columns ->> 'bucket', p_columns ->> 'path', p_login, p_owner)
      and not exists (select from unified_media.legacy_map a where a.object_hash = p_object_hash and a.media_id <> p_item)
      and not exists (select from unified_media.legacy_item_backup a where a.object_hash = p_object_hash and a.media_id <> p_item),
    exists (
      select from unified_media.objects o
      where o.object_id = p_object and o.media_id = p_item and o.bucket = p_columns ->> 'bucket' and o.key = p_columns ->> 'path'
        and o.owner_user_id = p_owner and o.state = 'ready')
$$;
comment on function unified_media.legacy_expect_object is
  'Returns whether an item must own its object (the key proves it, no other row names it), and whether the ledger agrees.';

-- kind: position (the last id and the number of rows), count (rows per state), group (rows and items per owner and day, with the sums of their
-- hashes), difference (per field), missing, lost (mapped, but without an item).
create or replace function unified_media.legacy_verify_rows(p_source text, p_after uuid, p_limit integer)
returns table (
  kind text, owner_user_id uuid, day date, legacy_id text, media_id uuid, field text, expected text, actual text, row_count bigint,
  item_count bigint, row_hash numeric, item_hash numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  hosts text[] := (select s.hosts from unified_media.legacy_state s);
  owners text := 'select array_remove(array[r.user_id], null) as ids';
begin
  if p_source not in ('playground_gallery', 'user_media') or to_regclass('public.' || p_source) is null then
    return;
  end if;

  if (select s.value = 'true' from unified_media.settings s where s.key = 'owners_are_profiles') then
    owners := 'select array_agg(p.id) as ids from public.users_profile p where p.user_id = r.user_id';
  end if;

  return query execute format($query$
    with r as materialized (
      select t.id, t.user_id, to_jsonb(t) as row from public.%1$I t where t.id > $1 order by t.id limit $2),
    judged as materialized (
      select r.id, r.user_id, r.row, o.ids[1] as owner, coalesce(cardinality(o.ids), 0) as owners, l.media_id, l.written_at, l.deleted_at,
        l.object_hash, l.legacy_id is not null as is_mapped, l.owner_user_id as mapped_owner, to_jsonb(m) as item, m.id as item_id, m.object_id,
        m.metadata, m.updated_at, e.facts, e.meta, e.generation, x.media_id is not null as is_older_item,
        exists (
          select from unified_media.legacy_problem p
          where p.legacy_source = %1$L and p.legacy_id = r.id::text and p.reason = 'failed') as is_failed
      from r
      cross join lateral (%2$s) o
      left join unified_media.legacy_map l on l.legacy_source = %1$L and l.legacy_id = r.id::text
      left join public.media m on m.id = l.media_id
      left join unified_media.legacy_item_backup x on x.media_id = m.id
      cross join lateral unified_media.legacy_expect_item(%1$L, r.row, $3) e),
    classified as materialized (
      select j.*, case
        when j.deleted_at is not null then 'deleted'
        when j.is_mapped and j.item_id is null then 'lost'
        when not j.is_mapped and j.owners = 0 then 'owner_unknown'
        when not j.is_mapped and j.owners > 1 then 'owner_ambiguous'
        when not j.is_mapped and j.is_failed then 'failed'
        when not j.is_mapped then 'missing'
        when j.is_older_item then 'recognised'
        when j.updated_at is distinct from j.written_at then 'edited'
        else 'migrated' end as row_state
      from judged j),
    compared as (
      select s.id, s.item_id, d.field, d.expected, d.actual
      from classified s
      cross join lateral (
        select f.key as field, nullif(f.value, 'null') #>> '{}' as expected, s.item ->> f.key as actual
        from jsonb_each(s.facts) f
        where s.row_state = 'migrated' and s.item ? f.key and f.key <> 'created_at'
          and nullif(f.value, 'null') is distinct from nullif(case f.key
            when 'type' then to_jsonb(lower(s.item ->> 'type')) when 'visibility' then to_jsonb(upper(s.item ->> 'visibility'))
            else s.item -> f.key end, 'null')
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.meta) f
        where s.row_state = 'migrated' and f.value is distinct from s.metadata -> f.key
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.generation) f
        where s.row_state = 'migrated' and f.value is distinct from s.metadata -> f.key
          and s.metadata #> array['generation_metadata', f.key] is distinct from f.value
        union all
        select 'metadata.gallery_id', s.id::text, s.metadata ->> 'gallery_id'
        where s.row_state = 'recognised' and %1$L = 'playground_gallery' and s.metadata ->> 'gallery_id' is null
        union all
        select 'owner_user_id', s.owner::text, s.item ->> 'owner_user_id'
        where s.row_state in ('migrated', 'recognised', 'edited') and (
          s.item ->> 'owner_user_id' is distinct from s.owner::text or s.mapped_owner is distinct from s.owner)
        union all
        select 'created_at', s.row ->> 'created_at', s.item ->> 'created_at'
        where s.row_state in ('migrated', 'edited') and s.row ->> 'created_at' is not null
          and (s.row ->> 'created_at')::timestamptz is distinct from (s.item ->> 'created_at')::timestamptz
        union all
        select 'updated_at', greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)::text, s.updated_at::text
        where s.row_state = 'migrated' and s.updated_at < greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)
        union all
        select 'object_id', case when own.is_own then 'of its own' else 'none' end, s.object_id::text
        from unified_media.legacy_expect_object(s.item_id, s.item, s.object_id, s.object_hash, s.user_id, s.owner) own
        where s.row_state in ('migrated', 'edited') and (
          s.object_id is null and own.is_own or s.object_id is not null and not (own.is_own and own.is_linked))) d)
    select 'position', null::uuid, null::date, (select s.id::text from classified s order by s.id desc limit 1), null::uuid, null, null, null,
      (select count(*) from classified), null::bigint, null::numeric, null::numeric
    union all
    select 'count', null, null, null, null, s.row_state, null, null, count(*), null, null, null from classified s group by s.row_state
    union all
    select 'group', s.owner, ((s.row ->> 'created_at')::timestamptz at time zone 'utc')::date, null, null, null, null, null,
      count(*), count(s.item_id),
      sum(hashtextextended(concat_ws('|', s.id, s.owner, s.facts ->> 'type', s.facts ->> 'bucket', s.facts ->> 'path'), 0)::numeric),
      sum(hashtextextended(concat_ws('|', s.item ->> 'legacy_id', s.item ->> 'owner_user_id', lower(s.item ->> 'type'), s.item ->> 'bucket',
        s.item ->> 'path'), 0)::numeric)
    from classified s where s.row_state in ('migrated', 'missing', 'lost')
    group by 2, 3
    union all
    select 'difference', null, null, c.id::text, c.item_id, c.field, left(c.expected, 300), left(c.actual, 300), null, null, null, null
    from compared c
    union all
    select s.row_state, s.owner, null, s.id::text, s.media_id, null, null, null, null, null, null, null
    from classified s where s.row_state in ('missing', 'lost')
    $query$, p_source, owners)
  using p_after, p_limit, hosts;
end $$;
comment on function unified_media.legacy_verify_rows is 'Compares the next rows of an older table with their items.';

-- An orphan is an item whose older row does not exist or belongs to another item. The result row without a source has the last id of the range;
-- null after the last range. Rows are found by subselects, because the planner does not know how short a range is, and would join whole tables.
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
comment on function unified_media.legacy_verify_orphans is 'Finds items and map entries without their older row among the next ids.';

-- An item that was deleted since, by its user or with its older row, existed when the reference was written.
create or replace function unified_media.legacy_is_item_reference(p_reference text, p_owners uuid[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  owner uuid;
begin
  if p_reference is null or p_reference !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return false;
  end if;

  item := p_reference;
  select m.owner_user_id into owner from public.media m where m.id = item;
  return case when found then owner = any (p_owners)
    else exists (select from unified_media.legacy_removed_item g where g.media_id = item)
      or exists (select from unified_media.legacy_map l where l.media_id = item and l.deleted_at is not null) end;
end $$;
comment on function unified_media.legacy_is_item_reference is
  'Returns whether a reference names an item of one of these owners, or one that was deleted since.';

-- A rewrite must keep the number and order of elements and every other key, and every id that it wrote must name an item of the same owner. The
-- result row without a relation has the last id of the range; null after the last range.
create or replace function unified_media.legacy_verify_references(p_after uuid, p_rows integer)
returns table (relation text, row_id uuid, field text, expected text, actual text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := (
    select s.row_id
    from (values ('moodboards', 'items'), ('moodboards', 'featured_image_id'), ('showcases', 'media_ids')) f (relation, field)
    cross join lateral (
      select r.row_id from unified_media.legacy_reference_backup r
      where r.relation = f.relation and r.field = f.field and r.row_id > p_after order by r.row_id offset p_rows - 1 limit 1) s
    order by s.row_id limit 1);
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query select null::text, upto, null::text, null::text, null::text;
  return query
    select r.relation, r.row_id, 'items[' || (e.place - 1) || ']', left(e.old_item::text, 300), left(e.new_item::text, 300)
    from unified_media.legacy_reference_backup r
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
      from unified_media.legacy_reference_backup r
      join public.moodboards b on b.id = r.row_id
      cross join lateral jsonb_array_elements(r.new_value) with ordinality n (item, place)
      cross join unnest(array['media_id', 'unified_media_id', 'mediaId']) k (name)
      where r.relation = 'moodboards' and r.field = 'items' and r.row_id > $1 and r.row_id <= $2 and jsonb_typeof(n.item) = 'object'
        and n.item ->> k.name is distinct from r.old_value #>> array[(n.place - 1)::text, k.name]
        and not unified_media.legacy_is_item_reference(n.item ->> k.name, array[b.owner_user_id])
      union all
      select r.relation, r.row_id, r.field, b.owner_user_id::text, r.new_value #>> '{}'
      from unified_media.legacy_reference_backup r
      join public.moodboards b on b.id = r.row_id
      where r.relation = 'moodboards' and r.field = 'featured_image_id' and r.row_id > $1 and r.row_id <= $2
        and not unified_media.legacy_is_item_reference(r.new_value #>> '{}', array[b.owner_user_id]) $query$ using p_after, last;
  end if;

  if to_regclass('public.showcases') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'media_ids[' || (e.place - 1) || ']', e.old_id, e.new_id
      from unified_media.legacy_reference_backup r
      join public.showcases s on s.id = r.row_id
      cross join lateral (
        select * from jsonb_array_elements_text(r.old_value) with ordinality o (item, place)
        full join jsonb_array_elements_text(r.new_value) with ordinality n (item, place) using (place)) e (place, old_id, new_id)
      where r.relation = 'showcases' and r.field = 'media_ids' and r.row_id > $1 and r.row_id <= $2 and e.new_id is distinct from e.old_id
        and (e.old_id is null or not unified_media.legacy_is_item_reference(e.new_id, array[s.creator_user_id, s.talent_user_id])) $query$
    using p_after, last;
  end if;
end $$;
comment on function unified_media.legacy_verify_references is 'Compares rewritten references with their old values, for the next ids.';

revoke all on function unified_media.legacy_expect_object(uuid, jsonb, bigint, uuid, uuid, uuid), unified_media.legacy_is_item_reference(text, uuid[]),
  unified_media.legacy_verify_rows(text, uuid, integer), unified_media.legacy_verify_orphans(uuid, integer),
  unified_media.legacy_verify_references(uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function unified_media.legacy_verify_rows(text, uuid, integer), unified_media.legacy_verify_orphans(uuid, integer),
  unified_media.legacy_verify_references(uuid, integer) to unified_media_worker;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 120, '0120_legacy_verification', 'repeatable', '909144c1834e9a6c64291dc7c99de8b9031cd207a8c1213ba84aa9c6db675b9a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0121_legacy_classification
begin;
-- Sets the source type of rows of media that older programs write. The library always sets it itself.

-- The value 'upload' is ignored, because it was the default of the column and labels rows of every kind.
create or replace function unified_media.legacy_derive_source(
  p_source_type text, p_bucket text, p_path text, p_metadata jsonb, p_exif jsonb) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when lower(p_source_type) <> 'upload' then left(lower(p_source_type), 20) -- The lower case of some letters is two letters.
    when p_path ~ '(^|/)(enhanced|enhanced-images)/' then 'enhanced'
    when coalesce(p_metadata ->> 'source', p_exif #>> '{generation_metadata,source}') = 'ai_enhancement' then 'enhanced'
    when coalesce(p_metadata ->> 'enhancement_type', p_exif #>> '{generation_metadata,enhancement_type}') <> '' then 'enhanced'
    when p_path ~ '(^|/)(stock|stock-photos)/' then 'stock'
    when lower(coalesce(p_metadata ->> 'provider', p_metadata ->> 'source')) in ('pexels', 'unsplash', 'pixabay') then 'stock'
    when p_exif ->> 'promoted_from_playground' = 'true' or p_exif ->> 'original_gallery_id' <> '' then 'playground'
    when p_metadata ->> 'gallery_id' <> '' then 'playground'
    when p_bucket like 'playground-%' or p_path ~ '/playground-(images|videos|gallery)/' then 'playground'
    else 'upload'
  end
$$;
comment on function unified_media.legacy_derive_source is
  'Returns the source type of an item, derived from values of older programs if the column has none.';

create or replace function unified_media.legacy_set_source() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.source_type := unified_media.legacy_derive_source(new.source_type, new.bucket, new.path, new.metadata, new.exif_json);
  return new;
end $$;
comment on function unified_media.legacy_set_source is 'Sets the source type of a new row that an older program wrote.';

-- Runs after the core trigger that links an uploaded item to its object, and before the one that sets missing columns.
create or replace trigger unified_media_15_legacy_source before insert on public.media
  for each row when (new.object_id is null) execute function unified_media.legacy_set_source();

-- Locks rows before it reads them, so that a concurrent change is not overwritten. A trigger of the core changes updated_at with the source type;
-- a second update restores it, because it sets no column that the trigger watches.
create or replace function unified_media.legacy_classify_items(p_after uuid, p_limit integer) returns setof uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  sources text[];
  times timestamptz[];
begin
  select array_agg(r.id), array_agg(r.source), array_agg(r.updated_at) into ids, sources, times
  from (
    select m.id, m.object_id, m.source_type, m.updated_at,
      unified_media.legacy_derive_source(m.source_type, m.bucket, m.path, m.metadata, m.exif_json) as source
    from public.media m where m.id > p_after order by m.id limit p_limit
    for no key update of m) r
  where r.object_id is null and r.source is distinct from r.source_type;

  update public.media m set source_type = c.source from unnest(ids, sources) c (id, source) where m.id = c.id;
  update public.media m set updated_at = c.at from unnest(ids, times) c (id, at) where m.id = c.id;
  return query
    select l.id from (select m.id from public.media m where m.id > p_after order by m.id limit p_limit) l order by l.id desc limit 1;
end $$;
comment on function unified_media.legacy_classify_items is
  'Sets the source type of the next items by id, and returns the id of the last one; no row when there are no more.';

revoke all on function unified_media.legacy_derive_source(text, text, text, jsonb, jsonb), unified_media.legacy_set_source(),
  unified_media.legacy_classify_items(uuid, integer) from public, anon, authenticated, service_role, unified_media_worker, unified_media_app;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 121, '0121_legacy_classification', 'repeatable', '7c1b609c00794af276dfebc291999cb8401ba6b96dd8e28134730a7d5a59a8f3',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;

-- legacy/0160_legacy_classify
do $batches$
declare
  unified_media_changed bigint;
begin
  loop
-- Sets the source type of rows from before the module, which the core labels as uploads. The batch stores its position.
insert into unified_media.settings (key, value)
select 'legacy_classified_to', c.id::text
from unified_media.legacy_classify_items(
  coalesce(
    (select s.value::uuid from unified_media.settings s where s.key = 'legacy_classified_to'), '00000000-0000-0000-0000-000000000000'),
  2000) c (id)
on conflict (key) do update set value = excluded.value
;
    get diagnostics unified_media_changed = row_count;
    exit when unified_media_changed = 0;
    commit;
  end loop;
end $batches$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 160, '0160_legacy_classify', 'batch', 'f60867192aaa3b0f346cff3c285c743efd7c04c93e8226ac458ebbe2be7f377d',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- legacy/0170_legacy_recognise
do $batches$
declare
  unified_media_changed bigint;
begin
  loop
-- Finds the items that were made from older rows, before any older row is copied or listed, so that no list shows both. The
-- batch stores its position.
with rows as (
  select m.id, m.owner_user_id, m.path, m.metadata, m.exif_json, m.created_at
  from public.media m
  where m.legacy_source is null and m.id > coalesce(
    (select value::uuid from unified_media.settings where key = 'legacy_recognised_to'), '00000000-0000-0000-0000-000000000000')
  order by m.id limit 2000),
recognised as (
  insert into unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id)
  select distinct on (source_row.legacy_source, source_row.legacy_id) source_row.legacy_source, source_row.legacy_id::text, r.id, r.owner_user_id
  from rows r cross join lateral unified_media.legacy_find_source_row(r.owner_user_id, r.path, r.metadata, r.exif_json) source_row
  where source_row.legacy_source is not null
  order by source_row.legacy_source, source_row.legacy_id, r.created_at, r.id
  on conflict do nothing)
insert into unified_media.settings (key, value)
select 'legacy_recognised_to', id::text from rows order by id desc limit 1
on conflict (key) do update set value = excluded.value
;
    get diagnostics unified_media_changed = row_count;
    exit when unified_media_changed = 0;
    commit;
  end loop;
end $batches$;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 170, '0170_legacy_recognise', 'batch', 'b441671349f3652f32c6f7a5d5f9066ef590c7011ed7f45d5d15edf4db7ace9a',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

-- legacy/0190_legacy_view
begin;
-- Replaces the view of the core by a view of the items and the older rows that are not items yet. The view is SECURITY INVOKER. An older row has
-- the id and the values that it will have as an item. The columns of items are those of 0190_view in the core.
do $$
declare
  definition text := $q$view public.unified_media_view with (security_invoker = true) as
    select m.id, 'media'::text as origin, m.owner_user_id, null::uuid as login_id, lower(m.type::text) as type, m.bucket::text as bucket,
      m.path::text as path, m.width, m.height, coalesce(m.duration_us / 1000000.0, m.duration)::double precision as duration_seconds,
      lower(coalesce(m.visibility::text, 'private')) as visibility, m.source_type::text as source_type,
      m.enhancement_type::text as enhancement_type, m.original_media_id::text as original_media_id,
      m.metadata ->> 'title' as title, m.metadata ->> 'description' as description,
      m.mime_type::text as mime_type, m.size_bytes, m.metadata, m.created_at, coalesce(m.updated_at, m.created_at) as updated_at
    from public.media m
    union all
    select i.id, i.legacy_source, %s, i.login_id, i.type, i.bucket, i.path, i.width, i.height,
      coalesce(i.duration_us / 1000000.0, i.duration)::double precision, 'private', i.source_type, i.enhancement_type, i.original_media_id,
      i.metadata ->> 'title', i.metadata ->> 'description', i.mime_type, i.size_bytes, i.metadata, i.created_at, i.updated_at
    from unified_media.legacy_items i %s$q$;
begin
  if (select s.value = 'true' from unified_media.settings s where s.key = 'owners_are_profiles') then
    definition := format(definition, 'p.id', 'left join lateral (
      select (array_agg(u.id))[1] as id from public.users_profile u where u.user_id = i.login_id having count(*) = 1) p on true');
  else
    definition := format(definition, 'i.login_id', '');
  end if;

  -- Replaced instead of dropped: objects of the host may depend on the view, and the host may have granted rights on it.
  begin
    execute 'create or replace ' || definition;
  exception
    when invalid_table_definition then -- The columns of the union can have other types.
      drop view public.unified_media_view;
      execute 'create ' || definition;
      -- Default privileges may have granted rights on the view.
      revoke all on public.unified_media_view from public, anon, authenticated, service_role;
  end;
end $$;

comment on view public.unified_media_view is 'The items, and the older rows that are not items yet.';
grant select on public.unified_media_view to authenticated, service_role;
insert into unified_media.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
values ('legacy', 190, '0190_legacy_view', 'repeatable', '14d4ebb9e27c6ba4e5b72480bd4dfeae8bdd5cbbaaec0b4c11761b1e92b5654d',
  'schema=unified_media media_schema=public anon=anon authenticated=authenticated service_role=service_role worker=unified_media_worker app=unified_media_app', 'applied', now(), now(), 'script')
on conflict (module, step) do update set
  name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
  earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
    else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
  checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;
commit;
