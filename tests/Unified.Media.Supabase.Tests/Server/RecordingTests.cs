using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>
/// Records the responses of the real server into the transcripts. Runs only when UNIFIED_MEDIA_TEST_RECORD is 1 (all transcripts) or a prefix of
/// transcript names. UNIFIED_MEDIA_TEST_SUPABASE_URL, _SERVICE_KEY and _JWT_SECRET specify the server.
/// </summary>
public sealed class RecordingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_server_is_recorded()
    {
        var wanted = Environment.GetEnvironmentVariable("UNIFIED_MEDIA_TEST_RECORD");
        Assert.SkipWhen(string.IsNullOrEmpty(wanted), "Set UNIFIED_MEDIA_TEST_RECORD to record.");
        await using var target = StorageTargets.FromEnvironment();
        Assert.SkipWhen(target?.JwtSecret is null, "Recording needs a real server and its secret: set UNIFIED_MEDIA_TEST_SUPABASE_*.");
        foreach (var name in TranscriptFiles.Names.Where(n => wanted == "1" || n.StartsWith(wanted, StringComparison.Ordinal)))
        {
            var transcript = await TranscriptFiles.ReadAsync(name, Cancellation);
            await using var run = await TranscriptRun.StartAsync(target, Cancellation);
            var steps = new List<TranscriptStep>();
            foreach (var step in transcript.Steps)
            {
                steps.Add(step with { Response = await run.SendAsync(step, Cancellation) });
            }

            await TranscriptFiles.WriteAsync(name, transcript with { Steps = steps }, Cancellation);
        }
    }
}
