using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Reserves, publishes, confirms and abandons attempts. The login of the application calls the functions of the ledger before
/// it sets the role of the user.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var login = user.Id ?? throw new MediaAccessDeniedException("Anonymous users and the service own no items, so they cannot store media.");
        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var row = await TryReserveAsync(user, owner, request, cancellationToken).ConfigureAwait(false);
            if (row.Status != ReserveStatus.Replayed)
            {
                return new() { Status = row.Status, Reservation = row.Reservation };
            }

            // If the item has been deleted since the reservation, the next reservation returns the status Gone.
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

        var schema = await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var caller = new CatalogCaller(RoleOf(owner), login, owner.Id, IsService: false);
        var batch = new StatementBatch(_connections.App);
        batch.Add(schema.Writer.Confirm(caller.DatabaseRole, owner.Id, request));
        var published = batch.Add(schema.Writer.Insert(owner.Id, request), (reader, token) => ReadItemsAsync(reader, caller, token));
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
            // Another call has ended the attempt, or has already published it. IsReadyAsync distinguishes these cases.
        }

        return await IsReadyAsync(owner, request.Reservation, cancellationToken).ConfigureAwait(false)
            && await FindAsync(user, [request.Reservation.Id], cancellationToken).ConfigureAwait(false) is [var publishedItem]
                ? publishedItem
                : null;
    }

    public async Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } login || request.Reservation.Role.IsOriginal)
        {
            return false;
        }

        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
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

        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _owners.GetAsync(login, cancellationToken).ConfigureAwait(false);
        var abandon = new Statement();
        string[] values = [.. AddAttempt(abandon, owner, reservation), abandon.AddTime(Now)];
        abandon.Sql = $"select {_names.Function("abandon")}({string.Join(", ", values)})";
        return await ExecuteChangeAsync(owner, abandon, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReserveRow> TryReserveAsync(MediaUser user, Owner owner, ReserveRequest request, CancellationToken cancellationToken)
    {
        // A reservation of a new original need not be durable: its id and object key are never used again, the commit of the item makes it durable,
        // and the sweeper deletes an object without a row. A reservation with an idempotency key or of a derived object must be durable, because the
        // number of its attempt could otherwise be granted twice. A retry after an unknown outcome is granted the next number. It is not possible
        // for a derived object without TakeOver: the reservation of the first execution would make the retry return Busy.
        var isDurable = request.IdempotencyKey is not null || !request.Role.IsOriginal;
        var safety = isDurable && (request.Role.IsOriginal || request.TakeOver) ? RetrySafety.Idempotent : RetrySafety.NotRetryable;
        var now = _time.GetUtcNow();
        var reserve = new Statement();
        string[] values =
        [
            RoleOf(owner).AddWithClaims(reserve, owner.Id, isDurable), reserve.Add(request.Id.Value),
            reserve.Add(request.Role.ToString()), reserve.Add(request.Layout.Bucket),
            reserve.Add(request.Layout.GetDirectory(user.KeySegment!)), reserve.Add(request.Extension),
            reserve.AddTime(PgTime.FromDateTimeOffset(now + request.Lease)), reserve.AddTime(PgTime.FromDateTimeOffset(now)),
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
        var isChanged = batch.AddSingle(change, row => row.GetBoolean(0));
        await ExecuteForOwnerAsync(owner, batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return isChanged.Value;
    }

    // An outdated owner in the cache can be the reason for the denial, so the next call looks up the owner in the database.
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
