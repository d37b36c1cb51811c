using Npgsql;

namespace Unified.Media.Tool;

/// <summary>The database that the checks read, its schema and role names, and the tables and roles that exist in it.</summary>
internal sealed record DoctorContext(NpgsqlConnection Connection, PostgresSchemaNames Names, CommandContext Command)
{
    public TimeProvider Time => Command.Process.Time;

    /// <summary>True when the schema of the library exists, with the table <c>objects</c>.</summary>
    public bool HasLedger { get; private init; }

    /// <summary>True when the table <c>media</c> exists.</summary>
    public bool HasMedia { get; private init; }

    /// <summary>
    /// True when items belong to profiles instead of logins. Before the schema exists: true when there is a table <c>users_profile</c>, because
    /// the migration then chooses profiles.
    /// </summary>
    public bool HasProfiles { get; private init; }

    /// <summary>The legacy tables that exist.</summary>
    public IReadOnlyList<string> LegacyTables { get; private init; } = [];

    /// <summary>True when the roles of anonymous and of authenticated users exist.</summary>
    public bool HasRoles { get; private init; }

    /// <summary>True when the tables of Supabase Storage are in this database.</summary>
    public bool HasBuckets { get; private init; }

    /// <summary>Finds the existing tables and roles, and returns a copy of this context with them.</summary>
    public async Task<DoctorContext> InspectAsync(CancellationToken cancellationToken)
    {
        var sql = $"""
            select to_regclass('{Names.Schema}.objects') is not null,
              to_regclass('{Names.MediaSchema}.media') is not null,
              to_regclass('{Names.MediaSchema}.users_profile') is not null,
              to_regclass('{Names.MediaSchema}.playground_gallery') is not null,
              to_regclass('{Names.MediaSchema}.user_media') is not null,
              (select count(*) from pg_catalog.pg_roles where rolname in ('{Names.AnonymousRole}', '{Names.AuthenticatedRole}')) = 2,
              to_regclass('storage.buckets') is not null and to_regclass('storage.objects') is not null
            """;
        var inspected = await Connection.QuerySingleAsync(
            sql,
            reader => this with
            {
                HasLedger = reader.GetBoolean(0),
                HasMedia = reader.GetBoolean(1),
                HasProfiles = reader.GetBoolean(2),
                LegacyTables = [.. ListIfExists("playground_gallery", reader.GetBoolean(3)), .. ListIfExists("user_media", reader.GetBoolean(4))],
                HasRoles = reader.GetBoolean(5),
                HasBuckets = reader.GetBoolean(6),
            },
            cancellationToken);
        return !inspected.HasLedger ? inspected : inspected with
        {
            HasProfiles = await Connection.QueryBoolAsync(
                $"select exists (select from {Names.Schema}.settings where key = 'owners_are_profiles' and value = 'true')", cancellationToken),
        };
    }

    /// <summary>Creates the result of a check whose tables do not exist yet.</summary>
    public static CheckResult NotApplicable(string name, string missing) =>
        new(name, "not applicable", [Finding.Skipped("not_there", $"There is no {missing} yet.")]);

    private static IEnumerable<string> ListIfExists(string table, bool exists) => exists ? [table] : [];
}
