using System.Text;
using System.Text.Json;

namespace Unified.Media;

/// <summary>The caller's metadata is JSON that every catalog can store, with at most 16 KiB and at most 8 levels.</summary>
internal sealed class MetadataSize : IRule<DescriptiveFields>
{
    public const int MaxBytes = 16 * 1024;
    public const int MaxDepth = 8;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        if (subject.Custom is { } json && JsonRules.FindViolation(json, MaxDepth, MaxBytes) is { } violation)
        {
            reasons.AddField(nameof(MediaUpload.Metadata), $"The metadata {violation}.");
        }
    }

    /// <summary>
    /// Checks the metadata of an item after a change. An item that was created before the limit existed may exceed it, but a change must not make
    /// its metadata longer.
    /// </summary>
    public static void CheckChange(MediaMetadata before, MediaMetadata after, RejectionReasons reasons)
    {
        if (LengthOf(after.Custom) > Math.Max(MaxBytes, LengthOf(before.Custom)))
        {
            reasons.AddField(nameof(MediaChanges.Metadata), $"The item's metadata would be longer than {MaxBytes} bytes.");
        }
    }

    private static int LengthOf(JsonElement? json) => json is { } value ? Encoding.UTF8.GetByteCount(value.GetRawText()) : 0;
}
