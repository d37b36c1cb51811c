namespace Unified.Media.Supabase;

/// <summary>The destination of a resumable upload.</summary>
/// <param name="Location">The location of the object.</param>
/// <param name="Options">The options of the upload.</param>
/// <param name="Caller">The user of the upload. Its identity is null when the upload uses a signed token.</param>
internal sealed record ResumableUploadTarget(ObjectLocation Location, UploadOptions Options, StorageCaller Caller);
