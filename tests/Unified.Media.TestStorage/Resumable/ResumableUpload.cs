using System.Security.Cryptography;

namespace Unified.Media.TestStorage;

/// <summary>An upload under way. One request at a time holds it; another one makes the holder stop with what it has.</summary>
internal sealed class ResumableUpload(string bucket, string key, Guid version, ResumableMetadata metadata, string owner) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource? _holder;

    public string Bucket { get; } = bucket;

    public string Key { get; } = key;

    public Guid Version { get; } = version;

    public ResumableMetadata Metadata { get; } = metadata;

    public string Owner { get; } = owner;

    /// <summary>Null until it is told.</summary>
    public long? Length { get; set; }

    public long Offset { get; set; }

    public bool IsComplete { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public IncrementalHash Md5 { get; } = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    /// <summary>Waits for the turn after asking the holder to stop; the token is cancelled when somebody else asks.</summary>
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
                // It ended by itself in between.
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
