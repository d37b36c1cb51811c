-- Lets the application read the journal with its own login, for health checks and the dashboard. The runner created the tables before the roles
-- existed, and default privileges may have granted rights on them.
do $$
begin
  if to_regclass('{{schema}}.schema_journal') is not null then
    revoke all on {{schema}}.schema_journal, {{schema}}.schema_lock
      from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
    grant select on {{schema}}.schema_journal to {{app}}, {{worker}};
  end if;
end $$;
