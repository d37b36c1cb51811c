using System.Globalization;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>
/// The parameters of a transformed image, which the image service of Storage creates from a stored image. Some servers do not have this service. The
/// token of a signed URL for a transformed image also gives access to the original image.
/// </summary>
public sealed record SupabaseImageTransform
{
    /// <summary>The width in pixels, 1 to 2,500; null to derive it from the height.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels, 1 to 2,500; null to derive it from the width.</summary>
    public int? Height { get; init; }

    /// <summary>The way to resize the image to the width and the height; null for <see cref="SupabaseResizeMode.Cover"/>.</summary>
    public SupabaseResizeMode? Resize { get; init; }

    /// <summary>The quality of a lossy format, 20 to 100; null for the default of the server.</summary>
    public int? Quality { get; init; }

    /// <summary>True to keep the format of the original; false to let the server choose a format that the browser supports.</summary>
    public bool KeepFormat { get; init; }

    internal JsonObject ToJson() => new(Parameters().Select(parameter => KeyValuePair.Create<string, JsonNode?>(
        parameter.Key,
        int.TryParse(parameter.Value, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(parameter.Value))));

    internal string ToQuery() => string.Join('&', Parameters().Select(parameter => $"{parameter.Key}={parameter.Value}"));

    internal void ThrowIfInvalid()
    {
        ThrowIfInvalidDimension(Width, nameof(Width));
        ThrowIfInvalidDimension(Height, nameof(Height));
        if (Quality is < 20 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(Quality), Quality, "The quality must be between 20 and 100.");
        }
    }

    private static void ThrowIfInvalidDimension(int? pixels, string name)
    {
        if (pixels is < 1 or > 2_500)
        {
            throw new ArgumentOutOfRangeException(name, pixels, "Width and height must be between 1 and 2,500 pixels.");
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
                SupabaseResizeMode.Contain => "contain",
                SupabaseResizeMode.Fill => "fill",
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
