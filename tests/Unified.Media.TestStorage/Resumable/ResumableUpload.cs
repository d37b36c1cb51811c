using System.Security.Cryptography;

namespace Unified.Media.TestStorage;

/// <summary>A resumable upload. One request at a time holds its lock; a second request interrupts the first one.</summary>
internal sealed class ResumableUpload(string bucket, string key, Guid version, ResumableMetadata metadata, string owner) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private CancellationTokenSource? _holder;

    public string Bucket { get; } = bucket;

    public string Key { get; } = key;

    public Guid Version { get; } = version;

    public ResumableMetadata Metadata { get; } = metadata;

    public string Owner { get; } = owner;

    /// <summary>The number of bytes of the whole content; null until the client sends it.</summary>
    public long? Length { get; set; }

    public long Offset { get; set; }

    public bool IsComplete { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public IncrementalHash Md5 { get; } = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    /// <summary>Interrupts the request that holds the lock, and waits for the lock.</summary>
    /// <returns>A source to pass to <see cref="Release"/>. Its token is cancelled when another request interrupts this one.</returns>
    public async Task<CancellationTokenSource> AcquireAsync(CancellationToken aborted)
    {
        var interrupted = Volatile.Read(ref _holder);
        if (interrupted is not null)
        {
            try
            {
                await interrupted.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The other request has released the lock in the meantime.
            }
        }

        await _lock.WaitAsync(aborted);
        var holder = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        Volatile.Write(ref _holder, holder);
        return holder;
    }

    public void Release(CancellationTokenSource holder)
    {
        Interlocked.CompareExchange(ref _holder, null, holder);
        holder.Dispose();
        _lock.Release();
    }

    public void Dispose()
    {
        Md5.Dispose();
        _lock.Dispose();
    }
}
