namespace Unified.Media;

/// <summary>There are at most 50 different tags.</summary>
internal sealed class TagCount(TagField field) : IRule<DescriptiveFields>
{
    public const int Max = 50;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        var count = field.Of(subject)?.Count(UnicodeText.IsText) ?? 0;
        if (count > Max)
        {
            reasons.AddField(field.Name, $"There are {count} tags; at most {Max} are allowed.");
        }
    }

    /// <summary>
    /// Checks an item's tags after a change. Items created before the limit existed may exceed it; a change that does not add to their tags
    /// is allowed.
    /// </summary>
    public static void CheckChange(MediaMetadata before, MediaMetadata after, RejectionReasons reasons)
    {
        if (after.Tags.Count > Math.Max(Max, before.Tags.Count))
        {
            reasons.AddField(nameof(MediaChanges.AddTags), $"The item would have {after.Tags.Count} tags; at most {Max} are allowed.");
        }
    }
}
