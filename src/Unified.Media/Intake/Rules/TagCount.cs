namespace Unified.Media;

/// <summary>An item has at most 50 tags.</summary>
internal sealed class TagCount(TagField field) : IRule<DescriptiveFields>
{
    public const int Max = 50;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        var count = field.Get(subject)?.Count(UnicodeText.IsText) ?? 0;
        if (count > Max)
        {
            reasons.AddField(field.Name, $"There are {count} tags; at most {Max} are allowed.");
        }
    }

    /// <summary>
    /// Checks the tags of an item after a change. An item that was created before the limit existed may exceed it, but a change must not add more
    /// tags to it.
    /// </summary>
    public static void CheckChange(MediaMetadata before, MediaMetadata after, RejectionReasons reasons)
    {
        if (after.Tags.Count > Math.Max(Max, before.Tags.Count))
        {
            reasons.AddField(nameof(MediaChanges.AddTags), $"The item would have {after.Tags.Count} tags; at most {Max} are allowed.");
        }
    }
}
