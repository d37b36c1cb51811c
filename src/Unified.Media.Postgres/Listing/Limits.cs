namespace Unified.Media.Postgres;

/// <summary>The least and the greatest value that a property may have; null where there is no limit.</summary>
internal readonly record struct Limits(long? Low, long? High)
{
    public bool IsEmpty => Low > High;
}
