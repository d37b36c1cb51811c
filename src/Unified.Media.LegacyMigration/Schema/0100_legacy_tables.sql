-- Creates the tables of the migration: positions of jobs, rows that could not be migrated, and old values. The migration never changes the older
-- tables. It changes moodboards and showcases, whose old values are stored here.
alter table {{schema}}.legacy_map
  add column if not exists object_hash uuid,
  add column if not exists written_at timestamptz;
comment on column {{schema}}.legacy_map.object_hash is 'A hash of bucket and key: rows with the same value share an object.';
comment on column {{schema}}.legacy_map.written_at is
  'The updated_at that the migration wrote: an item with another value was changed since.';
create index if not exists legacy_map_object_hash_idx on {{schema}}.legacy_map (object_hash) where object_hash is not null;

create table if not exists {{schema}}.legacy_job (
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
comment on table {{schema}}.legacy_job is 'The jobs of a run. Each batch updates last_id in its own transaction.';

create table if not exists {{schema}}.legacy_state (
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
insert into {{schema}}.legacy_state (single) values (true) on conflict do nothing;
comment on column {{schema}}.legacy_state.hosts is 'Hosts of the project''s own object store; null accepts any host.';

-- The part of the state that the mapping reads with the rights of the reader.
create or replace view {{schema}}.legacy_hosts as select hosts from {{schema}}.legacy_state where single;

create table if not exists {{schema}}.legacy_problem (
  legacy_source text collate "C" not null,
  legacy_id text collate "C" not null,
  reason text collate "C" not null,
  detail text,
  seen_at timestamptz not null default now(),
  primary key (legacy_source, reason, legacy_id)
);
comment on table {{schema}}.legacy_problem is 'Rows that were skipped or need attention.';

-- Items from before the migration, with the values from before it changed them; before is null for unchanged items.
create table if not exists {{schema}}.legacy_item_backup (
  media_id uuid primary key,
  object_hash uuid,
  before jsonb,
  written_at timestamptz
);
create index if not exists legacy_item_backup_object_hash_idx on {{schema}}.legacy_item_backup (object_hash) where object_hash is not null;

create table if not exists {{schema}}.legacy_reference_backup (
  relation text collate "C" not null,
  field text collate "C" not null,
  row_id uuid not null,
  old_value jsonb,
  new_value jsonb,
  old_updated_at timestamptz,
  written_at timestamptz not null default now(),
  primary key (relation, field, row_id)
);
comment on table {{schema}}.legacy_reference_backup is 'The old values of rewritten references, for a rollback.';

-- Items that were deleted because their older row was. Boards may still reference them, as they referenced the row.
create table if not exists {{schema}}.legacy_removed_item (
  media_id uuid primary key,
  gone_at timestamptz not null default now()
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'legacy_job', 'legacy_state', 'legacy_problem', 'legacy_item_backup', 'legacy_reference_backup', 'legacy_removed_item'] loop
    execute format('alter table {{schema}}.%I enable row level security', name);
    execute format(
      'revoke all on {{schema}}.%I from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}}', name);
  end loop;
  revoke all on {{schema}}.legacy_hosts from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
  grant select on {{schema}}.legacy_hosts to {{authenticated}}, {{service_role}};
end $$;
