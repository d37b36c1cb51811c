using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>The outcome of a bulk operation for one item. Later versions may add values.</summary>
[JsonConverter(typeof(EnumJsonConverter<BulkOutcome>))]
public enum BulkOutcome
{
    /// <summary>The item was changed or deleted.</summary>
    Done,

    /// <summary>The user has no such item.</summary>
    NotFound,

    /// <summary>The operation failed for this item. It goes on with the others.</summary>
    Failed,
}
