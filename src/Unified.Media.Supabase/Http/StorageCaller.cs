namespace Unified.Media.Supabase;

/// <summary>The user that a call acts for.</summary>
/// <param name="User">The user whose access token is asked for.</param>
/// <param name="Identity">The identity that an operation of several calls began with; null for its first call.</param>
internal sealed record StorageCaller(MediaUser User, StorageIdentity? Identity = null);
