namespace Unified.Media;

/// <summary>How far an upload is. Reported from the uploading task, in order, the last time when every byte is stored.</summary>
/// <param name="BytesSent">Bytes given to the object store so far.</param>
/// <param name="TotalBytes">Bytes that will be stored.</param>
public readonly record struct MediaProgress(long BytesSent, long TotalBytes);
