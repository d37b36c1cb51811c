using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Converts an enumeration to and from a snake_case string, such as <c>not_found</c>. Rejects numbers. The enumerations of this library already have
/// it as an attribute; it is public because source-generated serializers need it.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class EnumJsonConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
