-- Items that went because their older row did. Boards may go on naming them, as they went on naming the row.
create table if not exists {{schema}}.backfill_gone (
  media_id uuid primary key,
  gone_at timestamptz not null default now()
);
alter table {{schema}}.backfill_gone enable row level security;
revoke all on {{schema}}.backfill_gone from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
