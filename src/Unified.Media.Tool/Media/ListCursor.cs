using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Where a list goes on: after a time of creation and an id.</summary>
internal sealed record ListCursor(DateTimeOffset? CreatedAt, Guid Id)
{
    private const string NoTime = "none";

    public static ListCursor? Read(string? text)
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
            : throw new ToolException("cursor_unusable", "The value of --cursor is none that a list has given.");
    }

    // PostgreSQL keeps microseconds: a rounded time would leave rows out, or give them twice.
    public override string ToString() =>
        $"{CreatedAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) ?? NoTime}/{Id}";
}
