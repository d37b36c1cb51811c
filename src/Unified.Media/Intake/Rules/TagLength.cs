namespace Unified.Media;

/// <summary>A tag has 1 to 64 characters.</summary>
internal sealed class TagLength(TagField field) : IRule<DescriptiveFields>
{
    public const int Max = 64;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        var tags = field.Get(subject) ?? [];
        if (tags.Any(string.IsNullOrWhiteSpace))
        {
            reasons.AddField(field.Name, "A tag is empty.");
        }

        foreach (var tag in tags)
        {
            TextLength.Check(field.Name, tag, Max, reasons);
        }
    }
}
