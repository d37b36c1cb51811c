namespace Unified.Media.Supabase;

internal sealed record CopyBody(string BucketId, string SourceKey, string DestinationBucket, string DestinationKey);
