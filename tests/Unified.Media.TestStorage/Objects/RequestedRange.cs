using System.Globalization;

namespace Unified.Media.TestStorage;

/// <summary>The byte range that a <c>Range</c> header requests. Only single ranges are supported.</summary>
internal readonly record struct RequestedRange(long First, long Last)
{
    public long Length => Last - First + 1;

    public static RequestedRange Parse(string header, long size)
    {
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || header[6..].Split('-') is not [var first, var last] || size == 0)
        {
            throw StorageErrors.InvalidRange;
        }

        long? from = Number(first);
        long? to = Number(last);
        var range = (from, to) switch
        {
            ({ } f, { } t) => new RequestedRange(f, Math.Min(t, size - 1)),
            ({ } f, null) => new RequestedRange(f, size - 1),
            (null, > 0 and var t) => new RequestedRange(Math.Max(0, size - t), size - 1),
            _ => throw StorageErrors.InvalidRange,
        };
        return range.First > range.Last || range.First >= size ? throw StorageErrors.InvalidRange : range;
    }

    private static long? Number(string text) => text.Length == 0
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw StorageErrors.InvalidRange;
}
