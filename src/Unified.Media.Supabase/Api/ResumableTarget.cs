namespace Unified.Media.Supabase;

/// <summary>What a resumable upload is for: an object, how it is stored, and whom the upload was begun for.</summary>
/// <param name="Location">The object.</param>
/// <param name="Options">How it is stored.</param>
/// <param name="Identity">Null for an upload with a signed right.</param>
internal sealed record ResumableTarget(ObjectLocation Location, UploadOptions Options, StorageIdentity? Identity);
