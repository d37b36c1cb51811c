using System.Security.Cryptography;

namespace Unified.Media.TestStorage;

/// <summary>An unfinished upload. One request at a time holds its lock; another request makes the holder stop.</summary>
internal sealed class ResumableUpload(string bucket, string key, Guid version, ResumableMetadata metadata, string owner) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource? _holder;

    public string Bucket { get; } = bucket;

    public string Key { get; } = key;

    public Guid Version { get; } = version;

    public ResumableMetadata Metadata { get; } = metadata;

    public string Owner { get; } = owner;

    /// <summary>The length; null until the client sends it.</summary>
    public long? Length { get; set; }

    public long Offset { get; set; }

    public bool IsComplete { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public IncrementalHash Md5 { get; } = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    /// <summary>Asks the holder to stop, and waits for the lock. The token is cancelled when another request asks for it.</summary>
    public async Task<CancellationTokenSource> HoldAsync(CancellationToken aborted)
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
                // The holder has ended in the meantime.
            }
        }

        await _turn.WaitAsync(aborted);
        var holder = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        Volatile.Write(ref _holder, holder);
        return holder;
    }

    public void Release(CancellationTokenSource holder)
    {
        Interlocked.CompareExchange(ref _holder, null, holder);
        holder.Dispose();
        _turn.Release();
    }

    public void Dispose()
    {
        Md5.Dispose();
        _turn.Dispose();
    }
}
