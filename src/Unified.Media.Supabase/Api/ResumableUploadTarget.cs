namespace Unified.Media.Supabase;

/// <summary>The destination of a resumable upload.</summary>
/// <param name="Location">The object.</param>
/// <param name="Options">The options of the upload.</param>
/// <param name="Caller">The user that the upload acts for, with the identity that it began with where no signed token is used.</param>
internal sealed record ResumableUploadTarget(ObjectLocation Location, UploadOptions Options, StorageCaller Caller);
