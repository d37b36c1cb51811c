namespace Unified.Media.Supabase;

internal sealed record MoveBody(string BucketId, string SourceKey, string DestinationBucket, string DestinationKey);
