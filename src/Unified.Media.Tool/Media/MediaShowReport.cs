using System.Text.Json;

namespace Unified.Media.Tool;

/// <summary>Everything that is known of an item.</summary>
internal sealed record MediaShowReport(
    ListedItem? Item, string? Bucket, string? Path, string? ContentType, JsonElement? Metadata, IReadOnlyList<LedgerEntry> Ledger,
    IReadOnlyList<LegacyOrigin> Legacy)
    : IReport
{
    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Item is { } item)
        {
            page.Fields(
                ("id", item.Id),
                ("origin", item.Origin),
                ("owner", item.Owner),
                ("login", item.Login),
                ("kind", item.Kind),
                ("source", item.Source),
                ("visibility", item.Visibility),
                ("pixels", item is { Width: { } width, Height: { } height } ? $"{width}x{height}" : null),
                ("size", item.SizeBytes is { } size ? $"{Page.Size(size)} ({Page.Count(size)} bytes)" : null),
                ("content type", ContentType),
                ("title", item.Title),
                ("created", item.CreatedAt is { } created ? Page.Time(created) : null),
                ("bucket", Bucket),
                ("path", Path));
        }
        else
        {
            page.Quiet("There is no such item any more; the ledger or the migration still knows of it.");
        }

        if (Ledger.Count > 0)
        {
            page.Gap();
            page.Heading("Ledger");
            page.Table(
                ["#Attempt", "Role", "State", "#Size", "#Claims", "Due", "Adopted", "Object"],
                Ledger.Select(entry => new[]
                {
                    Page.Count(entry.Attempt), entry.Role, entry.State, Page.Size(entry.SizeBytes), Page.Count(entry.Claims),
                    Page.Time(entry.NextTryAt),
                    entry.Adopted ? "yes" : "", $"{entry.Bucket}/{entry.Key}",
                }));
        }

        if (Legacy.Count > 0)
        {
            page.Gap();
            page.Heading("Came from");
            page.Table(
                ["Table", "Row", "Taken over", "Deleted"],
                Legacy.Select(origin => new[] { origin.Table, origin.Id, Page.Time(origin.MappedAt), Page.Time(origin.DeletedAt) }));
        }

        if (Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.EnumerateObject().Any())
        {
            page.Gap();
            page.Heading("Metadata");
            foreach (var property in metadata.EnumerateObject())
            {
                page.Detail($"{property.Name}: {property.Value.GetRawText()}", 0);
            }
        }
    }
}
