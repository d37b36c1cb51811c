using System.Security.Cryptography;

namespace Unified.Media.Tests;

internal static class Hash
{
    public static async Task<string> OfAsync(Stream content) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, TestContext.Current.CancellationToken));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
