-- Creates the ledger: one row per attempt to store an object of an item in a role. Only the ledger decides who owns an object.
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
comment on table {{schema}}.objects is 'One row per attempt to store an object. States: pending, ready, deleting, gone.';
comment on column {{schema}}.objects.role is 'The role of the object: original, or the name of a derived object such as thumb-320.';
comment on column {{schema}}.objects.adopted is 'True for an object that an older program stored and whose key proves that it belongs to the owner.';
comment on column {{schema}}.objects.item_deleted is 'True after the item was deleted: a repeated idempotency key does not create it again.';

create unique index if not exists objects_key_uq on {{schema}}.objects (bucket, key);
create unique index if not exists objects_attempt_uq on {{schema}}.objects (media_id, role, attempt);
create unique index if not exists objects_live_uq on {{schema}}.objects (media_id, role) where state in ('pending', 'ready');
create unique index if not exists objects_idempotency_uq on {{schema}}.objects (owner_user_id, idempotency_key) where idempotency_key is not null;
-- Not partial by state: the planner would prefer such a small index to find one attempt, and scan all unfinished rows.
create index if not exists objects_due_idx on {{schema}}.objects (next_try_at, media_id, attempt, role) where next_try_at is not null;
create index if not exists objects_gone_idx on {{schema}}.objects (gone_at) where state = 'gone';

alter table {{schema}}.objects enable row level security;
revoke all on {{schema}}.objects from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
-- Default privileges of the database may have granted rights on sequences.
revoke all on all sequences in schema {{schema}} from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
