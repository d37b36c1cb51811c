namespace Unified.Media.Sqlite;

/// <summary>A value for a statement's parameter.</summary>
internal readonly record struct Argument(string Name, object? Value)
{
    public static implicit operator Argument((string Name, object? Value) pair) => new(pair.Name, pair.Value);
}
