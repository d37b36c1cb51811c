-- The application may tell how far the schema is: its health check and its dashboard read the journal with its own login.
grant select on {{schema}}.schema_journal to {{app}}, {{worker}};
