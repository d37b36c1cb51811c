using System.Text;

namespace Unified.Media.Tests;

/// <summary>A fetcher with its options, network and log.</summary>
internal sealed class FetchSetup
{
    public const long MaxBytes = 1000;

    public RemoteContentOptions Options { get; } = new();

    public RecordedLog Log { get; } = new();

    public RemoteNetwork Network { get; init; } = RemoteNetwork.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A setup that allows the servers as development hosts.</summary>
    public static FetchSetup For(params ScriptedHttpServer[] servers)
    {
        var setup = new FetchSetup();
        setup.Allow(servers);
        return setup;
    }

    public void Allow(params ScriptedHttpServer[] servers)
    {
        foreach (var server in servers)
        {
            Options.AllowedDevelopmentHosts.Add(server.HostAndPort);
        }
    }

    public Task<RemoteBody> OpenAsync(Uri source, long maxBytes = MaxBytes, CancellationToken? cancellationToken = null) =>
        new FetchRemoteContent(Options, Network, Time, Log).OpenAsync(
            source, maxBytes, cancellationToken ?? TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(Uri source, long maxBytes = MaxBytes)
    {
        await using var body = await OpenAsync(source, maxBytes);
        using var content = new MemoryStream();
        await body.Content.CopyToAsync(content, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(content.ToArray());
    }

    /// <summary>Opens and reads, and asserts that this ends with the code for the caller and the word in the log.</summary>
    public async Task<MediaRejectedException> AssertEndsAsync(Uri source, string code, string word, long maxBytes = MaxBytes)
    {
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => ReadAsync(source, maxBytes));

        AssertEnded(rejected, code, word);
        return rejected;
    }

    public void AssertEnded(MediaRejectedException rejected, string code, string word)
    {
        var reason = Assert.Single(rejected.Reasons);
        Assert.Equal(code, reason.Code);
        Assert.Equal(
            code switch
            {
                RejectionCode.RemoteRefused => "The remote address is not allowed, or its response is not one complete, unencoded body.",
                RejectionCode.RemoteUnavailable => "The remote server did not respond in time, or responded with an error.",
                _ => "The remote content has more than 1000 bytes.",
            },
            rejected.Message);
        Assert.Null(rejected.InnerException);
        Assert.Contains($": {word}, host ", Log.Lines.Last(), StringComparison.Ordinal);
    }
}
