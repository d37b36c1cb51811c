using System.Text.RegularExpressions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed partial class ApplicationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestedDatabases.ByBoth), MemberType = typeof(TestedDatabases))]
    public async Task Migration_removes_nothing_and_second_one_changes_nothing(string start, bool isSuperuser)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start], Cancel);
        var login = isSuperuser ? database.ConnectionString : await TestedDatabases.GiveToOwnerAsync(database, Cancel);
        var before = await CatalogSnapshot.TakeAsync(database, Cancel);
        var rows = await RowSnapshot.TakeAsync(database, Cancel);

        await SchemaSteps.ApplyAsync(login, cancellationToken: Cancel);
        var after = await CatalogSnapshot.TakeAsync(database, Cancel);
        var rowsAfter = await rows.TakeAgainAsync(database, Cancel);
        var all = await RowSnapshot.TakeAsync(database, Cancel);
        await SchemaSteps.ApplyAsync(login, cancellationToken: Cancel);

        Assert.DoesNotContain(after.LostSince(before), line => !RevokedOnPurpose().IsMatch(line));
        Assert.NotEmpty(after.AddedSince(before));
        Assert.Equal(rows.Hashes, rowsAfter.Hashes);
        var again = await CatalogSnapshot.TakeAsync(database, Cancel);
        Assert.Empty(again.LostSince(after));
        Assert.Empty(again.AddedSince(after));
        Assert.Equal(all.Hashes, (await all.TakeAgainAsync(database, Cancel)).Hashes);
    }

    [Fact]
    public async Task Owner_with_createrole_creates_missing_roles()
    {
        var names = MissingRoles("made");
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        var login = await TestedDatabases.GiveToOwnerAsync(database, Cancel);

        await SchemaSteps.ApplyAsync(login, names, Cancel);

        var roles = await database.ColumnAsync<string>(
            "SELECT rolname::text FROM pg_roles WHERE rolname ~ '^umt_made_' AND NOT (rolcanlogin OR rolinherit OR rolsuper OR rolbypassrls) "
                + "ORDER BY 1",
            Cancel);
        await DropRolesAsync(database, names);
        Assert.Equal(names.Roles.Order(StringComparer.Ordinal), roles);
    }

    [Fact]
    public async Task Owner_without_createrole_gets_statements_for_an_administrator()
    {
        var names = MissingRoles("told");
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        var login = await database.CreateLoginAsync("umt_poor_owner", cancellationToken: Cancel);
        await database.ExecuteAsync($"ALTER ROLE umt_poor_owner INHERIT; ALTER DATABASE {database.Name} OWNER TO umt_poor_owner", Cancel);

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => SchemaSteps.ApplyAsync(login, names, Cancel));
        await database.ExecuteAsync(refusal.Hint![(refusal.Hint!.IndexOf(':', StringComparison.Ordinal) + 1)..], Cancel);
        await SchemaSteps.ApplyAsync(login, names, Cancel);

        Assert.Equal("42501", refusal.SqlState);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM public.media", Cancel));
        await DropRolesAsync(database, names);
    }

    [Theory]
    [InlineData("ALTER TABLE public.media DISABLE ROW LEVEL SECURITY", "55000", "is disabled")]
    [InlineData("ALTER TABLE public.media FORCE ROW LEVEL SECURITY", "42501", "hides rows")]
    public async Task Disabled_or_forced_row_level_security_fails_the_migration(string change, string state, string words)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyARows, Cancel);
        var login = await TestedDatabases.GiveToOwnerAsync(database, Cancel);
        await database.ExecuteAsync(change, Cancel);

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => SchemaSteps.ApplyAsync(login, cancellationToken: Cancel));

        Assert.Equal(state, refusal.SqlState);
        Assert.Contains(words, refusal.MessageText, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>(
            "SELECT 'there' FROM pg_attribute WHERE attname = 'object_id' AND attrelid = 'media'::regclass", Cancel));
    }

    // Row-level security does not apply to these privileges, and no client needs them.
    [GeneratedRegex(@"^right (TRUNCATE|REFERENCES|TRIGGER) on public\.media to (anon|authenticated|-)$")]
    private static partial Regex RevokedOnPurpose();

    private static SchemaNames MissingRoles(string word) => SchemaNames.Default with
    {
        Anonymous = $"umt_{word}_anon",
        Authenticated = $"umt_{word}_user",
        Service = $"umt_{word}_service",
        Worker = $"umt_{word}_worker",
        Application = $"umt_{word}_app",
    };

    private static async Task DropRolesAsync(FreshDatabase database, SchemaNames names)
    {
        var roles = string.Join(", ", names.Roles);
        await database.ExecuteAsync($"DROP OWNED BY {roles}; DROP ROLE {roles}", Cancel);
    }
}
