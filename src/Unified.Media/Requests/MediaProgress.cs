namespace Unified.Media;

/// <summary>The progress of an upload. Reports are made in order by the uploading task; the last one is made when every byte is stored.</summary>
/// <param name="BytesSent">The number of bytes that the object store has received so far.</param>
/// <param name="TotalBytes">The number of bytes that will be stored.</param>
public readonly record struct MediaProgress(long BytesSent, long TotalBytes);
