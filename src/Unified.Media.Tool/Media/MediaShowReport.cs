using System.Text.Json;

namespace Unified.Media.Tool;

/// <summary>An item with its ledger rows and legacy rows.</summary>
internal sealed record MediaShowReport(
    MediaListItem? Item, string? Bucket, string? Path, string? ContentType, JsonElement? Metadata, IReadOnlyList<LedgerEntry> Ledger,
    IReadOnlyList<LegacyOrigin> Legacy) : IReport
{
    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Item is { } item)
        {
            writer.Fields(
                ("id", item.Id),
                ("origin", item.Origin),
                ("owner", item.Owner),
                ("login", item.Login),
                ("kind", item.Kind),
                ("source", item.Source),
                ("visibility", item.Visibility),
                ("pixels", item is { Width: { } width, Height: { } height } ? $"{width}x{height}" : null),
                ("size", item.SizeBytes is { } size ? $"{DisplayText.Bytes(size)} ({DisplayText.Count(size)} bytes)" : null),
                ("content type", ContentType),
                ("title", item.Title),
                ("created", item.CreatedAt is { } created ? DisplayText.Time(created) : null),
                ("bucket", Bucket),
                ("path", Path));
        }
        else
        {
            writer.Note("The item does not exist anymore. The ledger or the migration still has a record of it.");
        }

        if (Ledger.Count > 0)
        {
            writer.BlankLine();
            writer.Heading("Ledger");
            writer.Table(
                ["#Attempt", "Role", "State", "#Size", "#Claims", "Due", "Adopted", "Object"],
                Ledger.Select(entry => new[]
                {
                    DisplayText.Count(entry.Attempt), entry.Role, entry.State, DisplayText.Bytes(entry.SizeBytes), DisplayText.Count(entry.Claims),
                    DisplayText.Time(entry.NextTryAt), entry.Adopted ? "yes" : "", $"{entry.Bucket}/{entry.Key}",
                }));
        }

        if (Legacy.Count > 0)
        {
            writer.BlankLine();
            writer.Heading("Migrated from");
            writer.Table(
                ["Table", "Row", "Migrated", "Deleted"],
                Legacy.Select(origin => new[] { origin.Table, origin.Id, DisplayText.Time(origin.MappedAt), DisplayText.Time(origin.DeletedAt) }));
        }

        if (Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.EnumerateObject().Any())
        {
            writer.BlankLine();
            writer.Heading("Metadata");
            foreach (var property in metadata.EnumerateObject())
            {
                writer.Indented($"{property.Name}: {property.Value.GetRawText()}", 0);
            }
        }
    }
}
