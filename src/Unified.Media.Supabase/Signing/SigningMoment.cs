namespace Unified.Media.Supabase;

/// <summary>
/// When an address expires: rounded up, so that everybody who asks within half a lifetime is given the same address and browsers can cache
/// what it leads to. It works for the lifetime that was asked for, and for half as long again at most. Lifetimes under a minute are exact.
/// </summary>
/// <param name="ExpiresAt">In seconds since 1970.</param>
/// <param name="ExpiresIn">In seconds from now, at least 1.</param>
/// <param name="IsRounded">Whether others will ask for the same moment.</param>
internal readonly record struct SigningMoment(long ExpiresAt, long ExpiresIn, bool IsRounded)
{
    private static readonly TimeSpan MinRounded = TimeSpan.FromMinutes(1);

    public static SigningMoment Of(DateTimeOffset now, TimeSpan lifetime)
    {
        var exact = now + lifetime;
        var step = lifetime < MinRounded ? TimeSpan.TicksPerSecond : (long)(lifetime / 2).TotalSeconds * TimeSpan.TicksPerSecond;
        var expires = (exact.UtcTicks + step - 1) / step * step;
        var expiresIn = lifetime < MinRounded
            ? (long)Math.Ceiling(lifetime.TotalSeconds)
            : (expires - now.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        var expiresAt = (expires - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerSecond;
        return new(expiresAt, Math.Max(expiresIn, 1), lifetime >= MinRounded);
    }
}
