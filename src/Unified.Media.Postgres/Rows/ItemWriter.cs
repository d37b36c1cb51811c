using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Writes an item's row. What the object is (size, type, hash) comes from the ledger, not from here.</summary>
internal sealed class ItemWriter(PostgresNames names, Vocabulary vocabulary)
{
    // How the ledger's answer reaches the INSERT of the same batch: for this transaction only.
    private const string Confirmed = "unified_media.confirmed";

    /// <summary>Tells the ledger, as the login, what the stored object turned out to be, and takes the user's role on.</summary>
    public Statement Confirm(Identity identity, Guid owner, PublishRequest request)
    {
        var to = new Statement { Role = identity.Role };
        var item = request.Item;
        string[] values =
        [
            identity.Claiming(to, owner), to.Add(request.Reservation.Id.Value), to.Add(request.Reservation.Attempt),
            to.Add(item.ContentType), to.Add(item.SizeBytes), to.Add(Bytes(item.Sha256)), to.Add(Bytes(request.ReceivedSha256)),
        ];
        to.Sql =
            $"""
            SELECT set_config('{Confirmed}', {names.Function("confirm")}({string.Join(", ", values)})::text, true),
                {Identity.Take(to, identity.Role)}
            """;
        return to;
    }

    /// <summary>The row, if the ledger confirmed the attempt. Its location is that of the reservation, which the ledger compares with its own.</summary>
    public Statement Insert(Guid owner, PublishRequest request)
    {
        var item = request.Item;
        var to = new Statement();
        (string Column, string Value)[] values =
        [
            ("id", to.Add(request.Reservation.Id.Value)),
            ("owner_user_id", to.Add(owner)),
            ("type", $"{to.Add(vocabulary.Kind.Spell(item.Kind.ToString(), "Kind"))}::{vocabulary.Kind.Type}"),
            ("bucket", to.Add(request.Reservation.Location.Bucket)),
            ("path", to.Add(request.Reservation.Location.Key)),
            ("width", to.Add(item.Width)),
            ("height", to.Add(item.Height)),
            ("duration", to.Add((int?)item.Duration?.TotalSeconds)),
            ("duration_us", to.Add(item.Duration?.Ticks / TimeSpan.TicksPerMicrosecond)),
            ("visibility", Spell(to, item.Visibility)),
            ("created_at", to.AddTime(PgTime.Of(item.CreatedAt))),
            ("updated_at", to.AddTime(PgTime.Of(item.UpdatedAt))),
            ("source_type", to.Add(item.SourceType.ToString())),
            ("enhancement_type", to.Add(item.EnhancementType)),
            ("original_media_id", to.Add(item.OriginalMediaId)),
            ("metadata", to.AddJson(item.Metadata.ToJson())),
        ];
        to.Sql =
            $"""
            INSERT INTO {names.Media} AS m ({string.Join(", ", values.Select(value => value.Column))})
            SELECT {string.Join(", ", values.Select(value => value.Value))} WHERE current_setting('{Confirmed}') = 'true'
            RETURNING m.id, {ItemReader.Columns}
            """;
        return to;
    }

    /// <summary>The change of a row that is still as it was read; of one owner's, or of anybody's for the service.</summary>
    public Statement Update(Guid? owner, CatalogUpdate update)
    {
        var to = new Statement();
        var mine = owner is { } one ? $" AND m.owner_user_id = {to.Add(one)}" : "";
        to.Sql =
            $"""
            UPDATE {names.Media} AS m SET metadata = {to.AddJson(update.Metadata.ToJson())}, visibility = {Spell(to, update.Visibility)},
                updated_at = {to.AddTime(PgTime.Of(update.UpdatedAt))}
            WHERE m.id = {to.Add(update.Id.Value)}{mine}
                AND coalesce(m.updated_at, m.created_at, '-infinity') = {to.AddTime(PgTime.Of(update.ExpectedUpdatedAt))}
            RETURNING m.id, {ItemReader.Columns}
            """;
        return to;
    }

    /// <summary>The removal of a row. It gives rows back, because answers are counted by those that do.</summary>
    public Statement Delete(Guid? owner, MediaId id)
    {
        var to = new Statement();
        var mine = owner is { } one ? $" AND m.owner_user_id = {to.Add(one)}" : "";
        to.Sql = $"DELETE FROM {names.Media} AS m WHERE m.id = {to.Add(id.Value)}{mine} RETURNING m.id";
        return to;
    }

    public static byte[]? Bytes(string? sha256) => sha256 is null ? null : Convert.FromHexString(sha256);

    private string Spell(Statement to, Visibility visibility) =>
        $"{to.Add(vocabulary.Visibility.Spell(visibility.ToString(), "Visibility"))}::{vocabulary.Visibility.Type}";
}
