namespace Unified.Media.Tool;

/// <summary>A page of items.</summary>
internal sealed record MediaListReport(IReadOnlyList<ListedItem> Items, string? NextCursor) : IReport
{
    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Items.Count == 0)
        {
            page.Quiet("no items");
            return;
        }

        page.Table(
            ["Id", "Origin", "Owner", "Kind", "Source", "Visibility", "#Pixels", "#Size", "Created", "Title"],
            Items.Select(item => new[]
            {
                item.Id, item.Origin, item.Owner ?? $"login {item.Login}", item.Kind, item.Source, item.Visibility,
                item is { Width: { } width, Height: { } height } ? $"{width}x{height}" : "", Page.Size(item.SizeBytes),
                Page.Time(item.CreatedAt), item.Title,
            }));
        if (NextCursor is { } next)
        {
            page.Quiet($"more: --cursor {next}");
        }
    }
}
