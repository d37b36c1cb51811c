namespace Unified.Media.Postgres;

/// <summary>What a condition is about.</summary>
internal enum Property
{
    Owner,
    Kind,
    SourceType,
    EnhancementType,
    Visibility,
    ContentType,
    CreatedAt,
    Bytes,
    Pixels,
    Tags,
    Words,
    Title,
}
