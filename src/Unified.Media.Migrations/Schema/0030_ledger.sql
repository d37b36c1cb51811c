-- The ledger: one row per attempt to store an object of an item in a role, and the only place that decides whose an object is.
create table if not exists {{schema}}.objects (
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
comment on table {{schema}}.objects is 'One row per attempt to store an object: pending, ready, deleting, gone.';
comment on column {{schema}}.objects.role is 'What the object is to its item: original, or an object derived from it, such as thumb-320.';
comment on column {{schema}}.objects.adopted is 'An older program stored the object; the migration proved that it is the owner''s.';
comment on column {{schema}}.objects.retired is 'Its item was deleted: a repeated idempotency key does not bring it back.';

create unique index if not exists objects_key_uq on {{schema}}.objects (bucket, key);
create unique index if not exists objects_attempt_uq on {{schema}}.objects (media_id, role, attempt);
create unique index if not exists objects_live_uq on {{schema}}.objects (media_id, role) where state in ('pending', 'ready');
create unique index if not exists objects_idempotency_uq on {{schema}}.objects (owner_user_id, idempotency_key) where idempotency_key is not null;
-- Not by state: the planner would take so small an index for finding one attempt, and pass everything unfinished.
create index if not exists objects_due_idx on {{schema}}.objects (next_try_at, media_id, attempt, role) where next_try_at is not null;
create index if not exists objects_gone_idx on {{schema}}.objects (gone_at) where state = 'gone';

alter table {{schema}}.objects enable row level security;
revoke all on {{schema}}.objects from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
-- Default privileges of the whole database may have opened it.
revoke all on all sequences in schema {{schema}} from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
