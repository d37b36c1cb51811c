namespace Unified.Media.Tool;

/// <summary>A page of items.</summary>
internal sealed record MediaListReport(IReadOnlyList<MediaListItem> Items, string? NextCursor) : IReport
{
    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Items.Count == 0)
        {
            writer.Note("no items");
            return;
        }

        writer.Table(
            ["Id", "Origin", "Owner", "Kind", "Source", "Visibility", "#Pixels", "#Size", "Created", "Title"],
            Items.Select(item => new[]
            {
                item.Id, item.Origin, item.Owner ?? $"login {item.Login}", item.Kind, item.Source, item.Visibility,
                item is { Width: { } width, Height: { } height } ? $"{width}x{height}" : "", DisplayText.Bytes(item.SizeBytes),
                DisplayText.Time(item.CreatedAt), item.Title,
            }));
        if (NextCursor is { } next)
        {
            writer.Note($"next page: --cursor {next}");
        }
    }
}
