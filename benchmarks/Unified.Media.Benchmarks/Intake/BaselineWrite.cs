using System.Security.Cryptography;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The baseline of an upload: reads, hashes and writes in one loop on one thread, then flushes. Does not write a row or check the content.
/// </summary>
internal static class BaselineWrite
{
    private const int BlockLength = 256 * 1024;

    public static byte[] Run(string source, string target)
    {
        var block = new byte[BlockLength];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var input = File.OpenHandle(source);
        using var output = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write);
        long offset = 0;
        int count;
        while ((count = RandomAccess.Read(input, block, offset)) > 0)
        {
            RandomAccess.Write(output, block.AsSpan(0, count), offset);
            hash.AppendData(block, 0, count);
            offset += count;
        }

        RandomAccess.FlushToDisk(output);
        return hash.GetCurrentHash();
    }
}
