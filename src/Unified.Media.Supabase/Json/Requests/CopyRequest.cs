namespace Unified.Media.Supabase;

internal sealed record CopyRequest(string BucketId, string SourceKey, string DestinationBucket, string DestinationKey);
