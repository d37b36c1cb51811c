namespace Unified.Media.Supabase;

internal sealed record MoveRequest(string BucketId, string SourceKey, string DestinationBucket, string DestinationKey);
