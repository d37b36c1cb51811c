using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>The outcome for one item of a bulk operation. Later versions may add values.</summary>
[JsonConverter(typeof(EnumJsonConverter<BulkOutcome>))]
public enum BulkOutcome
{
    /// <summary>The item was changed or deleted.</summary>
    Done,

    /// <summary>The user owns no item with this id.</summary>
    NotFound,

    /// <summary>The operation failed for this item, and continues with the remaining items. <see cref="BulkResult.Error"/> has the error.</summary>
    Failed,
}
