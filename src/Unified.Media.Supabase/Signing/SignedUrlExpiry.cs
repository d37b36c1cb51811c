namespace Unified.Media.Supabase;

/// <summary>
/// The expiry of a signed URL. It is rounded up to a multiple of half the lifetime, so that all calls within one such period get the same URL and
/// browsers can cache its content. The URL is valid for at least the lifetime and at most one and a half times the lifetime. Lifetimes under one
/// minute are not rounded in this way.
/// </summary>
/// <param name="ExpiresAt">The expiry in seconds since 1970.</param>
/// <param name="ExpiresIn">The expiry in seconds from now; at least 1.</param>
/// <param name="IsRounded">True when the expiry is rounded up to a multiple of half the lifetime, so that the URL can be cached.</param>
internal readonly record struct SignedUrlExpiry(long ExpiresAt, long ExpiresIn, bool IsRounded)
{
    private static readonly TimeSpan MinRoundedLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Computes the expiry of a URL that is signed now.</summary>
    public static SignedUrlExpiry Compute(DateTimeOffset now, TimeSpan lifetime)
    {
        var unrounded = now + lifetime;
        var isRounded = lifetime >= MinRoundedLifetime;
        var stepTicks = isRounded ? (long)(lifetime / 2).TotalSeconds * TimeSpan.TicksPerSecond : TimeSpan.TicksPerSecond;
        var expiryTicks = (unrounded.UtcTicks + stepTicks - 1) / stepTicks * stepTicks;
        var expiresIn = isRounded
            ? (expiryTicks - now.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond
            : (long)Math.Ceiling(lifetime.TotalSeconds);
        var expiresAt = (expiryTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerSecond;
        return new(expiresAt, Math.Max(expiresIn, 1), isRounded);
    }
}
