using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// Many users on few connections that are never reset, with canceled and failed calls in between. A user never sees a private item of another
/// user.
/// </summary>
public sealed class IdentityIsolationTests
{
    private const int Users = 40;
    private const int Callers = 16;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_of_the_application_is_subject_to_row_level_security()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        foreach (var login in (string[])[leased.App, leased.Worker, leased.Service])
        {
            await using var source = NpgsqlDataSource.Create(login);
            await using var command = source.CreateCommand(
                "SELECT rolsuper OR rolbypassrls OR rolinherit FROM pg_roles WHERE rolname = current_user");
            Assert.Equal(false, await command.ExecuteScalarAsync(Cancel));
        }
    }

    [Fact]
    public async Task Statement_without_an_identity_reads_nothing()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        await using var source = NpgsqlDataSource.Create(leased.App);
        await using var command = source.CreateCommand("SELECT count(*) FROM public.media");

        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Cancel));

        Assert.Equal("42501", error.SqlState);
    }

    [Fact]
    public async Task Concurrent_requests_on_four_connections_never_mix_identities()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);

        await RunConcurrentRequestsAsync(
            leased, leased.App + ";Maximum Pool Size=4;No Reset On Close=true", usesPreparedStatements: true, requests: 20_000);
    }

    [Fact]
    public async Task Concurrent_requests_through_a_pooler_never_mix_identities()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        await using var pooler = await leased.Database.Server.StartPgBouncerAsync(poolSize: 2, Cancel);

        await RunConcurrentRequestsAsync(
            leased,
            pooler.Through(leased.App) + ";Maximum Pool Size=16;No Reset On Close=true",
            usesPreparedStatements: false,
            requests: 6_000);
    }

    private static async Task RunConcurrentRequestsAsync(LeasedDatabase leased, string connectionString, bool usesPreparedStatements, int requests)
    {
        var options = leased.Options(options =>
        {
            options.ConnectionString = connectionString;
            options.UsePreparedStatements = usesPreparedStatements;
        });
        await using var catalog = new PostgresMediaCatalog(
            new(options), options, new(), TimeProvider.System, NullLoggerFactory.Instance);
        var owned = new Dictionary<MediaUser, HashSet<MediaId>>();
        for (var number = 0; number < Users; number++)
        {
            var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));
            owned.Add(user, []);
            for (var item = 0; item < 3; item++)
            {
                owned[user].Add((await Uploads.AddAsync(catalog, user, TimeProvider.System)).Id);
            }
        }

        var all = owned.Values.SelectMany(ids => ids).ToArray();
        var users = owned.Keys.ToArray();
        var (answered, cancelled, failed, wrong) = (0, 0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Cancel };
        await Parallel.ForAsync(0, requests, parallel, async (number, _) =>
        {
            var user = number % 11 == 0 ? MediaUser.Anonymous : users[number * 31 % Users];
            var mine = user.IsAnonymous ? [] : owned[user];
            using var source = new CancellationTokenSource();
            if (number % 7 == 0)
            {
                source.CancelAfter(TimeSpan.FromMicroseconds(number * 37 % 1500));
            }

            try
            {
                var asked = number % 3 == 0 ? number % Users : Math.Max(Array.IndexOf(users, user), 0);
                var seen = (number % 5) switch
                {
                    0 => await catalog.FindAsync(user, all, source.Token),
                    1 when !user.IsAnonymous => await FailAsync(catalog, user, source.Token),
                    _ => (await catalog.ListAsync(user, Queries.Of(user, owner: users[asked].Id), source.Token)).Items,
                };
                Interlocked.Increment(ref answered);
                if (seen.Any(item => !mine.Contains(item.Id)) || (number % 5 == 0 && seen.Count != mine.Count))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
            }
            catch (MediaException)
            {
                Interlocked.Increment(ref failed);
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{answered} answered, {cancelled} cancelled, {failed} failed, {wrong} wrong"));
        Assert.Equal(0, wrong);
        Assert.True(answered > requests / 2, "Most requests are answered.");
        Assert.True(cancelled > 0 && failed > 0, "Some requests are cancelled, some fail.");
    }

    // The database rejects this statement in the middle of its batch.
    private static async Task<IReadOnlyList<MediaItem>> FailAsync(PostgresMediaCatalog catalog, MediaUser user, CancellationToken cancellationToken)
    {
        await catalog.ReserveAsync(user, Uploads.Request(TimeProvider.System) with { Extension = "not/valid" }, cancellationToken);
        return [];
    }
}
