using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Composes the statements that insert, update and delete the row of an item.</summary>
internal sealed class ItemWriter(PostgresNames names, EnumMappings enums)
{
    // The setting that passes the result of the function "confirm" to the INSERT in the same transaction.
    private const string ConfirmedSetting = "unified_media.confirmed";

    /// <summary>Writes the type, size and hash of the stored object to the ledger as the login, then sets the role of the user.</summary>
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
            select set_config('{ConfirmedSetting}', {names.Function("confirm")}({string.Join(", ", values)})::text, true),
                {role.SetRoleSql(statement)}
            """;
        return statement;
    }

    /// <summary>Inserts the row if <see cref="Confirm"/> succeeded. A trigger compares the location of the row with the ledger.</summary>
    public Statement Insert(Guid owner, PublishRequest request)
    {
        var item = request.Item;
        var statement = new Statement();
        (string Column, string Value)[] values =
        [
            ("id", statement.Add(request.Reservation.Id.Value)),
            ("owner_user_id", statement.Add(owner)),
            ("type", $"{statement.Add(enums.Kind.GetLabelToWrite(item.Kind.ToString(), "Kind"))}::{enums.Kind.Type}"),
            ("bucket", statement.Add(request.Reservation.Location.Bucket)),
            ("path", statement.Add(request.Reservation.Location.Key)),
            ("width", statement.Add(item.Width)),
            ("height", statement.Add(item.Height)),
            ("duration", statement.Add((int?)item.Duration?.TotalSeconds)),
            ("duration_us", statement.Add(item.Duration?.Ticks / TimeSpan.TicksPerMicrosecond)),
            ("visibility", Label(statement, item.Visibility)),
            ("created_at", statement.AddTime(PgTime.FromDateTimeOffset(item.CreatedAt))),
            ("updated_at", statement.AddTime(PgTime.FromDateTimeOffset(item.UpdatedAt))),
            ("source_type", statement.Add(item.SourceType.ToString())),
            ("enhancement_type", statement.Add(item.EnhancementType)),
            ("original_media_id", statement.Add(item.OriginalMediaId)),
            ("metadata", statement.AddJson(item.Metadata.ToJson())),
        ];
        statement.Sql =
            $"""
            insert into {names.Media} as m ({string.Join(", ", values.Select(value => value.Column))})
            select {string.Join(", ", values.Select(value => value.Value))} where current_setting('{ConfirmedSetting}') = 'true'
            returning m.id, {ItemReader.Columns}
            """;
        return statement;
    }

    /// <summary>
    /// Updates the row if it has not changed since it was read. A null owner stands for the service, which may update the items of any owner.
    /// </summary>
    public Statement Update(Guid? owner, CatalogUpdate update)
    {
        var statement = new Statement();
        var ownerCondition = owner is { } ownerId ? $" and m.owner_user_id = {statement.Add(ownerId)}" : "";
        statement.Sql =
            $"""
            update {names.Media} as m set metadata = {statement.AddJson(update.Metadata.ToJson())},
                visibility = {Label(statement, update.Visibility)}, updated_at = {statement.AddTime(PgTime.FromDateTimeOffset(update.UpdatedAt))}
            where m.id = {statement.Add(update.Id.Value)}{ownerCondition}
                and coalesce(m.updated_at, m.created_at, '-infinity') = {statement.AddTime(PgTime.FromDateTimeOffset(update.ExpectedUpdatedAt))}
            returning m.id, {ItemReader.Columns}
            """;
        return statement;
    }

    /// <summary>
    /// Deletes the row. A null owner stands for the service, which may delete the items of any owner. The statement returns no rows.
    /// </summary>
    public Statement Delete(Guid? owner, MediaId id)
    {
        var statement = new Statement();
        var ownerCondition = owner is { } ownerId ? $" and m.owner_user_id = {statement.Add(ownerId)}" : "";
        statement.Sql = $"delete from {names.Media} as m where m.id = {statement.Add(id.Value)}{ownerCondition}";
        return statement;
    }

    public static byte[]? Bytes(string? sha256) => sha256 is null ? null : Convert.FromHexString(sha256);

    private string Label(Statement statement, Visibility visibility) =>
        $"{statement.Add(enums.Visibility.GetLabelToWrite(visibility.ToString(), "Visibility"))}::{enums.Visibility.Type}";
}
