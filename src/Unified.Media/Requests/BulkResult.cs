using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>The result for one item of a bulk operation.</summary>
public sealed record BulkResult
{
    /// <summary>The id of the item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The outcome.</summary>
    public required BulkOutcome Outcome { get; init; }

    /// <summary>The error of a failed item; null otherwise. Not serialized to JSON: see <see cref="ErrorCode"/>.</summary>
    [JsonIgnore]
    public MediaException? Error { get; init; }

    /// <summary>The <see cref="MediaException.Code"/> of <see cref="Error"/>; null for an item that did not fail.</summary>
    public string? ErrorCode
    {
        get => field ?? Error?.Code;
        init;
    }
}
