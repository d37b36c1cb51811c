using Npgsql;

namespace Unified.Media.Tool;

/// <summary>What the checks look at: a database, what things are called in it, and which of them are there.</summary>
internal sealed record Examination(NpgsqlConnection Connection, PostgresSchemaNames Names, Invocation Invocation)
{
    public TimeProvider Time => Invocation.Surroundings.Time;

    /// <summary>The schema of the library is there, with its ledger.</summary>
    public bool HasLedger { get; private init; }

    public bool HasMedia { get; private init; }

    /// <summary>Items are kept under profiles: as the schema decided, or, before it is there, as it would decide.</summary>
    public bool HasProfiles { get; private init; }

    /// <summary>The older tables that are there.</summary>
    public IReadOnlyList<string> LegacyTables { get; private init; } = [];

    /// <summary>The roles that row-level security names are there.</summary>
    public bool HasRoles { get; private init; }

    public bool HasBuckets { get; private init; }

    public async Task<Examination> LookAroundAsync(CancellationToken cancellationToken)
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
        var found = await Connection.OneAsync(
            sql,
            reader => this with
            {
                HasLedger = reader.GetBoolean(0),
                HasMedia = reader.GetBoolean(1),
                HasProfiles = reader.GetBoolean(2),
                LegacyTables = [.. Present("playground_gallery", reader.GetBoolean(3)), .. Present("user_media", reader.GetBoolean(4))],
                HasRoles = reader.GetBoolean(5),
                HasBuckets = reader.GetBoolean(6),
            },
            cancellationToken);
        return !found.HasLedger ? found : found with
        {
            HasProfiles = await Connection.IsAsync(
                $"select exists (select from {Names.Schema}.settings where key = 'owners_are_profiles' and value = 'true')", cancellationToken),
        };
    }

    /// <summary>The answer of a check that has nothing to look at.</summary>
    public static CheckResult NotThere(string name, string what) =>
        new(name, "nothing to look at", [Finding.Skipped("not_there", $"There is no {what} yet.")]);

    private static IEnumerable<string> Present(string table, bool isThere) => isThere ? [table] : [];
}
