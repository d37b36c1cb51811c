using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>Specifies how a filter combines several tags. Later versions may add values.</summary>
[JsonConverter(typeof(EnumJsonConverter<TagMatch>))]
public enum TagMatch
{
    /// <summary>The item has all of the tags.</summary>
    All,

    /// <summary>The item has at least one of the tags.</summary>
    Any,
}
