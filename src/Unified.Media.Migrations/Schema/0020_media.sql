-- Creates the table of items, or adds missing columns to an older table. Nothing of an older table is dropped, renamed or retyped. Columns are
-- added without defaults, because a default would label every old row.
do $$
declare
  is_fresh boolean := to_regclass('{{media_schema}}.media') is null;
  role_name text;
begin
  if is_fresh then
    if to_regnamespace('{{media_schema}}') is null then
      create schema {{media_schema}};
    end if;

    create table {{media_schema}}.media (
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
    comment on column {{media_schema}}.media.duration is 'Whole seconds.';
    alter table {{media_schema}}.media enable row level security;

    -- Hosted databases grant all privileges on every new table by default.
    revoke all on {{media_schema}}.media from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
    grant select on {{media_schema}}.media to {{anon}}, {{authenticated}};
    grant delete on {{media_schema}}.media to {{authenticated}};
    grant select, insert, update, delete on {{media_schema}}.media to {{service_role}};
  end if;

  -- Fail early in two cases that would otherwise stay unnoticed: without row-level security every row is readable; with FORCE ROW LEVEL SECURITY
  -- the steps and functions below see no rows.
  if not (select relrowsecurity from pg_catalog.pg_class where oid = '{{media_schema}}.media'::regclass) then
    raise exception 'row-level security is disabled on {{media_schema}}.media' using errcode = '55000',
      hint = 'Check which programs read the table, then execute: alter table {{media_schema}}.media enable row level security;';
  elsif row_security_active('{{media_schema}}.media') then
    raise exception 'row-level security hides rows of {{media_schema}}.media from %', current_user using errcode = '42501',
      hint = 'Migrate as the owner of the table, which must not have FORCE ROW LEVEL SECURITY, or as a role with BYPASSRLS.';
  end if;

  insert into {{schema}}.settings (key, value) values ('media_created_by_us', is_fresh::text) on conflict do nothing;

  foreach role_name in array array['{{anon}}', '{{authenticated}}', '{{service_role}}', '{{app}}'] loop
    if not has_schema_privilege(role_name, '{{media_schema}}', 'usage') then
      execute format('grant usage on schema {{media_schema}} to %I', role_name);
    end if;
  end loop;
end $$;

alter table {{media_schema}}.media
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
    join pg_catalog.pg_attribute a on a.attrelid = '{{media_schema}}.media'::regclass and a.attname = wanted.name
    where col_description(a.attrelid, a.attnum) is null
  loop
    execute format('comment on column {{media_schema}}.media.%I is %L', column_comment.name, column_comment.description);
  end loop;
end $$;

do $$
begin
  if (select value from {{schema}}.settings where key = 'media_created_by_us') = 'true' then
    grant insert (
      id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
      updated_at, source_type, enhancement_type, original_media_id, metadata, thumbhash) on {{media_schema}}.media to {{authenticated}};
    grant update (visibility, metadata, enhancement_type, original_media_id, updated_at) on {{media_schema}}.media to {{authenticated}};
  else
    -- Row-level security does not apply to these privileges, and no client needs them.
    revoke truncate, references, trigger on {{media_schema}}.media from public, {{anon}}, {{authenticated}};
  end if;
end $$;
