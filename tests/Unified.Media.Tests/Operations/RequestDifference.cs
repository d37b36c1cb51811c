namespace Unified.Media.Tests;

/// <summary>The difference between a retry and the first request with the same idempotency key.</summary>
public enum RequestDifference
{
    None,
    Title,
    Description,
    Alt,
    Tags,
    TagOrder,
    Attribution,
    Generation,
    Metadata,
    Visibility,
    Source,
    Content,

    /// <summary>Different metadata in the content. The stored bytes are the same, because the metadata is stripped.</summary>
    StrippedBytes,
}
