using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>From a reservation to a visible item. The ledger's functions are called as the application's login, before it becomes its user.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var login = user.Id ?? throw new MediaAccessDeniedException("Only a user of the host can store media.");
        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await AskReserveAsync(user, owner, request, cancellationToken).ConfigureAwait(false);
            if (answer.Status != ReserveStatus.Replayed)
            {
                return answer.Reservation is null ? new(answer.Status) : new(answer.Status) { Reservation = answer.Reservation };
            }

            // Deleted in between, the item is gone, and the next answer says so.
            if (await FindAsync(user, [answer.Id], cancellationToken).ConfigureAwait(false) is [var item])
            {
                return new(ReserveStatus.Replayed) { Item = item, ReceivedSha256 = answer.ReceivedSha256 };
            }
        }
    }

    public async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login || login != request.Item.Owner)
        {
            return null;
        }

        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var identity = IdentityOf(owner);
        try
        {
            var published = await RunForOwnerAsync(
                owner,
                [prepared.Writer.Confirm(identity, owner.Id, request), prepared.Writer.Insert(owner.Id, request)],
                (reader, cancel) => ReadItemsAsync(reader, new(identity, login, owner.Id, IsService: false), cancel),
                Repetition.Once,
                cancellationToken).ConfigureAwait(false);
            if (published is [var item])
            {
                return item;
            }
        }
        catch (LostAttemptException)
        {
            // Lost, or published before: read on.
        }

        return await IsReadyAsync(owner, request.Reservation, cancellationToken).ConfigureAwait(false)
            && await FindAsync(user, [request.Reservation.Id], cancellationToken).ConfigureAwait(false) is [var earlier]
                ? earlier
                : null;
    }

    public async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login)
        {
            return false;
        }

        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var to = new Statement();
        to.Sql =
            $"""
            SELECT {_names.Function("abandon")}(
                {IdentityOf(owner).Claiming(to, owner.Id)}, {to.Add(reservation.Id.Value)}, {to.Add(reservation.Attempt)}, {to.AddTime(Now)})
            """;
        return await RunForOwnerAsync(owner, [to], ReadBooleanAsync, Repetition.Repeatable, cancellationToken).ConfigureAwait(false);
    }

    private Task<ReserveAnswer> AskReserveAsync(MediaUser user, Owner owner, ReserveRequest request, CancellationToken cancellationToken)
    {
        // Losing a fresh reservation in a crash of the server does no harm: its id and key are never used again, publishing makes it durable
        // together with the item, and an object without a row is swept. A reservation under a caller's key must not be lost: its attempt's
        // number would be given twice.
        var isKeyed = request.IdempotencyKey is not null;
        var now = _time.GetUtcNow();
        var to = new Statement();
        string[] values =
        [
            IdentityOf(owner).Claiming(to, owner.Id, isDurable: isKeyed), to.Add(user.KeySegment),
            to.Add(request.Id.Value), to.Add(request.Layout.Name), to.Add(request.Extension),
            to.AddTime(PgTime.Of(now + request.Lease)), to.AddTime(PgTime.Of(now)), to.Add(request.IdempotencyKey), to.Add(request.Fingerprint),
            to.Add(request.TakeOver),
        ];
        to.Sql =
            $"""
            SELECT status, media_id, attempt, bucket, key, lease_until, received_sha256
            FROM {_names.Function("reserve")}({string.Join(", ", values)})
            """;
        return RunForOwnerAsync(
            owner, [to], ReserveAnswer.ReadAsync, isKeyed ? Repetition.Repeatable : Repetition.Once, cancellationToken);
    }

    private Task<bool> IsReadyAsync(Owner owner, Reservation reservation, CancellationToken cancellationToken)
    {
        var to = new Statement();
        to.Sql =
            $"""
            SELECT {_names.Function("is_ready")}(
                {IdentityOf(owner).Claiming(to, owner.Id)}, {to.Add(reservation.Id.Value)}, {to.Add(reservation.Attempt)})
            """;
        return _roundtrips.RunAsync(_connections.App, [to], ReadBooleanAsync, Repetition.Read, cancellationToken);
    }

    // A refusal may come from an answer about the owner that is no longer true: the next call asks anew.
    private async Task<T> RunForOwnerAsync<T>(
        Owner owner, IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, Repetition repetition,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _roundtrips.RunAsync(_connections.App, statements, read, repetition, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaAccessDeniedException)
        {
            _owners.Doubt(owner);
            throw;
        }
    }

    private static async Task<bool> ReadBooleanAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && reader.GetBoolean(0);
}
