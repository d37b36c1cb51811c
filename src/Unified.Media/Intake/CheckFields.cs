namespace Unified.Media;

/// <summary>Collects the rules that a query breaks.</summary>
internal sealed class CheckFields
{
    public const int MaxTags = TagCount.Max;

    public RejectionReasons Reasons { get; } = new();

    public void Refuse(string field, string message) => Reasons.AddField(field, message);
}
