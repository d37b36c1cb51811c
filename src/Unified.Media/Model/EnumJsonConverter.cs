using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Reads and writes an enumeration as a lower-case word: <c>newest</c>, <c>not_found</c>. Numbers are not read. The types carry it as an
/// attribute; it is public so that source generation can use it.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class EnumJsonConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
