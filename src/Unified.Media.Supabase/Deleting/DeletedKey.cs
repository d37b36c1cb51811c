namespace Unified.Media.Supabase;

/// <summary>The result for one key of a batch that was to be deleted.</summary>
/// <param name="Key">The key.</param>
/// <param name="WasThere">False when there was no such object.</param>
/// <param name="Error">The reason why it may still be there; null when it is gone.</param>
internal sealed record DeletedKey(string Key, bool WasThere, MediaException? Error = null);
