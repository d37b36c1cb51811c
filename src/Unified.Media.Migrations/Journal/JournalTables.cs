namespace Unified.Media.Migrations;

/// <summary>
/// Creates the tables of the journal and of the lock. Skips tables that exist, so that a login without the right to create tables can migrate.
/// </summary>
internal static class JournalTables
{
    public static string Create(PostgresSchemaNames names) =>
        $"""
        do $journal$
        begin
          if to_regnamespace('{names.Schema}') is null then
            create schema {names.Schema};
          end if;
          if to_regclass('{names.Schema}.schema_journal') is null then
            create table {names.Schema}.schema_journal (
              module text not null,
              step integer not null,
              name text not null,
              kind text not null,
              checksum text not null,
              earlier_checksums text not null default '',
              names text not null,
              state text not null check (state in ('running', 'applied', 'failed')),
              started_at timestamptz not null,
              applied_at timestamptz,
              duration_ms bigint,
              rows bigint not null default 0,
              error text,
              applied_by text not null default current_user,
              library_version text,
              primary key (module, step)
            );
            alter table {names.Schema}.schema_journal enable row level security;
            create policy unified_media_read on {names.Schema}.schema_journal for select using (true);
            revoke all on {names.Schema}.schema_journal from public;
          end if;
          if to_regclass('{names.Schema}.schema_lock') is null then
            create table {names.Schema}.schema_lock (
              one boolean primary key default true check (one),
              holder text not null,
              server_started timestamptz not null,
              expires_at timestamptz not null
            );
            alter table {names.Schema}.schema_lock enable row level security;
            revoke all on {names.Schema}.schema_lock from public;
          end if;
        end $journal$
        """;
}
