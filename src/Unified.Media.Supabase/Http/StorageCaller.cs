namespace Unified.Media.Supabase;

/// <summary>The user of a call.</summary>
/// <param name="User">The user whose access token is sent.</param>
/// <param name="Identity">The identity of the first call of an operation, which later calls must keep; null for the first call.</param>
internal sealed record StorageCaller(MediaUser User, StorageIdentity? Identity = null);
