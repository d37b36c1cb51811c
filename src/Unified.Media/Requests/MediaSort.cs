using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The order of a list. Items with equal values are ordered by id, in the same direction. Later versions may add values.
/// </summary>
[JsonConverter(typeof(EnumJsonConverter<MediaSort>))]
public enum MediaSort
{
    /// <summary>By time of creation, newest first. The default.</summary>
    Newest,

    /// <summary>By time of creation, oldest first.</summary>
    Oldest,

    /// <summary>By size in bytes, largest first.</summary>
    Largest,

    /// <summary>By the lower-case title in code point order, ascending. Items without a title come first.</summary>
    Title,
}
