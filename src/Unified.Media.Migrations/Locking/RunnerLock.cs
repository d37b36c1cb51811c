using System.Data;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Ensures that only one process migrates. A transaction on a separate connection holds an advisory lock, which works through poolers in
/// transaction mode and ends with the process. In addition the process holds a lease, a row with an expiry: if the connection of the lock is
/// lost, no other process starts before this one has noticed.
/// </summary>
internal sealed class RunnerLock : IAsyncDisposable
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly RunContext _context;
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _lostSource = new();
    private readonly CancellationTokenSource _endSource = new();
    private readonly Task _renewal;

    private RunnerLock(RunContext context, NpgsqlConnection connection, string holder)
    {
        _context = context;
        _connection = connection;
        Holder = holder;
        _renewal = RenewUntilEndAsync(_endSource.Token);
    }

    /// <summary>The id of this lock in the row of the lease; each lock has a new one.</summary>
    public string Holder { get; }

    /// <summary>Cancelled when the lock may be lost. After that, no further statement may be started.</summary>
    public CancellationToken Lost => _lostSource.Token;

    /// <summary>Waits for the lock. Also creates the tables of the journal, which requires the lock.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another process held the lock for too long.</exception>
    public static async Task<RunnerLock> AcquireAsync(RunContext context, CancellationToken cancellationToken)
    {
        var poll = new LockPoll(context.Time, context.Options.RunnerWaitTimeout);
        var holder = Guid.CreateVersion7(context.Time.GetUtcNow()).ToString("N");
        while (true)
        {
            if (await TryAcquireAsync(context, holder, cancellationToken).ConfigureAwait(false) is { } acquiredLock)
            {
                return acquiredLock;
            }

            if (poll.IsFirstAttempt)
            {
                Log.WaitingForRunner(context.Logger);
            }

            if (!await poll.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                throw MigrationErrors.Busy(context.Options.RunnerWaitTimeout);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _endSource.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(false);
        try
        {
            using var timeout = new CancellationTokenSource(ReleaseTimeout, _context.Time);
            var connection = await _context.OpenAsync(timeout.Token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await RunnerLease.ReleaseAsync(connection, _context.Names, Holder, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or MediaMigrationException or OperationCanceledException)
        {
            Log.LockNotReleased(_context.Logger, error);
        }

        await EndAsync(_context, _connection).ConfigureAwait(false);
        _lostSource.Dispose();
        _endSource.Dispose();
    }

    private static async Task<RunnerLock?> TryAcquireAsync(RunContext context, string holder, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Sql.ExecuteAsync(connection, "BEGIN ISOLATION LEVEL READ COMMITTED", cancellationToken).ConfigureAwait(false);
            if (await TryAcquireAdvisoryLockAsync(connection, context.Names, cancellationToken).ConfigureAwait(false)
                && await TryAcquireLeaseAsync(context, holder, cancellationToken).ConfigureAwait(false))
            {
                var acquiredLock = new RunnerLock(context, connection, holder);
                connection = null;
                return acquiredLock;
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

    // Never waits in a statement: a waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY of the other process waits for it.
    private static async Task<bool> TryAcquireAdvisoryLockAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, CancellationToken cancellationToken)
    {
        var row = await Sql.ReadRowAsync(
            connection, "SELECT pg_try_advisory_xact_lock($1)", [RunnerLease.AdvisoryLockKey(names)], cancellationToken).ConfigureAwait(false);
        if (row is not [true])
        {
            return false;
        }

        await ReleaseSnapshotAsync(connection, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Executes a statement that needs no snapshot, which releases the snapshot of the previous statement. CREATE INDEX CONCURRENTLY would
    // wait for that snapshot until this transaction ends.
    private static Task<int> ReleaseSnapshotAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, "SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);

    private static async Task<bool> TryAcquireLeaseAsync(RunContext context, string holder, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await context.Journal.CreateTablesAsync(connection, cancellationToken).ConfigureAwait(false);
        return await RunnerLease.TryAcquireAsync(connection, context.Names, holder, LeaseDuration, cancellationToken).ConfigureAwait(false);
    }

    // Ending the transaction releases the advisory lock.
    private static async Task EndAsync(RunContext context, NpgsqlConnection connection)
    {
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            using var timeout = new CancellationTokenSource(ReleaseTimeout, context.Time);
            await Sql.ExecuteAsync(connection, "ROLLBACK", timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The connection is broken, so the server ends the transaction.
        }
    }

    private async Task RenewUntilEndAsync(CancellationToken cancellationToken)
    {
        var renewedAt = _context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(RenewalInterval, _context.Time, cancellationToken).ConfigureAwait(false);
                await ReleaseSnapshotAsync(_connection, cancellationToken).ConfigureAwait(false);
                await RenewLeaseAsync(cancellationToken).ConfigureAwait(false);
                renewedAt = _context.Time.GetTimestamp();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or MediaMigrationException or InvalidOperationException)
            {
                // Retries while the connection of the lock is open and the lease does not expire before the next renewals.
                if (_connection.FullState.HasFlag(ConnectionState.Open)
                    && _context.Time.GetElapsedTime(renewedAt) < LeaseDuration - (2 * RenewalInterval)
                    && error is not MediaMigrationException { Code: MigrationErrorCode.LockLost })
                {
                    continue;
                }

                Log.LockLost(_context.Logger, error);
                await _lostSource.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task RenewLeaseAsync(CancellationToken cancellationToken)
    {
        var connection = await _context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        if (!await RunnerLease.RenewAsync(connection, _context.Names, Holder, LeaseDuration, cancellationToken).ConfigureAwait(false))
        {
            throw MigrationErrors.LockLost();
        }
    }
}
