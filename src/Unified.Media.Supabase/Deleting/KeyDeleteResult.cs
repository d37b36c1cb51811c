namespace Unified.Media.Supabase;

/// <summary>The result of deleting one object of a batch.</summary>
/// <param name="Key">The key.</param>
/// <param name="Existed">False when the object did not exist.</param>
/// <param name="Error">The error, after which the object may still exist; null when the object no longer exists.</param>
internal sealed record KeyDeleteResult(string Key, bool Existed, MediaException? Error = null);
