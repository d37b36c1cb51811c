-- Creates tables for the tags and words of items, which triggers maintain. Under row-level security PostgreSQL cannot use a GIN index on the
-- metadata, nor an expression index whose function is not leakproof.
create table if not exists {{schema}}.media_tags (
  owner_user_id uuid not null,
  tag text collate "C" not null check (length(tag) between 1 and 100),
  created_at timestamptz not null,
  media_id uuid not null,
  is_public boolean not null,
  primary key (media_id, tag)
);
create index if not exists media_tags_page_idx on {{schema}}.media_tags (owner_user_id, tag, created_at desc, media_id desc) include (is_public);
create index if not exists media_tags_public_idx on {{schema}}.media_tags (tag, created_at desc, media_id desc) where is_public;

create table if not exists {{schema}}.media_search (
  media_id uuid primary key,
  owner_user_id uuid not null,
  created_at timestamptz not null,
  is_public boolean not null,
  doc tsvector not null
);
create index if not exists media_search_doc_idx on {{schema}}.media_search using gin (doc);
create index if not exists media_search_public_doc_idx on {{schema}}.media_search using gin (doc) where is_public;
create index if not exists media_search_page_idx on {{schema}}.media_search (owner_user_id, created_at desc, media_id desc);

-- Maps rows of older tables to the items made of them. The entry of a deleted item is kept, so that the item is never created again.
create table if not exists {{schema}}.legacy_map (
  legacy_source varchar(50) not null,
  legacy_id varchar(100) not null,
  media_id uuid,
  owner_user_id uuid,
  mapped_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (legacy_source, legacy_id)
);
create index if not exists legacy_map_media_idx on {{schema}}.legacy_map (media_id);

alter table {{schema}}.media_tags enable row level security;
alter table {{schema}}.media_search enable row level security;
alter table {{schema}}.legacy_map enable row level security;
revoke all on {{schema}}.media_tags, {{schema}}.media_search, {{schema}}.legacy_map
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant select on {{schema}}.media_tags, {{schema}}.media_search to {{anon}}, {{authenticated}}, {{service_role}};
grant select (legacy_source, legacy_id, owner_user_id) on {{schema}}.legacy_map to {{authenticated}}, {{service_role}};
