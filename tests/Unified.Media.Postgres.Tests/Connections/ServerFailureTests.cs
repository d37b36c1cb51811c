using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>A server that is unreachable, rejects a login, or crashes during a call.</summary>
public sealed class ServerFailureTests
{
    private static readonly MediaUser User = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_says_that_the_database_is_unreachable()
    {
        await using var catalog = Open("Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none;Timeout=2");

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.PrepareAsync(Cancel));

        Assert.Equal((true, false), (error.IsTransient, error.OutcomeUnknown));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_says_that_the_login_was_rejected()
    {
        var server = new NpgsqlConnectionStringBuilder((await TestServer.SharedAsync()).ConnectionString)
        {
            Username = "unified_media_nobody_of_this_name",
            Password = "wrong",
        };
        await using var catalog = Open(server.ConnectionString);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.PrepareAsync(Cancel));

        Assert.Equal("The database rejected the login.", error.Message);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Error_names_the_role_that_the_login_cannot_assume()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        await using var catalog = Open(leased.App);

        var worker = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.ClaimUnfinishedAsync(1, Cancel));
        var service = await Assert.ThrowsAsync<MediaProviderException>(
            () => catalog.FindAsync(MediaUser.Service, [MediaId.New(TimeProvider.System)], Cancel));

        Assert.Contains("unified_media_worker", worker.Message, StringComparison.Ordinal);
        Assert.Contains("service_role", service.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_is_unknown_when_the_server_crashes_during_a_publish()
    {
        await using var server = await TestServer.StartPrivateAsync(cancellationToken: Cancel);
        await using var database = await server.CreateDatabaseAsync(DatabaseTemplate.Empty.Migrated(), Cancel);
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);
        await using var catalog = Open(app);
        var reservation = (await catalog.ReserveAsync(User, Uploads.Request(TimeProvider.System, "key"), Cancel)).Reservation!;
        var publish = Uploads.Publish(User, reservation, TimeProvider.System);
        var connection = await database.DataSource.OpenConnectionAsync(Cancel);
        await using (var block = new NpgsqlCommand("BEGIN; LOCK TABLE public.media", connection))
        {
            await block.ExecuteNonQueryAsync(Cancel);
        }

        var call = catalog.PublishAsync(User, publish, Cancel);
        await database.WaitForSessionAsync("wait_event_type = 'Lock'", Cancel);
        await server.KillAsync(Cancel);
        var error = await Assert.ThrowsAsync<MediaProviderException>(() => call);
        var read = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.ListAsync(User, Queries.Of(User), Cancel));
        await Record.ExceptionAsync(async () => await connection.DisposeAsync());
        await server.RestartAsync(Cancel);

        Assert.Equal((MediaErrorCode.OutcomeUnknown, true, true), (error.Code, error.OutcomeUnknown, error.IsTransient));
        Assert.Equal((false, true), (read.OutcomeUnknown, read.IsTransient));

        // The core repeats the call to learn the outcome, here on the restarted server.
        var item = await EventuallyAsync(() => catalog.PublishAsync(User, publish, Cancel));
        Assert.Equal(reservation.Id, item?.Id);
        Assert.Single((await catalog.ListAsync(User, Queries.Of(User), Cancel)).Items);
    }

    [Fact]
    public async Task Reservation_in_a_role_without_take_over_is_not_retried()
    {
        await using var server = await TestServer.StartPrivateAsync(cancellationToken: Cancel);
        await using var database = await server.CreateDatabaseAsync(DatabaseTemplate.Empty.Migrated(), Cancel);
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);
        await using var catalog = Open(app);
        var item = await Uploads.AddAsync(catalog, User, TimeProvider.System);
        var request = Uploads.Request(TimeProvider.System) with { Id = item.Id, Role = ObjectRole.Parse("thumb-320") };
        var connection = await database.DataSource.OpenConnectionAsync(Cancel);
        await using (var block = new NpgsqlCommand("BEGIN; LOCK TABLE unified_media.objects", connection))
        {
            await block.ExecuteNonQueryAsync(Cancel);
        }

        var call = catalog.ReserveAsync(User, request, Cancel);
        await database.WaitForSessionAsync("wait_event_type = 'Lock'", Cancel);
        await server.KillAsync(Cancel);
        var error = await Assert.ThrowsAsync<MediaProviderException>(() => call);
        await Record.ExceptionAsync(async () => await connection.DisposeAsync());

        // A retry would not reach the server, and would fail with another error.
        Assert.Equal((MediaErrorCode.OutcomeUnknown, true), (error.Code, error.OutcomeUnknown));
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (MediaProviderException error) when (error.IsTransient && tries < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancel);
            }
        }
    }

    private static PostgresMediaCatalog Open(string connectionString)
    {
        var options = new PostgresCatalogOptions { ConnectionString = connectionString, MaxRetries = 1 };
        return new(new(options), options, new(), TimeProvider.System, NullLoggerFactory.Instance);
    }
}
