namespace Unified.Media.Testing;

/// <summary>Filters by name for a <see cref="LargeLibrary{THarness}"/>, each with a predicate that is true for the expected items.</summary>
internal static class LargeListFilters
{
    /// <summary>The creation time of the earliest items.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, (MediaFilter Filter, Func<MediaItem, bool> Matches)> All =
        new Dictionary<string, (MediaFilter Filter, Func<MediaItem, bool> Matches)>
        {
            ["everything"] = (new(), _ => true),
            ["a common word"] = (new() { Text = "common" }, HasWord("common")),
            ["a rare word"] = (new() { Text = "needle" }, HasWord("needle")),
            ["a rare prefix"] = (new() { Text = "NEED" }, HasWord("needle")),
            ["a word of medium frequency"] = (new() { Text = "tenth" }, HasWord("tenth")),
            ["two words"] = (new() { Text = "tenth needle" }, item => HasWord("tenth")(item) && HasWord("needle")(item)),
            ["a word that no item has"] = (new() { Text = "nothing" }, _ => false),
            ["a rare kind"] = (new() { Kinds = [MediaKind.Video] }, item => item.Kind == MediaKind.Video),
            ["two sources"] = (
                new() { SourceTypes = [SourceType.Stock, SourceType.Enhanced] },
                item => item.SourceType == SourceType.Stock || item.SourceType == SourceType.Enhanced),
            ["a kind and a source"] = (
                new() { Kinds = [MediaKind.Image], SourceTypes = [SourceType.Stock] },
                item => item.Kind == MediaKind.Image && item.SourceType == SourceType.Stock),
            ["a rare tag"] = (new() { Tags = ["rare"] }, item => item.Tags.Contains("rare")),
            ["two tags"] = (new() { Tags = ["even", "third"] }, item => item.Tags.Contains("even") && item.Tags.Contains("third")),
            ["one of two tags"] = (
                new() { Tags = ["rare", "third"], TagMatch = TagMatch.Any }, item => item.Tags.Contains("rare") || item.Tags.Contains("third")),
            ["a narrow width"] = (new() { MinWidth = 1990 }, item => item.Width >= 1990),
            ["a time"] = (
                new() { CreatedFrom = Start.AddMinutes(100), CreatedBefore = Start.AddMinutes(900) },
                item => item.CreatedAt >= Start.AddMinutes(100) && item.CreatedAt < Start.AddMinutes(900)),
            ["a size"] = (new() { MinBytes = 300, MaxBytes = 320 }, item => item.SizeBytes is >= 300 and <= 320),
        };

    private static Func<MediaItem, bool> HasWord(string word) => item => item.Title!.Contains(word, StringComparison.Ordinal);
}
