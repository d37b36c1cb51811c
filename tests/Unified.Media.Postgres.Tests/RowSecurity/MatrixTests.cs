using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>Every principal tries every command on every item, and the oracle knows the expected outcome.</summary>
public sealed class MatrixTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Every_principal_gets_what_the_rules_allow(bool hasProfiles, bool throughPooler)
    {
        await using var world = await World.CreateAsync(hasProfiles, Cancel);
        await using var pooler = throughPooler ? await world.Database.Server.StartPgBouncerAsync(poolSize: 2, Cancel) : null;
        var oracle = new Oracle(world);
        var wrong = new List<string>();
        var cells = 0;

        foreach (var principal in world.Principals)
        {
            var tries = world.Items
                .SelectMany(item => Command.On(world, principal, item).Select(command => (Item: item, Command: command)))
                .ToArray();
            var connectionString = world.ConnectionStringOf(principal);
            var outcomes = await Probe.TryAsync(
                pooler?.Through(connectionString) ?? connectionString, principal, [.. tries.Select(attempt => attempt.Command.Sql)], Cancel);
            cells += outcomes.Length;
            wrong.AddRange(
                from pair in tries.Zip(outcomes, (attempt, outcome) => (attempt.Item, attempt.Command, Outcome: outcome))
                let expected = oracle.Expect(principal, pair.Item, pair.Command)
                where expected != pair.Outcome
                select $"{principal}: {pair.Command} on {pair.Item}: {pair.Outcome} instead of {expected}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} are wrong:\n{string.Join('\n', wrong.Take(60))}");
        Assert.Equal(12 * 63 * 47, cells);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_shows_own_items_and_public_items(bool hasProfiles)
    {
        await using var world = await World.CreateAsync(hasProfiles, Cancel);
        foreach (var principal in world.Principals)
        {
            await using var session = await RoleSession.BeginAsync(world.ConnectionStringOf(principal), principal.Role, principal.Login, Cancel);
            foreach (var holder in new[] { "owner", "other", "twin", null })
            {
                var where = holder is null ? string.Empty : $"WHERE owner_user_id = '{world.OwnerOf(holder)}'";
                var items = world.Items.Where(item => item.HasRow && (holder is null || item.Holder == holder)).ToArray();
                var seen = items.Where(item => principal.IsService || principal.Owns(item) || item.IsPublic).ToArray();
                var expected = principal.IsApplication || principal.IsWorker ? "42501"
                    : hasProfiles && principal.HasTwoProfiles && seen.Length < items.Length ? "21000"
                    : string.Join('\n', seen.Select(item => item.Id).Order());

                var outcome = await session.TryAsync($"SELECT id FROM public.media {where} ORDER BY id", Cancel);

                Assert.Equal((principal.Name, holder, expected), (principal.Name, holder, outcome));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_the_worker_works_on_all_owners_and_truncate_is_rejected(bool hasProfiles)
    {
        await using var world = await World.CreateAsync(hasProfiles, Cancel);
        string[] statements =
        [
            "SELECT FROM unified_media.claim_unfinished(0, now(), '30 s', '6 h')", "SELECT WHERE unified_media.purge('-infinity') = 0",
            "TRUNCATE public.media CASCADE", "TRUNCATE unified_media.objects", "SELECT FROM unified_media.settings",
            "INSERT INTO unified_media.media_tags SELECT gen_random_uuid(), 'a', now(), gen_random_uuid(), true",
            "DELETE FROM unified_media.media_search", "UPDATE unified_media.legacy_map SET deleted_at = now()",
            "SELECT media_id FROM unified_media.legacy_map", "CREATE TABLE unified_media.mine (x int)",
        ];

        foreach (var principal in world.Principals)
        {
            var outcomes = await Probe.TryAsync(world.ConnectionStringOf(principal), principal, statements, Cancel);

            var isWorker = principal.Role == "unified_media_worker";
            Assert.Equal([isWorker ? "0" : "42501", isWorker ? "1" : "42501", .. Enumerable.Repeat("42501", statements.Length - 2)], outcomes);
        }
    }

    [Theory]
    [InlineData("anon")]
    [InlineData("service_role")]
    [InlineData("postgres")]
    [InlineData("unified_media_worker")]
    public async Task Application_assumes_only_the_roles_of_its_users(string role)
    {
        await using var world = await World.CreateAsync(hasProfiles: false, Cancel);
        await using var session = await RoleSession.BeginAsync(
            world.ConnectionStringOf(world.Principals[0]), null, cancellationToken: Cancel);

        var outcome = await session.TryAsync($"SELECT set_config('role', '{role}', true)", Cancel);

        Assert.Equal(role == "anon" ? "anon" : "42501", outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"sub": null}""")]
    [InlineData("""{"sub": "00000000-0000-7000-8000-000a00000001' OR true"}""")]
    [InlineData("""{"sub": {"a": "00000000-0000-7000-8000-000a00000001"}}""")]
    [InlineData("""["00000000-0000-7000-8000-000a00000001"]""")]
    [InlineData("""{"role": "service_role", "sub": "x"}""")]
    [InlineData("""{"sub": "00000000-0000-7000-8000-000a00000001\n"}""")]
    public async Task Malformed_claims_identify_no_user(string claims)
    {
        await using var world = await World.CreateAsync(hasProfiles: false, Cancel);
        await using var session = await RoleSession.BeginAsync(
            world.ConnectionStringOf(world.Principals[0]), "authenticated", cancellationToken: Cancel);
        await session.RowsAsync($"SELECT set_config('request.jwt.claims', $c${claims}$c$, true)", Cancel);

        Assert.Equal(["null"], await session.RowsAsync("SELECT unified_media.get_login_id()", Cancel));
        Assert.Equal(["{}"], await session.RowsAsync("SELECT unified_media.get_my_owners()", Cancel));
        Assert.Equal(["6"], await session.RowsAsync("SELECT count(*) FROM public.media", Cancel));
    }

    [Fact]
    public async Task Claims_that_are_not_JSON_fail_closed()
    {
        await using var world = await World.CreateAsync(hasProfiles: false, Cancel);
        await using var session = await RoleSession.BeginAsync(
            world.ConnectionStringOf(world.Principals[0]), "authenticated", cancellationToken: Cancel);
        await session.RowsAsync("SELECT set_config('request.jwt.claims', '{', true)", Cancel);

        Assert.Equal("22P02", await session.TryAsync("SELECT count(*) FROM public.media", Cancel));
    }
}
