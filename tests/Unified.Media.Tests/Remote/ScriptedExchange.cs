using System.Text;

namespace Unified.Media.Tests;

internal sealed record ScriptedExchange(string Head, Stream Stream, CancellationToken Stopped)
{
    public string Path => Head.Split(' ')[1];

    public async Task WriteAsync(string raw)
    {
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(raw), Stopped);
        await Stream.FlushAsync(Stopped);
    }

    public Task StallAsync() => Task.Delay(Timeout.Infinite, Stopped);
}
