namespace Unified.Media.Supabase;

/// <summary>What became of one key of a batch.</summary>
/// <param name="Key">The key.</param>
/// <param name="WasThere">False when there was no such object.</param>
/// <param name="Error">Why it may still be there; null when it is gone.</param>
internal sealed record DeletedKey(string Key, bool WasThere, MediaException? Error = null);
