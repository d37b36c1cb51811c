-- Lets the application read the journal with its own login, for health checks and the dashboard. The tables were created before the roles, because
-- the first step is already recorded in them. Default privileges may have granted rights on them, so those are revoked first.
do $$
begin
  if to_regclass('{{schema}}.schema_journal') is not null then
    revoke all on {{schema}}.schema_journal, {{schema}}.schema_lock
      from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
    grant select on {{schema}}.schema_journal to {{app}}, {{worker}};
  end if;
end $$;
