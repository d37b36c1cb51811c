namespace Unified.Media.Supabase;

/// <summary>The object of a resumable upload, the way it is stored, and the identity that the upload was begun for.</summary>
/// <param name="Location">The object.</param>
/// <param name="Options">The way it is stored.</param>
/// <param name="Identity">Null for an upload with a signed right.</param>
internal sealed record ResumableTarget(ObjectLocation Location, UploadOptions Options, StorageIdentity? Identity);
