using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Reserves, publishes, confirms and abandons. The ledger's functions are called as the application's login, before it assumes the user's role.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var login = user.Id ?? throw new MediaAccessDeniedException("Only a user of the host can store media.");
        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var row = await TryReserveAsync(user, owner, request, cancellationToken).ConfigureAwait(false);
            if (row.Status != ReserveStatus.Replayed)
            {
                return new() { Status = row.Status, Reservation = row.Reservation };
            }

            // Deleted in between, the item is gone, and the next answer says so.
            if (await FindAsync(user, [row.Id], cancellationToken).ConfigureAwait(false) is [var item])
            {
                return new() { Status = ReserveStatus.Replayed, Item = item, ReceivedSha256 = row.ReceivedSha256 };
            }
        }
    }

    public async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login || login != request.Item.Owner || !request.Reservation.Role.IsOriginal)
        {
            return null;
        }

        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var caller = new CatalogCaller(RoleOf(owner), login, owner.Id, IsService: false);
        var batch = new StatementBatch(_connections.App);
        batch.Add(prepared.Writer.Confirm(caller.Role, owner.Id, request));
        var published = batch.Add(prepared.Writer.Insert(owner.Id, request), (reader, cancel) => ReadItemsAsync(reader, caller, cancel));
        try
        {
            await ExecuteForOwnerAsync(owner, batch, RetrySafety.NotRetryable, cancellationToken).ConfigureAwait(false);
            if (published.Value is [var item])
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

    public async Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login || request.Reservation.Role.IsOriginal)
        {
            return false;
        }

        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var confirm = new Statement();
        string[] values =
        [
            .. AddAttempt(confirm, owner, request.Reservation), confirm.Add(request.ContentType), confirm.Add(request.SizeBytes),
            confirm.Add(ItemWriter.Bytes(request.Sha256)), "null",
        ];
        confirm.Sql = $"select {_names.Function("confirm")}({string.Join(", ", values)})";
        return await IsDoneAsync(owner, confirm, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login)
        {
            return false;
        }

        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var abandon = new Statement();
        string[] values = [.. AddAttempt(abandon, owner, reservation), abandon.AddTime(Now)];
        abandon.Sql = $"select {_names.Function("abandon")}({string.Join(", ", values)})";
        return await IsDoneAsync(owner, abandon, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReserveRow> TryReserveAsync(MediaUser user, Owner owner, ReserveRequest request, CancellationToken cancellationToken)
    {
        // Losing a fresh reservation in a crash of the server does no harm: its id and key are never used again, publishing makes it durable
        // together with the item, and an object without a row is swept. A reservation under a caller's key or in another role must not be lost:
        // its attempt's number would be given twice. Repeated, it is granted the next number; but in a role and without taking over, the repeat
        // would be told that another attempt is under way, which is its own.
        var isNumbered = request.IdempotencyKey is not null || !request.Role.IsOriginal;
        var safety = isNumbered && (request.Role.IsOriginal || request.TakeOver) ? RetrySafety.Idempotent : RetrySafety.NotRetryable;
        var now = _time.GetUtcNow();
        var reserve = new Statement();
        string[] values =
        [
            RoleOf(owner).SetClaimsBefore(reserve, owner.Id, isDurable: isNumbered), reserve.Add(request.Id.Value),
            reserve.Add(request.Role.ToString()), reserve.Add(request.Layout.Bucket),
            reserve.Add(request.Layout.GetDirectory(user.KeySegment!)), reserve.Add(request.Extension),
            reserve.AddTime(PgTime.Of(now + request.Lease)), reserve.AddTime(PgTime.Of(now)),
            reserve.Add(request.IdempotencyKey), reserve.Add(request.Fingerprint), reserve.Add(request.TakeOver),
        ];
        reserve.Sql =
            $"""
            select status, media_id, attempt, bucket, key, lease_until, received_sha256
            from {_names.Function("reserve")}({string.Join(", ", values)})
            """;
        var batch = new StatementBatch(_connections.App);
        var reserved = batch.AddSingle(reserve, row => ReserveRow.Read(row, request.Role));
        await ExecuteForOwnerAsync(owner, batch, safety, cancellationToken).ConfigureAwait(false);
        return reserved.Value;
    }

    private async Task<bool> IsReadyAsync(Owner owner, Reservation reservation, CancellationToken cancellationToken)
    {
        var ask = new Statement();
        ask.Sql = $"select {_names.Function("is_ready")}({string.Join(", ", AddAttempt(ask, owner, reservation))})";
        var batch = new StatementBatch(_connections.App);
        var isReady = batch.AddSingle(ask, row => row.GetBoolean(0));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return isReady.Value;
    }

    private string[] AddAttempt(Statement statement, Owner owner, Reservation reservation) =>
    [
        RoleOf(owner).SetClaimsBefore(statement, owner.Id), statement.Add(reservation.Id.Value), statement.Add(reservation.Role.ToString()),
        statement.Add(reservation.Attempt),
    ];

    private async Task<bool> IsDoneAsync(Owner owner, Statement change, CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(_connections.App);
        var isDone = batch.AddSingle(change, row => row.GetBoolean(0));
        await ExecuteForOwnerAsync(owner, batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return isDone.Value;
    }

    // The cached owner may be outdated and the cause of a refusal, so the next call resolves it again.
    private async Task ExecuteForOwnerAsync(Owner owner, StatementBatch batch, RetrySafety safety, CancellationToken cancellationToken)
    {
        try
        {
            await _executor.ExecuteAsync(batch, safety, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaAccessDeniedException)
        {
            _owners.Invalidate(owner);
            throw;
        }
    }
}
