using System.Diagnostics.Metrics;

namespace Unified.Media;

/// <summary>
/// The metrics of the meter <c>Unified.Media</c>: the durations of operations, the stored bytes, and the objects that the janitor claimed.
/// </summary>
internal sealed class MediaMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _storedBytes;
    private readonly Counter<long> _claimedObjects;

    public MediaMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Unified.Media");
        _duration = meter.CreateHistogram<double>(
            "unified_media.operation.duration", "s", "Duration of operations, by operation and outcome.");
        _storedBytes = meter.CreateCounter<long>("unified_media.stored", "By", "Bytes of new items, by kind and source type.");
        _claimedObjects = meter.CreateCounter<long>(
            "unified_media.janitor.objects", "{object}", "Objects that the janitor claimed, by whether they were deleted.");
    }

    public void RecordOperation(string operation, string outcome, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new("operation", operation), new KeyValuePair<string, object?>("outcome", outcome));

    public void RecordStored(MediaItem item) =>
        _storedBytes.Add(
            item.SizeBytes, new("kind", item.Kind.ToString()), new KeyValuePair<string, object?>("source_type", item.SourceType.ToString()));

    public void RecordCleanup(int claimedCount, int deletedCount)
    {
        _claimedObjects.Add(deletedCount, new KeyValuePair<string, object?>("deleted", true));
        _claimedObjects.Add(claimedCount - deletedCount, new KeyValuePair<string, object?>("deleted", false));
    }
}
