using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Reserves, publishes, confirms and abandons attempts. The application's login calls the functions of the ledger before it assumes the role
/// of the user.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var login = user.Id ?? throw new MediaAccessDeniedException("Anonymous users and the service own no items, so they cannot store media.");
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var row = await TryReserveAsync(user, owner, request, cancellationToken).ConfigureAwait(false);
            if (row.Status != ReserveStatus.Replayed)
            {
                return new() { Status = row.Status, Reservation = row.Reservation };
            }

            // If the item was deleted in between, the next reservation reports it.
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

        var prepared = await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
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
            // The attempt is lost, or it was published before: the ledger tells which.
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

        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var confirm = new Statement();
        string[] values =
        [
            .. AddAttempt(confirm, owner, request.Reservation), confirm.Add(request.ContentType), confirm.Add(request.SizeBytes),
            confirm.Add(ItemWriter.Bytes(request.Sha256)), "null",
        ];
        confirm.Sql = $"select {_names.Function("confirm")}({string.Join(", ", values)})";
        return await ExecuteChangeAsync(owner, confirm, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login)
        {
            return false;
        }

        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var abandon = new Statement();
        string[] values = [.. AddAttempt(abandon, owner, reservation), abandon.AddTime(Now)];
        abandon.Sql = $"select {_names.Function("abandon")}({string.Join(", ", values)})";
        return await ExecuteChangeAsync(owner, abandon, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReserveRow> TryReserveAsync(MediaUser user, Owner owner, ReserveRequest request, CancellationToken cancellationToken)
    {
        // A new reservation need not be durable: its id and key are never used again, publishing makes it durable together with the item, and the
        // sweeper deletes an object without a row. A reservation with an idempotency key or in another role must be durable, because the number
        // of its attempt would otherwise be granted twice. A retry is granted the next number, except in a role without taking over: there the
        // retry would report its own first attempt as busy.
        var isNumbered = request.IdempotencyKey is not null || !request.Role.IsOriginal;
        var safety = isNumbered && (request.Role.IsOriginal || request.TakeOver) ? RetrySafety.Idempotent : RetrySafety.NotRetryable;
        var now = _time.GetUtcNow();
        var reserve = new Statement();
        string[] values =
        [
            RoleOf(owner).AddWithClaims(reserve, owner.Id, isDurable: isNumbered), reserve.Add(request.Id.Value),
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
        var query = new Statement();
        query.Sql = $"select {_names.Function("is_ready")}({string.Join(", ", AddAttempt(query, owner, reservation))})";
        var batch = new StatementBatch(_connections.App);
        var isReady = batch.AddSingle(query, row => row.GetBoolean(0));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return isReady.Value;
    }

    private string[] AddAttempt(Statement statement, Owner owner, Reservation reservation) =>
    [
        RoleOf(owner).AddWithClaims(statement, owner.Id), statement.Add(reservation.Id.Value), statement.Add(reservation.Role.ToString()),
        statement.Add(reservation.Attempt),
    ];

    private async Task<bool> ExecuteChangeAsync(Owner owner, Statement change, CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(_connections.App);
        var isDone = batch.AddSingle(change, row => row.GetBoolean(0));
        await ExecuteForOwnerAsync(owner, batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return isDone.Value;
    }

    // An outdated cached owner can be the reason of the denial, so the next call resolves the owner again.
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
