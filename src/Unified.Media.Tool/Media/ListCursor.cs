using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>The position after which a list continues: a creation time and an id.</summary>
internal sealed record ListCursor(DateTimeOffset? CreatedAt, Guid Id)
{
    private const string NoTime = "none";

    /// <exception cref="ToolException">The text is not a cursor.</exception>
    public static ListCursor? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split('/');
        var time = default(DateTimeOffset);
        return parts.Length == 2 && Guid.TryParse(parts[1], out var id)
            && (parts[0] == NoTime
                || DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
            ? new(parts[0] == NoTime ? null : time, id)
            : throw new ToolException(
                "cursor_unusable", "The value of --cursor is invalid.", "Use the cursor from the end of an earlier list, unchanged.");
    }

    // PostgreSQL stores microseconds. With fewer digits, the next page would skip or repeat rows.
    public override string ToString() =>
        $"{CreatedAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) ?? NoTime}/{Id}";
}
