namespace Unified.Media.Tests;

/// <summary>In what a repeated request differs from the first one with the same idempotency key.</summary>
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

    /// <summary>Other bytes that are stripped, so that the stored bytes are the same.</summary>
    StrippedBytes,
}
