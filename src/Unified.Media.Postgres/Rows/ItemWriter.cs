using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Writes an item's row. The object's size, type and hash come from the ledger.</summary>
internal sealed class ItemWriter(PostgresNames names, EnumMappings enums)
{
    // The setting that passes the result of the ledger to the INSERT of the same transaction.
    private const string Confirmed = "unified_media.confirmed";

    /// <summary>Confirms the stored object's type, size and hash to the ledger, as the login, and assumes the user's role.</summary>
    public Statement Confirm(DatabaseRole role, Guid owner, PublishRequest request)
    {
        var statement = new Statement { Role = role.Name };
        var item = request.Item;
        string[] values =
        [
            role.AddWithClaims(statement, owner), statement.Add(request.Reservation.Id.Value),
            statement.Add(request.Reservation.Role.ToString()), statement.Add(request.Reservation.Attempt), statement.Add(item.ContentType),
            statement.Add(item.SizeBytes), statement.Add(Bytes(item.Sha256)), statement.Add(Bytes(request.ReceivedSha256)),
        ];
        statement.Sql =
            $"""
            select set_config('{Confirmed}', {names.Function("confirm")}({string.Join(", ", values)})::text, true),
                {role.SetRoleSql(statement)}
            """;
        return statement;
    }

    /// <summary>Inserts the row if the ledger confirmed the attempt. A trigger compares its location with the ledger's.</summary>
    public Statement Insert(Guid owner, PublishRequest request)
    {
        var item = request.Item;
        var statement = new Statement();
        (string Column, string Value)[] values =
        [
            ("id", statement.Add(request.Reservation.Id.Value)),
            ("owner_user_id", statement.Add(owner)),
            ("type", $"{statement.Add(enums.Kind.Label(item.Kind.ToString(), "Kind"))}::{enums.Kind.Type}"),
            ("bucket", statement.Add(request.Reservation.Location.Bucket)),
            ("path", statement.Add(request.Reservation.Location.Key)),
            ("width", statement.Add(item.Width)),
            ("height", statement.Add(item.Height)),
            ("duration", statement.Add((int?)item.Duration?.TotalSeconds)),
            ("duration_us", statement.Add(item.Duration?.Ticks / TimeSpan.TicksPerMicrosecond)),
            ("visibility", Label(statement, item.Visibility)),
            ("created_at", statement.AddTime(PgTime.Of(item.CreatedAt))),
            ("updated_at", statement.AddTime(PgTime.Of(item.UpdatedAt))),
            ("source_type", statement.Add(item.SourceType.ToString())),
            ("enhancement_type", statement.Add(item.EnhancementType)),
            ("original_media_id", statement.Add(item.OriginalMediaId)),
            ("metadata", statement.AddJson(item.Metadata.ToJson())),
        ];
        statement.Sql =
            $"""
            insert into {names.Media} as m ({string.Join(", ", values.Select(value => value.Column))})
            select {string.Join(", ", values.Select(value => value.Value))} where current_setting('{Confirmed}') = 'true'
            returning m.id, {ItemReader.Columns}
            """;
        return statement;
    }

    /// <summary>Updates a row that has not changed since it was read: of one owner, or of any owner for the service.</summary>
    public Statement Update(Guid? owner, CatalogUpdate update)
    {
        var statement = new Statement();
        var ownerCondition = owner is { } one ? $" and m.owner_user_id = {statement.Add(one)}" : "";
        statement.Sql =
            $"""
            update {names.Media} as m set metadata = {statement.AddJson(update.Metadata.ToJson())},
                visibility = {Label(statement, update.Visibility)}, updated_at = {statement.AddTime(PgTime.Of(update.UpdatedAt))}
            where m.id = {statement.Add(update.Id.Value)}{ownerCondition}
                and coalesce(m.updated_at, m.created_at, '-infinity') = {statement.AddTime(PgTime.Of(update.ExpectedUpdatedAt))}
            returning m.id, {ItemReader.Columns}
            """;
        return statement;
    }

    /// <summary>Deletes a row of one owner, or of any owner for the service. Returns no rows.</summary>
    public Statement Delete(Guid? owner, MediaId id)
    {
        var statement = new Statement();
        var ownerCondition = owner is { } one ? $" and m.owner_user_id = {statement.Add(one)}" : "";
        statement.Sql = $"delete from {names.Media} as m where m.id = {statement.Add(id.Value)}{ownerCondition}";
        return statement;
    }

    public static byte[]? Bytes(string? sha256) => sha256 is null ? null : Convert.FromHexString(sha256);

    private string Label(Statement statement, Visibility visibility) =>
        $"{statement.Add(enums.Visibility.Label(visibility.ToString(), "Visibility"))}::{enums.Visibility.Type}";
}
