using System.Data;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Only one process migrates. An advisory lock of a transaction, on a connection of its own, says so: it works through poolers that give a
/// session to another client after every transaction, and it ends with its process. A row with a date of expiry stands beside it: should the
/// lock's connection be lost while the process goes on, nobody else begins before that process has noticed.
/// </summary>
internal sealed class RunnerLock : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Release = TimeSpan.FromSeconds(2);

    private readonly RunContext _context;
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;

    private RunnerLock(RunContext context, NpgsqlConnection connection, string holder)
    {
        _context = context;
        _connection = connection;
        Holder = holder;
        _beating = BeatAsync(_end.Token);
    }

    /// <summary>By which the row tells who holds the lock.</summary>
    public string Holder { get; }

    /// <summary>Cancelled when the lock is no longer certain: then nothing more may be begun.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits for the lock. Also makes the journal's tables, for which the lock is needed.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: others were at work for too long.</exception>
    public static async Task<RunnerLock> AcquireAsync(RunContext context, CancellationToken cancellationToken)
    {
        var poll = new LockPoll(context.Time, context.Options.RunnerWaitTimeout);
        var holder = Guid.CreateVersion7(context.Time.GetUtcNow()).ToString("N");
        while (true)
        {
            if (await TryAcquireAsync(context, holder, cancellationToken).ConfigureAwait(false) is { } held)
            {
                return held;
            }

            if (poll.IsFirst)
            {
                Log.WaitsForRunner(context.Logger);
            }

            if (!await poll.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                throw MigrationErrors.Busy(context.Options.RunnerWaitTimeout);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(Release, _context.Time);
            var connection = await _context.OpenAsync(limit.Token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await RunnerLease.ReleaseAsync(connection, _context.Names, Holder, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or MediaMigrationException or OperationCanceledException)
        {
            Log.LockNotReleased(_context.Logger, error);
        }

        await EndAsync(_context, _connection).ConfigureAwait(false);
        _lost.Dispose();
        _end.Dispose();
    }

    private static async Task<RunnerLock?> TryAcquireAsync(RunContext context, string holder, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Sql.ExecuteAsync(connection, "BEGIN ISOLATION LEVEL READ COMMITTED", cancellationToken).ConfigureAwait(false);
            if (await TryLockAsync(connection, context.Names, cancellationToken).ConfigureAwait(false)
                && await TryClaimAsync(context, holder, cancellationToken).ConfigureAwait(false))
            {
                var held = new RunnerLock(context, connection, holder);
                connection = null;
                return held;
            }

            return null;
        }
        finally
        {
            if (connection is not null)
            {
                await EndAsync(context, connection).ConfigureAwait(false);
            }
        }
    }

    // Never a waiting lock: who waits within a statement keeps a snapshot, for which an index that is made concurrently waits in turn.
    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, PostgresSchemaNames names, CancellationToken cancellationToken)
    {
        var row = await Sql.RowAsync(connection, "SELECT pg_try_advisory_xact_lock($1)", cancellationToken, RunnerLease.Key(names))
            .ConfigureAwait(false);
        if (row is not [true])
        {
            return false;
        }

        await KeepAliveAsync(connection, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // A statement without a snapshot: it drops the one that the statement before has left behind. With that one, an index that is made
    // concurrently would wait for this transaction for ever.
    private static Task<int> KeepAliveAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, "SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);

    private static async Task<bool> TryClaimAsync(RunContext context, string holder, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await context.Journal.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
        return await RunnerLease.TryTakeAsync(connection, context.Names, holder, Lease, cancellationToken).ConfigureAwait(false);
    }

    // Ending the transaction gives the lock back.
    private static async Task EndAsync(RunContext context, NpgsqlConnection connection)
    {
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(Release, context.Time);
            await Sql.ExecuteAsync(connection, "ROLLBACK", limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The connection is broken: the server ends its transaction.
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var confirmed = _context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(Heartbeat, _context.Time, cancellationToken).ConfigureAwait(false);
                await KeepAliveAsync(_connection, cancellationToken).ConfigureAwait(false);
                await ProlongAsync(cancellationToken).ConfigureAwait(false);
                confirmed = _context.Time.GetTimestamp();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or MediaMigrationException or InvalidOperationException)
            {
                // A new connection may fail for a moment; the lock's own may not, and the row says nothing after its expiry.
                if (_connection.FullState.HasFlag(ConnectionState.Open)
                    && _context.Time.GetElapsedTime(confirmed) < Lease - (2 * Heartbeat)
                    && error is not MediaMigrationException { Code: MigrationErrorCode.LockLost })
                {
                    continue;
                }

                Log.LockLost(_context.Logger, error);
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task ProlongAsync(CancellationToken cancellationToken)
    {
        var connection = await _context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        if (!await RunnerLease.ProlongAsync(connection, _context.Names, Holder, Lease, cancellationToken).ConfigureAwait(false))
        {
            throw MigrationErrors.LockLost();
        }
    }
}
