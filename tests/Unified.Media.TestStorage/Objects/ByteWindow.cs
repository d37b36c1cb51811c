using System.Globalization;

namespace Unified.Media.TestStorage;

/// <summary>The part of an object that a <c>Range</c> header requests. Only single ranges are supported.</summary>
internal readonly record struct ByteWindow(long First, long Last)
{
    public long Length => Last - First + 1;

    public static ByteWindow Parse(string header, long size)
    {
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || header[6..].Split('-') is not [var first, var last] || size == 0)
        {
            throw Failures.InvalidRange;
        }

        long? from = Number(first);
        long? to = Number(last);
        var window = (from, to) switch
        {
            ({ } f, { } t) => new ByteWindow(f, Math.Min(t, size - 1)),
            ({ } f, null) => new ByteWindow(f, size - 1),
            (null, > 0 and var t) => new ByteWindow(Math.Max(0, size - t), size - 1),
            _ => throw Failures.InvalidRange,
        };
        return window.First > window.Last || window.First >= size ? throw Failures.InvalidRange : window;
    }

    private static long? Number(string text) => text.Length == 0
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Failures.InvalidRange;
}
