-- The application may tell how far the schema is: its health check and its dashboard read the journal with its own login. The runner made the
-- tables before it knew the roles, and default privileges may have opened them.
do $$
begin
  if to_regclass('{{schema}}.schema_journal') is not null then
    revoke all on {{schema}}.schema_journal, {{schema}}.schema_lock
      from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
    grant select on {{schema}}.schema_journal to {{app}}, {{worker}};
  end if;
end $$;
