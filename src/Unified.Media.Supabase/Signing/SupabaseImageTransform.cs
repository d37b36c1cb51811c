using System.Globalization;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>
/// A picture made of a stored one by Storage's image service, which not every server has. An address for a transformed picture gives the
/// right to the original too: Storage takes its token for both.
/// </summary>
public sealed record SupabaseImageTransform
{
    /// <summary>The width in pixels, 1 to 2,500; null for what the height makes of it.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels, 1 to 2,500; null for what the width makes of it.</summary>
    public int? Height { get; init; }

    /// <summary>The way it is fitted; null for <see cref="SupabaseResize.Cover"/>.</summary>
    public SupabaseResize? Resize { get; init; }

    /// <summary>The quality, 20 to 100; null for the server's.</summary>
    public int? Quality { get; init; }

    /// <summary>
    /// True keeps the original's format; false lets the server choose one that the browser understands better.
    /// </summary>
    public bool KeepFormat { get; init; }

    internal JsonObject ToJson() => new(Parameters().Select(parameter => KeyValuePair.Create<string, JsonNode?>(
        parameter.Key,
        int.TryParse(parameter.Value, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(parameter.Value))));

    internal string ToQuery() => string.Join('&', Parameters().Select(parameter => $"{parameter.Key}={parameter.Value}"));

    internal void Require()
    {
        RequireSide(Width, nameof(Width));
        RequireSide(Height, nameof(Height));
        if (Quality is < 20 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(Quality), Quality, "The quality must be from 20 to 100.");
        }
    }

    private static void RequireSide(int? side, string name)
    {
        if (side is < 1 or > 2_500)
        {
            throw new ArgumentOutOfRangeException(name, side, "A side must be from 1 to 2,500 pixels.");
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (Width is { } width)
        {
            yield return new("width", width.ToString(CultureInfo.InvariantCulture));
        }

        if (Height is { } height)
        {
            yield return new("height", height.ToString(CultureInfo.InvariantCulture));
        }

        if (Resize is { } resize)
        {
            yield return new("resize", resize switch
            {
                SupabaseResize.Contain => "contain",
                SupabaseResize.Fill => "fill",
                _ => "cover",
            });
        }

        if (Quality is { } quality)
        {
            yield return new("quality", quality.ToString(CultureInfo.InvariantCulture));
        }

        if (KeepFormat)
        {
            yield return new("format", "origin");
        }
    }
}
